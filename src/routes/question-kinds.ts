/** The questions of a side's described services, SOAP and JSON alike, as the door for questions in JSON asks them. */
import type { DocumentTree } from '../contract/contract.js';
import { jsonDocumentType } from '../contract/json-contract.js';
import { readJsonTree } from '../contract/json-tree.js';
import { contractFile } from '../contract/location.js';
import { loadOpenApiSchema } from '../contract/openapi.js';
import type { RestQuestion, RestService } from '../contract/rest-service.js';
import type { EsitoRule, SoapOperation, SoapService } from '../contract/soap-service.js';
import type { Finding } from '../foundation/finding.js';
import type { EventName, RecordName } from '../foundation/names.js';
import type { Side } from '../sides.js';

export interface Question {
  readonly service: string;
  readonly operation: string;
  /** Of a question that exists in several revisions: which one, and the record in whose configured revision it is asked by default. */
  readonly revision?: string | undefined;
  readonly as?: { readonly record: RecordName; readonly event: EventName } | undefined;
  /** Names of the documents that go and come. */
  readonly asked: string;
  readonly answered: string;
  /** Asked of the side by others, never by itself. */
  readonly onlyOthers: boolean;
  /** What the answer's codes mean, where it has any. */
  readonly esito: EsitoRule | undefined;
  /** The question's document out of the members of a caller, with what is wrong with it. */
  write(body: unknown): { readonly document: Buffer; readonly findings: readonly Finding[] };
  /** The answer as members. */
  show(tree: DocumentTree): unknown;
}

/** What a side can be asked, in the order of its services, the newest revision first. */
export function questionsOf(side: Side | undefined): readonly Question[] {
  const soap = (side?.services ?? []).flatMap((service) =>
    service.operations
      .filter(({ carries, calledBy }) => carries === undefined && calledBy !== 'nation')
      .map((operation) => soapQuestion(service, operation)),
  );
  const rest = (side?.restServices ?? []).flatMap((service) =>
    (service.questions ?? []).map((question) => restQuestion(service, question)),
  );
  return [...soap, ...rest];
}

function soapQuestion({ name: service }: SoapService, operation: SoapOperation): Question {
  const { request, answer, asksIn, calledBy, esito } = operation;
  return {
    service,
    operation: operation.name,
    revision: asksIn?.revision,
    as: asksIn?.as,
    asked: request.document.root,
    answered: answer.document.root,
    onlyOthers: calledBy === 'region',
    esito,
    write(body) {
      const given = readJsonTree(body, service);
      const document = request.document.write(given.tree);
      return { document, findings: [...given.findings, ...request.document.read(document).findings] };
    },
    show: (tree) => answer.document.plain(tree),
  };
}

function restQuestion({ name: service }: RestService, { name: operation, request, answer }: RestQuestion): Question {
  const { file, schema } = request;
  return {
    service,
    operation,
    asked: schema,
    answered: answer.schema,
    onlyOthers: true,
    // What is no answer is told apart by the client already.
    esito: undefined,
    write(body) {
      const document = Buffer.from(JSON.stringify(body ?? {}));
      const type = jsonDocumentType({ source: service, ...loadOpenApiSchema(contractFile(file), schema) });
      return { document, findings: type.read(document).findings };
    },
    show: (tree) => tree,
  };
}
