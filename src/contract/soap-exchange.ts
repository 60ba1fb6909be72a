/** Messages of a described service: a document goes in, the envelope comes out, and the other way round. */
import type { Finding } from '../foundation/finding.js';
import type { ReadDocument } from './contract.js';
import {
  type ReadEnvelopeOptions,
  readSoapDocument,
  type SoapFault,
  type SoapHeaderBlock,
  WSSE_NAMESPACE,
  writeDocument,
} from './soap.js';
import {
  elementOf,
  fieldsOf,
  type MessagePart,
  namespaceOf,
  operationsAt,
  type SoapOperation,
  type SoapService,
  styleOf,
} from './soap-service.js';
import { writeFields } from './soap-writer.js';
import { openXml } from './xml-gate.js';

/** The message that carries a document. */
export function writeMessage(part: MessagePart, document: Buffer, headers: readonly SoapHeaderBlock[] = []): Buffer {
  const { wrapped } = part;
  if (wrapped === undefined) return writeDocument(document, headers);
  const { element, field, namespace, style, unqualified = style !== undefined } = wrapped;
  const encoded = style === 'rpc-encoded';
  return writeFields(element, { [field]: document.toString('utf8') }, { namespace, unqualified, encoded, headers });
}

export interface ReadCall {
  readonly operation?: SoapOperation;
  /** The document's own bytes, whatever its contract says of them. */
  readonly document?: Buffer;
  readonly headers?: readonly SoapHeaderBlock[];
  readonly findings: readonly Finding[];
  /** The fault to answer with, when the message cannot be taken as a call of the service. */
  readonly fault?: SoapFault;
}

/** A call of a service: which operation, and the document it carries. Never throws for what the bytes may hold. */
export function readCallOf(
  service: SoapService,
  bytes: Uint8Array,
  options: ReadEnvelopeOptions & { readonly soapAction?: string } = {},
): ReadCall {
  const fields = (element: string) => {
    const [operation] = operationsAt(service, element);
    return operation && fieldsOf(operation.request);
  };
  const rpc = styleOf(service) !== undefined;
  const understands = service.security === undefined ? [] : [WSSE_NAMESPACE];
  const { message, findings, fault } = readSoapDocument(bytes, fields, { understands, ...options, rpc });
  if (fault !== undefined) return { findings, fault };
  const candidates = message === undefined ? [] : operationsAt(service, message.element);
  if (message === undefined || candidates.length === 0) {
    return refused(service, 'soap.operation-unknown', unknownElement(service, message?.element));
  }
  const inNamespace = candidates.filter(({ request }) => namespaceOf(request) === message.namespace);
  const operation =
    carriedBy(inNamespace, message.document) ??
    inNamespace.find((one) => one.soapAction === options.soapAction) ??
    inNamespace[0];
  if (operation === undefined) {
    const wanted = [...new Set(candidates.map(({ request }) => namespaceOf(request)))].join(' or ');
    return refused(service, 'soap.namespace', `${message.element} must stand in the namespace ${wanted}`);
  }
  if (message.document === undefined) {
    return refused(service, 'soap.field-missing', `${message.element} lacks ${operation.request.wrapped?.field}`);
  }
  return { operation, document: message.document, headers: message.headers, findings };
}

/** Some publications of a service differ from it in nothing but a capital letter, which is easily overlooked. */
function unknownElement(service: SoapService, element = ''): string {
  const known = [...new Set(service.operations.map(({ request }) => elementOf(request)))];
  const meant = known.find((name) => name.toLowerCase() === element.toLowerCase());
  const holds = `the body of a call of ${service.name} holds ${known.length > 1 ? 'one of: ' : ''}${known.join(', ')}`;
  return meant === undefined ? holds : `${holds}; what came differs from ${meant} in its capital letters`;
}

/** Of operations that share an element and carry their documents as text: the one whose document this is, by its root. */
function carriedBy(candidates: readonly SoapOperation[], document: Buffer | undefined): SoapOperation | undefined {
  if (candidates.length < 2 || document === undefined) return undefined;
  const wrapped = candidates.filter(({ request }) => request.wrapped !== undefined);
  if (wrapped.length === 0) return undefined;
  const root = openXml(document, (xml) => xml.document.root.name).value;
  return wrapped.find(({ request }) => request.document.root === root);
}

function refused(service: SoapService, rule: string, message: string): ReadCall {
  const finding: Finding = { path: '', rule, source: service.name, severity: 'error', message };
  return { findings: [finding], fault: { code: 'Client', string: message, detail: [finding] } };
}

/**
 * The document of an answer, read leniently. Words for a person that are longer than the contract allows take nothing from an
 * outcome code that is clear.
 */
export function readAnswerDocument({ answer, esito }: SoapOperation, bytes: Uint8Array): ReadDocument {
  const read = answer.document.read(bytes, { mode: 'lenient' });
  const words = esito?.text?.replaceAll('.', '/');
  const judged = (finding: Finding): Finding =>
    finding.path === words && finding.rule === 'xsd.length' ? { ...finding, severity: 'warning' } : finding;
  return { ...read, findings: read.findings.map(judged) };
}

export interface ReadAnswer {
  readonly document?: Buffer;
  readonly findings: readonly Finding[];
  /** The service answered with a fault. */
  readonly answeredFault?: { readonly code: string; readonly string: string };
}

/** The document that an answer carries; absent when the bytes are no answer to this operation. */
export function readAnswer({ answer }: SoapOperation, bytes: Uint8Array): ReadAnswer {
  const rpc = answer.wrapped?.style !== undefined;
  const { message, findings, answeredFault } = readSoapDocument(bytes, () => fieldsOf(answer), { rpc });
  if (answeredFault !== undefined) return { findings, answeredFault };
  if (message?.element !== elementOf(answer) || message.document === undefined) return { findings };
  return { document: message.document, findings };
}
