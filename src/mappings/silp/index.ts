import type { Table } from '../engine/index.js';
import { sapTable } from './sap.js';

/** The documents of SILP. A notice or a withdrawal reaches it as a call without a document: it asks the national node itself. */
export const silpTables: readonly Table[] = [sapTable];
