/**
 * How fast a side is called. It may have a limit that it has told us of beforehand; when it says in an answer that the calls
 * are too many, that is a signal and no failure: it is left alone as long as it asks, then called half as often as
 * before, and little by little more often again.
 */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Never slower than so many calls in a second: somebody may be waiting for each. */
const SLOWEST_PER_SECOND = 0.5;
/** Each call that went well raises the rate by this part. */
const GAIN = 0.02;
/** So long after the last complaint the side is taken to bear what comes. */
const FORGOTTEN_AFTER_MS = 60_000;
/** What is complained of within so long a time is one complaint. */
const ONE_COMPLAINT_MS = 1_000;
/** Over so long a time it is counted how often the side was called. */
const WINDOW_MS = 10_000;

export interface PaceOptions {
  /** Calls in a second that the side takes of this process; absent: as many as come. */
  readonly limit: () => number | undefined;
  /** Milliseconds of a clock that never jumps. */
  readonly now?: () => number;
  /** Resolves after so many of these, or when the signal says so. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const slept = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

export class Pace {
  readonly #ended = new AbortController();
  readonly #now: () => number;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** When calls were made, in the last while. */
  readonly #calls: number[] = [];
  #next = 0;
  #pausedUntil = 0;
  #learned: number | undefined;
  #complainedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: PaceOptions) {
    this.#now = options.now ?? (() => performance.now());
    this.#sleep = options.sleep ?? slept;
    // As many wait at once as are worked on at once.
    setMaxListeners(0, this.#ended.signal);
  }

  /** Calls in a second that are made at most now; undefined: as many as come. */
  get perSecond(): number | undefined {
    const limit = this.options.limit();
    const { rate } = this;
    return rate === undefined || limit === undefined ? (rate ?? limit) : Math.min(rate, limit);
  }

  get slowed(): boolean {
    return this.rate !== undefined || this.#pausedUntil > this.#now();
  }

  private get rate(): number | undefined {
    if (this.#now() - this.#complainedAt > FORGOTTEN_AFTER_MS) this.#learned = undefined;
    return this.#learned;
  }

  /** Resolves when the caller may call. */
  async turn(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      const wait = this.#reserve();
      if (wait > 0) await this.#sleep(wait, this.#ended.signal);
      // While it waited the side may have asked for a pause.
      if (this.#pausedUntil <= this.#now()) return this.#called();
    }
  }

  /** Notes that a call went well. */
  well(): void {
    if (this.#learned !== undefined) this.#learned *= 1 + GAIN;
  }

  /** Notes that the side has said that the calls are too many, and how long it wants none. */
  tooMany(pauseSeconds: number): void {
    const now = this.#now();
    const made = this.#calls.filter((at) => at > now - WINDOW_MS).length / (WINDOW_MS / 1000);
    // Calls that were on their way together complain together: that is one complaint.
    if (now - this.#complainedAt > ONE_COMPLAINT_MS && this.#pausedUntil <= now)
      this.#learned = Math.max(SLOWEST_PER_SECOND, Math.min(this.rate ?? made, made) / 2);
    this.#complainedAt = now;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseSeconds * 1000);
  }

  /** Lets everyone through, for the end of the process. */
  release(): void {
    this.#ended.abort();
  }

  #reserve(): number {
    const now = this.#now();
    const start = Math.max(now, this.#next, this.#pausedUntil);
    const rate = this.perSecond;
    this.#next = rate === undefined ? start : start + 1000 / rate;
    return start - now;
  }

  #called(): void {
    const now = this.#now();
    this.#calls.push(now);
    while ((this.#calls[0] ?? now) < now - WINDOW_MS) this.#calls.shift();
  }
}
