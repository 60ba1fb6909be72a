import type { EventName, RecordName } from '../../foundation/names.js';
import type { Table } from '../engine/index.js';
import { adrTable } from './adr.js';
import { didTables } from './did.js';
import { pattoTable } from './patto.js';
import { politicaTable } from './politica.js';
import { profilingTables } from './profiling.js';
import { sapTable } from './sap.js';
import { sflTable } from './sfl.js';

/** The documents of SILP. A notice or a withdrawal reaches it as a call without a document: it asks the national node itself. */
export const silpTables: readonly Table[] = [
  sapTable,
  ...didTables,
  pattoTable,
  politicaTable,
  ...profilingTables,
  adrTable,
  sflTable,
];

interface Told {
  readonly tipo?: unknown;
  readonly prestazione?: { readonly tipo?: unknown };
}

/** Benefits of which SILP takes notices. */
const NOTIFIED: ReadonlySet<unknown> = new Set(['SFL', 'ADI']);

/** The form in which SILP gets a record, where it has several; null where it has none for what the record tells. */
export function silpRevisionFor(record: RecordName, event: EventName, canonical: unknown): string | null | undefined {
  if (event !== 'invio') return undefined;
  const { tipo, prestazione } = (canonical ?? {}) as Told;
  if (record === 'did') return 'v1-inserimento';
  if (record === 'percettore' && prestazione !== undefined) return NOTIFIED.has(prestazione.tipo) ? 'v1' : null;
  if (record === 'profiling' && tipo === 'qualitativo') return 'v1-qualitativo';
  return record === 'profiling' && tipo === 'garanzia-giovani' ? null : undefined;
}

/** The form of a document, where the record and event alone do not tell. */
export function silpReadingOrder(record: RecordName, body: Buffer): readonly string[] | undefined {
  if (record === 'did') return body.includes('"dataDichiarazione"') ? ['v1-inps'] : ['v1'];
  if (record !== 'profiling') return undefined;
  return body.includes('"dtPqual"') ? ['v1-qualitativo'] : ['v1', 'v1-qualitativo'];
}
