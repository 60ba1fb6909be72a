/** The state of one side as this process sees it: whether it is there, how fast it may be called, what is under suspicion. */
import type { Answer } from '../adapters/adapter.js';
import { Breaker } from './breaker.js';
import type { Log } from './context.js';
import { Pace, type PaceOptions } from './pace.js';
import { isFromSide, isNotThere } from './reasons.js';

export class SideCalls {
  readonly #breaker = new Breaker();
  readonly #pace: Pace;

  constructor(
    private readonly side: string,
    private readonly log: Log,
    pace: PaceOptions,
  ) {
    this.#pace = new Pace(pace);
  }

  /** It does not answer and is left alone for a while. */
  get resting(): boolean {
    return this.#breaker.open;
  }

  /** It has said that it is called too often. */
  get slowed(): boolean {
    return this.#pace.slowed;
  }

  /** Resolves when the side may be called; what is waited for here uses up no attempt. */
  async turn(): Promise<void> {
    await this.#pace.turn();
    await this.#breaker.turn();
  }

  /** Gives the turn back without having called. */
  skip(): void {
    this.#breaker.skip();
  }

  /** Notes how a call ended. */
  note(answer: Answer): void {
    if (isFromSide(answer)) this.#heard(answer);
    else this.skip();
  }

  release(): void {
    this.#pace.release();
    this.#breaker.release();
  }

  #heard(answer: Answer): void {
    const { side, log } = this;
    const turn = this.#breaker.note(answer.outcome === 'failed' && isNotThere(answer.reason));
    if (turn === 'rests') log.warn({ side }, 'side does not let us in or is not there; it is left alone for a while');
    if (turn === 'answers again') log.info({ side }, 'side answers again');
    if (answer.outcome !== 'failed') this.#pace.well();
    else if (answer.tooMany !== undefined) this.#slow(answer.tooMany.pauseSeconds);
  }

  #slow(pauseSeconds: number): void {
    const before = this.#pace.slowed;
    this.#pace.tooMany(pauseSeconds);
    if (before) return;
    const details = { side: this.side, pauseSeconds, perSecond: this.#pace.perSecond };
    this.log.warn(details, 'side says that it is called too often; it is called less often for a while');
  }
}
