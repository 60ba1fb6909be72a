/** The kinds of check that a rule may be: each says whether a value keeps the rule. An absent value keeps all but `required`. */
import { isRealDate } from '../date.js';
import { agesOn, isValidCodiceFiscale } from './identity.js';

/** What a check sees: the value at the rule's path, and a way to read other fields beside it. */
export interface Subject {
  readonly value: unknown;
  /** A field by its path: inside the item for a rule about items, from the root with a leading `/`. */
  readonly other: (path: string) => unknown;
  readonly with: Readonly<Record<string, unknown>>;
  /** The day of checking, `YYYY-MM-DD`. */
  readonly today: string;
}

type Check = (subject: Subject) => boolean;

const DAY_MS = 86_400_000;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number => (value === undefined || value === '' ? Number.NaN : Number(value));

/** Calendar days from one date to another: civil dates, no time zone in between. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The same day of a later month, or that month's last day. */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

const bothDates = (a: unknown, b: unknown): [string, string] | undefined => {
  const [first, second] = [text(a), text(b)];
  return first !== undefined && second !== undefined && isRealDate(first) && isRealDate(second)
    ? [first, second]
    : undefined;
};

/** True when one of the dates is missing: what must be present is another rule's matter. */
function dates(subject: Subject, keeps: (value: string, other: string) => boolean): boolean {
  const other = subject.with.than === 'today' ? subject.today : subject.other(String(subject.with.than));
  const both = bothDates(subject.value, other);
  return both === undefined || keeps(...both);
}

const patterns = new Map<string, RegExp>();

function wholly(pattern: string): RegExp {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    compiled = new RegExp(`^(?:${pattern})$`, 'u');
    patterns.set(pattern, compiled);
  }
  return compiled;
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

export const KINDS = {
  required: ({ value }) => !isAbsent(value),
  forbidden: ({ value }) => isAbsent(value),
  /** Of several fields, at least one; `of`. */
  'one-of-fields': ({ other, with: { of } }) => (of as string[]).some((path) => !isAbsent(other(path))),
  /** `values`. */
  'one-of': ({ value, with: { values } }) => isAbsent(value) || (values as unknown[]).includes(value),
  /** `values`. */
  'none-of': ({ value, with: { values } }) => isAbsent(value) || !(values as unknown[]).includes(value),
  /** `pattern`. */
  pattern: ({ value, with: { pattern } }) => isAbsent(value) || wholly(String(pattern)).test(String(value)),
  /** `least`, `most`: numbers. */
  range({ value, with: { least, most } }) {
    const found = number(value);
    if (Number.isNaN(found)) return true;
    return (least === undefined || found >= Number(least)) && (most === undefined || found <= Number(most));
  },
  /** `most`: characters. */
  'longest-text': ({ value, with: { most } }) => isAbsent(value) || [...String(value)].length <= Number(most),
  /** `as`: the path of a field with the same value. */
  same: ({ value, other, with: { as } }) =>
    isAbsent(value) || isAbsent(other(String(as))) || value === other(String(as)),
  /** `from`: the path of a field with another value. */
  differs: ({ value, other, with: { from } }) => isAbsent(value) || value !== other(String(from)),
  /** `than`: a path, or `today`. */
  'not-before': (subject) => dates(subject, (value, than) => value >= than),
  'not-after': (subject) => dates(subject, (value, than) => value <= than),
  /** `than`, `days`: at most so many calendar days later. */
  'within-days': (subject) => dates(subject, (value, than) => daysBetween(than, value) <= Number(subject.with.days)),
  /** `days`: a date at most so many calendar days before the day of checking. */
  'days-ago': ({ value, today, with: { days } }) => {
    const date = text(value);
    return date === undefined || !isRealDate(date) || daysBetween(date, today) <= Number(days);
  },
  /** `than`, `days`: more than so many calendar days later. */
  'after-days': (subject) => dates(subject, (value, than) => daysBetween(than, value) > Number(subject.with.days)),
  /** `than`, `months`: at most so many months later. */
  'within-months': (subject) =>
    dates(subject, (value, than) => value <= monthsLater(than, Number(subject.with.months))),
  /** `than`, `months`: more than so many months later. */
  'after-months': (subject) => dates(subject, (value, than) => value > monthsLater(than, Number(subject.with.months))),
  /** Of a codice fiscale: the person's age in whole years on the day of checking; `least`, `most`. A code without a date keeps it. */
  age({ value, today, with: { least = 0, most = Number.POSITIVE_INFINITY } }) {
    const ages = typeof value === 'string' ? agesOn(value, today) : [];
    return ages.length === 0 || ages.some((age) => age >= Number(least) && age <= Number(most));
  },
  /** A codice fiscale whose check character holds. */
  'codice-fiscale': ({ value }) => isAbsent(value) || isValidCodiceFiscale(String(value)),
} as const satisfies Readonly<Record<string, Check>>;
