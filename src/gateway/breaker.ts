import { setTimeout as sleep } from 'node:timers/promises';

/** After so many calls in a row that did not reach the side it is left alone for a while. */
const CALLS_IN_A_ROW = 5;
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 30_000;

/**
 * Circuit breaker of one side. While it is open, calls wait here instead of using up a try each; after the rest one
 * call goes ahead, and its result lets the others through or makes the rest longer. Calls wait rather than fail, which
 * is why this is not a library's breaker.
 */
export class Breaker {
  #missed = 0;
  #rest: Promise<void> | undefined;
  #restMs = FIRST_REST_MS;
  #probing = false;
  readonly #ended = new AbortController();

  get open(): boolean {
    return this.#missed >= CALLS_IN_A_ROW;
  }

  /** Resolves when the caller may call the side. */
  async turn(): Promise<void> {
    while (this.open && !this.#ended.signal.aborted) {
      this.#rest ??= sleep(this.#restMs, undefined, { signal: this.#ended.signal }).catch(() => undefined);
      await this.#rest;
      if (!this.open) return;
      if (!this.#probing) {
        this.#probing = true;
        return;
      }
      await sleep(50);
    }
  }

  /** Notes how a call ended: `missed` when the side was not reached at all. Tells when the rest begins or ends with it. */
  note(missed: boolean): 'rests' | 'answers again' | undefined {
    const before = this.open;
    if (missed) {
      this.#missed += 1;
      if (this.#probing) this.#restMs = Math.min(this.#restMs * 2, LONGEST_REST_MS);
    } else {
      this.#missed = 0;
      this.#restMs = FIRST_REST_MS;
    }
    this.#probing = false;
    this.#rest = undefined;
    if (before === this.open) return undefined;
    return before ? 'answers again' : 'rests';
  }

  /** Gives the turn back without having called. */
  skip(): void {
    this.#probing = false;
  }

  /** Lets everyone through, for the end of the process. */
  release(): void {
    this.#ended.abort();
  }
}
