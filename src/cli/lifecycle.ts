/** The end of a command that goes on until Ctrl-C or SIGTERM. */

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

/** Waits for a signal, then ends what runs. */
export async function untilStopped(stop: () => Promise<void>): Promise<void> {
  await listenForStop();
  await stop();
}
