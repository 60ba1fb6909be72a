/** Look-ups at SILP: the person is found first, the question is then put about that worker. */
import { silpQuestions } from '../../contract/silp/questions.js';
import type { ExchangeAnswer } from '../adapter.js';
import { accepted, documentOf } from './answers.js';
import { didDetail, lastDid } from './did.js';
import { declarationsOf } from './did-inps.js';
import { type Envelope, garbled, refused, type Stop } from './errors.js';
import { pactsOf } from './patto.js';
import type { SilpWire } from './wire.js';
import { findWorker, type Worker } from './worker.js';

type LookUp = (wire: SilpWire, worker: Worker, codiceFiscale: string, signal: AbortSignal) => Promise<Envelope | Stop>;

const ABOUT_WORKER: Readonly<Record<string, LookUp>> = {
  lavoratore: (wire, { id }, _, signal) => accepted(wire.find(id, signal)),
  'sunto-lavoratore': (wire, { id }, _, signal) => accepted(wire.read(`lavoratore/find-sunto/${id}`, signal)),
  async 'stato-did'(wire, { id }, _, signal) {
    const last = await lastDid(wire, id, signal);
    if ('outcome' in last) return last;
    if (last.did === undefined) return refused('DID-ASSENTE', 'SILP holds no DID of this person');
    return didDetail(wire, { ...last.did, idSilLavAnagrafica: id }, signal);
  },
  'did-inps': (wire, _, codiceFiscale, signal) => declarationsOf(wire, codiceFiscale, signal),
  patti: (wire, { id }, _, signal) => pactsOf(wire, id, signal),
};

/** Answers one of the questions that SILP is described with. */
export async function ask(
  wire: SilpWire,
  operation: string,
  document: Buffer,
  signal: AbortSignal,
): Promise<ExchangeAnswer> {
  const question = silpQuestions.questions.find(({ name }) => name === operation);
  if (question === undefined) throw new Error(`no question ${operation} of silp`);
  const asked = documentOf(document);
  const answer = await answerTo(wire, operation, asked, signal);
  if ('outcome' in answer) return answer;
  const body = question.answer.write({ ...answer.members });
  const flaw = question.answer.read(body, { mode: 'lenient' }).findings.find(({ severity }) => severity === 'error');
  if (flaw) return garbled(`${flaw.path}: ${flaw.message}`, false);
  return { outcome: 'answered', document: body, tree: { ...answer.members } };
}

async function answerTo(
  wire: SilpWire,
  operation: string,
  { codiceFiscale, idPercettore }: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Envelope | Stop> {
  const lookUp = ABOUT_WORKER[operation];
  if (lookUp === undefined) {
    const kind = encodeURIComponent(String(idPercettore));
    return accepted(wire.read(`patto-di-servizio/find-tipoProgettoMinByIdPercettore/${kind}`, signal));
  }
  const person = String(codiceFiscale);
  const worker = await findWorker(wire, person, signal);
  if (worker === undefined) return refused('E0004', 'SILP knows no worker with this codice fiscale');
  return 'outcome' in worker ? worker : lookUp(wire, worker, person, signal);
}
