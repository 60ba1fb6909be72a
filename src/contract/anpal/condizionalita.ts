/** EventiCondizionalitaRDC: what a receiver of a benefit failed to do is loaded, and taken back within some days. */
import type { DocumentContract } from '../contract.js';
import type { OutcomeTable } from '../outcomes.js';
import type { SoapOperation, SoapService } from '../soap-service.js';
import { recordContract, xmlDocumentType } from '../xml-contract.js';

const FOLDER = 'anpal/eventi-condizionalita-rdc/1.0';
const NAMESPACE = 'http://servizi.lavoro.gov.it/EventiCondizionalitaRDC';
const REVISION = 'eventi-1.0';

const documentOf = (root: string) =>
  xmlDocumentType({
    root,
    schema: `${FOLDER}/eventi-condizionalita-rdc.xsd`,
    namespace: `${NAMESPACE}/types`,
    source: 'EventiCondizionalitaRDC',
  });

/** Either of them says that it is done. */
export const CONDIZIONALITA_DONE = ['E100', 'OK'] as const;
/** Faults of the node itself, by their meaning: its log, and a general one. */
const LATER = ['E997', 'E999'];

const OUTCOMES: OutcomeTable = {
  rulesOf: 'EventiCondizionalitaRDC',
  cases: [
    { code: 'E101', at: ['cod_fiscale', 'codiceFiscale'] },
    { code: 'E102', at: ['cod_evento', 'evento'] },
  ],
  invalid: 'E001',
  later: 'E999',
  acknowledged: 'E100',
};

function operation(name: string, soapAction: string, event: 'invio' | 'annullamento'): SoapOperation {
  return {
    name,
    soapAction,
    request: { document: documentOf(name) },
    answer: { document: documentOf(`Esito_${name}`) },
    carries: { record: 'condizionalita', event, revision: REVISION },
    calledBy: 'region',
    esito: {
      code: 'cod_esito',
      text: 'des_esito',
      acknowledged: CONDIZIONALITA_DONE,
      later: LATER,
      list: 'condizionalita-esito',
    },
    outcomes: OUTCOMES,
    refusal: (_request, { codice, words }) => ({ cod_esito: codice, des_esito: words }),
  };
}

export const eventiCondizionalita: SoapService = {
  side: 'anpal',
  name: 'EventiCondizionalitaRDC',
  namespace: NAMESPACE,
  wsdl: `${FOLDER}/eventi-condizionalita-rdc.wsdl`,
  operations: [
    operation('loadEventiCondizionalitaRDC', '', 'invio'),
    operation('deleteEventiCondizionalitaRDC', 'deleteEventiCondizionalitaRDC', 'annullamento'),
  ],
};

export const condizionalitaContracts: readonly DocumentContract[] = eventiCondizionalita.operations.flatMap(
  ({ carries, request }) =>
    carries === undefined ? [] : [recordContract(request.document, { side: 'anpal', ...carries, revision: REVISION })],
);
