/** False values sign by sign: as long as the true ones, in their case, with their flaws. */
import { checkCharacter } from '../../canonical/codice-fiscale.js';

/** Another letter for a letter, another digit for a digit; of any other sign the place is kept. */
export function otherSign(sign: string, random: number): string {
  if (/[0-9]/.test(sign)) return String((Number(sign) + 1 + (random % 9)) % 10);
  // Letters of hexadecimal digits stay such letters.
  if (/[A-F]/.test(sign)) return 'ABCDEF'[(sign.charCodeAt(0) - 64 + (random % 5)) % 6] as string;
  if (/[a-f]/.test(sign)) return 'abcdef'[(sign.charCodeAt(0) - 96 + (random % 5)) % 6] as string;
  if (/[A-Z]/.test(sign)) return String.fromCharCode(65 + ((sign.charCodeAt(0) - 65 + 1 + (random % 25)) % 26));
  if (/[a-z]/.test(sign)) return String.fromCharCode(97 + ((sign.charCodeAt(0) - 97 + 1 + (random % 25)) % 26));
  return /\p{L}/u.test(sign) ? 'x' : sign;
}

export const inCaseOf = (value: string, made: string): string =>
  value === value.toUpperCase() ? made.toUpperCase() : made;

/** Not longer than the true one, which kept its contract. */
export const fitted = (value: string, made: string): string => {
  const cased = inCaseOf(value, made);
  return (
    [...cased]
      .slice(0, [...value].length)
      .join('')
      .trimEnd() || cased.slice(0, 1)
  );
};

/** A day that does not exist is moved to another one that does not: leap years come every four. */
export const fourYearsBack = (text: string): string | undefined => {
  const made = text.replace(/\b(19|20)\d{2}\b/, (year) => String(Number(year) - 4));
  return made === text ? undefined : made;
};

/** A wrong check character stays one: a fixture may be about exactly that. */
export const spoiled = (code: string): string => {
  const last = code.slice(-1);
  const other = /\d/.test(last)
    ? String((Number(last) + 1) % 10)
    : String.fromCharCode(65 + ((last.charCodeAt(0) - 64) % 26));
  return code.slice(0, -1) + other;
};

const OMOCODIA = 'LMNPQRSTUV';

/** Letters for digits at the places where the true code has them. */
export function withOmocodiaOf(value: string, normalised: string, made: string): string {
  if (value === normalised) return made;
  const signs = [...made].map((sign, i) =>
    i < 15 && value[i] !== normalised[i] && /\d/.test(sign) ? (OMOCODIA[Number(sign)] as string) : sign,
  );
  const first15 = signs.slice(0, 15).join('');
  return first15 + checkCharacter(first15);
}
