/**
 * The codecs of SILP, and in one place what is only assumed about its codes: in which member of an embedded decode row the
 * ministry code stands. What is known and why the rest is assumed: contracts/silp/v1/source.md.
 */
import type { Codec } from '../engine/index.js';
import { isTree, read } from '../engine/path.js';

/**
 * A decode row that SILP embeds: the code stands in `key`. What else the row holds (SILP's own key, the label) goes with the
 * record in its extension; a row is always written anew, because the old key and label would contradict a new code.
 */
export function row(key: string, what: string): Codec {
  return {
    name: `row:${key}`,
    description: `${what}: the code in \`${key}\` of the embedded row`,
    writes: [key],
    decode(value, run) {
      const code = isTree(value) ? value[key] : undefined;
      if (typeof code === 'string' && code !== '') return code;
      if (isTree(value) && Object.values(value).some((part) => part !== null && part !== undefined && part !== '')) {
        run.problem('warning', 'silp.code-missing', `the row has no code in ${key}; it is kept, not translated`);
      }
      return undefined;
    },
    encode: (value) => ({ [key]: value }),
  };
}

/** Assumed: `codice` is the ministry code, `id` SILP's key. */
export const decodifica = row('codice', 'decode row');
export const cittadinanza = row('codCittadinanzaMin', 'citizenship');
export const motivoPermesso = row('codMinisteriale', 'reason of a residence document');
/** Known: key and ministry code are the same. */
export const provincia = row('idSilTProvincia', 'province');
export const regione = row('codRegioneMin', 'region in the ministry numbering');
export const ateco = row('codSilTAteco02', 'economic activity');
export const qualifica = row('codSilTQualifica', 'occupation');
/** Assumed: the row has no member for the ministry code, so its key must be the contract type. */
export const contratto = row('idSilTTipoLavoro', 'contract type');
/** Assumed. */
export const grado = row('idSilTGrado', 'grade');
export const modalitaLavoro = row('codModalitaLavoroMin', 'working time');
export const studio = row('codMinistero', 'study course');
export const attestato = row('codMinistero', 'certificate');

/**
 * An item of a list that is itself a decode row ↔ an item of the record with that one code. A row without a code comes as
 * an empty code, so that it keeps its place.
 */
function rowItem(member: string, path: readonly string[]): Codec {
  const side = path.join('.');
  return {
    name: `row-item:${side}`,
    description: `item with the code in \`${side}\``,
    writes: [side],
    decode(value, run) {
      const code = read(value, path);
      if (typeof code === 'string') return { [member]: code };
      run.problem('warning', 'silp.code-missing', `the row has no code in ${side}; it is kept, not translated`);
      return { [member]: '' };
    },
    encode(value, run) {
      if (isTree(value) && Object.keys(value).length > 1)
        run.note('normalised', `an item with several codes: ${member} is an item of its own at SILP`);
      return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), read(value, [member]));
    },
  };
}

export const albo = rowItem('albo', ['id', 'silTAlbi', 'codMinisteriale']);
export const patente = rowItem('patente', ['codice']);
export const patentino = rowItem('patentino', ['codice']);

function unknownFlag(value: unknown, run: Parameters<Codec['decode']>[1]): undefined {
  if (value === '') return undefined;
  run.problem('warning', 'silp.flag', 'expected S or N; it is kept, not translated', value);
  run.keep(run.here(), value);
  return undefined;
}

/** `S`/`N` ↔ true/false. */
export const flag: Codec = {
  name: 'flag',
  description: 'S = true, N = false',
  decode: (value, run) => (value === 'S' ? true : value === 'N' ? false : unknownFlag(value, run)),
  encode: (value) => (value === true ? 'S' : 'N'),
};

/** `S`/`N` ↔ `SI`/`NO`, where the record has a code. */
export const flagCode: Codec = {
  name: 'flag-code',
  description: 'S = SI, N = NO',
  decode: (value, run) => (value === 'S' ? 'SI' : value === 'N' ? 'NO' : unknownFlag(value, run)),
  encode(value, run) {
    if (value === 'SI') return 'S';
    if (value === 'NO') return 'N';
    run.note('lost', 'SILP knows only SI and NO here');
    return undefined;
  },
};

/** A whole number that SILP keeps as text in some places and as a number in others, here a number. */
export const yearNumber: Codec = {
  name: 'year-number',
  description: 'digits as a number',
  decode: (value) => String(value),
  encode(value, run) {
    const number = Number(value);
    if (value !== '' && String(number) === value && Number.isSafeInteger(number)) return number;
    run.note('lost', 'SILP keeps a plain whole number here');
    return undefined;
  },
};

/** A decimal that SILP keeps as a number: its digits survive as far as a number has them. */
export const decimalNumber: Codec = {
  name: 'decimal-number',
  description: 'decimal as a number; trailing zeros are not kept',
  decode: (value) => plainDecimal(Number(value)),
  encode(value, run) {
    const number = Number(value);
    if (plainDecimal(number) !== value) run.note('normalised', 'written as a number, in its shortest form');
    return number;
  },
};

/** The shortest digits of a number, never with an exponent, which a decimal of the record cannot have. */
function plainDecimal(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/** A codice fiscale; SILP does not forbid small letters or spaces around it. */
export const codiceFiscale: Codec = {
  name: 'codice-fiscale',
  description: 'codice fiscale in capital letters, without spaces around it',
  decode(value, run) {
    const text = String(value);
    const plain = text.trim().toUpperCase();
    if (plain !== text) run.note('normalised', 'written in capital letters, without spaces around it');
    return plain;
  },
  encode: (value) => value,
};

/**
 * Rows that come from another procedure of SILP: they have labels where the record needs codes, or must not come back as
 * declared by the person. They stay in the extension, and whoever reads the record is warned that it holds fewer.
 */
export function ofSilp(what: string): Codec {
  return {
    name: 'of-silp',
    description: `${what}: kept in the extension, not translated`,
    decode(value, run) {
      if (Array.isArray(value) && value.length > 0) {
        run.problem('warning', 'silp.not-carried', `${value.length} ${what} stay in the extension of the record`);
      }
      run.keep(run.here(), value);
      return undefined;
    },
    encode: () => undefined,
  };
}
