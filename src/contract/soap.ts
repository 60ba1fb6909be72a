/**
 * SOAP 1.1 messages of document/literal services whose operations carry plain text fields, as the national services do.
 * Read with any prefix; the payload of a field is the same text whether it came as CDATA or escaped.
 */
import { XmlC14NMode, type XmlDocument, type XmlElement } from 'libxml2-wasm';
import type { Finding } from '../foundation/finding.js';
import { type FaultCode, SOAP_11, SOAP_ENCODING, type SoapFault, type SoapHeaderBlock } from './soap-writer.js';
import { openXml } from './xml-gate.js';
import { XSI_NAMESPACE } from './xml-nil.js';
import { childElements } from './xml-path.js';

export {
  type FaultCode,
  type SoapFault,
  type SoapHeaderBlock,
  writeDocument,
  writeFault,
  writeRequest,
  writeResponse,
} from './soap-writer.js';

/** Header block that the regional domain ports of OpenSPCoop add; its attributes travel with the message. */
export const INTEGRAZIONE_NAMESPACE = 'http://it.regione.toscana.icar/Integrazione';

/** Header block of WS-Security 1.0, in which a caller says who it is. */
export const WSSE_NAMESPACE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

export interface Envelope {
  /** Local name of the element in the body: the operation, or `risposta_…` in an answer. Empty in a fault. */
  readonly operation: string;
  readonly namespace: string;
  /** Children of that element by local name: their text, exactly. */
  readonly fields: Readonly<Record<string, string>>;
  readonly headers: readonly SoapHeaderBlock[];
  /** The answer is a fault. */
  readonly fault?: {
    readonly code: string;
    readonly string: string;
    readonly actor?: string;
    readonly detail?: string;
  };
}

export interface ReadEnvelope {
  /** Absent when the bytes are no SOAP 1.1 message. */
  readonly envelope?: Envelope;
  readonly findings: readonly Finding[];
  /** The fault to answer with, when the message breaks SOAP itself. */
  readonly fault?: SoapFault;
}

export interface ReadEnvelopeOptions {
  /** Encoding that the HTTP header declared. */
  readonly charset?: string;
  /** Namespaces of header blocks that the reader understands, beyond the SPCoop one. */
  readonly understands?: readonly string[];
  /** The message is in a style of rpc: a value may stand beside the call, referred to by its id. */
  readonly rpc?: boolean;
}

const ENVELOPE_NAMES = /^http:\/\/(schemas\.xmlsoap\.org\/soap\/envelope\/|www\.w3\.org\/)/;

/** Bytes → message. Never throws for what they may hold. */
export function readEnvelope(bytes: Uint8Array, options: ReadEnvelopeOptions = {}): ReadEnvelope {
  return openMessage<ReadEnvelope>(bytes, options, readFields);
}

/** A message that carries a document. */
export interface SoapDocument {
  /** Local name of the body's element. */
  readonly element: string;
  readonly namespace: string;
  readonly headers: readonly SoapHeaderBlock[];
  /** The document: the element itself (exclusive canonical XML), or the text of one of its fields; absent when it lacks that field. */
  readonly document?: Buffer;
}

export interface ReadSoapDocument {
  readonly message?: SoapDocument;
  readonly findings: readonly Finding[];
  /** The message is a fault of the other end. */
  readonly answeredFault?: NonNullable<Envelope['fault']>;
  /** The fault to answer with, when the message breaks SOAP itself. */
  readonly fault?: SoapFault;
}

/**
 * Bytes → message with a document in it. `fieldsOf` names, for the body's element, the fields of which one carries the document
 * as text; undefined says that the element is the document. Never throws for what the bytes may hold.
 */
export function readSoapDocument(
  bytes: Uint8Array,
  fieldsOf: (element: string) => readonly string[] | undefined,
  options: ReadEnvelopeOptions = {},
): ReadSoapDocument {
  return openMessage<ReadSoapDocument>(bytes, options, (element, headers, beside) => {
    if (isFault(element)) return { findings: [], answeredFault: faultIn(element) };
    const fields = fieldsOf(element.name);
    const carriers = carrierOf(element, fields, beside);
    const markup = carriers.find((carrier) => childElements(carrier).length > 0);
    if (markup !== undefined) return refuse('Client', notText(markup));
    const document = documentIn(element, fields, carriers);
    const message = { element: element.name, namespace: element.namespaceUri, headers };
    return { findings: [], message: document === undefined ? message : { ...message, document } };
  });
}

