/** The arithmetic of codici fiscali, for the sides' own checks and for invented people (DM 23 dicembre 1976). */

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const MONTHS = 'ABCDEHLMPRST';
/** Letters that stand for digits where two people would have the same code. */
const OMOCODIA = 'LMNPQRSTUV';

/** The letter that a text of capital letters and digits ends with: the rule of the codice fiscale, for any length. */
export function checkCharacter(text: string): string {
  const sum = [...text].reduce((total, character, i) => {
    const rank = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return total + (i % 2 === 0 ? (ODD[rank] ?? 0) : rank);
  }, 0);
  return String.fromCharCode(65 + (sum % 26));
}

/** The digit that ten digits end with, in the codes of companies and in provisional codici fiscali. */
export function checkDigit(first10: string): string {
  const sum = [...first10].reduce((total, digit, i) => {
    const doubled = Number(digit) * (1 + (i % 2));
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last character of a code of either form follows from the others. */
export function isSound(code: string): boolean {
  return code.length === 11
    ? code.endsWith(checkDigit(code.slice(0, 10)))
    : code.endsWith(checkCharacter(code.slice(0, 15)));
}

/** The six characters of birth and sex: year, letter of the month, day (of women, 40 more). */
export function birthPart({ nascita, sesso }: { readonly nascita: string; readonly sesso: 'M' | 'F' }): string {
  const [year = '', month = '', day = ''] = nascita.split('-');
  return `${year.slice(2)}${MONTHS[Number(month) - 1]}${String(Number(day) + (sesso === 'F' ? 40 : 0)).padStart(2, '0')}`;
}

export interface Told {
  readonly sesso: 'M' | 'F';
  /** `YYYY-MM-DD`, in the later of the two centuries that are possible on the day. */
  readonly nascita: string;
}

/** What a code of 16 characters tells of the person, as seen on a day; undefined for a provisional one. */
export function toldBy(code: string, on: string): Told | undefined {
  if (code.length !== 16) return undefined;
  const digits = (from: number): number =>
    Number([...code.slice(from, from + 2)].map((c) => (/\d/.test(c) ? c : String(OMOCODIA.indexOf(c)))).join(''));
  const year = Number(on.slice(0, 2)) * 100 + digits(6);
  const day = digits(9);
  const inYear = `${String(MONTHS.indexOf(code[8] ?? '') + 1).padStart(2, '0')}-${String(day % 40).padStart(2, '0')}`;
  const nascita = `${year}-${inYear}`;
  return { sesso: day > 40 ? 'F' : 'M', nascita: nascita > on ? `${year - 100}-${inYear}` : nascita };
}

/** Whole years from a birth to a day. */
export function ageOn(day: string, nascita: string): number {
  const years = Number(day.slice(0, 4)) - Number(nascita.slice(0, 4));
  return day.slice(5) < nascita.slice(5) ? years - 1 : years;
}
