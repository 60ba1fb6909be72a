/** What the rows of section 6 say about one another, and how a body's new rows stand beside those it has already. */
import { NATIONAL_BODY } from './policy-id.js';
import type { PoliticaAttiva } from './sap.js';

/** How a policy stands: under way, suspended, taken back as if it had never been, or over in any other way. */
export type Standing = 'open' | 'suspended' | 'taken-back' | 'over';

/** The last events of the list `evento-politica` that change how a policy stands ("SAP, modelli e regole" 1.9, EVENTI POLITICA). */
const STANDING: Readonly<Record<string, Standing>> = {
  '03': 'over',
  '04': 'over',
  '05': 'over',
  '06': 'taken-back',
  '07': 'taken-back',
  '08': 'taken-back',
  '09': 'suspended',
  '10': 'over',
  '11': 'over',
  '12': 'over',
  '13': 'over',
  '14': 'over',
  '15': 'over',
};

/** How a policy stands after its last event; one without events, or with one that is not known, is open. */
export const standingAfter = (evento: string | undefined): Standing => STANDING[evento ?? ''] ?? 'open';

/** The event of a DID that made its row N00 stand as it does; an open row tells by the pact that it names. */
const DID_EVENT: Readonly<Record<Exclude<Standing, 'open'>, string>> = { suspended: 'S', 'taken-back': 'A', over: 'R' };

/** The event of a DID for which the last event of its row N00 stands; undefined while that leaves the row open. */
export function didEventOf(ultimoEvento: string | undefined): string | undefined {
  const standing = standingAfter(ultimoEvento);
  return standing === 'open' ? undefined : DID_EVENT[standing];
}

/** Whether a row is the taking in charge after a DID: activity A02, project 05. */
export const isTakingInCharge = ({ tipoAttivita, progetto }: PoliticaAttiva): boolean =>
  tipoAttivita === 'A02' && progetto === '05';

/** Whether the last event leaves a policy open; one without events is. */
export const isOpen = ({ ultimoEvento }: Pick<PoliticaAttiva, 'ultimoEvento'>): boolean =>
  ['open', 'suspended'].includes(standingAfter(ultimoEvento?.evento));

/** The id where there is one; before Rev009 a row had none, and is known by activity, proposal and body. */
export const policyKey = (row: PoliticaAttiva): string => row.identificativoPolitica?.toLowerCase() ?? rowKey(row);

const rowKey = (row: PoliticaAttiva): string => `${row.tipoAttivita}|${row.dataProposta}|${row.entePromotore}`;

/**
 * New rows with the ids they have at the node already, since an id never changes and a row under another id would be another
 * policy. A row with an id of its own keeps it.
 */
export function withKnownIds(rows: readonly PoliticaAttiva[], present: readonly PoliticaAttiva[]): PoliticaAttiva[] {
  const known = new Map(present.map((row) => [rowKey(row), row.identificativoPolitica]));
  return rows.map((row) => {
    if (row.identificativoPolitica !== undefined) return row;
    const id = known.get(rowKey(row));
    known.delete(rowKey(row));
    return id === undefined ? row : { ...row, identificativoPolitica: id };
  });
}

/** The activities of a pact that is a taking in charge, each with the pact's id where it names none; RC1 never names one. */
export function withTakingInCharge(rows: readonly PoliticaAttiva[]): PoliticaAttiva[] {
  const pact = rows.find(isTakingInCharge)?.identificativoPolitica;
  return rows.map((row) =>
    pact === undefined ||
    row.identificativoPresaInCarico !== undefined ||
    row.tipoAttivita === 'RC1' ||
    isTakingInCharge(row)
      ? row
      : { ...row, identificativoPresaInCarico: pact },
  );
}

const systemOf = (row: PoliticaAttiva): string | undefined => row.identificativoPolitica?.slice(0, 2);

/**
 * The rows that go: the new ones, and those that the node holds of the same bodies or the same regional system, because it
 * replaces what a sender has there whole. Rows of the national node and of other regions stay where they are without us.
 */
export function besidePresent(rows: readonly PoliticaAttiva[], present: readonly PoliticaAttiva[]): PoliticaAttiva[] {
  const bodies = new Set(rows.map(({ entePromotore }) => entePromotore));
  const systems = new Set(rows.map(systemOf));
  const ids = new Set(rows.map(policyKey));
  const withoutId = new Set(rows.map(rowKey));
  const resent = (row: PoliticaAttiva): boolean =>
    ids.has(policyKey(row)) || (row.identificativoPolitica === undefined && withoutId.has(rowKey(row)));
  const ours = (row: PoliticaAttiva): boolean => {
    const system = systemOf(row);
    return bodies.has(row.entePromotore) || (system !== undefined && systems.has(system));
  };
  const kept = present.filter((row) => row.entePromotore !== NATIONAL_BODY && ours(row) && !resent(row));
  return [...kept, ...rows];
}
