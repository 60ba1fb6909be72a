/** The Garanzia Giovani part of `servizicoap`: adesioni, their states, and the two questions about them. */
import type { Finding } from '../../foundation/finding.js';
import type { DocumentContract, DocumentTree, ReadDocument } from '../contract.js';
import { LATER, SERVICE_NAMESPACE, TYPES_NAMESPACE } from '../servizicoap.js';
import type { MessagePart, SoapOperation, SoapService } from '../soap-service.js';
import { recordContract, type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';

const FOLDER = 'anpal/adesione-yg/1.0';
const sourceOf = (root: string): string => `ANPAL servizicoap ${root}`;

/** What the portal writes for a person without a SAP, against the pattern of its own schema. */
const SENZA_SAP = '0';

const STATE_DOCUMENT = 'DatiStatoAdesione';
/** The three documents of one root, by their operations; the children of each, in order, tell them apart. */
const STATE_DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  getStatoAdesioneYG: ['CodiceFiscale', 'RegioneAdesione'],
  setStatoAdesioneYG: ['CodiceFiscale', 'DataAdesione', 'RegioneAdesione', 'StatoAdesione'],
  notificaCambioStatoAdesioneYG: [
    'CodiceFiscale',
    'DataAdesione',
    'RegioneAdesione',
    'StatoAdesione',
    'DataStatoAdesione',
  ],
};

type Judge = (read: ReadDocument) => readonly Finding[];

/** A document type whose findings are looked at once more. */
const judged = (type: XmlDocumentType, judge: Judge): XmlDocumentType => ({
  ...type,
  read(bytes, options) {
    const read = type.read(bytes, options);
    return { ...read, findings: judge(read) };
  },
});

const OTHER_SPELLING = /(<\/?)codiceFiscale(?=[\s/>])/g;

/** Descriptions of the service show `codiceFiscale` where the schemas say `CodiceFiscale`: both are read. */
const eitherSpelling = (type: XmlDocumentType): XmlDocumentType => ({
  ...type,
  read(bytes, options) {
    const written = Buffer.from(bytes).toString('latin1');
    const spelled = written.replace(OTHER_SPELLING, '$1CodiceFiscale');
    if (spelled === written) return type.read(bytes, options);
    const read = type.read(Buffer.from(spelled, 'latin1'), options);
    const finding: Finding = {
      path: 'codiceFiscale',
      rule: 'adesione.spelling',
      source: 'ANPAL servizicoap, schemas of the adesione',
      severity: 'warning',
      message: 'the schema writes CodiceFiscale; read as such',
    };
    return { ...read, findings: [...read.findings, finding] };
  },
});

/** Says first which operation's document this is, where it stands in another operation. */
function stateDocument(operation: keyof typeof STATE_DOCUMENTS & string, schema: string): XmlDocumentType {
  const type = xmlDocumentType({
    root: STATE_DOCUMENT,
    schema: `${FOLDER}/${schema}`,
    source: sourceOf(`${STATE_DOCUMENT} ${operation}`),
  });
  return eitherSpelling(
    judged(type, ({ tree, findings }) => {
      const children = Object.keys(tree ?? {}).join();
      const other = Object.keys(STATE_DOCUMENTS).find((name) => STATE_DOCUMENTS[name]?.join() === children);
      if (other === undefined || other === operation) return findings;
      const finding: Finding = {
        path: '',
        rule: 'adesione.other-document',
        source: sourceOf(STATE_DOCUMENT),
        severity: 'error',
        message: `this is the ${STATE_DOCUMENT} of ${other}, not the one of ${operation}`,
      };
      return [finding, ...findings];
    }),
  );
}

const utente = eitherSpelling(
  judged(
    xmlDocumentType({ root: 'sezione0', schema: `${FOLDER}/utenti-yg.xsd`, source: sourceOf('sezione0 Rev004') }),
    ({ tree, findings }) => {
      const id = (tree?.utente as DocumentTree | undefined)?.IdentificativoSap;
      return id !== SENZA_SAP ? findings : findings.map(noSap);
    },
  ),
);

const noSap = (finding: Finding): Finding =>
  finding.path === 'utente/IdentificativoSap' && finding.rule === 'xsd.pattern'
    ? { ...finding, severity: 'warning', message: '0 says "no SAP", which the pattern does not foresee' }
    : finding;

const check = xmlDocumentType({
  root: 'checkUtenteYG',
  schema: `${FOLDER}/check-utente.xsd`,
  source: sourceOf('checkUtenteYG'),
});
const getStato = stateDocument('getStatoAdesioneYG', 'get-stato-adesione.xsd');
const setStato = stateDocument('setStatoAdesioneYG', 'set-stato-adesione.xsd');
const notifica = stateDocument('notificaCambioStatoAdesioneYG', 'notifica-cambio-stato.xsd');

