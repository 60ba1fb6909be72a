/**
 * What a service is asked: the questions that stand as examples beside its description, and those of the side's `verify.yaml`,
 * which may be about what an earlier document of the run told.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { DocumentTree } from '../../contract/contract.js';
import { contractFile } from '../../contract/location.js';
import type { SoapOperation, SoapService } from '../../contract/soap-service.js';
import { type About, type Asked, valueAt, withValue } from './depending.js';
import type { Documents, Sent } from './documents.js';

/** A question, and what must stand where in its answer. */
export interface Question extends Sent {
  readonly holds: readonly (readonly [path: string, value: string])[];
}

export interface Asking {
  readonly documents: Documents;
  readonly verifying: About;
}

interface Example {
  readonly file: string;
  readonly operation: string;
  readonly of: 'request' | 'answer';
  readonly problems?: readonly { readonly path: string; readonly rule: string }[];
}

const NOBODY = 'a question may find nobody';
const NEW_ID = '$new';

export function questionsOf(service: SoapService, operation: SoapOperation, asking: Asking): readonly Question[] {
  const write = (tree: DocumentTree): Buffer => operation.request.document.write(tree);
  return [...examplesOf(service, operation), ...listedOf(service.name, operation.name, write, asking)];
}

/** Questions of the side's `verify.yaml`. */
export function listedOf(
  service: string,
  operation: string,
  write: (tree: DocumentTree) => Buffer,
  asking: Asking,
): readonly Question[] {
  return asking.verifying.questions
    .filter((one) => one.service === service && one.operation === operation)
    .flatMap((one) => questionFrom(one, write, asking.documents) ?? []);
}

/** Undefined where the document that the question is about is not among those that are sent. */
export function questionFrom(
  asked: Asked,
  write: (tree: DocumentTree) => Buffer,
  documents: Documents,
): Question | undefined {
  const { about, known, bad, document, set = {}, holds = {}, refusals } = asked;
  const record = about && documents.recordOf(about.record, about.event, about.case);
  if (about !== undefined && record === undefined) return undefined;
  const given = (field: string): string => {
    if (field === NEW_ID) return randomUUID();
    return String((about === undefined ? documents.known(known ?? '')[field] : valueAt(record, field)) ?? '');
  };
  const tree = Object.entries(set).reduce<DocumentTree>(
    (made, [path, field]) => withValue(made, path, given(field)),
    document,
  );
  const bytes = write(tree);
  if (bad !== undefined) return { name: bad, bytes, expected: 'refused', because: '', holds: [] };
  const isKnown = about !== undefined || (known !== undefined && documents.holds(known));
  const mayBeRefused = refusals !== undefined || !isKnown;
  return {
    name: `about ${about?.case ?? known ?? 'nobody'}`,
    bytes,
    expected: mayBeRefused ? 'answered' : 'accepted',
    because: isKnown ? '' : NOBODY,
    ...(refusals === undefined ? {} : { refusals }),
    holds: Object.entries(holds).map(([path, field]) => [path, given(field)] as const),
  };
}

function examplesOf({ wsdl }: SoapService, operation: SoapOperation): readonly Question[] {
  if (wsdl === undefined) return [];
  const folder = `${wsdl.slice(0, wsdl.lastIndexOf('/'))}/examples`;
  const list = contractFile(`${folder}/examples.yaml`);
  if (!existsSync(list)) return [];
  return (
    (parse(readFileSync(list, 'utf8')) as Example[])
      .filter((one) => one.operation === operation.name && one.of === 'request')
      .map(({ file, problems = [] }) => ({ file, problems, bytes: readFileSync(contractFile(`${folder}/${file}`)) }))
      // Of revisions that share a name, each has its own documents.
      .filter(({ bytes }) => operation.request.document.read(bytes).findings.every(({ rule }) => rule !== 'xsd.root'))
      .map(({ file, problems: [first], bytes }) => ({
        name: file.replace(/\.xml$/, ''),
        bytes,
        expected: first === undefined ? 'answered' : 'refused',
        because: first === undefined ? NOBODY : `${first.path || '(document)'} [${first.rule}]`,
        holds: [],
      }))
  );
}
