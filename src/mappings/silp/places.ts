/** Places and addresses of SILP. A comune and a foreign State are two rows there, one Belfiore code here. */
import type { Codec } from '../engine/index.js';
import { isTree, read, type Tree } from '../engine/path.js';

const ITALY = 'Z000';
const isAbroad = (code: unknown): code is string => typeof code === 'string' && /^Z\d{3}$/.test(code) && code !== ITALY;

/** Assumed: `Comune.id` is the Belfiore code. Known: `Nazione.idSilTNazione` is the Z code. */
const COMUNE = ['comune', 'id'];
const STATO = ['stato', 'idSilTNazione'];

/** `Luogo` ↔ Belfiore code of the comune or of the foreign State. */
export const luogo: Codec = {
  name: 'luogo',
  description: 'Belfiore code of `comune`, or of `stato` when the place is abroad',
  writes: ['comune.id', 'stato.idSilTNazione', 'flgLuogoItalia'],
  decode(value, run) {
    const code = textOf(read(value, COMUNE)) || textOf(read(value, STATO)) || undefined;
    if (isTree(value)) keepUnsaid(value, code, run);
    return code;
  },
  encode: placeOf,
};

function placeOf(code: unknown): Tree {
  return isAbroad(code)
    ? { stato: { idSilTNazione: code }, flgLuogoItalia: 'N' }
    : { comune: { id: code }, stato: { idSilTNazione: ITALY }, flgLuogoItalia: 'S' };
}

const writtenBack = (code: string): string =>
  isAbroad(code) ? 'it is the foreign State, flgLuogoItalia N' : 'it is the comune, flgLuogoItalia S';

/** What SILP says about the place beyond its code, or against it: a comune and a foreign State at once, a flag alone. */
function keepUnsaid(value: Tree, code: string | undefined, run: Parameters<Codec['decode']>[1]): void {
  const implied = code === undefined ? {} : placeOf(code);
  for (const path of [STATO, ['flgLuogoItalia']]) {
    const written = read(value, path);
    if (textOf(written) === '' || written === read(implied, path)) continue;
    if (code !== undefined) {
      const member = path.join('.');
      run.problem('warning', 'silp.place', `${member} contradicts the code of the place; the code is taken`);
      run.note('normalised', `${member} contradicts the code of the place; when it is written, ${writtenBack(code)}`);
    }
    run.keep(`${run.here()}.${path.join('.')}`, written);
  }
}

/** The comune of a pair of members comune and State. */
export const comuneRow: Codec = {
  name: 'comune',
  description: 'Belfiore code in `id`; foreign States stand in the member beside',
  writes: ['id'],
  decode(value) {
    const id = isTree(value) ? value.id : undefined;
    return typeof id === 'string' && id !== '' ? id : undefined;
  },
  encode: (value) => (isAbroad(value) ? undefined : { id: value }),
};

/** The State of a pair of members; it counts only where the comune beside it is empty. */
export function nazioneRow(comuneBeside: string): Codec {
  return {
    name: 'nazione',
    description: `Z code in \`idSilTNazione\`, when \`${comuneBeside}\` is empty`,
    writes: ['idSilTNazione'],
    decode(value, run) {
      const id = isTree(value) ? value.idSilTNazione : undefined;
      if (typeof id !== 'string' || id === '') return undefined;
      if (isAbroad(id) && comuneRow.decode(run.around[comuneBeside], run) === undefined) return id;
      run.keep(`${run.here()}.idSilTNazione`, id);
      return undefined;
    },
    encode: (value) => (isAbroad(value) ? { idSilTNazione: value } : undefined),
  };
}

/** Whether a place lies in Italy: `S` or `N`. */
export const inItaly: Codec = {
  name: 'in-italy',
  description: 'S when the place is a comune, N when it is a foreign State',
  decode: (value) => value,
  encode: (value) => (isAbroad(value) ? 'N' : 'S'),
};

/** What the national record holds where an address that it asks for is missing. */
export const NO_ADDRESS = 'Indirizzo non disponibile';
export const NO_ADDRESS_NOTE = `"${NO_ADDRESS}", where the national record has none, is not written over nothing`;

/** The members that hold the parts of an address beside the street. */
export interface AddressParts {
  /** Street type: a decode row, and the member of it that is the label. */
  readonly toponimo: readonly [member: string, label: string];
  readonly civico: string;
}

/**
 * An address that SILP spreads over street type, street and number ↔ one text. It is written whole into the street: which
 * word of a free text is the street type cannot be told, so parts that the text already says are not said twice.
 */
export function addressLine(parts: AddressParts): Codec {
  return {
    name: 'address-line',
    description: `one text of \`${parts.toponimo.join('.')}\`, the street and \`${parts.civico}\``,
    decode(value, run) {
      const toponimo = textOf(read(run.around, parts.toponimo));
      return composed(String(value), toponimo, textOf(run.around[parts.civico]));
    },
    encode: (value) => value,
  };
}

/** Street type, street and number as one text, or undefined when all are empty. */
export function composed(street: string, toponimo: string, civico: string): string | undefined {
  const plain = street.trim();
  const first = toponimo === '' || startsWith(plain, toponimo) ? plain : `${toponimo} ${plain}`.trim();
  const line = civico === '' || endsWith(first, civico) ? first : `${first} ${civico}`.trim();
  return line === '' ? undefined : line;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function startsWith(text: string, word: string): boolean {
  return text.toUpperCase().startsWith(`${word.toUpperCase()} `);
}

function endsWith(text: string, word: string): boolean {
  return /[\s,]$/.test(text.slice(0, -word.length)) && text.toUpperCase().endsWith(word.toUpperCase());
}
