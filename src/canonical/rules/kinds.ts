/**
 * The kinds of check that a rule may be. Each is made once for a rule, with its parameters and with the fields it reads, and
 * then says of a value whether it keeps the rule. An absent value keeps all but `required` and those about two fields.
 */
import { isRealDate } from '../date.js';
import { policyIdFits } from '../policy-id.js';
import { ageFits, agesOn, isItalianIban, isValidCodiceFiscale, sexFits } from './identity.js';

/** Where a rule stands: the record, and the item or group it looks at. */
export interface Scope {
  readonly root: unknown;
  readonly item: unknown;
  /** The day that the record is about, `YYYY-MM-DD`. */
  readonly day: string | undefined;
  /** The day of checking, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether the form of the document has a place for a field; absent = it may hold any. */
  readonly holds: ((path: string) => boolean) | undefined;
}
/** Reads one field. */
export type Getter = (scope: Scope) => unknown;
/** Whether a value keeps the rule. */
export type Check = (value: unknown, scope: Scope) => boolean;
/** `field` turns a path into a getter: inside the item for a rule about items, from the root with a leading `/`. */
export type Kind = (parameters: Readonly<Record<string, unknown>>, field: (path: string) => Getter) => Check;

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

/**
 * The last day of a period of months whose first day counts: from 18 September the day before the same one, from the 31st of
 * a month the last day of a shorter one.
 */
