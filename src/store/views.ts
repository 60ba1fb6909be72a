/** What the store shows of messages, deliveries and records. */
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import type { Finding } from '../foundation/finding.js';
import type {
  DeliveryLane,
  DeliveryState,
  EventName,
  MessageState,
  RecordName,
  SideName,
  StorageLevel,
} from '../foundation/names.js';
import type { Held } from './operating.js';
import type { DeliveryKind } from './receipt.js';

export interface MessageSummary {
  readonly id: MessageId;
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  readonly channel: string;
  readonly status: MessageState;
  readonly receivedAt: Date;
  readonly bodyBytes: number;
  readonly findings: readonly Finding[];
  /** The message that this one was read out of. */
  readonly partOf?: MessageId;
  /** The side that the sender meant, where it can mean several. */
  readonly addressee?: SideName;
  /** What is kept of it once all its deliveries have ended well. */
  readonly storage: StorageLevel;
  /** Name and version of the table of routes that decided. */
  readonly routes?: string;
  /** When what is not to be kept was let go of. */
  readonly trimmedAt?: Date;
  /** In lists: the hold for which a delivery of it waits. */
  readonly held?: HeldFor;
}

/** Why a delivery that is pending does not leave: its side, or its route, is held. */
export interface HeldFor extends Held {
  readonly reason: string;
  readonly since: Date;
}

/** The delivery to the same side about the same person that has to end before this one leaves. */
export interface Behind {
  readonly message: MessageId;
  readonly status: DeliveryState;
  /** Why its last attempt failed. */
  readonly reason?: string;
}

export interface AttemptView {
  readonly number: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: string;
  readonly answer: unknown;
}

export interface DeliveryView {
  readonly id: DeliveryId;
  readonly messageId: MessageId;
  readonly kind: DeliveryKind;
  readonly destination: SideName;
  /** The rule of the table of routes that sends it; absent for an esito. */
  readonly route?: string;
  readonly lane: DeliveryLane;
  readonly status: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly closedAt: Date | null;
  readonly answer: unknown;
  readonly held?: HeldFor;
  readonly behind?: Behind;
  readonly history: readonly AttemptView[];
}

export interface MessageView extends MessageSummary {
  readonly correlationId: string | null;
  readonly replyTo: string | null;
  readonly report: readonly unknown[];
  readonly canonical: unknown;
  readonly deliveries: readonly DeliveryView[];
  /** Messages read out of this one. */
  readonly parts: readonly MessageSummary[];
}

export interface RawMessage extends MessageSummary {
  readonly contentType: string;
  /** Empty once the message is trimmed (`trimmedAt`). */
  readonly body: Buffer;
  readonly dedupeKey: string | null;
  readonly replyTo: string | null;
  readonly correlationId: string | null;
}

export interface MessageFilter {
  readonly side?: SideName;
  readonly record?: RecordName;
  readonly status?: MessageState;
  readonly event?: EventName;
  readonly deliveryStatus?: DeliveryState;
  /** Where one of its deliveries goes. */
  readonly destination?: SideName;
  /** The route that sends one of its deliveries. */
  readonly route?: string;
  /** Reason word of the last attempt of one of its deliveries, or the outcome code of a refused one. */
  readonly reason?: string;
  /** Rule of one of its findings. */
  readonly rule?: string;
  /** Received at this instant or later. */
  readonly since?: Date;
  /** Received before this instant. */
  readonly until?: Date;
  /** Opaque; from the previous page. Newest first. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface RecordView {
  readonly messageId: MessageId;
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly receivedAt: Date;
  /** Its place in the order of receipt. */
  readonly seq: number;
  /** Null once the message is trimmed and only its metadata are kept. */
  readonly canonical: unknown;
}

/** How a side has a record. */
export interface AtSide {
  readonly answer: unknown;
  /** It may have it: called off when its answer was lost. Otherwise the side has acknowledged it. */
  readonly doubtful: boolean;
  /** It was received before the message that is asked about. */
  readonly earlier: boolean;
  /** The time in which the same document is the same message has ended. */
  readonly freed: boolean;
}

export type HeldRecord = RecordView & AtSide;

export interface StoreCounts {
  readonly messages: Readonly<Partial<Record<MessageState, number>>>;
  readonly deliveries: readonly {
    readonly destination: SideName;
    readonly status: DeliveryState;
    readonly count: number;
  }[];
}
