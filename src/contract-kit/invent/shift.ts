/** Dates moved by a number of days, in every form in which documents write them; an hour stays the same by the clock in Italy. */

const DAY_MS = 86_400_000;
/** Placeholders that stand for "no day" or "for ever"; they are nobody's. */
const NO_DAYS: ReadonlySet<string> = new Set(['1900-01-01', '9999-12-31']);

/** `YYYY-MM-DD`, so many days later (earlier when negative). */
export function shiftedDay(day: string, days: number): string {
  const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
  return Number.isNaN(moved.getTime()) || NO_DAYS.has(day) ? day : moved.toISOString().slice(0, 10);
}

const MOMENT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]0[12]:?00)$/;
const ISO = /^(\s*)(\d{4}-\d{2}-\d{2})(.*)$/s;
const ITALIAN = /^(\s*)(\d{2})([/.-])(\d{2})\3(\d{4})(.*)$/s;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const EPOCH_MS = /^-?\d{9,15}$/;

/** The text with its date moved; undefined where it holds none that exists. What stands behind the day stays. */
export function shifted(text: string, days: number): string | undefined {
  const moment = MOMENT.exec(text);
  if (moment) return shiftedMoment(moment, text, days);
  const iso = ISO.exec(text);
  if (iso) {
    const [, before = '', day = '', after = ''] = iso;
    return isDay(day) ? `${before}${shiftedDay(day, days)}${after}` : undefined;
  }
  const italian = ITALIAN.exec(text);
  if (italian) {
    const [, before = '', dd = '', sign = '', mm = '', yyyy = '', after = ''] = italian;
    if (!isDay(`${yyyy}-${mm}-${dd}`)) return undefined;
    const [y, m, d] = shiftedDay(`${yyyy}-${mm}-${dd}`, days).split('-');
    return `${before}${d}${sign}${m}${sign}${y}${after}`;
  }
  const compact = COMPACT.exec(text);
  if (compact) {
    const day = compact.slice(1, 4).join('-');
    return isDay(day) ? shiftedDay(day, days).replaceAll('-', '') : undefined;
  }
  return EPOCH_MS.test(text) ? String(shiftedInstant(Number(text), days)) : undefined;
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** A moment with its zone: one in UTC, or by the clock in Italy, whose offset follows the season. */
function shiftedMoment([, clock = '', zone = '']: RegExpExecArray, text: string, days: number): string | undefined {
  if (!isDay(clock.slice(0, 10))) return undefined;
  const instant = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(instant)) return undefined;
  const moved = shiftedInstant(instant, days);
  if (zone === 'Z') return `${new Date(moved).toISOString().slice(0, clock.length)}Z`;
  const offset = offsetAt(moved);
  const sign = `+0${offset / 3_600_000}${zone.includes(':') ? ':' : ''}00`;
  return `${new Date(moved + offset).toISOString().slice(0, clock.length)}${sign}`;
}

/** The same hour in Italy, so many days later. */
function shiftedInstant(instant: number, days: number): number {
  const local = instant + offsetAt(instant);
  const day = new Date(local);
  if (Number.isNaN(day.getTime()) || NO_DAYS.has(day.toISOString().slice(0, 10))) return instant;
  const moved = local + days * DAY_MS;
  return moved - offsetAt(moved - offsetAt(moved));
}

const ROME = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', hourCycle: 'h23' });

/** Offset of Italy at a moment, in whole hours; before there were zones it is taken for one hour. */
function offsetAt(instant: number): number {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return 0;
  const hours = (Number(ROME.format(date)) - date.getUTCHours() + 24) % 24;
  return (hours === 2 ? 2 : 1) * 3_600_000;
}
