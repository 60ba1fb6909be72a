/** Places and addresses of SILP. A comune and a foreign State are two rows there, one Belfiore code here. */
import type { Codec } from '../engine/index.js';
import { isTree, read } from '../engine/path.js';

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
    const comune = read(value, COMUNE);
    const stato = read(value, STATO);
    if (typeof comune === 'string' && comune !== '') {
      if (isAbroad(stato)) {
        run.problem('warning', 'silp.place', 'a comune and a foreign State at once; the comune is taken');
      }
      return comune;
    }
    return typeof stato === 'string' && stato !== '' ? stato : undefined;
  },
  encode: (value) =>
    isAbroad(value)
      ? { stato: { idSilTNazione: value }, flgLuogoItalia: 'N' }
      : { comune: { id: value }, stato: { idSilTNazione: ITALY }, flgLuogoItalia: 'S' },
};

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
  decode: () => undefined,
  encode: (value) => (isAbroad(value) ? 'N' : 'S'),
};

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
      const street = String(value).trim();
      const toponimo = textOf(read(run.around, parts.toponimo));
      const civico = textOf(run.around[parts.civico]);
      const first = toponimo === '' || startsWith(street, toponimo) ? street : `${toponimo} ${street}`.trim();
      const line = civico === '' || endsWith(first, civico) ? first : `${first} ${civico}`;
      return line === '' ? undefined : line;
    },
    encode: (value) => value,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function startsWith(text: string, word: string): boolean {
  return text.toUpperCase().startsWith(`${word.toUpperCase()} `);
}

function endsWith(text: string, word: string): boolean {
  return /[\s,]$/.test(text.slice(0, -word.length)) && text.toUpperCase().endsWith(word.toUpperCase());
}
