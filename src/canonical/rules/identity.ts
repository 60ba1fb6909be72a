import { parseCodiceFiscale } from '../codice-fiscale.js';

/** Whether a codice fiscale has one of its two forms and its check character or digit holds. */
export const isValidCodiceFiscale = (value: string): boolean => parseCodiceFiscale(value)?.checkCorrect === true;

/** The ages in whole years that a codice fiscale allows on a day, a century apart; none where it tells no date. */
export function agesOn(value: string, day: string): number[] {
  const parsed = parseCodiceFiscale(value);
  if (parsed?.kind !== 'person') return [];
  return parsed.birthDates
    .filter((born) => born <= day)
    .map((born) => Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0));
}
