/** The end of a command that goes on until Ctrl-C or SIGTERM. */

import { inTime } from '../foundation/in-time.js';
import { cliError } from './errors.js';

let asked: Promise<void> | undefined;

/**
 * Begins to listen for the signals; resolves at the first, a second one ends the process at once. To be called before
 * anything is started: a signal during the start then ends it in order, too, as soon as it has started.
 */
export function listenForStop(): Promise<void> {
  asked ??= new Promise<void>((resolve) => {
    const onSignal = (): void => {
      process.removeListener('SIGINT', onSignal);
      process.removeListener('SIGTERM', onSignal);
      process.once('SIGINT', () => process.exit(130));
      process.once('SIGTERM', () => process.exit(143));
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  return asked;
}

/** Beyond the time that what runs gives itself to end in. */
const GRACE_SECONDS = 5;

/**
 * Waits for a signal, then ends what runs.
 * @param stopSeconds in which that should have come to its end; the process ends a little later even if it has not
 */
export async function untilStopped(stop: () => Promise<void>, stopSeconds?: number): Promise<void> {
  await listenForStop();
  if (stopSeconds === undefined) return stop();
  const longest = stopSeconds + GRACE_SECONDS;
  await inTime(stop(), longest * 1000, () => {
    // What has not ended would keep the process alive after the word about it.
    setImmediate(() => process.exit());
    return cliError('stopped-in-the-middle', `it is ended ${longest} s after it was told to stop`);
  });
}
