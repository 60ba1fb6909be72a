/** The protocol of the sportello: a record is posted, its outcome is read. */
import type { Adapter, Answer, Capabilities, DocumentKind, Outbound, ProbeResult } from '../../src/adapters/adapter.js';
import { httpClient } from '../../src/adapters/http.js';
import { RestClient } from '../../src/adapters/rest-client.js';
import { restOperationFor } from '../../src/contract/rest-service.js';
import { SPORTELLO, sportelloService } from './contract.js';

export interface SportelloConfig {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

const CAPABILITIES: Capabilities = {
  inDoubt: { '*': 'repeat' },
  readMergeWrite: [],
  pull: false,
  operations: [],
  largestBody: 64 * 1024,
};

/** Whether there is an operation that takes such a document. */
export const sportelloTakes = (what: DocumentKind): boolean => restOperationFor([sportelloService], what) !== undefined;

const notTaken = ({ record, event }: Outbound): Answer => ({
  outcome: 'refused',
  esito: { codice: 'NON-PREVISTO', messaggio: `the sportello does not take ${record}/${event}` },
});

export function sportelloAdapter({ url, username, password }: SportelloConfig): Adapter {
  const options = { addressOf: () => url, username, password, named: 'the sportello', laterSeconds: 30 };
  const client = new RestClient(options, httpClient({ timeoutSeconds: 10 }));
  return {
    side: SPORTELLO,
    capabilities: CAPABILITIES,
    async send(outbound, signal) {
      const found = restOperationFor([sportelloService], outbound);
      if (found === undefined) return notTaken(outbound);
      return client.deliver(found.service, found.operation, outbound.body, outbound.idempotencyKey, signal);
    },
    probe: async (): Promise<readonly ProbeResult[]> => [
      { what: 'side x-sportello', ok: true, detail: 'has no status' },
    ],
    close: async () => undefined,
  };
}
