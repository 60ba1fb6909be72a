/** Deliveries whose time has come, as they are handed to the broker. */
import type { DeliveryId } from '../foundation/brand.js';
import type { Lane, SideName } from '../foundation/names.js';

/** A delivery that may leave now, with what its wake-up call needs. */
export interface Woken {
  readonly id: DeliveryId;
  readonly destination: SideName;
  readonly lane: Lane;
  readonly orderingKey: string;
}

export interface Due extends Woken {
  /** It was tried before. */
  readonly retry: boolean;
}