export function lastDayOf(first: string, months: number): string {
  const end = monthsLater(first, months);
  if (end.slice(8) !== first.slice(8)) return end;
  return new Date(Date.parse(`${end}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

/** Two dates compared. True when one of them is missing: what must be present is another rule's matter. */
const dates =
  (keeps: (value: string, than: string, parameters: Readonly<Record<string, unknown>>) => boolean): Kind =>
  (parameters, field) => {
    const than: Getter = parameters.than === 'today' ? (scope) => scope.today : field(String(parameters.than));
    return (value, scope) => {
      const [first, second] = [text(value), text(than(scope))];
      if (first === undefined || second === undefined || !isRealDate(first) || !isRealDate(second)) return true;
      return keeps(first, second, parameters);
    };
  };

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Values by the code at the path `by`. */
function byCode<T>(by: unknown, table: unknown, field: (path: string) => Getter, make: (entry: unknown) => T) {
  const code = field(String(by));
  const made = new Map(Object.entries(table as object).map(([key, entry]) => [key, make(entry)]));
  return (scope: Scope): T | undefined => made.get(String(code(scope)));
}

export const KINDS = {
  required: () => (value) => !isAbsent(value),
  forbidden: () => (value) => isAbsent(value),
  /** Of several fields, at least one; `of`. */
  'one-of-fields': ({ of }, field) => {
    const fields = listOf(of).map((path) => field(String(path)));
    return (_, scope) => fields.some((get) => !isAbsent(get(scope)));
  },
  /** `values`. */
  'one-of': ({ values }) => {
    const allowed = new Set(listOf(values));
    return (value) => isAbsent(value) || allowed.has(value);
  },
  /** `values`. */
  'none-of': ({ values }) => {
    const refused = new Set(listOf(values));
    return (value) => isAbsent(value) || !refused.has(value);
  },
  /** `pattern`. */
  pattern: ({ pattern }) => {
    const wholly = new RegExp(`^(?:${pattern})$`, 'u');
    return (value) => isAbsent(value) || wholly.test(String(value));
  },
  /** `least`, `most`: numbers. */
  range:
    ({ least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }) =>
    (value) => {
      const found = number(value);
      return Number.isNaN(found) || (found >= Number(least) && found <= Number(most));
    },
  /** `most`: characters. */
  'longest-text':
    ({ most }) =>
    (value) =>
      isAbsent(value) || [...String(value)].length <= Number(most),
  /** `as`: the path of a field with the same value. */
  same: ({ as }, field) => {
    const other = field(String(as));
    return (value, scope) => isAbsent(value) || isAbsent(other(scope)) || value === other(scope);
  },
  /** `from`: the path of a field with another value. */
  differs: ({ from }, field) => {
    const other = field(String(from));
    return (value, scope) => isAbsent(value) || value !== other(scope);
  },
  /** `than`: a path, or `today`. */
  'not-before': dates((value, than) => value >= than),
  'not-after': dates((value, than) => value <= than),
  /** `than`, `days`: at most so many calendar days later. */
  'within-days': dates((value, than, { days }) => daysBetween(than, value) <= Number(days)),
  /** `days`: a date at most so many calendar days before the day of checking. */
  'days-ago':
    ({ days }) =>
    (value, { today }) => {
      const date = text(value);
      return date === undefined || !isRealDate(date) || daysBetween(date, today) <= Number(days);
    },
  /** `than`, `days`: more than so many calendar days later. */
  'after-days': dates((value, than, { days }) => daysBetween(than, value) > Number(days)),
  /** `than`, `months`: at most so many months later. */
  'within-months': dates((value, than, { months }) => value <= monthsLater(than, Number(months))),
  /** `than`, `months`: the last day, which counts like the first, of a period of at most so many months. */
  'ends-within-months': dates((value, than, { months }) => value <= lastDayOf(than, Number(months))),
  /** `than`, `months`: more than so many months later. */
  'after-months': dates((value, than, { months }) => value > monthsLater(than, Number(months))),
  /**
   * Of a codice fiscale: the person's age in whole years on the day of checking, or on the day at the path `on`; `least`,
   * `most`. A code without a date keeps it, as does an absent day.
   */
  age: ({ least = 0, most = Number.POSITIVE_INFINITY, on }, field) => {
    const day: Getter = on === undefined ? ({ today }) => today : field(String(on));
    return (value, scope) => {
      const when = text(day(scope));
      const ages = typeof value === 'string' && when !== undefined ? agesOn(value, when) : [];
      return ages.length === 0 || ages.some((age) => age >= Number(least) && age <= Number(most));
    };
  },
  /** An age that the codice fiscale at the path `of` allows, on some day from the one at the path `on` to the day of checking. */
  'age-of': ({ of, on }, field) => {
    const [code, day] = [field(String(of)), field(String(on))];
    return (value, scope) => {
      const [fiscal, from] = [text(code(scope)), text(day(scope))];
      if (typeof value !== 'number' || fiscal === undefined || from === undefined || !isRealDate(from)) return true;
      return ageFits(fiscal, value, [from, scope.today]);
    };
  },
  /** A sex, `M` or `F`: the one that the codice fiscale at the path `of` tells. */
  'sex-of': ({ of }, field) => {
    const code = field(String(of));
    return (value, scope) => {
      const [sex, fiscal] = [text(value), text(code(scope))];
      return sex === undefined || sex === '' || fiscal === undefined || sexFits(fiscal, sex);
    };
  },
  /** `than`: a path, or several of which the first that is there counts; `unknown`: the date written for "not known". */
  follows: ({ than, unknown }, field) => {
    const earlier = listOf(than).map((path) => field(String(path)));
    return (value, scope) => {
      if (isAbsent(value) || value === unknown) return true;
      for (const get of earlier) {
        const before = get(scope);
        if (!isAbsent(before)) return typeof before !== 'string' || String(value) >= before;
      }
      return true;
    };
  },
  /** `by`: the path of a code; `as`: code → path of the field with the same value. A code that is not named keeps it. */
  'same-by': ({ by, as }, field) => {
    const other = byCode(by, as, field, (path) => field(String(path)));
    return (value, scope) => {
      const get = other(scope);
      return get === undefined || isAbsent(value) || value === get(scope);
    };
  },
  /** `by`: the path of a code; `values`: code → what the value may be. A code that is not named keeps it. */
  'one-of-by': ({ by, values }, field) => {
    const allowed = byCode(by, values, field, (entry) => new Set(listOf(entry)));
    return (value, scope) => isAbsent(value) || allowed(scope)?.has(value) !== false;
  },
  /** `as`: a path; both are there, or neither. */
  together: ({ as }, field) => {
    const other = field(String(as));
    return (value, scope) => isAbsent(value) === isAbsent(other(scope));
  },
  /** The id of a policy whose check letter belongs to the other fields of the item; `sap`: path of the id of the SAP. */
  'policy-id': ({ sap }, field) => {
    const identificativoSap = field(String(sap));
    return (value, scope) =>
      isAbsent(value) ||
      policyIdFits(String(value), scope.item as Parameters<typeof policyIdFits>[1], text(identificativoSap(scope)));
  },
  /** `as`: a path; the value begins with what stands there. */
  begins: ({ as }, field) => {
    const start = field(String(as));
    return (value, scope) =>
      isAbsent(value) || isAbsent(start(scope)) || String(value).startsWith(String(start(scope)));
  },
  /** `of`: the paths of the six parts of an Italian IBAN, country to account. Kept where one of them is absent. */
  iban: ({ of }, field) => {
    const parts = listOf(of).map((path) => field(String(path)));
    return (_, scope) => {
      const written = parts.map((get) => text(get(scope)));
      return written.some(isAbsent) || isItalianIban(written as string[]);
    };
  },
  /** A codice fiscale whose check character holds. */
  'codice-fiscale': () => (value) => isAbsent(value) || isValidCodiceFiscale(String(value)),
} as const satisfies Readonly<Record<string, Kind>>;
