import { remembered } from './remembered.js';

/** The present instant, injected wherever a rule depends on it, so that tests choose it. */
export type Clock = () => Date;
export const systemClock: Clock = () => new Date();

const romeDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const HOUR = 3_600_000;

/** Since 1970 a day in Italy has begun at a full hour of UTC. */
const dateOfHour = remembered((hour: number) => romeDate.format(hour * HOUR));

/** The calendar date in Italy at an instant, `YYYY-MM-DD`. */
export function dateInRome(instant: Date): string {
  const milliseconds = instant.getTime();
  return milliseconds >= 0 ? dateOfHour(Math.floor(milliseconds / HOUR)) : romeDate.format(instant);
}
