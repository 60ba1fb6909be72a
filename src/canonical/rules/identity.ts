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

/**
 * Whether somebody with this codice fiscale can have that age on some day between two, in one of the two centuries that the
 * code allows. True where the code is not sure: provisional, with a false check character, or without a date that exists.
 */
export function ageFits(value: string, age: number, between: readonly [string, string]): boolean {
  const [from, to] = between.toSorted().map((day) => (isValidCodiceFiscale(value) ? agesOn(value, day) : []));
  if (from === undefined || to === undefined || to.length === 0) return true;
  // The earlier century first in both; who was not born yet on the earlier day was of no age then.
  return to.some((most, i) => (from[i] ?? 0) <= age && age <= most);
}

/** Whether a codice fiscale is of that sex; true where the code is not sure. */
export function sexFits(value: string, sex: string): boolean {
  const parsed = parseCodiceFiscale(value);
  return parsed?.kind !== 'person' || !parsed.checkCorrect || parsed.birthDates.length === 0 || parsed.sex === sex;
}

const IBAN = /^(IT|SM)\d{2}[A-Z]\d{10}[0-9A-Z]{12}$/;

/** Whether the parts are those of an IBAN of Italy or San Marino whose check digits hold (ISO 13616). Zeros in front may be left out. */
export function isItalianIban([
  country = '',
  check = '',
  cin = '',
  abi = '',
  cab = '',
  account = '',
]: readonly string[]) {
  const bban = `${cin}${abi.padStart(5, '0')}${cab.padStart(5, '0')}${account.padStart(12, '0')}`;
  if (!IBAN.test(`${country}${check}${bban}`)) return false;
  const digits = [...`${bban}${country}${check}`].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}
