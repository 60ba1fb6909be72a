/** What the store takes in: a receipt with its record and deliveries, and what became of it. */
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import type { Finding } from '../foundation/finding.js';
import type { DeliveryLane, EventName, RecordName, SideName, StorageLevel } from '../foundation/names.js';

/**
 * What a delivery carries: the record itself to a side, the esito of another delivery back to the source, or the record as an
 * event to the systems that have subscribed for a side.
 */
export type DeliveryKind = 'record' | 'esito' | 'event';

export interface NewDelivery {
  readonly id: DeliveryId;
  readonly kind: DeliveryKind;
  readonly destination: SideName;
  /** Deliveries with the same key leave one at a time, in the order received. */
  readonly orderingKey: string;
  /** The rule of the table of routes that sends it; absent for an esito. */
  readonly route?: string;
  readonly lane: DeliveryLane;
}

export interface Receipt {
  readonly id: MessageId;
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  /** How it came: `rest`, `soap`, `pull`, `file`, `answer` (read out of what a side answered to a delivery). */
  readonly channel: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** SHA-256 of `body`, hexadecimal. */
  readonly bodyDigest: string;
  /** Receipts of one side with the same key are one message. */
  readonly dedupeKey: string;
  readonly replyTo?: string;
  readonly correlationId?: string;
  /** The message out of whose document, or out of the answer to whose delivery, this one was read. */
  readonly partOf?: MessageId;
  /** The side that the sender meant, where it can mean several. */
  readonly addressee?: SideName;
  readonly findings: readonly Finding[];
}

/**
 * What is known of a receipt that states a codice fiscale and a national id. `changed`: it says itself that the SAP has passed
 * to this code, which joins the code that had it before. `vouched`: another code had it, but the sender gives these ids out.
 */
export type Identity = 'changed' | 'vouched';

export interface AcceptedReceipt extends Receipt {
  /** Orders and groups: `cf:<codice fiscale>` or, where that is not known, `sap:<identificativo>`. */
  readonly subject: string;
  readonly codiceFiscale?: string;
  readonly identificativoSap?: string;
  readonly identity?: Identity;
  /** Canonical record. */
  readonly canonical: unknown;
  /** Mapping report: lost, kept, defaulted, normalised. */
  readonly report: readonly unknown[];
  readonly deliveries: readonly NewDelivery[];
  /** Default: `full`. */
  readonly storage?: StorageLevel;
  /** Name and version of the table of routes that decided. */
  readonly routes?: string;
  /** Of a record that says for which day it stands (of a SAP, `dataultimoagg`): that day. */
  readonly version?: string;
  /** What is done when a newer version came before. Default: `park`. */
  readonly late?: LatePolicy;
}

/** A version that comes after a newer one waits until a person decides, or is delivered all the same. */
export const LATE_POLICIES = ['park', 'deliver'] as const;
export type LatePolicy = (typeof LATE_POLICIES)[number];

export type AcceptResult =
  | {
      readonly outcome: 'stored';
      readonly id: MessageId;
      /** The message that told a newer version of the record before. */
      readonly newer?: MessageId;
    }
  /** The same key and the same body came before. */
  | { readonly outcome: 'repeated'; readonly id: MessageId }
  /** The same key came before with another body, of the digest named. */
  | { readonly outcome: 'conflict'; readonly id: MessageId; readonly bodyDigest: string }
  /** Not stored: its national id is known with another person's code, and nothing says that it has passed from one to the other. */
  | { readonly outcome: 'contested'; readonly id: MessageId };

export interface QuarantineResult {
  /** `accepted`: the same document is the message named, and is accepted; nothing was kept. */
  readonly outcome: 'stored' | 'repeated' | 'accepted';
  readonly id: MessageId;
}
