/**
 * The codice fiscale: shape, check character, and what it says about the person (DM 23 December 1976 n. 13813).
 * Two forms occur: 16 characters for a person, in which digits may have been replaced by letters to tell two people
 * with the same code apart (omocodia); and 11 digits, provisional for a person or definitive for a legal person.
 */
import type { Finding, Severity } from '../foundation/finding.js';
import { mask } from '../foundation/finding.js';
import { isRealDate } from './date.js';

/** What the national schemas accept; the month may be any letter there, and only the deep check refuses it. */
export const CODICE_FISCALE_PATTERN =
  /^([A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|\d{11})$/;
export const PATTERN_EXPECTED = 'expected a codice fiscale: 16 characters (omocodia allowed) or 11 digits';

const SOURCE = 'DM 23-12-1976 n. 13813';
const MONTHS = 'ABCDEHLMPRST';
const OMOCODIA = 'LMNPQRSTUV';
/** Where the seven digits stand that omocodia may replace. */
const DIGIT_POSITIONS = [6, 7, 9, 10, 12, 13, 14] as const;
/** Value of a character in an odd position, by its rank (0-9 and A-J share the first ten). */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23] as const;

export type Sex = 'M' | 'F';

export type ParsedCodiceFiscale =
  | { readonly kind: 'numeric'; readonly checkCorrect: boolean }
  | {
      readonly kind: 'person';
      readonly checkCorrect: boolean;
      /** The code with its digits restored; two people may share it, so it is no identity. */
      readonly normalised: string;
      readonly omocodia: boolean;
      /** The two dates, a century apart, that the two-digit year allows; empty when the code holds no date that exists. */
      readonly birthDates: readonly string[];
      readonly sex: Sex;
      /** Belfiore code of the comune at the time of birth, or of the foreign State. */
      readonly birthplace: string;
    };

/** Rank of a character: a digit's value, or A = 0 … Z = 25. */
const rank = (code: number): number => (code < 58 ? code - 48 : code - 65);

/** The check character that belongs to the first 15 characters (or to any text of capitals and digits). */
export function checkCharacter(text: string, length = text.length): string {
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const value = rank(text.charCodeAt(i));
    sum += i % 2 === 0 ? (ODD[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26));
}

/** Whether the last of eleven digits is the check digit of the others. */
function numericCheck(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const doubled = (digits.charCodeAt(i) - 48) * (1 + (i % 2));
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10 === digits.charCodeAt(10) - 48;
}

/** The code with the digits that omocodia had replaced. */
export function withoutOmocodia(value: string): string {
  const characters = value.split('');
  for (const position of DIGIT_POSITIONS) {
    const digit = OMOCODIA.indexOf(characters[position] as string);
    if (digit >= 0) characters[position] = String(digit);
  }
  return characters.join('');
}

function birthDatesOf(year: string, month: number, day: number): string[] {
  const tail = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return ['19', '20'].map((century) => century + tail).filter(isRealDate);
}

/** What a codice fiscale says, or undefined when it has neither form. */
export function parseCodiceFiscale(value: string): ParsedCodiceFiscale | undefined {
  if (!CODICE_FISCALE_PATTERN.test(value)) return undefined;
  if (value.length === 11) return { kind: 'numeric', checkCorrect: numericCheck(value) };
  const normalised = withoutOmocodia(value);
  const day = Number(normalised.slice(9, 11));
  const sex = day > 40 ? 'F' : 'M';
  return {
    kind: 'person',
    checkCorrect: checkCharacter(value, 15) === value[15],
    normalised,
    omocodia: normalised !== value,
    birthDates: birthDatesOf(
      normalised.slice(6, 8),
      MONTHS.indexOf(normalised[8] as string) + 1,
      sex === 'F' ? day - 40 : day,
    ),
    sex,
    birthplace: normalised.slice(11, 15),
  };
}

export interface Person {
  readonly birthDate?: string;
  readonly sex?: string;
  readonly birthplace?: string;
}

export interface CodiceFiscaleOptions {
  /** Path of the code in the document, for the findings. */
  readonly path: string;
  /** Severity of a wrong check character; `off` where a test system uses false ones. Default `error`. */
  readonly severity?: Severity | 'off';
  /** Whether the code is the key of the record, which eleven zeros cannot be. Default true. */
  readonly key?: boolean;
}

const NOTHING: readonly Finding[] = [];

/**
 * Checks a codice fiscale, and against what else is known of the person. Disagreement with date, sex or place of birth
 * is a warning, because the code as issued wins over what was typed; surname and name are never compared.
 */
export function checkCodiceFiscale(value: string, person: Person, options: CodiceFiscaleOptions): readonly Finding[] {
  const parsed = parseCodiceFiscale(value);
  const finding = (rule: string, severity: Severity, message: string): Finding => ({
    path: options.path,
    rule: `codice-fiscale.${rule}`,
    source: SOURCE,
    severity,
    message,
    masked: mask(value),
  });
  if (parsed === undefined) return [finding('pattern', 'error', PATTERN_EXPECTED)];
  if (value === '00000000000')
    return [finding('zeros', options.key === false ? 'warning' : 'error', 'eleven zeros identify nobody')];
  const severity = options.severity ?? 'error';
  const found = parsed.kind === 'person' ? disagreements(parsed, person) : NOTHING_TO_SAY;
  if (found.length === 0 && (parsed.checkCorrect || severity === 'off')) return NOTHING;
  const findings = found.map(([rule, message]) => finding(rule, 'warning', message));
  if (!parsed.checkCorrect && severity !== 'off') {
    const what = parsed.kind === 'person' ? 'character' : 'digit';
    findings.unshift(finding('check-character', severity, `the check ${what} does not belong to the others`));
  }
  return findings;
}

type Disagreement = readonly [rule: string, message: string];
const NOTHING_TO_SAY: readonly Disagreement[] = [];

function disagreements(
  parsed: Extract<ParsedCodiceFiscale, { kind: 'person' }>,
  person: Person,
): readonly Disagreement[] {
  const { birthDate, sex, birthplace } = person;
  const found: Disagreement[] = [];
  if (parsed.birthDates.length === 0) found.push(['birth-date', 'the code holds no date that exists']);
  // A person older than the two centuries tried still agrees in year of century, month and day.
  else if (birthDate !== undefined && parsed.birthDates[0]?.slice(2) !== birthDate.slice(2))
    found.push(['birth-date', 'the date of birth is not the one the code holds']);
  if (sex !== undefined && parsed.sex !== sex) found.push(['sex', 'the sex is not the one the code holds']);
  if (birthplace !== undefined && parsed.birthplace !== birthplace)
    found.push(['birthplace', 'the place of birth is not the one the code holds']);
  return found;
}
