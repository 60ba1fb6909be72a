/** An attempt at a delivery: what its worker is given, and how it ends. */
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { DeliveryKind, NewDelivery } from './receipt.js';

/** A delivery that this process may work on until its lease ends. */
export interface ClaimedDelivery {
  readonly id: DeliveryId;
  readonly kind: DeliveryKind;
  readonly messageId: MessageId;
  readonly destination: SideName;
  readonly orderingKey: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** 1 for the first since the receipt or the last replay: what a retry policy counts. */
  readonly tries: number;
  /** An earlier attempt may have arrived although its answer is not known. */
  readonly ambiguous: boolean;
  readonly source: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  readonly canonical: unknown;
  readonly codiceFiscale?: string;
  /** Other codes that the person is known under. */
  readonly otherCodes?: readonly string[];
  readonly identificativoSap?: string;
  readonly replyTo?: string;
  readonly correlationId?: string;
  readonly receivedAt: Date;
  /** For kind `esito`: what is told. */
  readonly told?: unknown;
}

export interface Closing {
  readonly id: DeliveryId;
  readonly attempt: number;
  /**
   * `acknowledged` and `refused` are final. The others are tried again: `failed` did not work, `ambiguous` was sent and its
   * answer is not known, `postponed` is no failure: the side is called too often.
   */
  readonly outcome: 'acknowledged' | 'refused' | 'failed' | 'ambiguous' | 'postponed';
  /** The esito, or of what is not final the reason and detail. */
  readonly answer: unknown;
  /** Of what is not final: in how many milliseconds to try again, or `parked` when a person has to decide. */
  readonly next?: { readonly afterMs: number } | 'parked' | undefined;
  /** Of what is not final: the document may have arrived. */
  readonly ambiguous?: boolean;
  /** What the answer taught about who is who: national id ↔ codice fiscale. */
  readonly learned?: { readonly codiceFiscale: string; readonly identificativoSap: string };
  /** The join of two codes that the message made is taken back with it. */
  readonly separates?: boolean;
  /** A delivery that tells the source about this outcome; commits with the closing. */
  readonly tell?: NewDelivery & { readonly told: unknown };
}
