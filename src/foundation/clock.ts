/** The present instant, injected wherever a rule depends on it, so that tests choose it. */
export type Clock = () => Date;
export const systemClock: Clock = () => new Date();

const romeDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar date in Italy at an instant, `YYYY-MM-DD`. */
export function dateInRome(instant: Date): string {
  return romeDate.format(instant);
}
