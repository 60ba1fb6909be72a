/** Everything INPS says and hears: its documents and its services. */
import type { DocumentContract } from '../contract.js';
import { csvContract } from '../csv-contract.js';
import type { RestService } from '../rest-service.js';
import type { SoapService } from '../soap-service.js';
import { xmlContract } from '../xml-contract.js';
import { comunicazioniCpi, comunicazioniCpiContracts } from './comunicazioni-cpi.js';
import { comunicazioniNra, nraContracts, ricezioneDomandeRa } from './nra.js';
import { adesioneReimpiego } from './reimpiego.js';

export { LOOKUP_PATH, STATUS_PATH } from './comunicazioni-cpi.js';

/** The DID inside an application for a benefit. */
export const listaDid: DocumentContract = xmlContract({
  side: 'inps',
  record: 'did',
  event: 'invio',
  revision: '1.0',
  schema: 'inps/lista-did/1.0/lista-did.xsd',
  root: 'ListaDID',
  source: 'INPS ListaDID 1.0',
});

/** One benefit of one person, in the layout of the flow. */
export const percettori: DocumentContract = csvContract({
  side: 'inps',
  record: 'percettore',
  event: 'invio',
  revision: '1.0',
  layout: 'inps/percettori/1.0/layout.yaml',
});

/** An application for the reddito di attivazione; a file holds one for each person. Every field is untyped and may be nil. */
export const redditoAttivazione: DocumentContract = xmlContract({
  side: 'inps',
  record: 'percettore',
  event: 'invio',
  revision: 'ra-1.0',
  schema: 'inps/reddito-attivazione/1.0/domande.xsd',
  root: 'domande',
  namespace: 'Schemas',
  each: 'domanda',
  nil: 'schema',
  source: 'INPS reddito di attivazione 1.0',
});

/** All documents. A schema compiles when its first document is read. */
export const inpsContracts = (): readonly DocumentContract[] => [
  listaDid,
  percettori,
  redditoAttivazione,
  ...nraContracts,
  ...comunicazioniCpiContracts(),
];

export const inpsServices: readonly SoapService[] = [ricezioneDomandeRa, comunicazioniNra, adesioneReimpiego];

export const inpsRestServices: readonly RestService[] = [comunicazioniCpi];
