/** The SAP documents that the national node takes and gives. */
import type { DocumentContract, DocumentTree } from '../../contract/contract.js';
import { anpalContracts } from '../../contract/index.js';
import { SERVICE_DOCUMENTS } from '../../contract/servizicoap.js';
import { type Finding, hasErrors } from '../../foundation/finding.js';
import { a02Of, n00Of, politicheOf } from './politiche.js';
import type { HeldSap } from './registry.js';
import { group } from './tree.js';

const CURRENT = 'Rev009';

/** Revisions in the order in which they are tried: the current one, then backwards. */
function revisions(): readonly DocumentContract[] {
  const saps = anpalContracts().filter(({ record, event }) => record === 'sap' && event === 'invio');
  return saps.toSorted((a, b) => rank(a.revision) - rank(b.revision) || b.revision.localeCompare(a.revision));
}

const rank = (revision: string): number => (revision === CURRENT ? 0 : 1);

export type CheckedSap =
  | { readonly tree: DocumentTree; readonly findings?: undefined }
  | { readonly tree?: undefined; readonly findings: readonly Finding[] };

/** A document that one revision allows as it is; else what the revision it looks like has against it. */
export function checkSap(document: Buffer): CheckedSap {
  let against: readonly Finding[] | undefined;
  for (const contract of revisions()) {
    const { tree, findings } = contract.read(document);
    if (tree === undefined) return { findings };
    if (!hasErrors(findings)) return { tree };
    const older = tree.politiche_attive !== undefined && contract.revision === 'Rev008';
    if (against === undefined || older) against = findings;
  }
  return { findings: against ?? [] };
}

/** The document that richiestaSAP gives. */
export function sapDocument(sap: HeldSap): string {
  const current = revisions()[0];
  return current === undefined ? '' : current.write(sap.tree).toString('utf8');
}

/** The short view on the DID of a person, or '' when the SAP says nothing of one. */
export function didDocument(sap: HeldSap): string {
  const stato = group(group(sap.tree.datiamministrativi).statoinanagrafe);
  const rows = politicheOf(sap.tree);
  const n00 = n00Of(rows);
  const a02 = a02Of(rows);
  if (n00 === undefined && a02 === undefined && stato.disponibilita === undefined) return '';
  const document = {
    codicefiscale: sap.codiceFiscale,
    codiceentetit: sap.holder,
    dataultimoagg: group(sap.tree.datiinvio).dataultimoagg,
    indiceprofiling: stato.indiceprofiling,
    dataevento: stato.dataevento,
    disponibilita: stato.disponibilita,
    N00: n00 && { politica: n00 },
    A02: a02 && { politica: a02 },
  };
  return SERVICE_DOCUMENTS.ListaDID.write(document).toString('utf8');
}
