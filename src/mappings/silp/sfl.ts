/** Receivers of SFL and ADI, as they are told to SILP's older REST side. */
import type { Table } from '../engine/index.js';
import { sflDerived, sflRows } from '../shared/sfl.js';

export const sflTable: Table = {
  side: 'silp',
  record: 'percettore',
  event: 'invio',
  revision: 'v1',
  derived: sflDerived,
  rows: sflRows,
};
