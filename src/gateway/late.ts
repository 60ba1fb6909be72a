/**
 * Versions that come late. A SAP replaces the one before it whole, and says for which day it stands (`dataultimoagg`): one that is
 * older than what has come before, from whichever side, would put back what has changed since. It is taken in and waits, parked,
 * for a person; it holds up nobody. Versions of the same day go by the order of receipt.
 */
import type { Finding } from '../foundation/finding.js';
import type { RecordName } from '../foundation/names.js';
import type { AcceptResult } from '../store/receipt.js';

/** Where a record says for which day it stands. */
const STATED_IN: Readonly<Partial<Record<RecordName, string>>> = { sap: 'invio.dataUltimoAggiornamento' };

/** What the sender of a late version is told; empty of one that is not. */
export function lateFindings(result: AcceptResult | undefined, record: RecordName): readonly Finding[] {
  if (result?.outcome !== 'stored' || result.newer === undefined) return [];
  return [
    {
      path: STATED_IN[record] ?? '',
      rule: 'version.late',
      source: 'docs/operations.md, late versions; SAP, dataultimoagg',
      severity: 'warning',
      message: `message ${result.newer} told a newer version before this one; expected a day that is not before that one's`,
    },
  ];
}
