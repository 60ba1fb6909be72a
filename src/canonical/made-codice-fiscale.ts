/** Makes valid codici fiscali for invented people: of tests, of fixtures, and of documents made anonymous. */
import { checkCharacter, type Sex } from './codice-fiscale.js';

export interface Invented {
  readonly cognome: string;
  readonly nome: string;
  readonly sesso: Sex;
  /** `YYYY-MM-DD`. */
  readonly dataNascita: string;
  /** Belfiore code. */
  readonly luogoNascita: string;
}

const OMOCODIA_ORDER = [14, 13, 12, 10, 9, 7, 6] as const;

function letters(text: string): { consonants: string; vowels: string } {
  const plain = text
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '');
  return { consonants: plain.replace(/[AEIOU]/g, ''), vowels: plain.replace(/[^AEIOU]/g, '') };
}

function three(text: string, skipSecond: boolean): string {
  const { consonants, vowels } = letters(text);
  const chosen = skipSecond && consonants.length > 3 ? `${consonants[0]}${consonants.slice(2)}` : consonants;
  return `${chosen}${vowels}XXX`.slice(0, 3);
}

/**
 * The codice fiscale of an invented person; `replaced` of its seven digits, from the right, become letters (omocodia).
 */
export function makeCodiceFiscale(person: Invented, replaced = 0): string {
  const [year, month, day] = person.dataNascita.split('-') as [string, string, string];
  const dayOfSex = Number(day) + (person.sesso === 'F' ? 40 : 0);
  const birth = `${year.slice(2)}${'ABCDEHLMPRST'[Number(month) - 1]}${String(dayOfSex).padStart(2, '0')}`;
  const characters = `${three(person.cognome, false)}${three(person.nome, true)}${birth}${person.luogoNascita}`.split(
    '',
  );
  for (const position of OMOCODIA_ORDER.slice(0, replaced))
    characters[position] = 'LMNPQRSTUV'[Number(characters[position])] as string;
  const first15 = characters.join('');
  return first15 + checkCharacter(first15);
}

/** Eleven digits with their check digit, from the first ten. */
export function makeNumericCode(first10: string): string {
  let sum = 0;
  [...first10].forEach((digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return first10 + ((10 - (sum % 10)) % 10);
}
