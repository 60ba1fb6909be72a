/**
 * The broker carries wake-up calls: "this delivery to this side is due". The store is the truth, so a call may come
 * twice or, after a crash, not at all; both are harmless. To systems outside it carries events, each until somebody has
 * taken it.
 */
import type { DeliveryId } from '../foundation/brand.js';
import type { DeliveryLane, SideName } from '../foundation/names.js';

/** A call as whoever works on it gets it. */
export interface Call {
  readonly id: DeliveryId;
  readonly destination: SideName;
  readonly lane: DeliveryLane;
}

export interface WakeUp extends Call {
  /** Calls with the same key go to the same place, one after the other. */
  readonly orderingKey: string;
}

/** An event for whoever has bound a queue for it. */
export interface Announcement {
  /** The same when it is published again. */
  readonly id: DeliveryId;
  /** Words separated by dots, by which queues are bound. */
  readonly routingKey: string;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface ConsumerOptions {
  /** How many calls of each lane may be in work at once: the lanes do not take each other's places. */
  readonly prefetch: Readonly<Record<DeliveryLane, number>>;
}

export interface Consumer {
  /** Takes no new calls; resolves when those in work have ended. */
  stop(): Promise<void>;
}

/** A place in which lies what should not be there. */
export interface Trouble {
  readonly queue: string;
  readonly waiting: number;
  /** For a person: what lies there. */
  readonly meaning: string;
}

export interface Broker {
  /** Resolves when the broker has confirmed that the call is kept; rejects when it is not known to be. */
  publish(call: WakeUp): Promise<void>;
  /**
   * Works on the calls of one side: of one ordering key one at a time, in the order published. A handler that rejects
   * gets the call again, later, before others of its key.
   */
  consume(destination: SideName, handler: (call: Call) => Promise<void>, options: ConsumerOptions): Promise<Consumer>;
  /**
   * Shares the calls with other workers: this one is number `rank` (from 0) of `of`, and goes behind the others where
   * it is not its turn. What it has in work there it ends first. To be called on every worker whenever one has come or gone,
   * and only once the one that has come consumes. Resolves when this worker has moved.
   */
  balance(rank: number, of: number): Promise<void>;
  /**
   * Publishes an event; resolves when it is kept in a queue. Absent: this broker reaches nobody outside.
   * @throws `broker-no-subscriber` when no queue is bound for it.
   */
  readonly announce?: (event: Announcement) => Promise<void>;
  /** Whether calls can be published now. */
  readonly ready: boolean;
  /** Calls waiting for a side, in one lane or in all, where the broker can tell. */
  depth(destination: SideName, lane?: DeliveryLane): Promise<number | undefined>;
  /** Where something lies that needs a look; empty when the broker cannot tell. */
  troubles(): Promise<readonly Trouble[]>;
  /** Throws the broker's error when it is not reachable. */
  ping(): Promise<void>;
  end(): Promise<void>;
}
