/** SIL and portal of Emilia-Romagna: the region's SOAP services, and the door of its bus. */
import { BUS_DELIVERIES, calledServices, getStatoOccupazionale } from '../../contract/lavoro-per-te/index.js';
import { operationFor } from '../../contract/soap-service.js';
import type {
  Adapter,
  Answer,
  Capabilities,
  DocumentKind,
  ExchangeAnswer,
  Others,
  Outbound,
  ProbeResult,
} from '../adapter.js';
import { type HttpClient, httpClient, waitsOf } from '../http.js';
import { annulledBefore, arrived } from './arrived.js';
import type { LavoroPerTeConfig } from './config.js';
import { notTaken } from './errors.js';
import { Wire } from './wire.js';

const CAPABILITIES: Capabilities = {
  inDoubt: {
    'did/invio StipulaDid': 'ask',
    'patto/variazione': 'ask',
    'adesione/invio': 'ask',
    'adesione/notifica': 'ask',
    'appuntamento/invio': 'ask',
    // By ids it names nobody, and no question finds an appointment: then the answer to the repetition tells (`annulledBefore`).
    'appuntamento/annullamento': 'ask',
    // The SIL answers KO to an acceptance that it has already; nothing of it can be asked.
    'patto/esito': 'decide',
    // What goes through the bus may be repeated: the SIL writes each notice down as it comes.
    '*': 'repeat',
  },
  readMergeWrite: [],
  pull: false,
  operations: [],
  // A pact travels with its PDF.
  largestBody: 8 * 1024 * 1024,
};

/** The adapter, or undefined when the side has no address. */
export function lavoroPerTeAdapter(config: LavoroPerTeConfig, http?: HttpClient): Adapter | undefined {
  if (config.url === undefined) return undefined;
  return new LavoroPerTeAdapter(new Wire(config, http ?? httpClient(waitsOf(config))));
}

/** Whether some service takes such a record; one that comes in another side's form has no revision here. */
export function lavoroPerTeTakes({ record, event, revision }: DocumentKind): boolean {
  const operations = calledServices.flatMap((service) => service.operations);
  const carried = operations.flatMap(({ carries }) => carries ?? []);
  return [...BUS_DELIVERIES, ...carried].some(
    (one) =>
      one.record === record &&
      one.event === event &&
      (revision === '' || one.revision === undefined || one.revision === revision),
  );
}

class LavoroPerTeAdapter implements Adapter {
  readonly side = 'lavoro-per-te';
  readonly capabilities = CAPABILITIES;
  readonly services = calledServices;

  constructor(private readonly wire: Wire) {}

  async send(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    const { record, event, revision, body } = outbound;
    // A record for which the side has no form arrives here without a document.
    if (body.length === 0) return notTaken(outbound);
    const bus = BUS_DELIVERIES.find(
      (one) => one.record === record && one.event === event && (one.revision ?? revision) === revision,
    );
    if (bus) return this.wire.onBus(bus, body, signal);
    const found = operationFor(calledServices, outbound);
    if (!found) return notTaken(outbound);
    const answer = await this.wire.soap.deliver(found.service, found.operation, body, signal);
    return annulledBefore(outbound, answer) ?? answer;
  }

  arrived(outbound: Outbound, signal: AbortSignal, others: Others = noOthers): Promise<Answer | undefined> {
    return arrived(this.wire, outbound, signal, others);
  }

  async exchange(service: string, operation: string, document: Buffer, signal: AbortSignal): Promise<ExchangeAnswer> {
    const described = calledServices.find(({ name }) => name === service);
    const found = described?.operations.find(({ name }) => name === operation);
    if (!described || !found) throw new Error(`no operation ${operation} of ${service}`);
    return this.wire.soap.exchange(described, found, document, signal);
  }

  async probe(signal: AbortSignal): Promise<readonly ProbeResult[]> {
    const what = 'side lavoro-per-te';
    // A well-formed provisional code that belongs to nobody: the question changes nothing and names no one.
    const question = {
      CodiceFiscale: '00000000000',
      DataRiferimento: '2000-01-01',
      IdProvincia: String(this.wire.config.provincia ?? 0),
    };
    const answer = await this.wire.ask(getStatoOccupazionale, 'getStatoOccupazionale', question, signal);
    if (answer.outcome !== 'failed') return [{ what, ok: true, detail: 'answers' }];
    const mend = 'Check sides.lavoro-per-te.url and its account; the way to the SIL may pass a regional PDD.';
    return [{ what, ok: false, detail: answer.detail, mend }];
  }

  async close(): Promise<void> {}
}

const noOthers: Others = async () => [];
