/** Lets go, in the background, of what routes do not want kept (`storage` of a route). */
import type { Context } from './context.js';

const BATCH = 500;

/** Trims everything that can be trimmed now, in small commits. Ends early when asked to. */
export async function trimOnce({ store, log }: Pick<Context, 'store' | 'log'>, ended: () => boolean): Promise<void> {
  let trimmed = 0;
  for (let count = BATCH; count === BATCH && !ended(); trimmed += count) count = await store.trim(BATCH);
  if (trimmed > 0) log.info({ messages: trimmed }, 'let go of what routes do not want kept');
}
