/** Codecs of documents that declare everything as text. */
import { isRealDate, italianDay } from '../../canonical/date.js';
import type { Codec } from '../engine/index.js';
import { orNil } from '../engine/xml-codecs.js';

/** An element that may be missing: written empty it says nothing more. */
export const ifAny = (codec: Codec): Codec => ({
  ...orNil(codec),
  name: `${codec.name}-if-any`,
  description: `${codec.description}; an empty element says nothing`,
});

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** The services declare their dates as texts, so what stands in one may bear a time. */
export const textDate: Codec = {
  name: 'text-date',
  description: 'calendar date YYYY-MM-DD; a time of day is dropped',
  decode(value, run) {
    const said = typeof value === 'string' ? value.trim() : '';
    const [, date = '', zone] = DATE.exec(said) ?? [];
    if (!isRealDate(date)) {
      run.problem('error', 'date.real', 'expected a calendar date that exists, YYYY-MM-DD', value);
      return undefined;
    }
    if (said === date) return date;
    run.note('normalised', 'time of day dropped; the calendar date in Italy counts');
    const moment = new Date(said.replace(' ', 'T'));
    return zone === undefined || said.length < 16 || Number.isNaN(moment.getTime()) ? date : italianDay(moment);
  },
  encode: (value) => value,
};
