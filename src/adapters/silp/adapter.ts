/** The adapter of SILP, the information system of Piemonte's employment centres. */
import type { Dispatcher } from 'undici';
import type { RecordName } from '../../foundation/names.js';
import type { Adapter, Answer, Capabilities, DocumentKind, Outbound, ProbeResult, PullAnswer } from '../adapter.js';
import type { SilpConfig } from './config.js';
import { acknowledged, isFailed, refusalOf } from './errors.js';
import { readFile, writeFile } from './merge.js';
import { Turns } from './turns.js';
import { SilpWire } from './wire.js';
import { awaken, findWorker } from './worker.js';

const CAPABILITIES: Capabilities = {
  // A merge that finds nothing to change writes nothing.
  idempotent: true,
  canBeAsked: false,
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
  return url === undefined || url === '' ? undefined : new SilpAdapter(new SilpWire(url, config, dispatcher));
}

const notTaken = ({ record, event }: Outbound): Answer => ({
  outcome: 'refused',
  esito: { codice: 'NON-PREVISTO', messaggio: `SILP does not take ${record}/${event}` },
});

/** The file of a worker is a SAP; of the other events about one SILP needs no document, only whom they are about. */
export const silpTakes = ({ record }: Pick<DocumentKind, 'record'>): boolean => record === 'sap';

class SilpAdapter implements Adapter {
  readonly side = 'silp';
  readonly capabilities = CAPABILITIES;
  readonly #turns = new Turns();

  constructor(private readonly wire: SilpWire) {}

  async send(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    // Whatever is not a SAP would overwrite the worker's file with nothing.
    if (!silpTakes(outbound)) return notTaken(outbound);
    if (outbound.event !== 'invio') return this.#refresh(outbound, signal);
    const write = (): Promise<Answer> => writeFile(this.wire, outbound, signal);
    return this.#turns.take(outbound.codiceFiscale ?? outbound.idempotencyKey, write);
  }

  async pull(
    record: RecordName,
    key: { codiceFiscale?: string; identificativoSap?: string },
    signal: AbortSignal,
  ): Promise<PullAnswer> {
    if (key.codiceFiscale === undefined) {
      return { outcome: 'absent', detail: 'SILP finds a person by codice fiscale only' };
    }
    const worker = await findWorker(this.wire, key.codiceFiscale, signal);
    if (worker === undefined) return { outcome: 'absent', detail: 'SILP knows no worker with this codice fiscale' };
    if ('outcome' in worker) return worker;
    const asleep = await awaken(this.wire, worker, signal);
    if (asleep) return asleep;
    const read = await readFile(this.wire, worker.id, signal);
    if ('outcome' in read) return read;
    const body = Buffer.from(JSON.stringify(read.file), 'utf8');
    return { outcome: 'found', documents: [{ record, event: 'invio', revision: 'v1', body }] };
  }

  async probe(signal: AbortSignal): Promise<readonly ProbeResult[]> {
    const what = 'SILP answers and lets the technical account in';
    const answer = await this.wire.find(NOBODY, signal);
    if (!isFailed(answer)) return [{ what, ok: true, detail: 'it answered' }];
    const mend = 'Check sides.silp.url, sides.silp.username and sides.silp.password.';
    return [{ what, ok: false, detail: answer.detail, mend }];
  }

  async close(): Promise<void> {}

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
