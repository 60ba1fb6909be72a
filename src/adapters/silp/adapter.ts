/** The adapter of SILP, the information system of Piemonte's employment centres. */
import type { Dispatcher } from 'undici';
import { ASSESSMENT } from '../../contract/silp/index.js';
import type { RecordName } from '../../foundation/names.js';
import type {
  Adapter,
  Answer,
  Capabilities,
  DocumentKind,
  ExchangeAnswer,
  Outbound,
  ProbeResult,
  PullAnswer,
} from '../adapter.js';
import type { SilpConfig } from './config.js';
import { sendDid } from './did.js';
import { acknowledged, isFailed, refusalOf } from './errors.js';
import { sendMeeting } from './incontri.js';
import { writeFile } from './merge.js';
import { sendPatto } from './patto.js';
import { sendProfiling } from './profiling.js';
import { pullRecord } from './pull.js';
import { ask } from './questions.js';
import { sendNotice } from './sfl.js';
import { Turns } from './turns.js';
import { SilpWire } from './wire.js';
import { findWorker } from './worker.js';

const CAPABILITIES: Capabilities = {
  // What is there already is left alone: nothing is entered twice, and a merge that finds nothing to change writes nothing.
  inDoubt: { '*': 'repeat' },
  readMergeWrite: ['sap'],
  pull: true,
  operations: [],
  // SILP publishes no limit; a file with a whole working life stays far below this.
  largestBody: 5 * 1024 * 1024,
};

/** A worker that cannot exist: asking for it shows whether SILP is there and lets us in, and reads nobody's data. */
const NOBODY = 0;

/** The adapter, or undefined when SILP has no address in the configuration. `dispatcher` is for tests. */
export function silpAdapter(config: SilpConfig, dispatcher?: Dispatcher): Adapter | undefined {
  const { url } = config;
  return url === undefined || url === ''
    ? undefined
    : new SilpAdapter(new SilpWire(url, config, dispatcher), config.adrService);
}

const notTaken = ({ record, event }: Outbound): Answer => ({
  outcome: 'refused',
  esito: { codice: 'NON-PREVISTO', messaggio: `SILP does not take ${record}/${event}` },
});

/** Records that SILP takes as a document of theirs; one for which it has none comes without revision. */
const WITH_DOCUMENT: ReadonlySet<string> = new Set([
  'did/invio',
  'patto/invio',
  'profiling/invio',
  'percettore/invio',
  'adr/variazione',
]);

/**
 * The file of a worker is a SAP; of the other events about one SILP needs no document, only whom they are about. It has no
 * operation that takes a policy either: it fetches the SAP that the policy stands in.
 */
export const silpTakes = ({ record, event, revision }: DocumentKind): boolean =>
  record === 'sap' ||
  (record === 'politica-attiva' && event === 'invio') ||
  (WITH_DOCUMENT.has(`${record}/${event}`) && revision !== '');

class SilpAdapter implements Adapter {
  readonly side = 'silp';
  readonly capabilities = CAPABILITIES;
  readonly #turns = new Turns();

  constructor(
    private readonly wire: SilpWire,
    private readonly adrService: number | undefined,
  ) {}

  async send(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    if (!silpTakes(outbound)) return notTaken(outbound);
    // What reads before it writes must not cross itself for one person.
    const work = (): Promise<Answer> => this.#work(outbound, signal);
    return this.#turns.take(outbound.codiceFiscale ?? outbound.idempotencyKey, work);
  }

  pull(record: RecordName, { codiceFiscale }: { codiceFiscale?: string }, signal: AbortSignal): Promise<PullAnswer> {
    return pullRecord(this.wire, record, codiceFiscale, signal);
  }

  exchange(_service: string, operation: string, document: Buffer, signal: AbortSignal): Promise<ExchangeAnswer> {
    return ask(this.wire, operation, document, signal);
  }

  async probe(signal: AbortSignal): Promise<readonly ProbeResult[]> {
    const what = 'SILP answers and lets the technical account in';
    const answer = await this.wire.find(NOBODY, signal);
    if (!isFailed(answer)) return [{ what, ok: true, detail: 'it answered' }];
    const mend = 'Check sides.silp.url, sides.silp.username and sides.silp.password.';
    return [{ what, ok: false, detail: answer.detail, mend }];
  }

  async close(): Promise<void> {}

  /** How a record that SILP takes is told to it. */
  #work(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    const { wire } = this;
    const { record, event, revision } = outbound;
    switch (`${record}/${event}`) {
      case 'sap/invio':
        return writeFile(wire, outbound, signal);
      case 'did/invio':
        return sendDid(wire, outbound, signal);
      case 'patto/invio':
        return sendPatto(wire, outbound, signal);
      case 'profiling/invio':
        return sendProfiling(wire, outbound, revision === ASSESSMENT, signal);
      case 'percettore/invio':
        return sendNotice(wire, outbound, signal);
      case 'adr/variazione':
        return sendMeeting(wire, outbound, this.adrService, signal);
      default:
        return this.#refresh(outbound, signal);
    }
  }

  /** A notice or a withdrawal: SILP fetches the SAP from the national node itself. */
  async #refresh(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    const { codiceFiscale, identificativoSap } = outbound;
    const worker = codiceFiscale === undefined ? undefined : await findWorker(this.wire, codiceFiscale, signal);
    if (worker && 'outcome' in worker) return worker;
    const answer = await this.wire.acquire(
      {
        ...(codiceFiscale === undefined ? {} : { codiceFiscaleLavoratore: codiceFiscale }),
        ...(identificativoSap === undefined ? {} : { identificativoSap }),
        ...(worker === undefined ? {} : { idSilLavAnagrafica: worker.id }),
      },
      signal,
    );
    if (isFailed(answer)) return answer;
    return answer.positive ? acknowledged('OK', answer.messages, identificativoSap) : refusalOf(answer);
  }
}
