/**
 * The broker carries wake-up calls: "this delivery to this side is due". The store is the truth, so a call may come
 * twice or, after a crash, not at all; both are harmless.
 */
import type { DeliveryId } from '../foundation/brand.js';
import type { Lane, SideName } from '../foundation/names.js';

/** A call as whoever works on it gets it. */
export interface Call {
  readonly id: DeliveryId;
  readonly destination: SideName;
  readonly lane: Lane;
}

export interface WakeUp extends Call {
  /** Calls with the same key go to the same place, one after the other. */
  readonly orderingKey: string;
}

export interface ConsumerOptions {
  /** How many calls may be in work at once. */
  readonly prefetch: number;
}

export interface Consumer {
  /** Takes no new calls; resolves when those in work have ended. */
  stop(): Promise<void>;
}

export interface Broker {
  /** Resolves when the broker has confirmed that the call is kept; rejects when it is not known to be. */
  publish(call: WakeUp): Promise<void>;
  /** Works on the calls of one side. A handler that rejects gets the call again, later. */
  consume(destination: SideName, handler: (call: Call) => Promise<void>, options: ConsumerOptions): Promise<Consumer>;
  /** Whether calls can be published now. */
  readonly ready: boolean;
  /** Calls waiting per side, where the broker can tell. */
  depth(destination: SideName): Promise<number | undefined>;
  /** Throws the broker's error when it is not reachable. */
  ping(): Promise<void>;
  end(): Promise<void>;
}
