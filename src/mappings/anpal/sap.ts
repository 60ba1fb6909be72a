/** The national SAP, one table for each revision, all out of one definition. */
import type { Table } from '../engine/index.js';
import { politicheRows } from './politiche-rows.js';
import { type RevisionNumber, sectionsBeforePolitiche } from './sap-rows.js';

/**
 * The document is strict: an element that the schema does not know gets it refused. So of what this side once sent
 * beyond the canonical record only the markup inside `motivo` goes back, where the schema allows anything.
 */
const restores = (path: string): boolean => path.startsWith('datianagrafici.datistranieri.motivo.');

function sapTable(number: RevisionNumber): Table {
  return {
    side: 'anpal',
    record: 'sap',
    event: 'invio',
    revision: `Rev00${number}`,
    rows: [
      ...sectionsBeforePolitiche(number),
      ...politicheRows({ inContainer: number === 9, withEventi: number === 9, startRequired: number === 3 }),
    ],
    restores,
  };
}

/** Rev009 with section 6 in either form: one portal sends it as it stood up to Rev008. */
const compatible: Table = {
  side: 'anpal',
  record: 'sap',
  event: 'invio',
  revision: 'Rev009compat008',
  rows: [
    ...sectionsBeforePolitiche(9),
    ...politicheRows({ inContainer: false, withEventi: true }),
    ...politicheRows({ inContainer: true, withEventi: true, readOnly: true }),
  ],
  restores,
};

export const sapTables: readonly Table[] = [
  ...([9, 8, 5, 4, 3] as const).map((number) => sapTable(number)),
  compatible,
];
