/** getAdesioneReimpiego: may somebody who receives NASpI or CIGS take part in the re-employment measure? */
import type { DocumentTree } from '../contract.js';
import type { Refusal, SoapService } from '../soap-service.js';
import { xmlDocumentType } from '../xml-contract.js';

const FOLDER = 'inps/adesione-reimpiego/1.0';
const NAMESPACE = 'http://adesionereimpiego.webservices.coop.sil.eng.it';

const domanda = xmlDocumentType({
  root: 'Reimpiego',
  schema: `${FOLDER}/reimpiego.xsd`,
  source: 'AdesioneReimpiego Reimpiego',
});
const risposta = xmlDocumentType({
  root: 'Risposta',
  schema: `${FOLDER}/risposta.xsd`,
  source: 'AdesioneReimpiego Risposta',
  nil: {
    '': ['(Esito)', '(datiStatoOccupazionale)'],
    datiStatoOccupazionale: [
      ...['(CodiceFiscale)', '(Cognome)', '(Nome)', '(DataNascita)', '(StatoOccupazionale)', '(DatiCPI)'],
    ],
    'datiStatoOccupazionale.StatoOccupazionale': ['(CodiceSO)', '(DescrizioneSO)', '(MesiAnzianita)', 'DataDid'],
  },
});

const BAD_REQUEST = '10';
const GENERIC = '99';
const LONGEST_WORDS = 250;

/** The service knows no faults: 10 says that the request cannot be read, 99 that there is no answer now. */
const refusal = (_request: DocumentTree | undefined, { kind, words }: Refusal): DocumentTree => ({
  Esito: {
    codice: kind === 'invalid' ? BAD_REQUEST : GENERIC,
    descrizione: [...words].slice(0, LONGEST_WORDS).join(''),
  },
});

const part = (element: string, field: string) => ({ element, namespace: NAMESPACE, field, unqualified: true });

export const adesioneReimpiego: SoapService = {
  side: 'inps',
  name: 'AdesioneReimpiego',
  namespace: NAMESPACE,
  wsdl: `${FOLDER}/adesione-reimpiego.wsdl`,
  operations: [
    {
      name: 'getAdesioneReimpiego',
      soapAction: '',
      request: { document: domanda, wrapped: part('getAdesioneReimpiego', 'inputXML') },
      answer: { document: risposta, wrapped: part('getAdesioneReimpiegoResponse', 'getAdesioneReimpiegoReturn') },
      calledBy: 'both',
      esito: {
        code: 'Esito.codice',
        text: 'Esito.descrizione',
        acknowledged: ['00'],
        later: [],
        list: 'reimpiego-esito',
      },
      refusal,
    },
  ],
};
