/** The processes that work on the store. */
import type { SideName } from '../foundation/names.js';

/** How the sides are, as one process that calls them sees it. */
export interface SidesSeen {
  /** Left alone for a while because they do not answer. */
  readonly resting: readonly SideName[];
  /** Called less often because they have said that they are called too often. */
  readonly slowed: readonly SideName[];
}

/** A process that works on the store. */
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
