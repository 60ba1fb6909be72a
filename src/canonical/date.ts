import type { IsoDate } from '../foundation/brand.js';
import { dateInRome } from '../foundation/clock.js';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const HYPHEN = 45;

/**
 * Whether the text is a calendar date `YYYY-MM-DD` that exists, from year 0001 to 9999. Placeholder dates such as
 * 1900-01-01, 2100-01-01 and 9999-12-31 are dates like any other: the sides use them for "not known" and "no end".
 */
export function isRealDate(text: string): text is IsoDate {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0));
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Whether the text is a calendar date that exists and a time of the day, `YYYY-MM-DDThh:mm:ss`. */
export const isRealDateTime = (text: string): boolean =>
  text.charAt(10) === 'T' && isRealDate(text.slice(0, 10)) && CLOCK.test(text.slice(11));

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d*[1-9])?Z$/;

/** Whether the text is a moment in UTC in its plain form: no offset, no fraction that says nothing. */
export function isInstant(text: string): boolean {
  const date = INSTANT.exec(text)?.[1];
  return date !== undefined && isRealDate(date);
}

/** The calendar date in Italy at a moment: terms are counted in civil days there, whatever the clock of the machine says. */
export const italianDay = (moment: Date): IsoDate => dateInRome(moment) as IsoDate;

const ITALIAN_CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Rome',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Date and time by the clock in Italy at a moment, `YYYY-MM-DDThh:mm:ss`. */
export const italianDateTimeAt = (moment: Date): string => `${italianDay(moment)}T${ITALIAN_CLOCK.format(moment)}`;

/**
 * The moment at which the clock in Italy shows a date and time, `YYYY-MM-DDThh:mm:ss`; of the hour that comes twice in autumn the
 * first, of the one that is left out in spring none.
 */
export const momentInItaly = (local: string): Date | undefined =>
  ['+02:00', '+01:00'].map((zone) => new Date(`${local}${zone}`)).find((moment) => italianDateTimeAt(moment) === local);

/** The number that the digits make, or NaN. Read by hand: a SAP holds a hundred dates, and a pattern takes ten times as long. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