function documentIn(
  element: XmlElement,
  fields: readonly string[] | undefined,
  carriers: readonly XmlElement[],
): Buffer | undefined {
  if (fields === undefined) {
    const options = { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, inclusiveNamespacePrefixes: prefixesOfTypes(element) };
    return Buffer.from(element.canonicalizeToString(options), 'utf8');
  }
  const [carrier] = carriers;
  return carrier && payloadOf(carrier.content);
}

/** The field that carries the document as text, or what it refers to; none where the element is the document. */
function carrierOf(
  element: XmlElement,
  fields: readonly string[] = [],
  beside: readonly XmlElement[] = [],
): readonly XmlElement[] {
  const named = childElements(element).find((child) => fields.includes(child.name));
  const carrier = named && referred(named, beside);
  return carrier === undefined ? [] : [carrier];
}

/** What an element refers to, through however many references; nothing where one leads nowhere, or in a circle. */
function referred(element: XmlElement, beside: readonly XmlElement[]): XmlElement | undefined {
  const left = new Set(beside);
  let at: XmlElement | undefined = element;
  for (;;) {
    const reference: string | undefined = at && attributeOf(at, 'href');
    if (at === undefined || reference === undefined) return at;
    at = [...left].find((one) => `#${attributeOf(one, 'id')}` === reference);
    if (at !== undefined) left.delete(at);
  }
}

/** An attribute in no namespace. */
const attributeOf = (element: XmlElement, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name && one.namespaceUri === '')?.value;

const notText = ({ name }: XmlElement): Finding =>
  broken('soap.field-not-text', 'the document must stand here as text: in a CDATA section, or escaped', name);

/** Prefixes that stand only inside the value of an `xsi:type`: by itself an exclusive canonical form would leave them undeclared. */
function prefixesOfTypes(element: XmlElement): string[] {
  const types = element.find('descendant-or-self::*/@xsi:type', { xsi: XSI_NAMESPACE });
  const prefixes = types.map(({ content }) => /^\s*([^\s:]+):/.exec(content)?.[1] ?? '');
  return [...new Set(prefixes)].filter((prefix) => prefix !== '');
}

function openMessage<T extends { readonly findings: readonly Finding[]; readonly fault?: SoapFault }>(
  bytes: Uint8Array,
  options: ReadEnvelopeOptions,
  use: UseBody<T>,
): T | Refused {
  const gate = options.charset === undefined ? {} : { charset: options.charset };
  const opened = openXml(bytes, ({ document }) => readDocument(document, options, use), gate);
  if (!opened.value) {
    const string = opened.findings[0]?.message ?? 'the message cannot be read';
    return { findings: opened.findings, fault: { code: 'Client', string, detail: opened.findings } };
  }
  if (opened.findings.length === 0) return opened.value;
  return { ...opened.value, findings: [...opened.findings, ...opened.value.findings] };
}

const isFault = ({ name, namespaceUri }: XmlElement): boolean => name === 'Fault' && namespaceUri === SOAP_11;

const broken = (rule: string, message: string, path = ''): Finding => ({
  path,
  rule,
  source: 'SOAP 1.1',
  severity: 'error',
  message,
});

interface Refused {
  readonly findings: readonly Finding[];
  readonly fault: SoapFault;
}

function refuse(code: FaultCode, finding: Finding): Refused {
  return { findings: [finding], fault: { code, string: finding.message, detail: [finding] } };
}

/** `beside`: what stands in the body to be referred to. */
type UseBody<T> = (element: XmlElement, headers: readonly SoapHeaderBlock[], beside: readonly XmlElement[]) => T;

/** Hands the one element of the body to `use`; says what is wrong where there is none. */
function readDocument<T>({ root }: XmlDocument, options: ReadEnvelopeOptions, use: UseBody<T>): T | Refused {
  if (root.name !== 'Envelope') return refuse('Client', broken('soap.envelope', 'expected a SOAP Envelope'));
  if (root.namespaceUri !== SOAP_11) {
    const known = ENVELOPE_NAMES.test(root.namespaceUri);
    const message = known ? 'this service speaks SOAP 1.1' : 'the Envelope stands in no namespace of SOAP 1.1';
    return refuse('VersionMismatch', broken('soap.version', message));
  }
  let header: XmlElement | undefined;
  let body: XmlElement | undefined;
  for (const part of childElements(root)) {
    if (part.namespaceUri === SOAP_11 && part.name === 'Header') header = part;
    else if (part.namespaceUri === SOAP_11 && part.name === 'Body') body ??= part;
  }
  if (!body) return refuse('Client', broken('soap.body', 'the Envelope has no Body'));
  const blocks = header === undefined ? [] : childElements(header);
  const stranger = blocks.find((block) => mustBeUnderstood(block) && !isUnderstood(block, options));
  if (stranger) {
    return refuse('MustUnderstand', broken('soap.must-understand', `header block ${stranger.name} is not understood`));
  }
  const inside = childElements(body);
  const beside = options.rpc === true ? inside.filter(isApart) : [];
  const [element, second] = inside.filter((one) => !beside.includes(one));
  if (!element) return refuse('Client', broken('soap.body', 'the Body is empty'));
  if (second) return refuse('Client', broken('soap.body', 'the Body holds more than one element'));
  return use(element, blocks.map(headerBlock), beside);
}

