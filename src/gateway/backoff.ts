export interface BackoffSettings {
  readonly firstDelaySeconds: number;
  readonly maxDelaySeconds: number;
}

/**
 * Milliseconds until the next try after the given attempt: doubled each time up to the maximum, then spread by up to a
 * fifth, so that what failed together is not tried together. A side that names a time itself is not asked earlier.
 */
export function delayAfter(
  attempt: number,
  settings: BackoffSettings,
  askedSeconds = 0,
  random: () => number = Math.random,
): number {
  const doubled = settings.firstDelaySeconds * 2 ** Math.min(attempt - 1, 20);
  const seconds = Math.max(Math.min(doubled, settings.maxDelaySeconds), askedSeconds);
  return Math.round(seconds * 1000 * (1 + random() * 0.2));
}
