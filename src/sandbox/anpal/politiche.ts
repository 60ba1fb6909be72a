/** Section 6 as the national node keeps it: rows belong to the body that promoted them. */
import type { DocumentTree } from '../../contract/contract.js';
import { sameRegion } from './enti.js';
import { group, many, text } from './tree.js';

export type Politica = DocumentTree;

/** Rows that the national system writes itself: the DID. No sender may drop them. */
export const NATIONAL_BODY = 'H501N000001';
/** Last events after which a policy is over: refused, dropped, cancelled, deleted, ended, accounted, closed otherwise. */
const CLOSED = new Set(['03', '04', '05', '06', '07', '08', '10', '11', '12', '13', '14', '15']);

export const promoterOf = (row: Politica): string => text(row.codice_ente_promotore);

/** The rows of a document, whether they stand under the root (up to Rev008) or in their container (Rev009). */
export function politicheOf(tree: DocumentTree): readonly Politica[] {
  const contained = many(tree.politiche_attive_lst).flatMap((list) => many(list.politiche_attive));
  return [...many(tree.politiche_attive), ...contained];
}

/** A document of any revision in the Rev009 shape, with these rows as its section 6. */
export function withPolitiche(tree: DocumentTree, rows: readonly Politica[]): DocumentTree {
  const { politiche_attive: _, politiche_attive_lst: __, ...rest } = tree;
  return rows.length === 0 ? rest : { ...rest, politiche_attive_lst: { politiche_attive: [...rows] } };
}

/** Rows after a document of a whole SAP: those of the sender's region are replaced, the others stay. */
export function afterFull(present: readonly Politica[], sent: readonly Politica[], sender: string): Politica[] {
  const resent = new Set(sent.map(identity));
  const kept = present.filter(
    (row) => promoterOf(row) === NATIONAL_BODY || !(sameRegion(promoterOf(row), sender) || resent.has(identity(row))),
  );
  return [...kept, ...sent.filter((row) => promoterOf(row) !== NATIONAL_BODY)];
}

/** Rows after a document of section 6 alone: those of its promoters are replaced, the others stay. */
export function afterPoliciesOnly(present: readonly Politica[], sent: readonly Politica[]): Politica[] {
  const promoters = new Set(sent.map(promoterOf));
  const kept = present.filter((row) => promoterOf(row) === NATIONAL_BODY || !promoters.has(promoterOf(row)));
  return [...kept, ...sent.filter((row) => promoterOf(row) !== NATIONAL_BODY)];
}

/** A downloaded row that is sent back is the same row, also when it carries no id yet. */
function identity(row: Politica): string {
  const id = text(row.identificativo_politica);
  return id === ''
    ? [promoterOf(row), row.tipo_attivita, row.titolo_progetto, row.data_proposta, row.data].map(text).join('|')
    : id;
}

/** Whether the last event leaves a row open; a suspended one is. */
export const isOpen = (row: Politica): boolean => !CLOSED.has(text(group(row.ultimo_evento).evento));

/** Whether a row is a pact of the taking in charge after a DID. */
export const isPatto05 = (row: Politica): boolean =>
  text(row.tipo_attivita) === 'A02' && text(row.titolo_progetto) === '05';

/** Whether it is still open, too. */
export const isOpenPatto05 = (row: Politica): boolean => isPatto05(row) && isOpen(row);

/** Whether one region has more than one open pact for project 05. */
export function hasDuplicatePatto05(rows: readonly Politica[]): boolean {
  const open = rows.filter(isOpenPatto05).map(promoterOf);
  return open.some((promoter, i) => open.slice(i + 1).some((other) => sameRegion(promoter, other)));
}

/** The row of the DID, where the national system has written one: of several the one that runs, or else the latest. */
export function n00Of(rows: readonly Politica[]): Politica | undefined {
  const written = rows.filter((row) => text(row.tipo_attivita) === 'N00');
  return written.find(isOpen) ?? written.at(-1);
}

/** The pact that counts: an open one of project 05, or else the latest proposed. */
export function a02Of(rows: readonly Politica[]): Politica | undefined {
  const pacts = rows.filter((row) => text(row.tipo_attivita) === 'A02');
  const byProposal = pacts.toSorted((a, b) => text(b.data_proposta).localeCompare(text(a.data_proposta)));
  return byProposal.find(isOpenPatto05) ?? byProposal[0];
}

/** Orientation, the pact itself and the DID are no measure. */
const NO_MEASURE: ReadonlySet<string> = new Set(['A01', 'A02', 'N00']);

/** Whether a measure is under way on a day: begun, not closed, and not at its end. */
export const hasMeasure = (rows: readonly Politica[], day: string): boolean =>
  rows.some((row) => {
    const [from, to] = [text(row.data), text(row.data_fine)];
    const runs = from !== '' && from <= day && (to === '' || to > day);
    return runs && isOpen(row) && !NO_MEASURE.has(text(row.tipo_attivita));
  });
