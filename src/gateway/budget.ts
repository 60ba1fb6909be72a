/**
 * How many deliveries may be tried again at a side in a second. What failed there together becomes due together: without a
 * bound a side that has just come back would be met by all of it at once.
 */
import type { SideName } from '../foundation/names.js';

interface Purse {
  coins: number;
  filledAt: number;
}

export class RetryBudget {
  readonly #purses = new Map<SideName, Purse>();

  /** @param now milliseconds of a clock that never jumps */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether one more may be tried again now. What was not used is kept for one second, no longer. */
  take(side: SideName): boolean {
    const now = this.now();
    const purse = this.#purses.get(side) ?? { coins: this.perSecond, filledAt: now };
    const most = Math.max(1, this.perSecond);
    purse.coins = Math.min(most, purse.coins + ((now - purse.filledAt) / 1000) * this.perSecond);
    purse.filledAt = now;
    this.#purses.set(side, purse);
    if (purse.coins < 1) return false;
    purse.coins -= 1;
    return true;
  }
}
