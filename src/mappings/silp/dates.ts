/** SILP's dates: instants that mean the calendar day in Rome. */
import { calendarDate, startOfDayInRome } from '../../canonical/rome-day.js';
import type { Codec } from '../engine/index.js';

/** SILP's date ↔ calendar date. */
export const silpDate: Codec = {
  name: 'silp-date',
  description:
    'calendar date; epoch milliseconds, ISO 8601 or dd/MM/yyyy, midnight in Europe/Rome; written as ISO with offset',
  decode(value, run) {
    const date = calendarDate(value);
    if (date === undefined) run.problem('error', 'date.real', 'expected a calendar date that exists', value);
    return date;
  },
  encode: (value) => (typeof value === 'string' ? startOfDayInRome(value) : undefined),
};
