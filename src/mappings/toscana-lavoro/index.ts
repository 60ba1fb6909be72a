/** The mapping tables of Toscana Lavoro. */
import type { Table } from '../engine/index.js';
import { appuntamentoTables } from './appuntamento.js';
import { didTables } from './did.js';
import { pattoTables } from './patto.js';
import { politicaTable } from './politica-attiva.js';
import { sapTables } from './sap.js';

export const toscanaTables: readonly Table[] = [
  ...sapTables,
  ...didTables,
  ...pattoTables,
  politicaTable,
  ...appuntamentoTables,
];
