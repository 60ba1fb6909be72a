/** A simulated side as a client: it posts documents of its own contract to a gateway, as the real one would. */

import type { DocumentContract, DocumentTree } from '../../contract/contract.js';
import { accountHeader } from '../../foundation/account.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import { uuid7 } from '../../foundation/ids.js';
import type { EventName, RecordName } from '../../foundation/names.js';
import { sandboxError } from '../errors.js';

export interface GatewayAddress {
  /** Base address of the gateway. */
  readonly url: string;
  readonly account?: { readonly username: string; readonly password: string };
}

/** What the gateway answered. */
export interface Posted {
  readonly status: number;
  readonly body: string;
  /** The message it became; absent where nothing was taken in. */
  readonly message?: string;
}

const PATIENCE_MS = 10_000;

/**
 * Posts a document, under a key of its own unless one is given. Rejects with `sandbox-seed-invalid` for one that breaks the
 * side's own contract, and when nobody listens.
 */
export async function postDocument(
  { url, account }: GatewayAddress,
  contracts: readonly DocumentContract[],
  what: { readonly record: RecordName; readonly event: EventName; readonly revision?: string },
  document: DocumentTree,
  key: string = uuid7(),
): Promise<Posted> {
  const contract = contracts.find(
    ({ record, event, revision }) =>
      record === what.record && event === what.event && (what.revision ?? revision) === revision,
  );
  if (contract === undefined) throw new Error(`no document for ${what.record}/${what.event}`);
  const bytes = contract.write(document);
  const { findings } = contract.read(bytes);
  if (hasErrors(findings)) throw sandboxError('sandbox-seed-invalid', findings.map(findingLine).join('; '));
  const response = await fetch(
    `${url.replace(/\/$/, '')}/rest/v1/sides/${contract.side}/${what.record}?event=${what.event}`,
    {
      method: 'POST',
      headers: {
        'content-type': contract.mediaType,
        'idempotency-key': key,
        ...accountHeader(account),
      },
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(PATIENCE_MS),
    },
  );
  const message = response.headers.get('location')?.split('/').pop();
  return { status: response.status, body: await response.text(), ...(message ? { message } : {}) };
}
