/** Receivers of the reddito di cittadinanza: the service `RDC`, which is asked for a household, and the notification that is pushed. */
import type { Finding } from '../../foundation/finding.js';
import type { DocumentContract, DocumentTree, ReadDocument } from '../contract.js';
import type { SoapOperation, SoapService } from '../soap-service.js';
import { recordContract, type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';
import { openXml } from '../xml-gate.js';
import { readTree } from '../xml-tree.js';

const NAMESPACE = 'http://servizi.lavoro.gov.it/serviceRDC';
const TYPES = `${NAMESPACE}/types`;
const ANSWER = 'risposta_RDC_beneficiari';
const PUSH_NAMESPACE = 'http://servizi.lavoro.gov.it/InviaNotificaRdc/types';
const PUSH = 'richiesta_RDC_InviaNotifica';

/** Outcome codes of both documents: found, and nobody found. */
export const RDC_FOUND = 'E100';
export const RDC_NOBODY = 'E101';

const pushed = (root: string, version: string): XmlDocumentType =>
  xmlDocumentType({
    root,
    schema: `anpal/invia-notifica-rdc/${version}/invia-notifica-rdc.xsd`,
    namespace: PUSH_NAMESPACE,
    source: `InviaNotificaRdc ${version}`,
  });

/** The newest first; each version appends to the one before, so that what is older is valid in the newest too. */
const PUSHED = ['1.3', '1.2', '1.0'].map((version) => ({
  revision: `notifica-${version}`,
  type: pushed(PUSH, version),
}));

/** The answer to a notification, as a document. */
export const rispostaNotifica = pushed('risposta_RDC_InviaNotifica', '1.3');

const asked = (root: string, schema: string, version: string): XmlDocumentType =>
  xmlDocumentType({ root, schema: `anpal/rdc/${schema}.xsd`, namespace: TYPES, source: `RDC ${version}` });

const FIRST = 'beneficiari-1.0';

/** The versions of the answer. The order of elements differs, so none is valid in another but 1.1 in 1.2. */
const ANSWERED = (
  [
    ['1.2', '1.2/rdc'],
    ['1.1', '1.1/rdc'],
    ['1.0', '1.0/rdc'],
    ['1.0-eng', '1.0/rdc-eng'],
  ] as const
).map(([version, schema]) => ({ revision: `beneficiari-${version}`, type: asked(ANSWER, schema, version) }));

const trouble = (rule: string, path: string, message: string): Finding => ({
  path,
  rule,
  source: 'RDC, risposta_RDC_beneficiari',
  severity: 'error',
  message,
});

/** The receivers that an answer lists; the versions from 1.1 on write an empty one where there is nobody. */
function beneficiariIn(tree: DocumentTree): unknown[] {
  const { beneficiari } = tree;
  const listed = typeof beneficiari === 'object' && beneficiari !== null ? beneficiari : {};
  const { beneficiario = [] } = listed as { beneficiario?: unknown };
  return (Array.isArray(beneficiario) ? beneficiario : [beneficiario]).filter((one) => typeof one === 'object');
}

/** A record is one person: an answer about nobody or about several is none. */
function onePerson(read: ReadDocument): ReadDocument {
  if (read.tree === undefined || read.findings.some(({ severity }) => severity === 'error')) return read;
  const { length } = beneficiariIn(read.tree);
  if (length === 1) return read;
  const finding =
    length === 0
      ? trouble('rdc.nobody', 'beneficiari', 'the answer tells of nobody')
      : trouble('rdc.several', 'beneficiari', `the answer tells of ${length} persons; each is taken in by itself`);
  return { ...read, findings: [...read.findings, finding] };
}

/** An answer about several persons as one answer each, in order; undefined for any other document. */
export function splitHousehold(bytes: Uint8Array): readonly Buffer[] | undefined {
  const { value } = openXml(bytes, (xml) => readTree(xml.text()));
  if (value?.root !== ANSWER) return undefined;
  const { esito } = value.tree;
  const persons = beneficiariIn(value.tree);
  const type = ANSWERED[0]?.type;
  if (type === undefined || persons.length < 2) return undefined;
  return persons.map((beneficiario) => type.write({ beneficiari: { beneficiario }, esito }));
}

/** What the answer wants beside the person, where the record does not say it; the first version wants a message too. */
function withEsito(tree: DocumentTree, revision: string): DocumentTree {
  const said = typeof tree.esito === 'object' && tree.esito !== null ? tree.esito : {};
  const message = revision === FIRST ? { messaggioErrore: '' } : {};
  return { ...tree, esito: { codEsito: RDC_FOUND, ...message, ...said } };
}

const PERCETTORE = { side: 'anpal', record: 'percettore', event: 'invio' } as const;

export const rdcContracts: readonly DocumentContract[] = [
  ...PUSHED.map(({ revision, type }) => ({
    ...recordContract(type, { ...PERCETTORE, revision }),
    split: splitHousehold,
  })),
  ...ANSWERED.map(({ revision, type }) => ({
    ...recordContract(type, { ...PERCETTORE, revision }),
    read: (...given: Parameters<XmlDocumentType['read']>) => onePerson(type.read(...given)),
    write: (tree: DocumentTree) => type.write(withEsito(tree, revision)),
    split: splitHousehold,
  })),
];

/**
 * The revisions to try for a document, by what it begins with. In the answer, where the state stands tells the first
 * version from the later ones. What is neither is held against all of them.
 */
export function rdcReadingOrder(body: Uint8Array): readonly string[] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (text.includes(PUSH)) return PUSHED.map(({ revision }) => revision);
  if (!text.includes(ANSWER)) return rdcContracts.map(({ revision }) => revision);
  const [v12, v11, v10, eng] = ANSWERED.map(({ revision }) => revision) as [string, string, string, string];
  return text.indexOf('cod_stato>') < text.indexOf('cod_fiscale>') ? [v12, v11, eng] : [v10, eng];
}

/** The answer in whichever version the other end writes it; where none fits, what the newest misses. */
const answer: XmlDocumentType = {
  ...(ANSWERED[0] as (typeof ANSWERED)[number]).type,
  read(bytes, options) {
    const tried = ANSWERED.map(({ type }) => type.read(bytes, options));
    return tried.find(({ findings }) => findings.length === 0) ?? (tried[0] as ReadDocument);
  },
};

const question = (name: string, root: string): SoapOperation => ({
  name,
  soapAction: `http://servizi.lavoro.gov.it/${name}`,
  request: { document: asked(root, '1.2/rdc', '1.2') },
  answer: { document: answer },
  calledBy: 'region',
});

export const BY_CODICE_FISCALE = 'ricevi_RDC_by_codiceFiscale';
export const BY_PROTOCOLLO = 'ricevi_RDC_by_codProtocolloInps';

export const rdcService: SoapService = {
  side: 'anpal',
  name: 'RDC',
  namespace: NAMESPACE,
  wsdl: 'anpal/rdc/1.2/rdc.wsdl',
  operations: [
    question(BY_CODICE_FISCALE, 'richiesta_RDC_beneficiari_dato_CodiceFiscale'),
    question(BY_PROTOCOLLO, 'richiesta_RDC_beneficiari_dato_codProtocolloInps'),
  ],
};
