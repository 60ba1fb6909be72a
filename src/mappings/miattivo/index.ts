/** The mapping tables of MiAttivo. */
import type { Table } from '../engine/index.js';
import { convocazioneTables } from './convocazione.js';
import { pattoTables } from './patto.js';
import { registrazioneTables } from './registrazione.js';

export const miattivoTables: readonly Table[] = [...registrazioneTables, ...convocazioneTables, ...pattoTables];
