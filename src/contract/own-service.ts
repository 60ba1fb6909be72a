/**
 * An interface of our own making, one OpenAPI file for a side: its documents, and the service that takes them, out of one
 * list. `to` is what the side is told, under a path of its service; `from` what it posts to us.
 */
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { DocumentContract } from './contract.js';
import { jsonContract } from './json-contract.js';
import { contractFile } from './location.js';
import { openApiSchema } from './openapi.js';
import { restQuestion } from './rest-question.js';
import type { PostedQuestion, RestService } from './rest-service.js';
import type { EsitoRule } from './soap-service.js';

interface Described {
  /** Its schema in the OpenAPI file. */
  readonly schema: string;
  readonly record: RecordName;
  readonly event: EventName;
  /** Where a record and event have several documents. Default: the interface's. */
  readonly revision?: string;
  /** The side is sent it and never sends it. */
  readonly onlyWritten?: true;
}

export interface OwnService {
  readonly side: SideName;
  readonly name: string;
  /** Path under `contracts/`. */
  readonly file: string;
  readonly revision: string;
  readonly esito: EsitoRule;
  readonly status: string;
  readonly to: readonly (Described & { readonly operation: string; readonly path: string })[];
  readonly from: readonly Described[];
  readonly questions: readonly (Pick<PostedQuestion, 'name' | 'path'> & {
    readonly asked: string;
    readonly answered: string;
  })[];
}

/** The service as the client, the door and the simulated side know it. Answers are read for their outcome alone. */
export function ownService({ side, name, file, revision, esito, status, to, questions }: OwnService): RestService {
  return {
    side,
    name,
    status,
    operations: to.map(({ operation, path, record, event, ...one }) => ({
      name: operation,
      path,
      carries: { record, event, revision: one.revision ?? revision },
      answer: { file, schema: 'Esito', outcomeOnly: true },
      esito,
    })),
    questions: questions.map(({ name: question, path, asked, answered }) => ({
      ...restQuestion(file, question, asked, answered),
      path,
      esito,
    })),
  };
}

/** Its documents; a document that goes both ways is one. */
export function ownContracts({ side, file, revision, to, from }: OwnService): readonly DocumentContract[] {
  const all = new Map([...to, ...from].map((one) => [`${one.record}/${one.event}/${one.revision ?? revision}`, one]));
  return [...all.values()].map(({ schema, record, event, onlyWritten, ...one }) => ({
    ...jsonContract({
      side,
      record,
      event,
      revision: one.revision ?? revision,
      ...openApiSchema(contractFile(file), schema),
    }),
    ...(onlyWritten === undefined ? {} : { onlyWritten }),
  }));
}
