/**
 * Hands deliveries that are due over to the broker. The quick way is right after the commit; what the quick way missed
 * (a crash, a broker that was away, a retry whose time has come) the sweep finds in the store.
 */
import { crashPoint } from '../foundation/crash.js';
import type { Woken } from '../store/store.js';
import type { Context } from './context.js';

const SWEEP_BATCH = 500;
/** A confirmed wake-up call is not repeated for this long; after it, the worker that had it is taken for dead. */
const STALE_AFTER_MS = 30_000;

export class Dispatcher {
  #sweeping: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(private readonly context: Context) {}

  /** Begins to sweep, at once and then every `delivery.sweepSeconds`. */
  start(): void {
    const every = this.context.settings.delivery.sweepSeconds * 1000;
    const tick = (): void => {
      this.#running = this.sweep().finally(() => {
        if (!this.#ended) this.#sweeping = setTimeout(tick, every);
      });
    };
    tick();
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

  /** Finds what is due in the store and publishes it. */
  async sweep(): Promise<void> {
    try {
      if (!this.context.broker.ready) return;
      const due = await this.context.store.due(SWEEP_BATCH, STALE_AFTER_MS);
      const sent = await Promise.allSettled(
        due.map(async (call) => {
          await this.context.broker.publish(call);
          return call.id;
        }),
      );
      const confirmed = sent.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      if (confirmed.length === 0) return;
      crashPoint('dispatch.swept', ...confirmed);
      await this.context.store.dispatched(confirmed);
    } catch (error) {
      this.context.log.warn({ reason: String(error) }, 'sweep for due deliveries failed; it is tried again');
    }
  }

  async stop(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#sweeping);
    await this.#running;
  }
}
