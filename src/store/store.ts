/**
 * The store: the one truth about messages, records and deliveries. RabbitMQ only carries wake-up calls; whatever it
 * loses is found again here.
 *
 * The outbox is the set of deliveries that are pending and not yet dispatched: it commits with the message because it
 * is the same rows.
 */

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
import type { Acting, Held, OperatorStore } from './operating.js';
import type { Due, Line, Woken } from './waking.js';

export type { Due, Line, Woken };

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

export interface DueQuery {
  readonly sides: readonly SideName[];
  /** Of each side and lane. */
  readonly limit: number;
  /** A call that was confirmed so long ago is made again. */
  readonly staleAfterMs: number;
  /** Where confirmed calls are known to wait still: they are not made again. */
  readonly waiting?: readonly Line[];
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

/** What a side has made of a record that it has acknowledged. */
export interface Answered {
  readonly answer: unknown;
  /** It was received before the message that is asked about. */
  readonly earlier: boolean;
  /** The time in which the same document is the same message has ended. */
  readonly freed: boolean;
}

export type AnsweredRecord = RecordView & Answered;

export interface StoreCounts {
  readonly messages: Readonly<Partial<Record<MessageState, number>>>;
  readonly deliveries: readonly {
    readonly destination: SideName;
    readonly status: DeliveryState;
    readonly count: number;
  }[];
}

/** A process that works on the store. */
/** How the sides are, as one process that calls them sees it. */
export interface SidesSeen {
  /** Left alone for a while because they do not answer. */
  readonly resting: readonly SideName[];
  /** Called less often because they have said that they are called too often. */
  readonly slowed: readonly SideName[];
}

export interface ProcessCard {
  readonly id: string;
  readonly role: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
}

export interface ProcessView extends ProcessCard, SidesSeen {
  readonly startedAt: Date;
}

export interface Store extends OperatorStore {
  /** Whether the store admits one process alone: whatever another one has left behind is left by a dead one. */
  readonly alone: boolean;
  /** Stores an accepted receipt with its record and deliveries in one commit; concurrent calls share one. Resolves after the commit. */
  accept(receipt: AcceptedReceipt): Promise<AcceptResult>;
  /** As `accept`, for a document and the other records in it: all in one commit, one result for each; these go in only with it. */
  acceptTogether(receipts: readonly AcceptedReceipt[]): Promise<readonly AcceptResult[]>;
  /** Ends the time in which the bytes of a message, and of those read out of its document, are the same message. */
  free(id: MessageId): Promise<void>;
  /** Keeps a receipt that failed a check, findable and replayable. A repeated one is the same message. */
  quarantine(receipt: Receipt): Promise<QuarantineResult>;
  /**
   * Moves a quarantined message to accepted with what it now maps to (replay after a mend). Not stored when the same has been
   * accepted meanwhile, whose id comes back, or when it is not in quarantine any more. `acting`: the entry of who has it checked
   * again, written with whatever came of it.
   */
  release(receipt: AcceptedReceipt, acting?: Acting): Promise<AcceptResult>;
  /** Replaces the findings of a quarantined message that failed again. */
  requarantine(id: MessageId, findings: readonly Finding[], acting?: Acting): Promise<void>;

  /**
   * Deliveries to dispatch now: pending, due, first of their ordering key, not held, and not dispatched in the last `staleAfterMs`.
   * Oldest first, so many of each side and lane: the backlog of one keeps nobody else's back.
   */
  due(query: DueQuery): Promise<readonly Due[]>;
  /** Notes that the broker has confirmed the wake-up calls of these deliveries. */
  dispatched(ids: readonly DeliveryId[]): Promise<void>;
  /**
   * Takes a delivery for one attempt: it must be pending and due (or `sent` with its lease ended), first of its ordering key, and not held.
   * @param name a UUID, the caller's name for the attempt: who was not told asks again under it, and has taken it for that attempt still.
   */
  claim(id: DeliveryId, leaseSeconds: number, name?: string): Promise<ClaimedDelivery | undefined>;
  /** Ends an attempt in one commit. Returns the deliveries that may leave now because this one has; empty when the attempt was no longer ours. */
  close(closing: Closing): Promise<readonly Woken[]>;

