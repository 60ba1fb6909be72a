/**
 * Nuovo reddito di attivazione (Trento): INPS brings an application and what happens to it later, as text in one operation;
 * the province answers with its decisions, as typed documents.
 */
import type { Finding } from '../../foundation/finding.js';
import type { DocumentContract, DocumentTree } from '../contract.js';
import type { EsitoRule, Refusal, SoapOperation, SoapService } from '../soap-service.js';
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
const OTHER = 'A999';

/** The field that is missing or wrong → the code of the list. */
const CODES: Readonly<Record<string, string>> = {
  cognome: 'A101',
  nome: 'A102',
  codiceFiscale: 'A103',
  idDomandaIntranet: 'A109',
  idDomandaWeb: 'A110',
};

/** Where an element is missing, the finding stands at the one in its place and names it as expected. */
const MISSING = /expected (?:\w+:)?(\w+)$/;
const LAST_STEP = /(\w+)$/;

/** A rule of ours that stands for a code of the list says so in its source. */
const RULED = /^NRA, (A\d{3})$/;

const answerOf = (codice: string, descrizione: string): DocumentTree => ({
  codice,
  descrizione,
  categoria: codice === TAKEN ? 'OK' : 'KO',
});

function refusal(_request: DocumentTree | undefined, { kind, findings, words }: Refusal): DocumentTree {
  if (kind !== 'invalid') return answerOf(TAKEN, 'Comunicazione ricevuta correttamente');
  const code = findings.map(codeOf).find((one) => one !== undefined);
  return answerOf(code ?? OTHER, words);
}

function codeOf({ source, message, path }: Finding): string | undefined {
  const field = MISSING.exec(message)?.[1] ?? LAST_STEP.exec(path)?.[1] ?? '';
  return RULED.exec(source)?.[1] ?? (Object.hasOwn(CODES, field) ? CODES[field] : undefined);
}

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
      carries: { record: 'percettore', event, revision },
      calledBy: 'nation',
      taken: () => answerOf(TAKEN, 'Comunicazione ricevuta correttamente'),
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
      refusal,
    }),
  ),
};

export const nraContracts: readonly DocumentContract[] = [...received, ...sent].map(({ document, event, revision }) =>
  recordContract(document, { side: 'inps', record: 'percettore', event, revision }),
);
