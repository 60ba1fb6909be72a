/** How INPS writes values. */
import { isRealDate } from '../../canonical/date.js';
import { type Codec, code, type Run, text } from '../engine/index.js';
import { isTree } from '../engine/path.js';

/**
 * A day whose form alone the schema checks. Of a fact beside the record's own, a day that does not exist is no reason to
 * refuse the whole: it is named in a warning and kept as it came.
 */
export const dayOrWarning: Codec = {
  name: 'day-or-warning',
  description: 'calendar date YYYY-MM-DD; one that does not exist is a warning, and kept in the extension',
  decode(value, run) {
    if (typeof value === 'string' && isRealDate(value)) return value;
    run.problem('warning', 'date.real', 'the day does not exist; it is kept as it came, and not used', value);
    run.keep(run.here(), value);
    return undefined;
  },
  encode: (value) => value,
};

/** One of several values that the schema lets stand in any order. */
const firstOf = (value: unknown, run: Run): unknown => {
  if (!Array.isArray(value)) return value;
  run.note('normalised', `the first of ${value.length}`);
  return value[0];
};

/** A field that may be repeated, where the record has a place for one; an empty one says nothing. */
export const firstText: Codec = {
  ...text,
  name: 'first-text',
  description: 'the first of several texts; an empty one is left out',
  decode(value, run) {
    const first = firstOf(value, run);
    return first === '' ? undefined : text.decode(first, run);
  },
};

/** Letters may be small in these documents, and are capital everywhere else. */
export const capitals: Codec = {
  name: 'capitals',
  description: 'code; small letters are read as capitals',
  decode(value, run) {
    const said = code.decode(value, run);
    if (typeof said !== 'string' || said === said.toUpperCase()) return said;
    run.note('normalised', 'small letters read as capitals');
    return said.toUpperCase();
  },
  encode: (value) => value,
};

/** The citizenship is free text here: three digits are the national code, words stay with the declaration. */
export const citizenshipCode: Codec = {
  ...code,
  name: 'citizenship-code',
  description: 'three digits; other words are left out',
  decode: (value) => (typeof value === 'string' && /^\d{3}$/.test(value) ? value : undefined),
};

/** A value that is left out when empty. */
export const unlessEmpty = (codec: Codec): Codec => ({
  ...codec,
  name: `${codec.name}-unless-empty`,
  description: `${codec.description}; left out when empty`,
  decode: (value, run) => (value === '' ? undefined : codec.decode(value, run)),
});

const STATES: Readonly<Record<string, string>> = { I: 'PRESENTATA', U: 'PRESENTATA', D: 'ANNULLATA' };

/** What the operation on a declaration says of the application that holds it. */
export const stateOfOperation: Codec = {
  ...code,
  name: 'state-of-operation',
  description: 'I, U = PRESENTATA; D = ANNULLATA',
  decode: (value) => STATES[String(value)],
};

/**
 * A field whose schema declares no type: its text is read by the codec, and one that is nil, empty or blank says nothing.
 * Attributes and markup that stand beside the text are kept as they came.
 */
export const untyped = (codec: Codec): Codec => ({
  ...codec,
  name: `untyped-${codec.name}`,
  description: `${codec.description}; nothing where nil, empty or blank; markup beside the text is kept as it came`,
  decode(value, run) {
    const said = isTree(value) ? value['#text'] : value;
    return typeof said !== 'string' || said.trim() === '' ? undefined : codec.decode(said, run);
  },
  writes: ['#text'],
});

const ITALIAN_DAY = /^(\d{2})\/(\d{2})\/(\d{4})$/;

/** A day of which the schema does not say how it is written. */
export const dayInEitherForm: Codec = {
  name: 'day-in-either-form',
  description: 'calendar date YYYY-MM-DD, or DD/MM/YYYY when read',
  decode(value, run) {
    const said = String(value).trim();
    const [, day, month, year] = ITALIAN_DAY.exec(said) ?? [];
    const date = year === undefined ? said : `${year}-${month}-${day}`;
    if (!isRealDate(date)) {
      run.problem('error', 'date.real', 'expected a calendar date that exists, YYYY-MM-DD or DD/MM/YYYY', value);
      return undefined;
    }
    if (date !== said) run.note('normalised', 'written as YYYY-MM-DD');
    return date;
  },
  encode: (value) => value,
};

const AMOUNT = /^[+-]?\d+([.,]\d+)?$/;

/** An amount of which the schema does not say how it is written. */
export const amountInEitherForm: Codec = {
  name: 'amount-in-either-form',
  description: 'decimal number with a point, or with a comma when read; digits as written',
  decode(value, run) {
    const said = String(value).trim();
    if (!AMOUNT.test(said)) {
      run.problem('error', 'number.decimal', 'expected digits, and a point or comma before the cents', value);
      return undefined;
    }
    if (said.includes(',')) run.note('normalised', 'written with a point');
    return said.replace(',', '.');
  },
  encode: (value) => value,
};
