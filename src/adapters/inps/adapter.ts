/** INPS, as an employment centre's system calls it: JSON for what the centres tell, SOAP for the NRA exchange. */
import { inpsRestServices, inpsServices } from '../../contract/inps/index.js';
import { restOperationFor } from '../../contract/rest-service.js';
import { operationFor } from '../../contract/soap-service.js';
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
import { type HttpClient, httpClient, waitsOf } from '../http.js';
import { RestClient } from '../rest-client.js';
import { SoapClient } from '../soap-client.js';
import { addressOf, type InpsConfig } from './config.js';
import { INPS, LATER_SECONDS } from './errors.js';
import { Wire } from './wire.js';

const CAPABILITIES: Capabilities = {
  // JSON documents carry a key; NRA communications an id of their own, which INPS takes once.
  inDoubt: { '*': 'repeat' },
  readMergeWrite: [],
  pull: true,
  operations: [],
  largestBody: 1024 * 1024,
};

/** The adapter, or undefined when the side has no address. */
export function inpsAdapter(config: InpsConfig, http?: HttpClient): Adapter | undefined {
  const { url, username, password } = config;
  if (url === undefined) return undefined;
  const client = http ?? httpClient(waitsOf(config));
  const options = {
    addressOf: (service: { readonly name: string }) => addressOf(config, service),
    username,
    password,
    named: INPS,
    laterSeconds: LATER_SECONDS,
  };
  const wire = new Wire({ ...config, url }, client);
  return new InpsAdapter(wire, new SoapClient(options, client), new RestClient(options, client));
}

const notTaken = ({ record, event }: Outbound): Answer => ({
  outcome: 'refused',
  esito: { codice: 'NON-PREVISTO', messaggio: `INPS does not take ${record}/${event}` },
});

/** Whether there is an operation that takes such a document. */
export const inpsTakes = (what: DocumentKind): boolean =>
  (operationFor(inpsServices, what) ?? restOperationFor(inpsRestServices, what)) !== undefined;

class InpsAdapter implements Adapter {
  readonly side = 'inps';
  readonly capabilities = CAPABILITIES;
  readonly services = inpsServices;

  constructor(
    private readonly wire: Wire,
    private readonly soap: SoapClient,
    private readonly rest: RestClient,
  ) {}

  async send(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    const soap = operationFor(inpsServices, outbound);
    if (soap) return this.soap.deliver(soap.service, soap.operation, outbound.body, signal);
    const rest = restOperationFor(inpsRestServices, outbound);
    if (rest) return this.rest.deliver(rest.service, rest.operation, outbound.body, outbound.idempotencyKey, signal);
    return notTaken(outbound);
  }

  async exchange(service: string, operation: string, document: Buffer, signal: AbortSignal): Promise<ExchangeAnswer> {
    const described = inpsServices.find(({ name }) => name === service);
    const found = described?.operations.find(({ name }) => name === operation);
    if (!described || !found) throw new Error(`no operation ${operation} of ${service}`);
    return this.soap.exchange(described, found, document, signal);
  }

  async pull(
    record: RecordName,
    { codiceFiscale }: { codiceFiscale?: string },
    signal: AbortSignal,
  ): Promise<PullAnswer> {
    if (record !== 'percettore')
      return { outcome: 'absent', detail: `INPS is asked for percettore only, not ${record}` };
    if (codiceFiscale === undefined) return { outcome: 'absent', detail: 'INPS finds a person by codice fiscale only' };
    return this.wire.benefitsOf(codiceFiscale, signal);
  }

  async probe(signal: AbortSignal): Promise<readonly ProbeResult[]> {
    const what = 'side inps';
    const failed = await this.wire.status(signal);
    if (failed === undefined) return [{ what, ok: true, detail: 'answers' }];
    return [{ what, ok: false, detail: failed.detail, mend: 'Check sides.inps.url and its account.' }];
  }

  async close(): Promise<void> {}
}
