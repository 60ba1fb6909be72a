/** The tables of the sportello: the same rows both ways. */
import { type Codec, code, field, type Row, type Table } from '../../src/mappings/engine/index.js';
import { REVISION, SPORTELLO } from './contract.js';

const EVENTS: Readonly<Record<string, string>> = { DICHIARA: 'I', RITIRA: 'A' };

const evento: Codec = {
  name: 'cosa',
  description: 'DICHIARA = I, RITIRA = A',
  decode: (value) => EVENTS[String(value)],
  encode: (value) => Object.keys(EVENTS).find((one) => EVENTS[one] === value) ?? String(value),
};

const giorno: Codec = {
  name: 'giorno',
  description: 'dd/MM/yyyy',
  decode: (value) => String(value).split('/').reverse().join('-'),
  encode: (value) => String(value).split('-').reverse().join('/'),
};

const required = { required: true } as const;
const rows: readonly Row[] = [
  field('codiceFiscale', 'cittadino', code, required),
  field('evento', 'cosa', evento, required),
  field('dataEvento', 'giorno', giorno, required),
  field('dataDid', 'dichiarataIl', giorno, required),
  field('entePromotore', 'centro', code, required),
];

export const sportelloTables: readonly Table[] = [
  { side: SPORTELLO, record: 'did', event: 'invio', revision: REVISION, rows, restores: () => false },
  {
    ...{ side: SPORTELLO, record: 'did', event: 'esito', revision: REVISION, restores: () => false },
    rows: [...rows, field('esito', 'esito', code, required)],
  },
];
