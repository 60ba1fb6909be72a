/** Writes SOAP 1.1 messages. */
import type { Finding } from '../foundation/finding.js';
import { xmlText } from '../foundation/xml-characters.js';
import { escapeAttribute, escapeText } from './xml-writer.js';

export const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';

/** Of SOAP 1.1, section 5: values with their types, which may stand apart from where they are referred to. */
export const SOAP_ENCODING = 'http://schemas.xmlsoap.org/soap/encoding/';
const XSD = 'http://www.w3.org/2001/XMLSchema';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** A header block: of attributes only, as the SPCoop `integrazione` block is, or with elements inside. */
export interface SoapHeaderBlock {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The block as XML, where it holds elements; absent where the attributes say everything. */
  readonly xml?: string;
}

export type FaultCode = 'Client' | 'Server' | 'VersionMismatch' | 'MustUnderstand';

export interface SoapFault {
  readonly code: FaultCode;
  readonly string: string;
  readonly actor?: string;
  readonly detail: readonly Finding[];
}

export interface WriteOptions {
  /** Namespace of the operation's element and of its fields. */
  readonly namespace: string;
  readonly headers?: readonly SoapHeaderBlock[];
  /** How a field's text is written; a receiver reads both alike. Default `escaped`. */
  readonly style?: 'escaped' | 'cdata';
  /** The fields stand in no namespace. */
  readonly unqualified?: boolean;
  /** Each field says its type, as rpc/encoded wants. */
  readonly encoded?: boolean;
}

/** Namespace of the findings in a fault's detail. */
const FINDINGS_NAMESPACE = 'urn:raccordo:findings:1';

/** A request: the operation's element with its fields in the order given. */
export function writeRequest(
  operation: string,
  fields: Readonly<Record<string, string>>,
  options: WriteOptions,
): Buffer {
  return writeFields(operation, fields, options);
}

/** The answer to an operation: its fields inside `risposta_` and the operation's name, as the service declares it. */
export function writeResponse(
  operation: string,
  fields: Readonly<Record<string, string>>,
  options: WriteOptions,
): Buffer {
  return writeFields(`risposta_${operation}`, fields, options);
}

/** A message whose body is this document, written without anything of ours around it. */
export function writeDocument(document: Uint8Array, headers: readonly SoapHeaderBlock[] = []): Buffer {
  const bare = Buffer.from(document)
    .toString('utf8')
    .replace(/^\ufeff?\s*<\?xml[^>]*\?>/, '');
  return envelope(headers.map(headerBlock).join(''), bare);
}

/** A fault; its detail lists the findings, with values masked. */
export function writeFault(fault: SoapFault): Buffer {
  const actor = fault.actor === undefined ? '' : `<faultactor>${escapeText(fault.actor)}</faultactor>`;
  const detail = fault.detail.length === 0 ? '' : `<detail>${findingsElement(fault.detail)}</detail>`;
  const string = escapeText(fault.string);
  return envelope(
    '',
    `<soapenv:Fault><faultcode>soapenv:${fault.code}</faultcode><faultstring>${string}</faultstring>${actor}${detail}</soapenv:Fault>`,
  );
}

function findingsElement(findings: readonly Finding[]): string {
  const lines = findings.map(({ path, rule, severity, message: words }) => {
    const attributes = `path="${escapeAttribute(path)}" rule="${escapeAttribute(rule)}" severity="${severity}"`;
    return `<finding ${attributes}>${escapeText(words)}</finding>`;
  });
  return `<findings xmlns="${FINDINGS_NAMESPACE}">${lines.join('')}</findings>`;
}

/** An element with fields of text: in its namespace, or in none. */
export function writeFields(element: string, fields: Readonly<Record<string, string>>, options: WriteOptions): Buffer {
  const prefix = options.unqualified === true ? '' : 'types:';
  const encoded = options.encoded === true;
  const type = encoded ? ' xsi:type="xsd:string"' : '';
  const inside = Object.entries(fields)
    .map(
      ([name, value]) =>
        `<${prefix}${name}${type}>${options.style === 'cdata' ? cdata(value) : escapeText(value)}</${prefix}${name}>`,
    )
    .join('');
  const encoding = encoded ? ` xmlns:xsd="${XSD}" xmlns:xsi="${XSI}" soapenv:encodingStyle="${SOAP_ENCODING}"` : '';
  const body = `<types:${element} xmlns:types="${escapeAttribute(options.namespace)}"${encoding}>${inside}</types:${element}>`;
  return envelope((options.headers ?? []).map(headerBlock).join(''), body);
}

function headerBlock({ name, namespace, attributes, xml }: SoapHeaderBlock): string {
  if (xml !== undefined) return xml;
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  return `<raccordo:${name} xmlns:raccordo="${escapeAttribute(namespace)}"${written.join('')}/>`;
}

/** `]]>` would end the section, so it is split over two. */
const cdata = (value: string): string =>
  value === '' ? '' : `<![CDATA[${xmlText(value).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

function envelope(header: string, body: string): Buffer {
  const head = header === '' ? '' : `<soapenv:Header>${header}</soapenv:Header>`;
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP_11}">${head}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`,
    'utf8',
  );
}
