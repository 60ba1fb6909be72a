/**
 * Invents false values for true ones: the same true value always gets the same false one, so that what belongs together in
 * several documents still does; two codici fiscali never get the same; no false value is a true one of the documents at hand.
 * Who has the seed can tell which false value a true one gets, so a seed is chosen for each run and kept nowhere.
 */
import { parseCodiceFiscale } from '../../canonical/codice-fiscale.js';
import { makeCodiceFiscale, makeNumericCode } from '../../canonical/made-codice-fiscale.js';
import { digest } from '../../foundation/ids.js';
import type { Kind } from './fields.js';
import { accountOf, type IbanPart } from './iban.js';
import { COGNOMI, NOMI, PLACES, type Place, STATE_NAMES, STATES, STREETS } from './names.js';
import { inventedPdf } from './pdf.js';
import { shifted, shiftedDay } from './shift.js';
import { fitted, fourYearsBack, inCaseOf, otherSign, spoiled, withOmocodiaOf } from './signs.js';

/** What a document tells of a person beside the codice fiscale. */
export interface Told {
  readonly cognome?: string;
  readonly nome?: string;
}

export interface InventorOptions {
  readonly seed: string;
  /** Days by which every date is moved, birth dates included. */
  readonly days: number;
}

export class Inventor {
  readonly #true = new Set<string>();
  readonly #given = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #people = new Map<string, Told>();

  constructor(private readonly options: InventorOptions) {}

  /** A value of the documents that no invented one may be. */
  notes(value: string): void {
    this.#true.add(value.trim().toUpperCase());
  }

  /** How somebody with this codice fiscale is called, where a document says so. */
  meets(codiceFiscale: string, told: Told): void {
    this.#people.set(codiceFiscale, { ...this.#people.get(codiceFiscale), ...told });
  }

  /** What a value becomes wherever it is met, because somebody has chosen it. */
  knows(kind: Kind, value: string, given: string): void {
    this.#given.set(keyOf(kind, value.trim()), given);
  }

  /** The false value; `hint` is the comune of the address that the value belongs to. */
  invent(kind: Kind, value: string, hint?: string): string {
    const core = value.trim();
    if (core === '') return value;
    const same = CASELESS.has(kind) ? core.toUpperCase() : core;
    const key = keyOf(kind, core, hint);
    const made = this.#given.get(key) ?? this.#made(kind, same, hint);
    this.#given.set(key, made);
    const cased = CASELESS.has(kind) && core !== same ? made.toLowerCase() : made;
    return value.replace(core, () => cased);
  }

  /** Other letters for letters and other digits for digits: what is wrong with the form of a value stays wrong. */
  signBySign(value: string): string {
    return this.#shape('flaw', value);
  }

  /** A false number, not larger than the true one has digits for. */
  number(kind: Kind, value: number): number {
    const made = this.invent(kind, String(value));
    const first = /\d/.exec(String(value))?.[0] ?? '1';
    const smaller = Math.max(1, Number(first) - 1);
    return Number(kind === 'date' ? made : made.replace(/\d/, String(smaller)));
  }

