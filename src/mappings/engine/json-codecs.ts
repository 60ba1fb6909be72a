/** How JSON documents write values that have a type of their own there. */
import { isInstant, isRealDate } from '../../canonical/date.js';
import type { Codec } from './table.js';

/** A whole number. */
export const whole: Codec = {
  name: 'whole',
  description: 'whole number',
  decode(value, run) {
    if (Number.isSafeInteger(value)) return value;
    run.problem('error', 'number.integer', 'expected a whole number', String(value));
    return undefined;
  },
  encode: (value) => value,
};

/** `true`/`false`. */
export const truth: Codec = {
  name: 'truth',
  description: 'true or false',
  decode(value, run) {
    if (typeof value === 'boolean') return value;
    run.problem('error', 'boolean', 'expected true or false', String(value));
    return undefined;
  },
  encode: (value) => value,
};

/** A moment (RFC 3339) ↔ the same moment in UTC; finer than a thousandth of a second is cut. */
export const moment: Codec = {
  name: 'moment',
  description: 'moment with its zone; kept in UTC',
  decode(value, run) {
    if (typeof value === 'string' && isInstant(value)) return value;
    // JavaScript would take 30 February for 2 March, and a time without zone for one of this machine's.
    const exists = typeof value === 'string' && ZONED.test(value) && isRealDate(value.slice(0, 10));
    const said = exists ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(said)) {
      run.problem('error', 'date.instant', 'expected a moment that exists, with its zone', value);
      return undefined;
    }
    run.note('normalised', 'written in UTC');
    return new Date(said).toISOString().replace(/\.?0*Z$/, 'Z');
  },
  encode: (value) => value,
};

const ZONED = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
