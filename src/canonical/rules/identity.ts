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
