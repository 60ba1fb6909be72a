/** Deliveries whose time has come, as they are handed to the broker. */
import type { DeliveryId } from '../foundation/brand.js';
import type { DeliveryLane, SideName } from '../foundation/names.js';

/** One lane of one side. */
export interface Line {
  readonly destination: SideName;
  readonly lane: DeliveryLane;
}

/** A delivery that may leave now, with what its wake-up call needs. */
export interface Woken extends Line {
  readonly id: DeliveryId;
  readonly orderingKey: string;
}

export interface Due extends Woken {
  /** It was tried before. */
  readonly retry: boolean;
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
