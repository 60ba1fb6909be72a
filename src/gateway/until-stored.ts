/** Holding out while the store is away: what a side has answered, and is not stored yet, is known to nobody but this process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RaccordoError } from '../foundation/errors.js';
import { isStoreAway } from '../store/errors.js';
import { delayAfter } from './backoff.js';

const PAUSES = { firstDelaySeconds: 0.05, maxDelaySeconds: 1 };

/**
 * Runs `work`, which may be run again without harm, until the store is there for it.
 * @param ended asked before each run: this one is the last
 * @param onAway called when the store is found away for the first time, and the last
 * @throws what `work` rejects with for another reason, or the last time.
 */
export async function untilStored<T>(
  work: () => Promise<T>,
  ended: () => boolean,
  onAway: (error: RaccordoError, last: boolean) => void,
): Promise<T> {
  for (let run = 1; ; run += 1) {
    const last = ended();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RaccordoError) || !isStoreAway(error)) throw error;
      if (run === 1 || last) onAway(error, last);
      if (last) throw error;
    }
    await sleep(delayAfter(run, PAUSES));
  }
}
