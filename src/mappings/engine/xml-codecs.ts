/** How the XML documents of the national sides write values. */
import { isRealDate, isRealDateTime, italianDateTimeAt, italianDay, momentInItaly } from '../../canonical/date.js';
import { cut } from '../../foundation/cut.js';
import { xmlText } from '../../foundation/xml-characters.js';
import { code, text } from './codecs.js';
import type { Run } from './run.js';
import type { Codec } from './table.js';

const EMPTY = 'left out: the contract does not allow it empty';

/** A code that the contract does not allow empty; an empty one is left out. */
export const filled: Codec = {
  ...code,
  name: 'filled',
  description: 'code as written; not written when empty',
  encode: (value, run) => (value === '' ? leftOut(run, EMPTY) : value),
};

interface TextLimits {
  /** Longest text, in characters; what is longer is cut. Without it a text that is too long breaks the contract. */
  readonly max?: number;
  /** What stands for a text that is empty; without it an empty text is written, or left out where `filled`. */
  readonly ifEmpty?: string;
  readonly filled?: boolean;
}

/** Free text: cut at its limit, and with a space for each character that XML cannot hold. */
export function freeText({ max, ifEmpty, filled: notEmpty = false }: TextLimits): Codec {
  return {
    name: max === undefined ? 'free-text' : `free-text-${max}`,
    description: max === undefined ? 'text as written' : `text; cut after ${max} characters when written`,
    decode: text.decode,
    encode(value, run) {
      if (typeof value !== 'string') return value;
      const writable = xmlText(value);
      if (writable !== value) run.note('lost', 'characters that XML cannot hold, each replaced by a space');
      if (writable === '' && ifEmpty !== undefined) {
        run.note('defaulted', 'the text was empty');
        return ifEmpty;
      }
      if (writable === '' && notEmpty) return leftOut(run, EMPTY);
      return max === undefined ? writable : withinLength(writable, max, run);
    },
  };
}

function withinLength(value: string, max: number, run: Run): string {
  const short = cut(value, max);
  if (short !== value) run.note('lost', `cut after ${max} of ${[...value].length} characters`);
  return short;
}

/** An e-mail address: one that the contract does not take is left out, since a cut or invented one reaches nobody. */
export function email(form: RegExp, max: number): Codec {
  return {
    name: 'email',
    description: `e-mail address; not written when longer than ${max} characters or not of the form asked for`,
    decode: text.decode,
    encode: (value, run) =>
      typeof value === 'string' && (!form.test(value) || value.length > max)
        ? leftOut(run, 'left out: not an address that the contract takes')
        : value,
  };
}

/** The contract declares no type here: text, beside which markup may stand. */
export const anyContent: Codec = {
  name: 'any-content',
  description: 'text; markup beside it is kept as it came',
  decode(value, run) {
    if (typeof value !== 'object' || value === null) return text.decode(value, run);
    const words = (value as Record<string, unknown>)['#text'];
    return typeof words === 'string' ? words : '';
  },
  encode: (value) => ({ '#text': value }),
  writes: ['#text'],
};

function leftOut(run: Run, why: string): undefined {
  run.note('lost', why);
  return undefined;
}

/** A value that the schema wants present: written nil where there is none (by the contract), and read as absent when empty. */
export const orNil = (codec: Codec): Codec => ({
  ...codec,
  name: `${codec.name}-or-nil`,
  description: `${codec.description}; nil where there is none`,
  decode: (value, run) => (value === '' ? undefined : codec.decode(value, run)),
});

/** `true`/`1` and `false`/`0`. */
export const xsdBoolean: Codec = {
  name: 'xsd-boolean',
  description: 'true or false',
  decode(value, run) {
    const said = typeof value === 'string' ? value.trim() : '';
    if (said === 'true' || said === '1') return true;
    if (said === 'false' || said === '0') return false;
    run.problem('error', 'boolean', 'expected true or false', value);
    return undefined;
  },
  encode: (value) => (value === true ? 'true' : 'false'),
};

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** A moment of which only the calendar date in Italy counts: senders write the time of their call there. */
export const nationalDate: Codec = {
  name: 'national-date',
  description: 'date and time; the calendar date in Italy counts, and is written with time 00:00:00',
  decode(value, run) {
    const said = typeof value === 'string' ? value.trim() : '';
    const [, date = '', , zone] = DATE_TIME.exec(said) ?? [];
    if (!isRealDate(date)) {
      run.problem('error', 'date.real', 'expected a date and time that exist, YYYY-MM-DDThh:mm:ss', value);
      return undefined;
    }
    if (said !== `${date}T00:00:00`) run.note('normalised', 'time of day dropped; the calendar date in Italy counts');
    if (zone !== undefined) return italianDay(new Date(said));
    // 24:00:00 is the beginning of the next day.
    return said.includes('T24') ? new Date(`${said}Z`).toISOString().slice(0, 10) : date;
  },
  encode: (value) => `${String(value)}T00:00:00`,
};

/** A moment of which the time counts too; without a zone it is the time in Italy already. */
export const italianTime: Codec = {
  name: 'italian-time',
  description: 'date and time by the clock in Italy; a zone is converted, fractions of a second are dropped',
  decode(value, run) {
    const said = typeof value === 'string' ? value.trim() : '';
    const [, , fraction, zone] = DATE_TIME.exec(said) ?? [];
    const bare = said.slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
    const instant = zone === undefined ? undefined : new Date(said);
    if (!DATE_TIME.test(said) || !isRealDateTime(bare) || Number.isNaN(instant?.getTime() ?? 0)) {
      run.problem('error', 'date-time.real', 'expected a date and time that exist, YYYY-MM-DDThh:mm:ss', value);
      return undefined;
    }
    if (fraction !== undefined || zone !== undefined)
      run.note('normalised', 'written by the clock in Italy, to the second');
    return instant === undefined ? bare : italianDateTimeAt(instant);
  },
  encode: (value) => value,
};

/** A moment that is written by the clock in Italy and kept in UTC. */
export const italianMoment: Codec = {
  name: 'italian-moment',
  description: 'date and time by the clock in Italy; kept in UTC',
  decode(value, run) {
    const said = italianTime.decode(value, run);
    if (typeof said !== 'string') return undefined;
    const moment = momentInItaly(said);
    if (moment === undefined)
      run.problem('error', 'date-time.real', 'expected a time that the clock in Italy shows that day', value);
    return moment?.toISOString().replace(/\.?0*Z$/, 'Z');
  },
  encode: (value) => italianDateTimeAt(new Date(String(value))),
};

/** A moment of which the calendar date in Italy is the value; the time of day is the side's, and kept for it. */
export const nationalMoment: Codec = {
  name: 'national-moment',
  description: 'date and time; the calendar date in Italy, and the time of day kept for the side itself',
  decode(value, run) {
    // 24:00:00 is the beginning of the next day, which has no time of day to keep.
    if (typeof value === 'string' && value.includes('T24')) return nationalDate.decode(value, run);
    const moment = italianTime.decode(value, run);
    if (typeof moment !== 'string') return undefined;
    const [day, time] = moment.split('T');
    if (time !== '00:00:00') run.keep(run.here(), moment);
    return day;
  },
  encode: nationalDate.encode,
};
