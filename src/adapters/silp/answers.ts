/** Reading what SILP's answers hold, and comparing it with what it shall be told. */
import { isDeepStrictEqual } from 'node:util';
import { calendarDate } from '../../canonical/rome-day.js';
import type { Failed } from '../adapter.js';
import { type Envelope, isFailed, refusalOf, type Stop } from './errors.js';

export type Row = Readonly<Record<string, unknown>>;

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows of a list; what is not one is left out. */
export const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.filter(isRow) : []);

/** The envelope of an accepted call, or what ends the work. */
export async function accepted(reply: Promise<Envelope | Failed>): Promise<Envelope | Stop> {
  const answer = await reply;
  if (isFailed(answer)) return answer;
  return answer.positive ? answer : refusalOf(answer);
}

/** Whether SILP's row says already all that a document says: dates by their day, whatever the row holds besides. */
export function says(row: unknown, document: unknown): boolean {
  if (document === null || document === undefined) return true;
  if (isRow(document)) return isRow(row) && Object.entries(document).every(([name, part]) => says(row[name], part));
  if (Array.isArray(document))
    return Array.isArray(row) && row.length === document.length && document.every((part, i) => says(row[i], part));
  const day = typeof document === 'string' ? calendarDate(document) : undefined;
  return isDeepStrictEqual(row, document) || (day !== undefined && calendarDate(row) === day);
}

/** Whether two values of SILP are the same day. */
export function sameDay(one: unknown, other: unknown): boolean {
  const day = calendarDate(one);
  return day !== undefined && day === calendarDate(other);
}

/** The document that the gateway has written, which its contract has checked. */
export const documentOf = (body: Buffer): Row => JSON.parse(body.toString('utf8')) as Row;
