import type { IsoDate } from '../foundation/brand.js';

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Whether the text is a calendar date `YYYY-MM-DD` that exists, from year 0001 to 9999. Placeholder dates such as
 * 1900-01-01, 2100-01-01 and 9999-12-31 are dates like any other: the sides use them for "not known" and "no end".
 */
export function isRealDate(text: string): text is IsoDate {
  const parts = SHAPE.exec(text);
  if (!parts) return false;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0));
}
