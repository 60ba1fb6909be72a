/**
 * Nuovo reddito di attivazione (Trento): INPS brings an application and what happens to it later, as text in one operation;
 * the province answers with its decisions, as typed documents.
 */
import type { DocumentContract, DocumentTree } from '../contract.js';
import type { OutcomeTable } from '../outcomes.js';
import type { EsitoRule, SoapOperation, SoapService } from '../soap-service.js';
import { recordContract, type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';

const FOLDER = 'inps/nra/0.0.1';
const NAMESPACE = 'http://ricezioneDomandeRA.webservices.coop.sil.eng.it';

/** Elements of the common schema. No name of them stands in another namespace as well. */
const COMMON = {
  prefix: 'comuni',
  namespace: 'http://www.inps.it/comunicazioniAsdiNraCommon/0.0.1',
  elements: new Set([
    ...['nome', 'cognome', 'codiceFiscale', 'dataNascita', 'codiceCatastoNascita'],
    ...['indirizzo', 'cap', 'codiceComune', 'codiceProvincia', 'dataVariazioneResidenza'],
    ...['dataCreazioneComunicazione', 'identificativoComunicazione', 'codiceOperatore'],
    ...['codice', 'descrizione', 'categoria'],
  ]),
} as const;

const documentOf = (way: 'Request' | 'Response', root: string): XmlDocumentType =>
  xmlDocumentType({
    root,
    schema: `${FOLDER}/${way === 'Request' ? 'da-inps' : 'a-inps'}.xsd`,
    namespace: `http://www.inps.it/comunicazioniAsdiNra${way}/0.0.1`,
    foreign: COMMON,
    source: `INPS NRA 0.0.1 ${root}`,
  });

/** What arrived; and what is wrong, as far as the codes of the list can say it. */
const TAKEN = 'A100';
const OUTCOMES: OutcomeTable = {
  rulesOf: 'NRA',
  cases: [
    { code: 'A101', at: ['cognome'] },
    { code: 'A102', at: ['nome'] },
    { code: 'A103', at: ['codiceFiscale'] },
    { code: 'A109', at: ['idDomandaIntranet'] },
    { code: 'A110', at: ['idDomandaWeb'] },
  ],
  invalid: 'A999',
  later: TAKEN,
  acknowledged: TAKEN,
};
const TAKEN_WORDS = 'Comunicazione ricevuta correttamente';

const answerOf = (codice: string, descrizione: string): DocumentTree => ({
  codice,
  descrizione,
  categoria: codice === TAKEN ? 'OK' : 'KO',
});

const refusal = (_request: DocumentTree | undefined, { codice, words }: { codice: string; words: string }) =>
  answerOf(codice, codice === TAKEN ? TAKEN_WORDS : words);

interface Received {
  readonly root: string;
  readonly event: 'invio' | 'variazione';
  readonly revision: string;
}

const RECEIVED: readonly Received[] = [
  { root: 'comunicazioneDatiDomanda', event: 'invio', revision: 'nra-0.0.1' },
  { root: 'comunicazioneEventiSuccessivi', event: 'variazione', revision: 'nra-eventi-0.0.1' },
];

const received = RECEIVED.map((one) => ({ ...one, document: documentOf('Request', one.root) }));

/** Called by INPS; both documents come through one operation, and are told apart by their root. */
export const ricezioneDomandeRa: SoapService = {
  side: 'inps',
  name: 'RicezioneDomandeRA',
  namespace: NAMESPACE,
  wsdl: `${FOLDER}/ricezione-domande-ra.wsdl`,
  operations: received.map(
    ({ root, event, revision, document }): SoapOperation => ({
      name: root,
      soapAction: '',
      request: { document, wrapped: { element: 'processDomanda', namespace: NAMESPACE, field: 'inputXML' } },
      answer: {
        document: documentOf('Request', `${root}Output`),
        wrapped: { element: 'processDomandaResponse', namespace: NAMESPACE, field: 'processDomandaReturn' },
      },
      carries: { record: 'percettore', event, revision, key: 'identificativoComunicazione' },
      calledBy: 'nation',
      taken: () => answerOf(TAKEN, TAKEN_WORDS),
      outcomes: OUTCOMES,
      refusal,
    }),
  ),
};

interface Sent {
  readonly operation: string;
  readonly root: string;
  readonly event: 'esito' | 'variazione';
  readonly revision: string;
}

const SENT: readonly Sent[] = [
  {
    operation: 'validazioneDomanda',
    root: 'validazioneDomandaNra',
    event: 'esito',
    revision: 'nra-domanda-0.0.1',
  },
  {
    operation: 'validazioneComunicazioniSuccessive',
    root: 'validazioneComunicazioniSuccessiveNra',
    event: 'esito',
    revision: 'nra-successive-0.0.1',
  },
  {
    operation: 'comunicazioneVariazioneResidenza',
    root: 'comunicazioneVariazioneResidenzaFuoriTrento',
    event: 'variazione',
    revision: 'nra-residenza-0.0.1',
  },
];

const sent = SENT.map((one) => ({ ...one, document: documentOf('Response', one.root) }));

/** No code of the list says "not now". */
const ESITO: EsitoRule = { code: 'codice', text: 'descrizione', acknowledged: [TAKEN], later: [], list: 'nra-esito' };

/** Called by the province, or by a gateway in its place. */
export const comunicazioniNra: SoapService = {
  side: 'inps',
  name: 'ComunicazioniNra',
  namespace: 'urn:raccordo:inps:comunicazioni-nra:1',
  wsdl: `${FOLDER}/comunicazioni-nra.wsdl`,
  operations: sent.map(
    ({ operation, root, event, revision, document }): SoapOperation => ({
      name: operation,
      soapAction: '',
      request: { document },
      answer: { document: documentOf('Response', `${root}Output`) },
      carries: { record: 'percettore', event, revision },
      calledBy: 'region',
      esito: ESITO,
      outcomes: OUTCOMES,
      refusal,
    }),
  ),
};

export const nraContracts: readonly DocumentContract[] = [...received, ...sent].map(({ document, event, revision }) =>
  recordContract(document, { side: 'inps', record: 'percettore', event, revision }),
);
