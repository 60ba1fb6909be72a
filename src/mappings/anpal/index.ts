/** The mapping tables of the national side. */
import { code, field, type Table } from '../engine/index.js';
import { adesioneTables } from './adesione.js';
import { adrTables } from './adr.js';
import { appuntamentoTables } from './appuntamento.js';
import { condizionalitaTables } from './condizionalita.js';
import { didTables } from './did.js';
import { didShownTables } from './did-shown.js';
import { entiTables } from './enti.js';
import { politicheTables } from './politiche.js';
import { profilingTables } from './profiling.js';
import { rdcTables } from './rdc.js';
import { sapTables } from './sap.js';
import { sflTables } from './sfl.js';

const annullamento: Table = {
  side: 'anpal',
  record: 'sap',
  event: 'annullamento',
  revision: '1.0',
  rows: [field('identificativoSap', 'IdentificativoSap', code, { required: true })],
};

/** The two values that `notificaSAP` carries bare, as one document. */
const notifica: Table = {
  side: 'anpal',
  record: 'sap',
  event: 'notifica',
  revision: '1.0',
  rows: [
    field('identificativoSap', 'CodiceSAP', code, { required: true }),
    field('motivo', 'MotivoNotifica', code, { required: true }),
  ],
};

export const anpalTables: readonly Table[] = [
  ...sapTables,
  annullamento,
  notifica,
  ...didTables,
  ...profilingTables,
  ...adesioneTables,
  ...appuntamentoTables,
  ...rdcTables,
  ...sflTables,
  ...condizionalitaTables,
  ...adrTables,
  ...entiTables,
  ...politicheTables,
  ...didShownTables,
];