  #made(kind: Kind, value: string, hint?: string): string {
    switch (kind) {
      case 'code':
        return value;
      case 'date':
        return shifted(value, this.options.days) ?? fourYearsBack(value) ?? this.#shape('date', value);
      case 'codice-fiscale':
        return this.#codiceFiscale(value);
      case 'cognome':
        return inCaseOf(value, this.#surname(value));
      case 'nome':
        return inCaseOf(value, this.#firstName(value));
      case 'place':
      case 'place-name':
      case 'cap':
      case 'province':
        return this.#place(kind, value, hint);
      case 'street':
        return inCaseOf(value, `${this.#pick('street', value, STREETS)} ${(this.#number('civico', value) % 98) + 1}`);
      case 'state-name':
        return /^ITALIA$/i.test(value.trim()) ? value : fitted(value, this.#pick('state-name', value, STATE_NAMES));
      case 'policy-id':
        return value.slice(0, 2) + this.#shape(kind, value.slice(2));
      case 'id':
        return this.#id(value);
      case 'iban':
        return this.#iban(value);
      case 'email':
        return `persona${this.#number('email', value) % 1_000_000}@example.org`;
      case 'link':
        return `https://example.org/${this.#number('link', value).toString(36)}`;
      case 'file':
        return inventedPdf(this.#number('file', value)).toString('base64');
      case 'organisation':
        return fitted(value, `IMPRESA INVENTATA ${this.#number('organisation', value) % 10_000}`);
      case 'text':
        return value.length < SHORT ? this.#shape(kind, value) : fitted(value, 'Testo inventato');
      case 'amount':
        return this.#amount(value);
      case 'phone':
        return value.replace(PHONE, (_whole, prefix: string, rest: string) => prefix + this.#shape(kind, rest));
      default:
        return this.#shape(kind, value);
    }
  }

  /** Nought stands for none; a moment in front stays one; a letter of its own behind says what kind it is of. */
  #id(value: string): string {
    if (/^0+$/.test(value)) return value;
    const stamp = STAMP.exec(value);
    if (stamp) {
      const [, day = '', hour = '', rest = ''] = stamp;
      const minutes = this.#number('minutes', value) % 3600;
      const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join('');
      const moved = shifted(day, this.options.days);
      if (moved !== undefined) return `${moved}${hour}${clock}${this.#shape('id', rest)}`;
    }
    const [, body = '', kind = ''] = /^(.*?)(-[A-Z])?$/s.exec(value) ?? [];
    return this.#shape('id', body) + kind;
  }

  /** As large as the true one: the first digit stays a digit that counts, and nought or one stays what it is. */
  #amount(value: string): string {
    const [, whole = '', rest = ''] = /^(\s*[+-]?\d*)(.*)$/s.exec(value) ?? [];
    const digits = whole.replace(/\d+/, (all) => (Number(all) < 2 ? all : `1${this.#shape('amount', all.slice(1))}`));
    return digits + this.#shape('amount', rest);
  }

  #number(kind: string, value: string): number {
    return Number.parseInt(digest(this.options.seed, '\n', kind, '\n', value).slice(0, 12), 16);
  }

  /** One of a list that is none of the true values. */
  #pick(kind: string, value: string, among: readonly string[]): string {
    const start = this.#number(kind, value);
    for (let i = 0; i < among.length; i++) {
      const candidate = among[(start + i) % among.length] as string;
      if (!this.#true.has(candidate.toUpperCase())) return candidate;
    }
    return this.#shape(kind, among[0] as string);
  }

  #surname(value: string): string {
    return this.#pick('cognome', value.toUpperCase(), COGNOMI);
  }

