/**
 * The adapter of a side that speaks nothing but one JSON service of our own making: records are posted with their key,
 * questions are put as documents, and a status path says that it is there.
 */
import { type RestService, restOperationFor } from '../contract/rest-service.js';
import type { Adapter, Answer, Capabilities, DocumentKind, ExchangeAnswer, Outbound, ProbeResult } from './adapter.js';
import { httpClient, type Waits, waitsOf } from './http.js';
import { RestClient } from './rest-client.js';

export interface RestSideConfig extends Waits {
  /** Address of the service. Absent: the side is not configured. */
  readonly url?: string | undefined;
  /** HTTP Basic account, sent with the first request. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** How long to wait after an outcome code that says "later" without a time. */
const LATER_SECONDS = 30;

const CAPABILITIES: Capabilities = {
  // Every document carries a key: the same one again has no second effect.
  inDoubt: { '*': 'repeat' },
  readMergeWrite: [],
  pull: false,
  operations: [],
  largestBody: 1024 * 1024,
};

/** Whether the service takes such a document. */
export const restTakes =
  (service: RestService) =>
  (what: DocumentKind): boolean =>
    restOperationFor([service], what) !== undefined;

/** The adapter, or undefined when the side has no address. */
export function restSideAdapter(
  service: RestService,
  named: string,
  config: RestSideConfig,
  capabilities: Partial<Capabilities> = {},
): Adapter | undefined {
  const { url, username, password } = config;
  if (url === undefined) return undefined;
  const client = new RestClient(
    { addressOf: () => url, username, password, named, laterSeconds: LATER_SECONDS },
    httpClient(waitsOf(config)),
  );
  return new RestSideAdapter(service, named, client, { ...CAPABILITIES, ...capabilities });
}

class RestSideAdapter implements Adapter {
  readonly restServices: readonly RestService[];

  constructor(
    private readonly service: RestService,
    private readonly named: string,
    private readonly client: RestClient,
    readonly capabilities: Capabilities,
  ) {
    this.restServices = [service];
  }

  get side() {
    return this.service.side;
  }

  async send(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    const found = restOperationFor(this.restServices, outbound);
    if (found)
      return this.client.deliver(found.service, found.operation, outbound.body, outbound.idempotencyKey, signal);
    const messaggio = `${this.named} does not take ${outbound.record}/${outbound.event}`;
    return { outcome: 'refused', esito: { codice: 'NON-PREVISTO', messaggio } };
  }

  async exchange(service: string, question: string, document: Buffer, signal: AbortSignal): Promise<ExchangeAnswer> {
    const found = this.service.questions?.find(({ name }) => name === question);
    if (service !== this.service.name || !found) throw new Error(`no question ${question} of ${service}`);
    return this.client.ask(this.service, found, document, signal);
  }

  async probe(signal: AbortSignal): Promise<readonly ProbeResult[]> {
    const what = `side ${this.side}`;
    const failed = await this.client.absence(this.service, signal);
    if (failed === undefined) return [{ what, ok: true, detail: 'answers' }];
    return [{ what, ok: false, detail: failed.detail, mend: `Check sides.${this.side}.url and its account.` }];
  }

  async close(): Promise<void> {}
}
