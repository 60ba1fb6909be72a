/** The national SAP service `servizicoap`: operations, their fields, and the documents that the fields carry as text. */
import type { Finding } from '../foundation/finding.js';
import type { ReadDocument } from './contract.js';
import { readContractFile } from './location.js';
import { payloadOf } from './soap.js';
import { type XmlDocumentType, xmlDocumentType } from './xml-contract.js';
import { escapeAttribute } from './xml-writer.js';

export const SERVICE_NAMESPACE = 'http://servizi.lavoro.gov.it/servizicoap';
export const TYPES_NAMESPACE = `${SERVICE_NAMESPACE}/types`;

/** Namespace of the messages of a service: some gateways republish it under a namespace of their own. */
export function typesNamespaceOf(serviceNamespace: string): string {
  return `${serviceNamespace}${serviceNamespace.endsWith('/') ? '' : '/'}types`;
}

export interface Operation {
  /** Fields of the request, all mandatory, in order. */
  readonly request: readonly string[];
  /** Fields of the answer, all mandatory, in order. */
  readonly response: readonly string[];
  /** Fields that only some publications of the service have. */
  readonly optional: readonly string[];
}

const operation = (
  request: readonly string[],
  response: readonly string[],
  optional: readonly string[] = [],
): Operation => ({
  request,
  response,
  optional,
});

export const OPERATIONS = {
  invioSAP: operation(['SAP'], ['Esito', 'MessaggioErrore', 'CodiceSAP']),
  richiestaSAP: operation(['CodiceSAP'], ['SAP']),
  verificaEsistenzaSAP: operation(['CodiceFiscale'], ['CodiceSAP']),
  richiestaCodSAPRegTitolare: operation(['CodiceFiscale'], ['CodiceSAP', 'CodiceRegione'], ['CodiceEnteTitolare']),
  annullaSAP: operation(['CodiceSAP'], ['Esito', 'MessaggioErrore']),
  notificaSAP: operation(['CodiceSAP', 'MotivoNotifica'], ['Esito', 'MessaggioErrore']),
  recuperaListaSAPNonAttive: operation(['Parametri'], ['SAPs']),
  richiestaSAP_N00_A02: operation(['CodiceFiscale'], ['DID']),
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

export const isOperation = (name: string): name is OperationName => Object.hasOwn(OPERATIONS, name);

/** Call limit reached: stands as Esito, or at the head of CodiceSAP, SAP or DID, although the WSDL does not list it. */
export const LATER = 'X001';
export const isLater = (value: string): boolean => value.trimStart().startsWith(LATER);

/** What `verificaEsistenzaSAP` answers for a person without a SAP. */
export const NO_SAP = '0';

/** An identificativo SAP anywhere in a text. */
export const IDENTIFICATIVO_SAP = /(?<![A-Z0-9])[A-Z]{2}\d{8}[A-Z](?![A-Z0-9])/;
const CODICE_FISCALE = /^([A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|[0-9]{11})$/;

const FOLDER = 'anpal/servizicoap/1.0';
const documentOf = (root: string, file: string): XmlDocumentType =>
  xmlDocumentType({ root, schema: `${FOLDER}/${file}`, source: `ANPAL servizicoap ${root}` });

/** The documents of the service that are no record: questions, and answers that travel as text. */
export const SERVICE_DOCUMENTS = {
  IDSAP: documentOf('IDSAP', 'idsap.xsd'),
  VerificaSAP: documentOf('VerificaSAP', 'verificasap.xsd'),
  ListaAnomalie: documentOf('ListaAnomalie', 'lista-anomalie.xsd'),
  ListaDID: documentOf('ListaDID', 'lista-did.xsd'),
} as const;

/** Which field of a question carries its key, and in which forms. */
interface QuestionForm {
  readonly field: string;
  readonly document: 'IDSAP' | 'VerificaSAP';
  /** Element of the document that holds the key. */
  readonly element: string;
  /** The key may also stand there bare. */
  readonly bare: boolean;
}

/**
 * `richiestaSAP_N00_A02` is called with a bare codice fiscale by one region's client and with the document by another's;
 * for `richiestaCodSAPRegTitolare` no call is attested, so both forms are read and the document is written.
 */
const QUESTIONS: Partial<Record<OperationName, QuestionForm>> = {
  richiestaSAP: { field: 'CodiceSAP', document: 'IDSAP', element: 'IdentificativoSap', bare: false },
  annullaSAP: { field: 'CodiceSAP', document: 'IDSAP', element: 'IdentificativoSap', bare: false },
  verificaEsistenzaSAP: { field: 'CodiceFiscale', document: 'VerificaSAP', element: 'codiceFiscale', bare: false },
  richiestaCodSAPRegTitolare: { field: 'CodiceFiscale', document: 'VerificaSAP', element: 'codiceFiscale', bare: true },
  richiestaSAP_N00_A02: { field: 'CodiceFiscale', document: 'VerificaSAP', element: 'codiceFiscale', bare: true },
};

/** The request fields of a question about one SAP id or codice fiscale, in the form that the service is known to take. */
export function questionFor(name: OperationName, key: string): Record<string, string> {
  const form = QUESTIONS[name];
  const field = form?.field ?? OPERATIONS[name].request[0] ?? '';
  if (form === undefined || name === 'richiestaSAP_N00_A02') return { [field]: key };
  return { [field]: SERVICE_DOCUMENTS[form.document].write({ [form.element]: key }).toString('utf8') };
}

export interface Question {
  /** The SAP id or codice fiscale that is asked about; absent when it cannot be read. */
  readonly key?: string;
  readonly findings: readonly Finding[];
}

/** Reads the key out of a question's fields, with every breach of the contract, under the field's name. */
export function readQuestion(name: OperationName, fields: Readonly<Record<string, string>>): Question {
  const form = QUESTIONS[name];
  if (form === undefined) return { findings: [] };
  const payload = payloadOf(fields[form.field] ?? '');
  if (form.bare && !payload.includes('<')) return bareCodiceFiscale(form.field, payload.toString('utf8'));
  const read: ReadDocument = SERVICE_DOCUMENTS[form.document].read(payload);
  const key = read.tree?.[form.element];
  const findings = read.findings.map((finding) => ({
    ...finding,
    path: finding.path === '' ? form.field : `${form.field}/${finding.path}`,
  }));
  return typeof key === 'string' ? { key, findings } : { findings };
}

function bareCodiceFiscale(field: string, value: string): Question {
  if (CODICE_FISCALE.test(value)) return { key: value, findings: [] };
  return {
    findings: [
      {
        path: field,
        rule: 'codice-fiscale.pattern',
        source: 'ANPAL servizicoap VerificaSAP',
        severity: 'error',
        message: 'expected a codice fiscale: 16 characters (omocodia allowed) or 11 digits',
      },
    ],
  };
}

/** Every breach of the contract in a question's fields. */
export function checkQuestion(name: OperationName, fields: Readonly<Record<string, string>>): readonly Finding[] {
  return readQuestion(name, fields).findings;
}

/** Stands in the file where the address of the running service goes. */
const ADDRESS_PLACEHOLDER = 'http://localhost/servizicoap';
let description: string | undefined;

/** The WSDL of the service, at the address where it is called. */
export function wsdl(address: string): string {
  description ??= readContractFile(`${FOLDER}/servizicoap.wsdl`).toString('utf8');
  return description.replace(ADDRESS_PLACEHOLDER, () => escapeAttribute(address));
}
