/** Days of a story, counted back from the day on which it is told. */
const DAY_MS = 86_400_000;
const SATURDAY = 6;

/** The day so many days before another one, `YYYY-MM-DD`. */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);

/** The same day, or the Monday after it where it falls on a weekend: a centre is open from Monday to Friday. */
export function workingDayBefore(day: string, days: number): string {
  const then = dayBefore(day, days);
  const weekday = new Date(then).getUTCDay();
  if (weekday === SATURDAY) return dayBefore(then, -2);
  return weekday === 0 ? dayBefore(then, -1) : then;
}

/** Days from one to another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** A clock time in Italy of a day, as a moment in UTC. */
export function momentInItaly(day: string, hour: string): string {
  const asUtc = new Date(`${day}T${hour}:00Z`);
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', hourCycle: 'h23' });
  const ahead = Number(shown.format(asUtc)) - asUtc.getUTCHours();
  return new Date(asUtc.getTime() - ahead * 3_600_000).toISOString().replace('.000', '');
}