const contract = { side: 'anpal', record: 'adesione' } as const;

export const adesioneContracts: readonly DocumentContract[] = [
  recordContract(utente, { ...contract, event: 'invio', revision: 'Rev004' }),
  recordContract(setStato, { ...contract, event: 'variazione', revision: 'Rev001' }),
  recordContract(notifica, { ...contract, event: 'notifica', revision: 'Rev001' }),
];

/** `risposta_…`: plain fields in the namespace of the messages. X001 is outside the enumeration, and the node says it. */
const answerOf = (operation: string): MessagePart => ({
  document: xmlDocumentType({
    root: `risposta_${operation}`,
    schema: `${FOLDER}/messaggi.xsd`,
    namespace: TYPES_NAMESPACE,
    source: sourceOf(operation),
    tolerates: ({ path, rule }) => path === 'Esito' && rule === 'xsd.enumeration',
  }),
});

const text = (field: string, element: string, document: XmlDocumentType, alsoRead?: string): MessagePart => ({
  document,
  wrapped: { element, namespace: TYPES_NAMESPACE, field, ...(alsoRead === undefined ? {} : { alsoRead }) },
});

const OUTCOMES = { invalid: 'KO', later: LATER, acknowledged: 'OK' } as const;

const answered = (Esito: string, MessaggioErrore = ''): DocumentTree => ({ Esito, MessaggioErrore });

const common = {
  soapAction: '',
  esito: { code: 'Esito', text: 'MessaggioErrore', acknowledged: ['OK'], later: [LATER] },
  outcomes: OUTCOMES,
  refusal: (_request: DocumentTree | undefined, { codice, words }: { codice: string; words: string }) =>
    answered(codice, codice === OUTCOMES.acknowledged ? '' : words),
} as const;

const invioUtente: SoapOperation = {
  ...common,
  name: 'invioUtenteYG',
  request: text('UtenteYG', 'invioUtenteYG', utente),
  answer: answerOf('invioUtenteYG'),
  carries: { record: 'adesione', event: 'invio', revision: 'Rev004' },
  calledBy: 'both',
  taken: () => answered('OK'),
};

const checkUtente: SoapOperation = {
  ...common,
  name: 'checkUtenteYG',
  request: text('UtenteYG', 'checkUtenteYG', check, 'codiceFiscale'),
  answer: answerOf('checkUtenteYG'),
  calledBy: 'both',
  unserved: () => answered('KO', 'nessun sistema regionale collegato risponde a checkUtenteYG'),
};

const getStatoAdesione: SoapOperation = {
  ...common,
  name: 'getStatoAdesioneYG',
  request: text(STATE_DOCUMENT, 'getStatoAdesioneYG', getStato),
  answer: answerOf('getStatoAdesioneYG'),
  calledBy: 'region',
};

const setStatoAdesione: SoapOperation = {
  ...common,
  name: 'setStatoAdesioneYG',
  request: text(STATE_DOCUMENT, 'setStatoAdesioneYG', setStato),
  answer: answerOf('setStatoAdesioneYG'),
  carries: { record: 'adesione', event: 'variazione', revision: 'Rev001' },
  calledBy: 'region',
};

const notificaCambioStato: SoapOperation = {
  ...common,
  name: 'notificaCambioStatoAdesioneYG',
  request: text(STATE_DOCUMENT, 'notificaCambioStatoAdesioneYG', notifica),
  answer: answerOf('notificaCambioStatoAdesioneYG'),
  carries: { record: 'adesione', event: 'notifica', revision: 'Rev001', dated: true },
  calledBy: 'nation',
  taken: () => answered('OK'),
};

const service = (name: string, wsdl: string, operations: readonly SoapOperation[]): SoapService => ({
  side: 'anpal',
  name,
  namespace: SERVICE_NAMESPACE,
  wsdl: `${FOLDER}/${wsdl}`,
  operations,
});

export const serviziUtentiYG = service('ServiziUtentiYG', 'servizi-utenti.wsdl', [invioUtente, checkUtente]);
export const getStatoAdesioneYG = service('GetStatoAdesioneYG', 'get-stato-adesione.wsdl', [getStatoAdesione]);
export const setStatoAdesioneYG = service('SetStatoAdesioneYG', 'set-stato-adesione.wsdl', [setStatoAdesione]);
export const notificaCambioStatoAdesioneYG = service('NotificaCambioStatoAdesioneYG', 'notifica-cambio-stato.wsdl', [
  notificaCambioStato,
]);

/** The services as they are published: each at an address of its own. */
export const adesioneServices: readonly SoapService[] = [
  serviziUtentiYG,
  getStatoAdesioneYG,
  setStatoAdesioneYG,
  notificaCambioStatoAdesioneYG,
];
