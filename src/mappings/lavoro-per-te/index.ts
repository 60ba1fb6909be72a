/** The mapping tables of SIL and portal of Emilia-Romagna. */
import { code, field, type Row, type Table } from '../engine/index.js';
import { stipulaDidTable } from './did.js';
import { pattoTables } from './patto.js';

const notice: Table = {
  side: 'lavoro-per-te',
  record: 'sap',
  event: 'notifica',
  revision: 'NotificaSap',
  rows: [
    field('identificativoSap', 'IdentificativoSAP', code, { required: true }),
    field('motivo', 'MotivoNotifica', code, { required: true }),
  ],
};

export const ownTables: readonly Table[] = [notice, stipulaDidTable, ...pattoTables];

const WRITTEN = 'allegato.lingue[].scritto';
const SPOKEN = 'allegato.lingue[].parlato';
const NOTE = 'the SIL writes the written and the spoken grade in each other’s place';

/** The national SAP as the SIL writes it. */
export const asWrittenBySil = (table: Table): Table => ({
  ...table,
  side: 'lavoro-per-te',
  rows: table.rows.map(swapped),
});

function swapped(row: Row): Row {
  if (row.kind !== 'field') return row;
  if (row.canonical === WRITTEN) return { ...row, canonical: SPOKEN, note: NOTE };
  return row.canonical === SPOKEN ? { ...row, canonical: WRITTEN, note: NOTE } : row;
}
