/** Whether an event of a DID whose answer was lost has arrived: the SAP service shows what the node holds of a person's DID. */
import type { DocumentTree } from '../../contract/contract.js';
import { SERVICE_DOCUMENTS } from '../../contract/servizicoap.js';
import { textAt } from '../../contract/soap-service.js';

/** Last events after which the row of a DID is over. */
const CLOSED: ReadonlySet<string> = new Set(['03', '04', '05', '06', '07', '08', '10', '12', '14', '15']);
const SUSPENDED = '09';

const day = (dateTime: string): string => dateTime.slice(0, 10);

const viewOf = (shown: string): DocumentTree =>
  shown.trim() === '' ? {} : (SERVICE_DOCUMENTS.ListaDID.read(Buffer.from(shown)).tree ?? {});

/** Whether the view holds the row of a DID at all: a person may have a pact and no DID. */
export const showsDid = (shown: string): boolean => viewOf(shown).N00 !== undefined;

/** `shown` is the ListaDID of the node, or empty where it holds nothing; `sent` the GestisciDID_Input. */
export function showsEvent(shown: string, sent: DocumentTree): boolean {
  const tree = viewOf(shown);
  const evento = textAt(sent, 'InformazioniDID.TipoEvento');
  const row = (name: string): string => textAt(tree, `N00.politica.${name}`);
  const last = row('ultimo_evento.evento');
  const sameDid = textAt(tree, 'disponibilita') === day(textAt(sent, 'InformazioniDID.DataDID'));
  const sameDay = textAt(tree, 'dataevento') === day(textAt(sent, 'InformazioniDID.DataEvento'));
  if (evento === 'A') return last === '' && !sameDid;
  if (!sameDid) return false;
  if (evento === 'I') return !CLOSED.has(last);
  if (!sameDay) return false;
  if (evento === 'C') return row('identificativo_presa_in_carico') !== '' && !CLOSED.has(last) && last !== SUSPENDED;
  return evento === 'S' ? last === SUSPENDED : CLOSED.has(last);
}
