/** What every part of the gateway works with. Put together once, at start. */
import type { Broker } from '../broker/broker.js';
import type { Territorio } from '../canonical/territorio.js';
import type { Clock } from '../foundation/clock.js';
import type { SideName } from '../foundation/names.js';
import type { Settings } from '../foundation/settings/load.js';
import type { Side } from '../sides.js';
import type { Store } from '../store/store.js';
import type { RouteBook } from './routing/book.js';

/** What the gateway tells about a message as it travels. Holds no personal data. */
export interface JourneyEvent {
  readonly at: Date;
  readonly message: string;
  readonly step:
    | 'accepted'
    | 'repeated'
    | 'quarantined'
    | 'sent'
    | 'acknowledged'
    | 'refused'
    | 'failed'
    | 'postponed'
    | 'parked'
    | 'told';
  readonly side: SideName;
  readonly record: string;
  readonly event: string;
  readonly delivery?: string;
  readonly destination?: SideName;
  readonly detail?: string;
}

export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
  debug(fields: object, text: string): void;
}

export interface Context {
  readonly settings: Settings;
  readonly store: Store;
  readonly broker: Broker;
  readonly sides: ReadonlyMap<SideName, Side>;
  /** Where records go: the table in force, which may change while we run. */
  readonly routes: RouteBook;
  readonly clock: Clock;
  /** Which CPI is competent where, as far as this installation knows. */
  readonly territorio: Territorio;
  readonly log: Log;
  /** Everything that happens to messages in this process, for waiting callers, metrics and the demo. */
  readonly journey: Journey;
}

type Listener = (event: JourneyEvent) => void;

/** Tells listeners of this process what happens to messages, as it happens. */
export class Journey {
  readonly #listeners = new Set<Listener>();

  /** Returns the function that ends the listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: JourneyEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
