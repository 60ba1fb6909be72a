/** Before anything is sent: whether the system holds what no document of its contract can bring about. */
import type { DocumentTree } from '../../contract/contract.js';
import type { Side } from '../../sides.js';
import type { Case } from '../report.js';
import type { Known } from './depending.js';
import { questionCase, uncovered } from './judge.js';
import { type Asking, type Question, questionFrom } from './questions.js';
import { askRest } from './rest-questions.js';
import { callSoap } from './soap.js';
import { broken, type Target, type Verdict } from './wire.js';

interface Played extends Asking {
  readonly side: Side;
  readonly target: Target;
}

/** A case for each question; of what is not held it says how to bring it about. */
export async function* askKnown(played: Played): AsyncGenerator<Case> {
  for (const [name, known] of Object.entries(played.verifying.known)) {
    if (known.asked === undefined) continue;
    const group = `known ${name}`;
    const [question, verdict] = await ask(name, known, known.asked, played);
    const isAbsent =
      verdict.said === 'refused' && known.asked.refusals?.some((code) => verdict.outcome.startsWith(code));
    if (isAbsent) {
      played.documents.lacks(name);
      const values = Object.entries(known.values).map(([field, value]) => `${field} ${value}`);
      yield uncovered(
        group,
        `${known.what}: the system has nothing with ${values.join(', ')}; enter it, or say --known`,
      );
    } else yield questionCase(group, { ...question, expected: 'accepted' }, verdict);
  }
}

async function ask(
  name: string,
  { values }: Known,
  asked: NonNullable<Known['asked']>,
  { side, target, documents }: Played,
): Promise<readonly [Question, Verdict]> {
  const nothing = { name: '', bytes: Buffer.alloc(0), expected: 'accepted', because: '', holds: [] } as const;
  const put = (write: (tree: DocumentTree) => Buffer): Question => ({
    ...nothing,
    ...questionFrom({ ...asked, known: name }, write, documents),
    name: Object.keys(values).join(', '),
  });
  const soap = side.services.find((one) => one.name === asked.service);
  const operation = soap?.operations.find((one) => one.name === asked.operation);
  if (soap && operation) {
    const question = put((tree) => operation.request.document.write(tree));
    return [question, await callSoap(soap, operation, question.bytes, target)];
  }
  const rest = side.restServices.find((one) => one.name === asked.service);
  const posted = rest?.questions?.find((one) => one.name === asked.operation);
  if (rest === undefined || posted === undefined) return [nothing, broken(`the contract has no ${asked.operation}`)];
  const question = put((tree) => Buffer.from(JSON.stringify(tree)));
  return [question, await askRest(rest, posted, question.bytes, target)];
}
