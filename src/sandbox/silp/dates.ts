/**
 * SILP's habit with dates: every calendar date is an instant, midnight in Italy, that it writes as epoch milliseconds or
 * as ISO text, and that it takes in either form. Inside, the sandbox keeps ISO text with the offset of Rome.
 */

export type DateForm = 'epoch' | 'iso';

/** Properties that hold dates are called `data…`, `dt…` or `d…`; `dsNote`, `durata`, `descr` are not among them. */
const DATE_NAME = /^d(ata|t)?([A-Z]|$)/;
const ISO_TEXT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const CALENDAR = /^\d{4}-\d{2}-\d{2}$/;

const offsetInRome = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', timeZoneName: 'longOffset' });
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Rome',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Offset of Rome at an instant, `+01:00`; before 1893 it also had seconds, which ISO 8601 cannot write. */
function romeOffset(instant: Date): string {
  const name = offsetInRome.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return name.slice(3, 9) || '+00:00';
}

/** An instant as SILP writes it in ISO form: wall clock of Rome with its offset. */
export function romeIso(instant: Date): string {
  return `${wallClock.format(instant).replace(' ', 'T')}${romeOffset(instant)}`;
}

/** Midnight in Rome at the beginning of a calendar date. */
export function midnightInRome(date: string): string {
  const noon = new Date(`${date}T12:00:00Z`);
  // The clocks change at night, so the offset at noon may be that of the other season.
  const guess = new Date(`${date}T00:00:00${romeOffset(noon)}`);
  return `${date}T00:00:00${romeOffset(guess)}`;
}

/** The value with every date in the sandbox's own form. */
export function readDates(value: unknown): unknown {
  return mapDates(value, (date) => {
    if (typeof date === 'number') return romeIso(new Date(date));
    return CALENDAR.test(date) ? midnightInRome(date) : date;
  });
}

/** The value with every date as the side is told to write it. */
export function writeDates(value: unknown, form: DateForm): unknown {
  return form === 'iso' ? value : mapDates(value, (date) => (typeof date === 'number' ? date : Date.parse(date)));
}

function mapDates(value: unknown, change: (date: string | number) => string | number): unknown {
  if (Array.isArray(value)) return value.map((item) => mapDates(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      DATE_NAME.test(name) && isDate(part) ? change(part) : mapDates(part, change),
    ]),
  );
}

function isDate(value: unknown): value is string | number {
  return typeof value === 'number' ? Number.isInteger(value) : typeof value === 'string' && ISO_TEXT.test(value);
}
