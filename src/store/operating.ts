/** What the store does for operators: hold and release, select, send again, call off; and the entries that all of it leaves. */
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import type { EventName, HoldScope, OperatorAction, RecordName, SelectedState, SideName } from '../foundation/names.js';
import type { Woken } from './waking.js';

/** Who acts, on what and why: becomes the entry that commits with the effect. Nothing in it is about a person. */
export interface Acting {
  /** Id of the action: one for all the commits that it takes. */
  readonly run: string;
  readonly actor: string;
  /** The side that the actor speaks for; absent where calls are taken without accounts. */
  readonly side?: SideName;
  readonly action: OperatorAction;
  readonly target: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** One entry: what one commit of an action did. */
export interface ActionView extends Acting {
  readonly id: string;
  readonly at: Date;
  readonly counts: Readonly<Record<string, number>>;
}

export interface ActionFilter {
  readonly action?: OperatorAction;
  readonly actor?: string;
  readonly run?: string;
  /** Only what those of this side have done, and what was done to it as a whole. */
  readonly concerning?: SideName;
  /** Opaque; from the previous page. Newest first. */
  readonly cursor?: string;
  readonly limit: number;
}

/** What is held: a side or a route, by its name. */
export interface Held {
  readonly scope: HoldScope;
  readonly name: string;
}

export interface Hold extends Held {
  readonly reason: string;
  readonly heldBy: string;
  readonly since: Date;
}

/** Which deliveries and quarantined messages are meant. What is absent does not narrow. */
export interface Selection {
  readonly destination?: SideName;
  readonly source?: SideName;
  readonly record?: RecordName;
  readonly event?: EventName;
  readonly route?: string;
  /** Reason word of the last attempt, outcome code of a refusal, or rule that a quarantined message breaks. */
  readonly reason?: string;
  /** Not those of these reasons. */
  readonly sparing?: readonly string[];
  /** Received at this instant or later. */
  readonly since?: Date;
  /** Received before this instant. */
  readonly until?: Date;
  readonly messages?: readonly MessageId[];
  /** Only what this side has sent or is to get. */
  readonly concerning?: SideName;
}

export interface SelectionCounts {
  readonly deliveries: number;
  /** Messages in quarantine. */
  readonly quarantined: number;
  /** Messages that the deliveries are of, and those in quarantine. */
  readonly messages: number;
  /** Of the deliveries: those of which an attempt may have arrived although its answer is not known. */
  readonly mayHaveArrived: number;
  readonly byDestination: readonly { readonly destination: SideName; readonly count: number }[];
  readonly byRecord: readonly { readonly record: RecordName; readonly event: EventName; readonly count: number }[];
  /** Without a reason: those that have not been tried. */
  readonly byReason: readonly { readonly reason?: string; readonly count: number }[];
  /** When the first of them was received; absent where there is none. */
  readonly oldest?: Date;
  readonly newest?: Date;
}

/** Deliveries in the order of receipt, and messages in quarantine, oldest first. */
export interface Chosen {
  /** How many messages they are of. */
  readonly messages: number;
  readonly deliveries: readonly DeliveryId[];
  readonly quarantined: readonly MessageId[];
}

export interface Ended {
  readonly deliveries: number;
  /** What may leave now: those that waited behind, and what tells the sources. */
  readonly woken: readonly Woken[];
}

export interface OperatorStore {
  /** Holds a side or a route from this commit on, in every process. What is held already stays as it was held. `waiting`: deliveries that wait now. */
  hold(held: Held, acting: Acting): Promise<{ readonly hold: Hold; readonly waiting: number }>;
  /** Ends a hold; nothing happens where there is none. `woken`: the first of what may leave now, at most `limit`. */
  endHold(
    held: Held,
    acting: Acting,
    limit: number,
  ): Promise<{ readonly released: boolean; readonly waiting: number; readonly woken: readonly Woken[] }>;
  holds(): Promise<readonly Hold[]>;

  countSelected(selection: Selection, among: readonly SelectedState[]): Promise<SelectionCounts>;
  choose(selection: Selection, among: readonly SelectedState[]): Promise<Chosen>;
  /** Puts deliveries that are parked, or could not be written, back to pending, all in one commit. Returns them in the order of receipt. */
  replay(
    which: { readonly message: MessageId; readonly to?: SideName } | { readonly deliveries: readonly DeliveryId[] },
    acting: Acting,
  ): Promise<readonly Woken[]>;
  /**
   * Calls deliveries off for good, all in one commit: those of them that are pending or parked; what is in work stays. Sources
   * that wait for an outcome are told. `givers`: sides that give the national ids; the join of two codes which such a side is not
   * told of is taken back.
   */
  cancel(
    deliveries: readonly DeliveryId[],
    acting: Acting & { readonly reason: string },
    givers: readonly SideName[],
  ): Promise<Ended>;
  /** Counts those of the deliveries as acknowledged that are parked and may have arrived, all in one commit. Sources that wait are told. */
  confirm(deliveries: readonly DeliveryId[], acting: Acting & { readonly reason: string }): Promise<Ended>;
  actions(filter: ActionFilter): Promise<{ readonly items: readonly ActionView[]; readonly next?: string }>;
}
