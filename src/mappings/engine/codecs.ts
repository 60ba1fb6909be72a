/** The codecs that several sides share. A side's own stand in its folder. */
import { isRealDate } from '../../canonical/date.js';
import type { Codec } from './table.js';

/** Free text, exactly as written. */
export const text: Codec = {
  name: 'text',
  description: 'text as written',
  decode(value, run) {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    run.problem('error', 'mapping.not-text', 'expected a single text value', value);
    return undefined;
  },
  encode: (value) => value,
};

/** A code of a list: a string, with its leading zeros. */
export const code: Codec = { ...text, name: 'code', description: 'code as written, leading zeros included' };

const ZONE = /(Z|[+-]\d{2}:\d{2})$/;

/** An XML Schema date; the zone that the schema also allows is dropped, because a calendar date has none. */
export const xsdDate: Codec = {
  name: 'xsd-date',
  description: 'calendar date YYYY-MM-DD; a time zone suffix is dropped',
  decode(value, run) {
    const trimmed = typeof value === 'string' ? value.trim() : '';
    if (isRealDate(trimmed)) return trimmed;
    const bare = trimmed.replace(ZONE, '');
    if (isRealDate(bare)) {
      run.note('normalised', 'time zone of a calendar date dropped');
      return bare;
    }
    run.problem('error', 'date.real', 'expected a calendar date that exists, YYYY-MM-DD', value);
    return undefined;
  },
  encode: (value) => value,
};

/** An XML Schema decimal, kept in the digits it was written with. */
export const xsdDecimal: Codec = {
  name: 'xsd-decimal',
  description: 'decimal number, digits as written',
  decode: (value, run) => {
    if (typeof value === 'string') return value.trim();
    if (typeof value === 'number') return String(value);
    run.problem('error', 'number.decimal', 'expected a decimal number', value);
    return undefined;
  },
  encode: (value) => value,
};

/** An XML Schema int ↔ integer. */
export const xsdInt: Codec = {
  name: 'xsd-int',
  description: 'whole number',
  decode(value, run) {
    const trimmed = typeof value === 'string' ? value.trim() : String(value);
    const number = Number(trimmed);
    if (trimmed === '' || !Number.isSafeInteger(number)) {
      run.problem('error', 'number.integer', 'expected a whole number', value);
      return undefined;
    }
    if (String(number) !== trimmed) run.note('normalised', 'whole number written in its plain form');
    return number;
  },
  encode: (value) => String(value),
};

/** `SI`/`NO` ↔ true/false, as the national enumeration Si-No has them. */
export const siNo: Codec = {
  name: 'si-no',
  description: 'SI = true, NO = false',
  decode(value, run) {
    if (value === 'SI') return true;
    if (value === 'NO') return false;
    run.problem('error', 'code.si-no', 'expected SI or NO', value);
    return undefined;
  },
  encode: (value) => (value === true ? 'SI' : 'NO'),
};
