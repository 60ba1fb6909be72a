/** Conditions on the fields of a canonical record. */
import { valuesAt } from '../../canonical/record-path.js';
import type { Condition, Scalar } from './route.js';

/** Whether a record meets a condition. */
export function meets(condition: Condition, canonical: unknown): boolean {
  const values = valuesAt(canonical, condition.path);
  if (condition.absent) return values.length === 0;
  if (condition.present) return values.length > 0;
  return values.some((value) => passes(condition, value));
}

/** What is expected, for a person: `equals 05`. */
export function expectation({ equals, in: among, present, absent, from, until }: Condition): string {
  if (present) return 'present';
  if (absent) return 'absent';
  if (among !== undefined) return `one of ${among.join(', ')}`;
  if (from !== undefined) return `from ${from}`;
  return until !== undefined ? `until ${until}` : `equals ${equals}`;
}

function passes({ equals, in: among, from, until }: Condition, value: unknown): boolean {
  const same = (wanted: Scalar): boolean => String(wanted) === String(value);
  if (equals !== undefined) return same(equals);
  if (among !== undefined) return among.some(same);
  if (from !== undefined) return compare(value, from) >= 0;
  return until !== undefined && compare(value, until) <= 0;
}

const DECIMAL = /^[+-]?\d+(\.\d+)?$/;

export const isDecimal = (value: string | number): boolean => DECIMAL.test(String(value));

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T/;

/** Numbers by their size, also those that a record holds as text; a moment against a day by its own day; everything else as text. */
export function compare(value: unknown, limit: string | number): number {
  const [one, other] = [String(value), String(limit)];
  if (DECIMAL.test(one) && DECIMAL.test(other)) return Number(one) - Number(other);
  const held = (DAY.test(other) ? MOMENT.exec(one)?.[1] : undefined) ?? one;
  return held < other ? -1 : held > other ? 1 : 0;
}
