/**
 * A calendar date that is written as an instant, midnight in Europe/Rome: in epoch milliseconds or ISO 8601, or in an older
 * way as dd/MM/yyyy. Read through UTC, midnight would fall on the day before.
 */
import { dateInRome } from '../foundation/clock.js';
import { remembered } from '../foundation/remembered.js';
import { isRealDate } from './date.js';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;
const ITALIAN = /^(\d{2})\/(\d{2})\/(\d{4})(?: \d{2}:\d{2}(?::\d{2})?)?$/;
const MIDNIGHT = /^00:00(:00(\.0+)?)?$/;

/** The calendar date that such a value stands for, `YYYY-MM-DD`, or undefined when it is not one that exists. */
export function calendarDate(value: unknown): string | undefined {
  const text =
    typeof value === 'number' ? dateOfInstant(value) : typeof value === 'string' ? dateOfText(value) : undefined;
  return text !== undefined && isRealDate(text) ? text : undefined;
}

function dateOfText(text: string): string | undefined {
  const italian = ITALIAN.exec(text);
  if (italian) return `${italian[3]}-${italian[2]}-${italian[1]}`;
  const iso = ISO.exec(text);
  if (!iso) return undefined;
  const [, date, time, zone] = iso as unknown as [string, string, string | undefined, string | undefined];
  // Midnight of a stated offset is a date that someone wrote; only another time of day must be carried to Rome.
  if (time === undefined || zone === undefined || (zone !== 'Z' && MIDNIGHT.test(time))) return date;
  const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  return dateOfInstant(Date.parse(`${date}T${time}${offset}`));
}

const dateOfInstant = remembered((milliseconds: number): string | undefined => {
  const instant = new Date(milliseconds);
  // Years before our era would come out without their sign.
  return instant.getUTCFullYear() > 0 ? dateInRome(instant) : undefined;
});

const HOUR = 3_600_000;

/**
 * The calendar date as the instant at which it begins in Rome, ISO 8601 with offset. Before 1894 Rome's offset had seconds,
 * which ISO cannot say: the later standard time is written, and read back as the same date.
 */
export const startOfDayInRome = remembered((date: string): string => {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const beginsWith = (hours: number): boolean => {
    const instant = utc - hours * HOUR;
    return dateInRome(new Date(instant)) === date && dateInRome(new Date(instant - 1)) !== date;
  };
  return `${date}T00:00:00+0${beginsWith(2) ? 2 : 1}:00`;
});
