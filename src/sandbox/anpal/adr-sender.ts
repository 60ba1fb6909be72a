/** The portal as a client: it tells a region what happened there, or of a request or a body that it holds. */

import { adrContracts } from '../../contract/anpal/adr.js';
import type { DocumentTree } from '../../contract/contract.js';
import { accountHeader } from '../../foundation/account.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import { uuid7 } from '../../foundation/ids.js';
import { sandboxError } from '../errors.js';
import type { AnpalNode } from './node.js';

/** Where a region takes documents of the portal: the event is added to the query. */
export interface PortalAddress {
  /** `https://raccordo.example/rest/v1/sides/anpal`: the record's name follows. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

export interface PortalDocument {
  readonly record: 'adr' | 'ente' | 'appuntamento';
  readonly event: 'invio' | 'variazione' | 'annullamento' | 'esito';
  readonly document: DocumentTree;
  /** Of the communication; a new one by default. */
  readonly idempotencyKey?: string;
}

export interface PortalSent {
  /** Status of the answer; 0 when there was none. */
  readonly status: number;
  /** What was sent: of a request or an event, with the id and the state that the portal gave it. */
  readonly document: DocumentTree;
  /** The message that it became; absent where nothing was taken in. */
  readonly message?: string;
}

const PATIENCE_MS = 10_000;

/**
 * Does what the document says at the portal itself, then tells the region. Throws `sandbox-seed-invalid` for a document
 * that the contract or the portal's own rules do not allow: the portal tells nobody of what has not happened.
 */
export async function tellRegion(node: AnpalNode, to: PortalAddress, what: PortalDocument): Promise<PortalSent> {
  const document = happened(node, what);
  const contract = adrContracts().find((one) => one.record === what.record && one.event === what.event);
  const findings = contract?.read(contract.write(document), { mode: 'strict' }).findings ?? [];
  if (!contract || hasErrors(findings)) {
    throw sandboxError('sandbox-seed-invalid', findings.map(findingLine).join('; ') || `${what.record}/${what.event}`);
  }
  try {
    const answer = await fetch(`${to.url}/${what.record}?event=${what.event}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': what.idempotencyKey ?? uuid7(),
        ...accountHeader(to),
      },
      body: new Uint8Array(contract.write(document)),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.arrayBuffer();
    const message = answer.headers.get('location')?.split('/').pop();
    return { status: answer.status, document, ...(message ? { message } : {}) };
  } catch {
    return { status: 0, document };
  }
}

/** A request or an event takes place at the portal before anybody is told; other documents are told as they are. */
function happened(node: AnpalNode, { record, event, document }: PortalDocument): DocumentTree {
  if (record !== 'adr' || event === 'esito') return document;
  const verdict =
    event === 'invio' ? node.adr.request(document, node.today()) : node.adr.change(document, node.today());
  if (verdict.codice !== 'A000' || verdict.adr === undefined) {
    throw sandboxError('sandbox-seed-invalid', `the portal refuses it itself: ${verdict.codice}`);
  }
  const { idAdr, stato, storico } = verdict.adr;
  return { ...document, idAdr, stato, ...(event === 'invio' ? { storicoStati: storico } : {}) };
}
