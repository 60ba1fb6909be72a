/**
 * Notes of confirmed wake-up calls, written together a little later. Most deliveries are claimed before that, and then
 * need no note: it spares a commit per message. A note that is lost costs a second call, which does no harm.
 */
import type { DeliveryId } from '../foundation/brand.js';

/** Well under the pause between two sweeps, which would otherwise call everything again. */
const DELAY_MS = 200;
/** One statement's worth; more is written at once. */
const MOST = 500;

export class DispatchNotes {
  readonly #write: (ids: readonly DeliveryId[], agesMs: readonly number[]) => Promise<void>;
  readonly #called = new Map<DeliveryId, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (ids: readonly DeliveryId[], agesMs: readonly number[]) => Promise<void>) {
    this.#write = write;
  }

  add(ids: readonly DeliveryId[]): void {
    const now = performance.now();
    for (const id of ids) this.#called.set(id, now);
    if (this.#called.size >= MOST) void this.#flushQuietly();
    else this.#timer ??= setTimeout(() => void this.#flushQuietly(), DELAY_MS).unref();
  }

  drop(id: DeliveryId): void {
    this.#called.delete(id);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#called.size === 0) return;
    const now = performance.now();
    const ids = [...this.#called.keys()];
    const ages = [...this.#called.values()].map((at) => now - at);
    this.#called.clear();
    await this.#write(ids, ages);
  }

  /** Nobody waits for these notes; when the database is away, callers and the sweep meet the fault themselves. */
  async #flushQuietly(): Promise<void> {
    await this.flush().catch(() => undefined);
  }
}
