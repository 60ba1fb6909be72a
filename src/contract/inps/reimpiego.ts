/** getAdesioneReimpiego: may somebody who receives NASpI or CIGS take part in the re-employment measure? */
import { cutWords } from '../../foundation/cut.js';
import type { OutcomeTable } from '../outcomes.js';
import type { SoapService } from '../soap-service.js';
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

const LONGEST_WORDS = 250;

/** The service knows no faults: 10 says that the request cannot be read, 99 that there is no answer now. */
const OUTCOMES: OutcomeTable = { invalid: '10', later: '99' };

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
      outcomes: OUTCOMES,
      refusal: (_request, { codice, words }) => ({ Esito: { codice, descrizione: cutWords(words, LONGEST_WORDS) } }),
    },
  ],
};
