/** Whose SAP it is, where a receipt says otherwise than what is known here. */

import type { Answer } from '../adapters/adapter.js';
import { found } from '../canonical/rules/program.js';
import { changesCode } from '../canonical/sap-history.js';
import type { Finding } from '../foundation/finding.js';
import { NOT_WRITABLE } from '../foundation/names.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import type { AcceptedReceipt, Identity, Receipt } from '../store/receipt.js';
import type { Store } from '../store/store.js';
import type { RecordView } from '../store/views.js';
import type { Subject } from './subject.js';

/** `changed` where the record itself says that the SAP has passed to this codice fiscale (SAP, tipovariazione 05). */
export function identityOf(
  { record, event }: Pick<Receipt, 'record' | 'event'>,
  { codiceFiscale, identificativoSap }: Omit<Subject, 'key'>,
  canonical: unknown,
): Identity | undefined {
  if (record !== 'sap' || event !== 'invio' || !changesCode(canonical)) return undefined;
  return codiceFiscale === undefined || identificativoSap === undefined ? undefined : 'changed';
}

/**
 * A receipt whose national id is another person's as far as is known here, without the claim: it is kept under its code alone,
 * until a side that gives the ids has confirmed it. Whoever gives them is believed, but joins nobody by that either.
 */
export function withoutClaim(receipt: AcceptedReceipt, sender: Side | undefined): AcceptedReceipt {
  if (sender?.adapter?.identify !== undefined) return { ...receipt, identity: 'vouched' };
  const { identificativoSap: _, ...rest } = receipt;
  return rest;
}

/** What is said of such a claim. */
export const claimFinding = ({ record, event }: Pick<Receipt, 'record' | 'event'>): readonly Finding[] =>
  found('sap.code-of-another', {
    path: record === 'sap' && event === 'invio' ? 'invio.identificativoSap' : 'identificativoSap',
  });

/** The records of a person, newest first; of one whose SAP comes from another code in this very message, those of both. */
export async function recordsOfBoth(
  store: Store,
  codes: readonly string[],
  options: Parameters<Store['recordsOf']>[1],
): Promise<readonly RecordView[]> {
  const found = (await Promise.all(codes.map((code) => store.recordsOf(code, options)))).flat();
  if (codes.length === 1) return found;
  const once = new Map(found.map((view) => [view.seq, view]));
  return [...once.values()].sort((a, b) => b.seq - a.seq).slice(0, options.limit);
}

/**
 * Whether the end of a delivery takes back the join that its message made: whoever gives the ids has refused it, and what is
 * refused had no effect. What we could not even write nobody has judged.
 */
export function takesBack(side: Side | undefined, claimed: ClaimedDelivery, answer: Answer): boolean {
  if (answer.outcome !== 'refused' || answer.esito.codice === NOT_WRITABLE) return false;
  if (side?.adapter?.identify === undefined || claimed.kind !== 'record') return false;
  return identityOf(claimed, claimed, claimed.canonical) === 'changed';
}
