/** What a JSON service has beside the operations that carry records: that it is there, and what it can be asked. */
import type { PostedQuestion, RestService } from '../../contract/rest-service.js';
import { judge } from '../../contract/soap-service.js';
import type { Case } from '../report.js';
import { compared, questionCase, uncovered } from './judge.js';
import { type DescribedOperation, Interface } from './openapi.js';
import { type Asking, listedOf } from './questions.js';
import { broken, quoted, type Reply, type Target, type Verdict } from './wire.js';

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  accept: 'application/json, application/problem+json',
} as const;

export async function* playOthers(
  service: RestService,
  played: Asking & { readonly target: Target },
): AsyncGenerator<Case> {
  const { target } = played;
  const files = [...new Set(service.operations.map(({ answer }) => answer.file))];
  const carrying = new Set(service.operations.map(({ path }) => path));
  for (const described of files.map((file) => new Interface(file)))
    for (const operation of described.operations.filter(({ path }) => !carrying.has(path))) {
      const group = `${service.name} ${operation.id}`;
      const url = `${target.addressOf(service.name)}${operation.path}`;
      if (operation.method === 'GET' && !operation.path.includes('{')) {
        const reply = await target.get(url);
        const wrong = 'missing' in reply ? [reply.missing] : described.judge(operation, reply.answer, false);
        yield compared(group, 'asked', wrong);
        continue;
      }
      const questions = listedOf(service.name, operation.id, (tree) => Buffer.from(JSON.stringify(tree)), played);
      if (questions.length === 0) yield uncovered(group, 'verify.yaml has no question for it');
      for (const one of questions) {
        const reply = await target.post(url, HEADERS, one.bytes);
        const verdict = heard(reply, described, operation, service.questions ?? []);
        // A question that keeps the contract may find nothing, but not be taken for one that does not.
        const misread = one.expected !== 'refused' && MISREAD.has(verdict.outcome);
        yield questionCase(
          group,
          one,
          misread
            ? broken(`expected it to be answered, found ${verdict.outcome.replace('HTTP', 'HTTP status')}`)
            : verdict,
        );
      }
    }
}

const MISREAD: ReadonlySet<string> = new Set(['HTTP 400', 'HTTP 415']);

/** Puts a question of a service; for what must be known before anything is sent. */
export async function askRest(
  service: RestService,
  question: PostedQuestion,
  bytes: Buffer,
  target: Target,
): Promise<Verdict> {
  const [first] = service.operations;
  const described = new Interface(first?.answer.file ?? '');
  const operation = { id: question.name, method: 'POST', path: question.path } as const;
  const reply = await target.post(`${target.addressOf(service.name)}${question.path}`, HEADERS, bytes);
  return heard(reply, described, operation, [question]);
}

function heard(
  reply: Reply,
  described: Interface,
  operation: DescribedOperation,
  questions: readonly PostedQuestion[],
): Verdict {
  if ('missing' in reply) return broken(reply.missing);
  const { status } = reply.answer;
  const { wrong, tree } = described.check(operation, reply.answer);
  if (wrong.length > 0) return broken(...wrong);
  const answer = tree === undefined ? {} : { tree };
  if (status < 300) return { broken: [], said: 'accepted', outcome: '', ...answer };
  const esito = questions.find(({ path }) => path === operation.path)?.esito;
  const judged = esito && tree ? judge(esito, tree) : undefined;
  if (judged !== undefined && judged.says !== 'nothing' && judged.says !== 'acknowledged') {
    const { says, codice, messaggio = '' } = judged;
    return { broken: [], said: says, outcome: `${codice}${messaggio === '' ? '' : `: ${quoted(messaggio)}`}` };
  }
  return { broken: [], said: status < 500 ? 'refused' : 'faulty', outcome: `HTTP ${status}` };
}
