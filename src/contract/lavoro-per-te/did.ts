/** StipulaDid: the portal has the SIL write a DID (`putCreaDID`); the printed declaration comes back as an attachment. */

import type { DocumentContract } from '../contract.js';
import type { SoapService } from '../soap-service.js';
import { recordContract } from '../xml-contract.js';
import { documentOf, ESITO, OUTCOMES, refusal, SIDE, textService } from './operation.js';

/** Revision of the document, which is what the two systems of the side say to each other. */
export const STIPULA_DID = 'StipulaDid';

const datiDid = documentOf('stipula-did', 'dati-did', 'DatiDid', 'StipulaDid DatiDid');
const risposta = documentOf('stipula-did', 'risposta', 'Risposta', 'StipulaDid Risposta');

export const didContracts: readonly DocumentContract[] = [
  recordContract(datiDid, { side: SIDE, record: 'did', event: 'invio', revision: STIPULA_DID }),
];

export const stipulaDid: SoapService = textService({
  name: 'StipulaDid',
  namespace: 'http://did.webservices.coop.sil.eng.it',
  operations: [
    {
      name: 'putCreaDID',
      request: datiDid,
      answer: risposta,
      carries: { record: 'did', event: 'invio', revision: STIPULA_DID },
      esito: ESITO,
      // A breach of the schema is 99 at the SIL.
      outcomes: { ...OUTCOMES, cases: [...(OUTCOMES.cases ?? []), { code: '06', rule: 'did.event-in-future' }] },
      refusal,
    },
  ],
});
