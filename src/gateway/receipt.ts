/** What comes in, and the receipt that is made of it. */
import type { MessageId } from '../foundation/brand.js';
import type { Finding } from '../foundation/finding.js';
import { digest, newMessageId, uuid7 } from '../foundation/ids.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { Receipt } from '../store/receipt.js';
import type { RawMessage } from '../store/views.js';
import { keyOfDocument } from './claim.js';

export interface NativeReceipt {
  /** The side it comes from. */
  readonly source: SideName;
  /** The side whose document form it has: SILP sends the national form through the national door. */
  readonly format: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly channel: 'rest' | 'soap' | 'pull' | 'file' | 'answer';
  readonly contentType: string;
  readonly body: Buffer;
  /** The revision that the sender says the document has; without it every revision spoken here is tried. */
  readonly revision?: string;
  /** The sender's own key; without it the same document is the same message. */
  readonly idempotencyKey?: string;
  readonly replyTo?: string;
  readonly correlationId?: string;
  /** The side that the sender means, where several could be meant: it goes to that one alone. */
  readonly addressee?: SideName;
  /** The message to whose delivery this document is the answer. */
  readonly partOf?: MessageId;
  /** Codice fiscale of the person it is about, should the document itself not say: an answer may leave it out. */
  readonly about?: string;
}

/** A document as it is to be stored, with a new id. */
export function receiptOf(native: NativeReceipt, revision: string, findings: readonly Finding[]): Receipt {
  const bodyDigest = digest(native.body);
  return {
    id: newMessageId(),
    side: native.source,
    record: native.record,
    event: native.event,
    revision,
    channel: native.channel,
    contentType: native.contentType,
    body: native.body,
    bodyDigest,
    dedupeKey: dedupeKeyOf(native, sameness(native, bodyDigest)),
    findings,
    ...(native.replyTo === undefined ? {} : { replyTo: native.replyTo }),
    ...(native.correlationId === undefined ? {} : { correlationId: native.correlationId }),
    ...(native.partOf === undefined ? {} : { partOf: native.partOf }),
    ...(native.addressee === undefined ? {} : { addressee: native.addressee }),
  };
}

/**
 * What makes two receipts the same message: the sender's key, or the same document. A notice has neither key nor date: the
 * same one again tells of another change, and passing it on twice does no harm.
 */
function sameness(native: NativeReceipt, bodyDigest: string): string {
  if (native.idempotencyKey !== undefined) return `key|${native.idempotencyKey}`;
  return native.event === 'notifica' ? uuid7() : bodyDigest;
}

export const dedupeKeyOf = (
  { record, event, addressee }: Pick<NativeReceipt, 'record' | 'event' | 'addressee'>,
  same: string,
): string => digest(`${record}|${event}|${addressee === undefined ? '' : `to ${addressee}|`}`, same);

/** The receipt of a quarantined message as it would be taken in today. */
export function receiptAgain(raw: RawMessage, revision: string, findings: readonly Finding[]): Receipt {
  const { id, side, record, event, channel, contentType, body, replyTo, correlationId, partOf, addressee } = raw;
  return {
    id,
    side,
    record,
    event,
    channel,
    contentType,
    body,
    revision,
    bodyDigest: digest(body),
    dedupeKey: keyOfDocument(raw.dedupeKey ?? digest(id)),
    findings,
    ...(replyTo === null ? {} : { replyTo }),
    ...(correlationId === null ? {} : { correlationId }),
    ...(partOf === undefined ? {} : { partOf }),
    ...(addressee === undefined ? {} : { addressee }),
  };
}