  message(id: MessageId): Promise<MessageView | undefined>;
  rawMessage(id: MessageId): Promise<RawMessage | undefined>;
  messages(filter: MessageFilter): Promise<{ readonly items: readonly MessageSummary[]; readonly next?: string }>;
  delivery(id: DeliveryId): Promise<DeliveryView | undefined>;
  /** Deliveries of a message without its bodies: what a waiting caller polls. */
  deliveriesOf(id: MessageId): Promise<readonly DeliveryView[]>;
  /**
   * The records of a person under all codes joined to this one, newest first. `seenBy`: of these what that side has sent, what
   * was delivered or is on its way to it, was meant for it, or was read out of an answer to what it sent.
   */
  recordsOf(
    codiceFiscale: string,
    options: { readonly record?: RecordName; readonly limit: number; readonly seenBy?: SideName },
  ): Promise<readonly RecordView[]>;
  /** The codes that the person is known under beside this one: those that were joined to it. `seenBy`: of which that side has seen a record. */
  otherCodesOf(codiceFiscale: string, options?: { readonly seenBy?: SideName }): Promise<readonly string[]>;
  /**
   * What has been told since a message of the same record and subject, by any side and not refused, newest first.
   * @param beforeMs leaves out what was told in the last so many milliseconds, by the clock of the store
   */
  toldSince(id: MessageId, limit: number, beforeMs?: number): Promise<readonly RecordView[]>;
  /** What a side has acknowledged beside a message, of the same record about the same person, newest first. */
  acknowledgedBeside(id: MessageId, by: SideName): Promise<readonly AnsweredRecord[]>;
  /** The SAP that a side was last known to hold under this national id: sent by it, or acknowledged by it, and not withdrawn since. */
  latestSap(identificativoSap: string, heldBy: SideName): Promise<RecordView | undefined>;
  /** Codice fiscale of a national id, where a record or an answer has told it. */
  whoIs(identificativoSap: string): Promise<string | undefined>;
  /** The national id of a person under any of her codes, where a record or an answer has told it. */
  sapOf(codiceFiscale: string): Promise<string | undefined>;
  /** Sides that have sent or got records with this national id, latest first. */
  sidesOf(identificativoSap: string): Promise<readonly SideName[]>;
  counts(): Promise<StoreCounts>;
  /** The number of a new policy among those of a system: the same one whenever it is asked for the same row. */
  policySequence(system: string, row: string): Promise<number>;

  /** Says that this process lives, for so many seconds by the clock of the store; the others that do. */
  beat(process: ProcessCard, leaseSeconds: number, sides: SidesSeen): Promise<readonly ProcessView[]>;
  /** The processes that live. */
  processes(): Promise<readonly ProcessView[]>;
  /** Ends a process in order, with the leases of its jobs. */
  leave(process: string): Promise<void>;
  /** Takes a job for so many seconds, or goes on with it; false while another living process has it. */
  takeLease(job: string, holder: string, seconds: number): Promise<boolean>;
  /** Ends the leases of all other processes. For a store that admits one alone. */
  buryOthers(process: string): Promise<void>;
  /**
   * Lets go of what is not to be kept of up to `limit` messages whose deliveries are all acknowledged or cancelled: at the level
   * `canonical` of the raw bytes, at `metadata` of canonical record, report and the documents of answers too. Returns how many.
   */
  trim(limit: number): Promise<number>;

  /** Applies the migrations that are missing; returns their names. */
  migrate(): Promise<readonly string[]>;
  /** Names of the migrations that are still to be applied. */
  pendingMigrations(): Promise<readonly string[]>;
  /** Answers when the database answers and could be written; throws the store's error otherwise. */
  ping(): Promise<void>;
  end(): Promise<void>;
}
