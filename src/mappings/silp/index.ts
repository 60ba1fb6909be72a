import type { Table } from '../engine/index.js';
import { annullamentoTable, notificaTable } from './requests.js';
import { sapTable } from './sap.js';

export const silpTables: readonly Table[] = [sapTable, notificaTable, annullamentoTable];
