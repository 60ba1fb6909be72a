/** Plays the door of a region's bus: every document that may come through it, under its service and method. */
import { BUS_DELIVERIES, busService } from '../../contract/lavoro-per-te/index.js';
import type { Side } from '../../sides.js';
import type { Case } from '../report.js';
import type { Sent } from './documents.js';
import { caseOf, uncovered } from './judge.js';
import type { Asking } from './questions.js';
import { callSoap } from './soap.js';
import type { Target } from './wire.js';

interface Played extends Asking {
  readonly side: Side;
  readonly target: Target;
}

/** `bus` in the side's `verify.yaml` says who sends to whom. */
export async function* playBus({ target, documents }: Played): AsyncGenerator<Case> {
  const [execute] = busService.operations;
  if (execute === undefined) return;
  const { mittente, destinatario, token } = documents.known('bus');
  for (const { record, event, revision, nomeServizio, nomeMetodo } of BUS_DELIVERIES) {
    const group = `${busService.name} execute ${nomeServizio}.${nomeMetodo}`;
    const sent = documents.of(record, event, revision);
    if (sent.length === 0) yield uncovered(group, 'the contract has no document for it among its fixtures');
    for (const one of sent) {
      const dati = one.bytes.toString('utf8');
      const call = execute.request.document.write({ mittente, destinatario, nomeServizio, nomeMetodo, dati, token });
      yield caseOf(group, asOnBus(one), await callSoap(busService, execute, call, target));
    }
  }
}

/** The bus writes down what it is brought, and looks at little of it. */
const asOnBus = (sent: Sent): Sent =>
  sent.expected === 'refused'
    ? { ...sent, expected: 'answered', because: `${sent.because}: how much of a document the bus looks at is its own` }
    : sent;
