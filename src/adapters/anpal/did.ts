/** Whether an event of a DID whose answer was lost has arrived: the SAP service shows what the node holds of a person's DID. */
import { standingAfter } from '../../canonical/politiche.js';
import type { DocumentTree } from '../../contract/contract.js';
import { SERVICE_DOCUMENTS } from '../../contract/servizicoap.js';
import { textAt } from '../../contract/soap-service.js';

const day = (dateTime: string): string => dateTime.slice(0, 10);

const viewOf = (shown: string): DocumentTree =>
  shown.trim() === '' ? {} : (SERVICE_DOCUMENTS.ListaDID.read(Buffer.from(shown)).tree ?? {});

/** Whether the view holds the row of a DID at all: a person may have a pact and no DID. */
export const showsDid = (shown: string): boolean => viewOf(shown).N00 !== undefined;

/** The rows N00 that a ListaDID shows. */
function rowsIn(tree: DocumentTree): readonly DocumentTree[] {
  const { politica } = (typeof tree.N00 === 'object' && tree.N00 !== null ? tree.N00 : {}) as DocumentTree;
  const rows: readonly unknown[] = Array.isArray(politica) ? politica : [politica];
  return rows.filter((row): row is DocumentTree => typeof row === 'object' && row !== null);
}

/**
 * `shown` is the ListaDID of the node, or empty where it holds nothing; `sent` the GestisciDID_Input, as it is written here:
 * days without time. An insertion shows as the DID of that day being open, a withdrawn one by nothing being open any more.
 */
export function showsEvent(shown: string, sent: DocumentTree): boolean {
  const tree = viewOf(shown);
  const dataDid = day(textAt(sent, 'InformazioniDID.DataDID'));
  const dataEvento = day(textAt(sent, 'InformazioniDID.DataEvento'));
  const evento = textAt(sent, 'InformazioniDID.TipoEvento');
  // A DID of the same day may have been taken back and made again: the last row is the one that counts.
  const row = rowsIn(tree)
    .filter((one) => textAt(one, 'data_proposta') === dataDid)
    .at(-1);
  if (row === undefined) return evento === 'A' && textAt(tree, 'disponibilita') !== dataDid;
  const standing = standingAfter(textAt(row, 'ultimo_evento.evento'));
  if (evento === 'I') return standing === 'open' || standing === 'suspended';
  if (evento === 'A') return standing === 'taken-back';
  if (textAt(row, 'ultimo_evento.data_evento') !== dataEvento) return false;
  if (evento === 'C') return standing === 'open' && textAt(row, 'identificativo_presa_in_carico') !== '';
  return standing === (evento === 'S' ? 'suspended' : 'over');
}
