/** Plays the operations of a described JSON service, and what its contract promises of a repetition. */
import { randomUUID } from 'node:crypto';
import type { HttpAnswer } from '../../adapters/http.js';
import { jsonDocumentType, readJson } from '../../contract/json-contract.js';
import { contractFile } from '../../contract/location.js';
import { openApiSchema } from '../../contract/openapi.js';
import type { RestOperation, RestService } from '../../contract/rest-service.js';
import { judge, textAt } from '../../contract/soap-service.js';
import type { Case } from '../report.js';
import type { Sent } from './documents.js';
import { caseOf, compared, uncovered } from './judge.js';
import type { Asking } from './questions.js';
import { playOthers } from './rest-questions.js';
import type { Deliver } from './soap.js';
import { breaches, broken, mediaTypeOf, quoted, type Reply, type Target, type Verdict, wrongStatus } from './wire.js';

const TAKEN: ReadonlySet<number> = new Set([200, 201, 202]);
const OUTCOME_ERRORS: ReadonlySet<number> = new Set([409, 422, 429, 503]);
const REFUSING: ReadonlySet<number> = new Set([400, 404, 409, 413, 415, 422]);

interface Played extends Asking {
  readonly target: Target;
  readonly deliver: Deliver;
}

export async function* playRest(service: RestService, played: Played): AsyncGenerator<Case> {
  const { target, documents, deliver } = played;
  for (const operation of service.operations) {
    const { record, event, revision } = operation.carries;
    const group = `${service.name} ${operation.name} ${revision}`;
    const sent = documents.of(record, event, revision);
    if (sent.length === 0) yield uncovered(group, 'the contract has no document for it among its fixtures');
    const post: Post = (bytes, key) =>
      target.post(`${target.addressOf(service.name)}${operation.path}`, headersWith(key), bytes);
    for (const one of sent) {
      for (const earlier of one.before ?? []) await deliver(earlier);
      yield caseOf(group, one, verdictOf(operation, await post(one.bytes, randomUUID())));
      for (const later of one.after ?? []) await deliver(later);
    }
    const [first, second] = sent.filter(({ expected }) => expected !== 'refused');
    if (first !== undefined) yield* repeated(group, operation, post, first, second);
  }
  yield* playOthers(service, played);
}

type Post = (bytes: Buffer, key: string | undefined) => Promise<Reply>;

/** Posts one document; for what must have come before another one. */
export async function callRest(
  service: RestService,
  operation: RestOperation,
  bytes: Buffer,
  target: Target,
): Promise<Verdict> {
  const url = `${target.addressOf(service.name)}${operation.path}`;
  return verdictOf(operation, await target.post(url, headersWith(randomUUID()), bytes));
}

export const headersWith = (key: string | undefined): Readonly<Record<string, string>> => ({
  'content-type': 'application/json; charset=utf-8',
  accept: 'application/json, application/problem+json',
  ...(key === undefined ? {} : { 'idempotency-key': key }),
});

/** The same key gets the same answer, and stands for one document only; a call without one is refused. */
async function* repeated(
  group: string,
  operation: RestOperation,
  post: Post,
  first: Sent,
  second: Sent | undefined,
): AsyncGenerator<Case> {
  const key = randomUUID();
  const once = await post(first.bytes, key);
  const again = await post(first.bytes, key);
  yield compared(group, 'the same document under the same Idempotency-Key', sameAnswer(once, again));
  const other = second?.bytes ?? changedWithin(first.bytes);
  yield refusedCase(group, operation, 'another document under the same Idempotency-Key', await post(other, key));
  yield refusedCase(group, operation, 'no Idempotency-Key', await post(first.bytes, undefined));
}

/** Another document to a reader of bytes, the same to one of JSON: white space is not what a key stands for. */
const changedWithin = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('utf8').replace(/"([A-Za-z]+)"(\s*:\s*)"([^"]*)"/, '"$1"$2"$3 "'), 'utf8');

function refusedCase(group: string, operation: RestOperation, name: string, reply: Reply): Case {
  const sent: Sent = { name, bytes: Buffer.alloc(0), expected: 'refused', because: 'Idempotency-Key' };
  return caseOf(group, sent, verdictOf(operation, reply));
}

function sameAnswer(once: Reply, again: Reply): string[] {
  const missing = [once, again].flatMap((one) => ('missing' in one ? [one.missing] : []));
  if ('missing' in once || 'missing' in again) return missing;
  const details: string[] = [];
  if (once.answer.status !== again.answer.status)
    details.push(`expected HTTP status ${once.answer.status} again, found ${again.answer.status}`);
  if (!once.answer.body.equals(again.answer.body)) details.push('expected the same answer again, found another body');
  return details;
}

function verdictOf(operation: RestOperation, reply: Reply): Verdict {
  if ('missing' in reply) return broken(reply.missing);
  const { answer } = reply;
  const { status } = answer;
  const type = mediaTypeOf(answer);
  if (TAKEN.has(status) || (OUTCOME_ERRORS.has(status) && type === 'application/json')) {
    return outcomeOf(operation, answer, type);
  }
  if (!REFUSING.has(status)) return wrongStatus('200, or 400 to 422 with a problem', answer);
  if (type !== 'application/problem+json') {
    return broken(`expected application/problem+json with HTTP status ${status}, found ${type || 'no media type'}`);
  }
  const { tree, findings } = readJson(answer.body, 'RFC 9457');
  if (tree === undefined) return broken(...breaches('problem', findings));
  if (tree.status !== undefined && tree.status !== status)
    return broken(`problem status: expected ${status}, as in HTTP, found ${String(tree.status)}`);
  const title = textAt(tree, 'title');
  if (title === '') return broken('problem title: expected some words, found none');
  return { broken: [], said: 'refused', outcome: `HTTP ${status}: ${quoted(title)}` };
}

function outcomeOf(
  { answer: { file, schema }, esito, name }: RestOperation,
  answer: HttpAnswer,
  type: string,
): Verdict {
  if (type !== 'application/json') return broken(`expected application/json, found ${type || 'no media type'}`);
  const contract = jsonDocumentType({ source: name, ...openApiSchema(contractFile(file), schema) });
  const { tree, findings } = contract.read(answer.body, { mode: 'lenient' });
  const wrong = breaches(`answer ${schema}`, findings);
  if (tree === undefined || wrong.length > 0) return broken(...wrong);
  const judged = judge(esito, tree);
  if (judged.says === 'nothing')
    return broken(`answer ${schema}: expected an outcome code at ${esito.code}, found none`);
  const { says, codice, messaggio = '' } = judged;
  if ((says === 'acknowledged') !== TAKEN.has(answer.status)) {
    return broken(`expected an HTTP status that goes with ${esito.code} ${codice}, found ${answer.status}`);
  }
  const outcome = `${codice}${messaggio === '' ? '' : `: ${quoted(messaggio)}`}`;
  return { broken: [], said: says === 'acknowledged' ? 'accepted' : says, outcome };
}
