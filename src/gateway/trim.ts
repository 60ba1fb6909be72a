/** Lets go, in the background, of what routes do not want kept (`storage` of a route). */
import type { Context } from './context.js';

const BATCH = 500;

/** Trims everything that can be trimmed now, in small commits; how many messages that were. Ends early when asked to. */
export async function trimOnce({ store }: Pick<Context, 'store'>, ended: () => boolean = () => false): Promise<number> {
  let trimmed = 0;
  for (;;) {
    const count = await store.trim(BATCH);
    trimmed += count;
    if (count < BATCH || ended()) return trimmed;
  }
}

export class Trimmer {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(private readonly context: Context) {}

  /** Begins to trim every `storage.trimSeconds`. */
  start(): void {
    if (this.#ended) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#trim().finally(() => this.start());
    }, this.context.settings.storage.trimSeconds * 1000).unref();
  }

  async stop(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #trim(): Promise<void> {
    const { log } = this.context;
    try {
      const trimmed = await trimOnce(this.context, () => this.#ended);
      if (trimmed > 0) log.info({ messages: trimmed }, 'let go of what routes do not want kept');
    } catch (error) {
      log.warn({ reason: String(error) }, 'letting go of delivered messages failed; it is tried again');
    }
  }
}
