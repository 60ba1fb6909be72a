/**
 * The store: the one truth about messages, records and deliveries. RabbitMQ only carries wake-up calls; whatever it
 * loses is found again here.
 *
 * The outbox is the set of deliveries that are pending and not yet dispatched: it commits with the message because it
 * is the same rows.
 */

import type { DeliveryId, MessageId } from '../foundation/brand.js';
import type { Finding } from '../foundation/finding.js';
import type { RecordName, SideName } from '../foundation/names.js';
import type { ClaimedDelivery, Closing } from './attempt.js';
import type { ProcessCard, ProcessView, SidesSeen } from './members.js';
import type { Acting, OperatorStore } from './operating.js';
import type { AcceptedReceipt, AcceptResult, QuarantineResult, Receipt } from './receipt.js';
import type {
  DeliveryView,
  HeldRecord,
  MessageFilter,
  MessageSummary,
  MessageView,
  RawMessage,
  RecordView,
  StoreCounts,
} from './views.js';
import type { Due, DueQuery, Woken } from './waking.js';

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
   * What has been told since a message of the same record and subject, by any side, and has had its effect or may have, newest first.
   * @param beforeMs leaves out what was told in the last so many milliseconds, by the clock of the store; asked for right before the
   * question leaves, so that a wait for a connection does not count
   */
  toldSince(id: MessageId, limit: number, beforeMs?: () => number): Promise<readonly RecordView[]>;
  /** What a side holds, or may hold, beside a message, of the same record about the same person, newest first. */
  heldBeside(id: MessageId, by: SideName): Promise<readonly HeldRecord[]>;
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
