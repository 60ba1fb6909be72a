/** Receivers of SFL and ADI, in the notification that is defined here. */
import type { Table } from '../engine/index.js';
import { sflDerived, sflRows } from '../shared/sfl.js';

export const sflTables: readonly Table[] = [
  {
    side: 'anpal',
    record: 'percettore',
    event: 'invio',
    revision: 'sfl-1.0',
    derived: sflDerived,
    rows: sflRows,
  },
];
