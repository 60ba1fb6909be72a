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

/** Numbers by their size, also those that a record holds as text; everything else, days above all, as text. */
function compare(value: unknown, limit: string | number): number {
  const [one, other] = [String(value), String(limit)];
  if (DECIMAL.test(one) && DECIMAL.test(other)) return Number(one) - Number(other);
  return one < other ? -1 : one > other ? 1 : 0;
}
