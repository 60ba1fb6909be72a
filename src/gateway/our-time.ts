/**
 * The time for which a delivery is ours. It counts from before the store was asked: its answer may have been long on its way, or
 * this process stopped meanwhile, and by then the lease may be another worker's.
 */

import type { Settings } from '../foundation/settings/load.js';

/** Kept back from the lease to store the answer in. */
export const MARGIN_SECONDS = 5;
/** Of a short lease at least so much is for the attempt. */
const LEAST_SECONDS = 1;

type Times = Pick<Settings['delivery'], 'leaseSeconds' | 'doubtSeconds'>;

/**
 * For how long a claim keeps others off. Whoever finds it ended asks the side what has become of it: by then a call that left at the
 * last moment must have come to its end there.
 */
export const leaseOf = ({ leaseSeconds, doubtSeconds }: Times): number =>
  leaseSeconds + Math.max(0, doubtSeconds - MARGIN_SECONDS);

export class OurTime {
  #signal: AbortSignal | undefined;
  readonly #until: number;
  readonly #asked: number;

  /** @param asked instant of `performance.now()`, a clock that does not jump */
  constructor(asked: number, leaseSeconds: number) {
    this.#asked = asked;
    this.#until = asked + Math.max(LEAST_SECONDS, leaseSeconds - MARGIN_SECONDS) * 1000;
  }

  /** Aborts what takes longer. Each has a timer, so it is made where it is asked for. */
  get signal(): AbortSignal {
    this.#signal ??= AbortSignal.timeout(Math.max(0, Math.round(this.#until - performance.now())));
    return this.#signal;
  }

  get spentSeconds(): number {
    return (performance.now() - this.#asked) / 1000;
  }

  /** To be looked at right before something leaves: a process that was stopped comes to that before its timers do. */
  get isOver(): boolean {
    return performance.now() >= this.#until;
  }
}