  /** Sex is kept as far as Italian first names tell it. */
  #firstName(value: string, sex?: 'M' | 'F'): string {
    const likely = sex ?? (/A$/i.test(value.trim()) ? 'F' : 'M');
    return this.#pick('nome', value.toUpperCase(), NOMI[likely]);
  }

  #place(kind: 'place' | 'place-name' | 'cap' | 'province', value: string, hint = value): string {
    if (value === ITALY) return value;
    if (kind === 'place' && /^Z\d{3}$/.test(value)) return this.#pick('state', value, STATES);
    const place = this.#placeFor(hint.toUpperCase());
    const part = { place: place.comune, 'place-name': place.nome, cap: place.cap, province: place.provincia }[kind];
    // A province may be written as letters or as the three digits of ISTAT.
    if (kind === 'province' && /^\d+$/.test(value)) return place.istat;
    return kind === 'place-name' ? inCaseOf(value, part) : part;
  }

  #placeFor(key: string): Place {
    const comune = this.#pick(
      'place',
      key,
      PLACES.map((one) => one.comune),
    );
    return PLACES.find((one) => one.comune === comune) ?? (PLACES[0] as Place);
  }

  /** The parts of an invented account in place of a true one, told by all its parts in one text. */
  account(told: string): Readonly<Record<IbanPart, string>> {
    return accountOf(this.#number('account', told));
  }

  #iban(value: string): string {
    const spaced = value.includes(' ');
    const { controllo, cin, abi, cab, conto } = this.account(value.replaceAll(' ', ''));
    const made = `IT${controllo}${cin}${abi}${cab}${conto}`;
    return spaced ? (made.match(/.{1,4}/g) ?? []).join(' ') : made;
  }

  #codiceFiscale(value: string): string {
    const parsed = parseCodiceFiscale(value);
    if (parsed === undefined || /^0+$/.test(value)) return this.#shape('codice-fiscale', value);
    for (let turn = 0; ; turn++) {
      const made = parsed.kind === 'numeric' ? this.#numeric(value, turn) : this.#ofPerson(value, parsed, turn);
      if (this.#taken.has(made) || this.#true.has(made)) continue;
      this.#taken.add(made);
      return parsed.checkCorrect ? made : spoiled(made);
    }
  }

  #numeric(value: string, turn: number): string {
    return makeNumericCode(
      String(this.#number(`numeric ${turn}`, value))
        .slice(-10)
        .padStart(10, '9'),
    );
  }

  #ofPerson(value: string, parsed: Person, turn: number): string {
    const told = turn === 0 ? this.#people.get(value) : undefined;
    const { sex, birthplace, birthDates, normalised } = parsed;
    const born = birthDates[0];
    const letters = {
      cognome:
        told?.cognome === undefined ? this.#pick(`cognome ${turn}`, value, COGNOMI) : this.#surname(told.cognome),
      nome: told?.nome === undefined ? this.#pick(`nome ${turn}`, value, NOMI[sex]) : this.#firstName(told.nome),
    };
    const made = makeCodiceFiscale({
      ...letters,
      sesso: sex,
      dataNascita: born === undefined ? '1970-01-01' : shiftedDay(born, this.options.days),
      luogoNascita: this.#place('place', birthplace),
    });
    return withOmocodiaOf(value, normalised, made);
  }

  /** Letters for letters and digits for digits, everything else as it is. */
  #shape(kind: string, value: string): string {
    for (let turn = 0; turn < 50; turn++) {
      const stream = digest(this.options.seed, '\n', kind, '\n', String(turn), value);
      const made = [...value]
        .map((sign, i) => otherSign(sign, Number.parseInt(stream.slice((i * 2) % 62, ((i * 2) % 62) + 2), 16) + i))
        .join('');
      if (!this.#true.has(made.trim().toUpperCase()) || !/[\p{L}\p{N}]/u.test(value)) return made;
    }
    return value.replace(/\p{L}/gu, 'X').replace(/\p{N}/gu, '9');
  }
}

const keyOf = (kind: Kind, core: string, hint = ''): string =>
  `${kind}|${PLACED.has(kind) ? hint : ''}|${CASELESS.has(kind) ? core.toUpperCase() : core}`;

type Person = Extract<NonNullable<ReturnType<typeof parseCodiceFiscale>>, { kind: 'person' }>;

/** Stands among the foreign States, for "none of them". */
const ITALY = 'Z000';
const CASELESS: ReadonlySet<Kind> = new Set(['codice-fiscale', 'place', 'province']);
const PLACED: ReadonlySet<Kind> = new Set(['place', 'place-name', 'cap', 'province']);
/** Day, hour, minutes and seconds, and a count behind. */
const STAMP = /^((?:19|20)\d{6})([01]\d|2[0-3])[0-5]\d[0-5]\d(\d*)$/;
/** The prefix of the country, and the first sign of the number proper, say nothing of a person. */
const PHONE = /^(\s*(?:\+39|0039)?\s*[03]?)(.*)$/s;
/** A text as short as this may be a code. */
const SHORT = 4;
