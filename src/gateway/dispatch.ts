/**
 * Hands deliveries that are due over to the broker. The quick way is right after the commit; what the quick way missed
 * (a crash, a broker that was away, a retry whose time has come) the sweep finds in the store.
 */
import { crashPoint } from '../foundation/crash.js';
import { DELIVERY_LANES, type SideName } from '../foundation/names.js';
import type { Due, Line, Woken } from '../store/waking.js';
import { RetryBudget } from './budget.js';
import type { Context } from './context.js';

/** Of each side and lane in one round. */
const SWEEP_BATCH = 200;
/** A confirmed wake-up call is not repeated for this long; after it, the call is taken for lost. */
const STALE_AFTER_MS = 30_000;

export class Dispatcher {
  readonly #budget: RetryBudget;
  /** Asked of the broker now and then: a call is not taken for lost so soon. */
  #waiting: readonly Line[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly context: Context) {
    this.#budget = new RetryBudget(context.settings.delivery.retriesPerSecond);
  }

  /** Publishes wake-up calls without making the caller wait; what fails is left to the sweep. */
  wake(due: readonly Woken[]): void {
    for (const call of due) {
      this.context.broker.publish(call).then(
        () => {
          crashPoint('dispatch.published', call.id);
          return this.context.store.dispatched([call.id]);
        },
        (error: unknown) =>
          this.context.log.debug({ delivery: call.id, reason: String(error) }, 'wake-up call left to the sweep'),
      );
    }
  }

  /** Finds what is due in the store and publishes it: of every side, and of its retries no more than it can bear. */
  async sweep(): Promise<void> {
    const { broker, store, sides } = this.context;
    if (!broker.ready) return;
    const names = [...sides.keys()];
    const waiting = await this.#stillWaiting(names);
    const due = await store.due({ sides: names, limit: SWEEP_BATCH, staleAfterMs: STALE_AFTER_MS, waiting });
    const sent = await Promise.allSettled(
      due
        .filter((call) => this.#mayLeave(call))
        .map(async (call) => {
          await broker.publish(call);
          return call.id;
        }),
    );
    const confirmed = sent.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    if (confirmed.length === 0) return;
    crashPoint('dispatch.swept', ...confirmed);
    await store.dispatched(confirmed);
  }

  #mayLeave({ retry, destination }: Due): boolean {
    return !retry || this.#budget.take(destination);
  }

  /** Where so many calls are at the broker that a call made long ago need not be lost: it may wait its turn there. */
  async #stillWaiting(sides: readonly SideName[]): Promise<readonly Line[]> {
    const now = performance.now();
    if (now - this.#lookedAt < STALE_AFTER_MS / 3) return this.#waiting;
    const lines = sides.flatMap((destination) => DELIVERY_LANES.map((lane) => ({ destination, lane })));
    const depths = await Promise.all(
      lines.map(({ destination, lane }) => this.context.broker.depth(destination, lane)),
    );
    this.#waiting = lines.filter((_, n) => (depths[n] ?? 0) >= SWEEP_BATCH);
    this.#lookedAt = now;
    return this.#waiting;
  }
}