/** Whether an element stands in the Body to be referred to. The call may have an id as well, and then says that it is the root (SOAP 1.1, 5.6). */
function isApart(element: XmlElement): boolean {
  const root = element.attrs.find(({ name, namespaceUri }) => name === 'root' && namespaceUri === SOAP_ENCODING);
  return attributeOf(element, 'id') !== undefined && !/^(1|true)$/.test(root?.value.trim() ?? '');
}

function mustBeUnderstood(block: XmlElement): boolean {
  const wanted = block.attrs.find(
    (attribute) => attribute.name === 'mustUnderstand' && attribute.namespaceUri === SOAP_11,
  );
  return wanted !== undefined && /^(1|true)$/.test(wanted.value.trim());
}

function isUnderstood(block: XmlElement, options: ReadEnvelopeOptions): boolean {
  return block.namespaceUri === INTEGRAZIONE_NAMESPACE || (options.understands ?? []).includes(block.namespaceUri);
}

function headerBlock(block: XmlElement): SoapHeaderBlock {
  const attributes: Record<string, string> = {};
  for (const attribute of block.attrs) {
    if (attribute.namespaceUri !== SOAP_11) attributes[attribute.name] = attribute.value;
  }
  const { name, namespaceUri: namespace } = block;
  if (childElements(block).length === 0) return { name, namespace, attributes };
  return { name, namespace, attributes, xml: block.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 }) };
}

/** The body's element as fields of text, which is what most services have. */
function readFields(element: XmlElement, headers: readonly SoapHeaderBlock[]): ReadEnvelope {
  const { name, namespaceUri: namespace } = element;
  if (isFault(element)) {
    return { envelope: { operation: '', namespace, fields: {}, headers, fault: faultIn(element) }, findings: [] };
  }
  const fields: Record<string, string> = {};
  const findings: Finding[] = [];
  for (const child of childElements(element)) {
    if (Object.hasOwn(fields, child.name)) {
      findings.push(broken('soap.field-repeated', 'the field is written twice', child.name));
    } else if (childElements(child).length > 0) {
      findings.push(notText(child));
    }
    Object.defineProperty(fields, child.name, {
      value: child.content,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  const envelope: Envelope = { operation: name, namespace, fields, headers };
  if (findings.length === 0) return { envelope, findings };
  return { envelope, findings, fault: { code: 'Client', string: findings[0]?.message ?? '', detail: findings } };
}

/** A fault's children stand in no namespace; the code is a qualified name, of which the local part counts. */
function faultIn(element: XmlElement): NonNullable<Envelope['fault']> {
  const of = (name: string): string | undefined =>
    childElements(element)
      .find((child) => child.name === name)
      ?.content.trim();
  const actor = of('faultactor');
  const detail = of('detail');
  return {
    code: (of('faultcode') ?? '').replace(/^.*:/, ''),
    string: of('faultstring') ?? '',
    ...(actor === undefined ? {} : { actor }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/**
 * The document that a field carries as text, ready to be parsed on its own. White space and line breaks before the
 * declaration occur in real traffic, and so does text escaped once more than needed. It is text already, so whatever
 * encoding its declaration names no longer holds; the bytes are UTF-8.
 */
export function payloadOf(field: string): Buffer {
  let text = field.replace(/^\ufeff/, '').trim();
  if (text.startsWith('&lt;')) text = unescaped(text).trim();
  return Buffer.from(text.replace(/^<\?xml[^>]*\?>/, withoutEncoding), 'utf8');
}

const withoutEncoding = (declaration: string): string =>
  /encoding\s*=\s*(["'])utf-8\1/i.test(declaration)
    ? declaration
    : declaration.replace(/\s+encoding\s*=\s*("[^"]*"|'[^']*')/, '');

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp|#\d+|#x[0-9a-fA-F]+);/g, (whole, entity: string) => {
    if (entity.startsWith('#')) {
      const point = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    }
    return ONE_LEVEL[entity] ?? whole;
  });
}

const ONE_LEVEL: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
