/**
 * The gate every XML document of someone else passes: well-formed, in an encoding that is what it claims, without
 * DOCTYPE. libxml2 parses the bytes with no network and no external entities; entities it does not expand.
 */
import { isAscii } from 'node:buffer';
import { ParseOption, XmlDocument, XmlLibError } from 'libxml2-wasm';
import type { Finding } from '../foundation/finding.js';

/**
 * A document of more elements is refused before the schema sees it. libxml2 counts an element's siblings for each error
 * it reports, so errors in n siblings cost n² (20 000 take 0.6 s, 200 000 a minute); a full SAP has about 700 elements.
 */
export const MOST_ELEMENTS = 20_000;
/** Smaller documents cannot hold a harmful number of faulty elements, so theirs are not counted. */
const COUNT_FROM_BYTES = 128 * 1024;

/** Why a document could not be opened at all. */
interface ParseFault {
  readonly rule: string;
  readonly message: string;
}

const malformed = (rule: string, message: string): Finding => ({
  path: '',
  rule,
  source: 'XML 1.0',
  severity: 'error',
  message,
});

const OPTIONS = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_COMPACT;

export interface OpenedXml {
  readonly document: XmlDocument;
  /** The document as text, for the tree reader; proven well-formed and free of DOCTYPE. Made on demand. */
  text(): string;
}

export interface Gated<T> {
  /** What `use` returned; absent when the document was refused. */
  readonly value?: T;
  readonly findings: readonly Finding[];
}

export interface GateOptions {
  /** Encoding that the transport declared; it wins over the document's own declaration, as RFC 7303 has it. */
  readonly charset?: string;
  /** Elements it may have; default `MOST_ELEMENTS`. For a document that is only taken apart, before any schema sees it. */
  readonly mostElements?: number;
}

/** Opens a document, hands it to `use` and frees it. Never throws for what the bytes may hold. */
export function openXml<T>(bytes: Uint8Array, use: (xml: OpenedXml) => T, options: GateOptions = {}): Gated<T> {
  if (tooManyElements(bytes, options.mostElements ?? MOST_ELEMENTS)) {
    return {
      findings: [
        malformed('xml.too-large', `more than ${MOST_ELEMENTS} elements; none of these documents has so many`),
      ],
    };
  }
  const parsed = parse(bytes, options.charset);
  if (!(parsed instanceof XmlDocument)) return { findings: [malformed(parsed.rule, parsed.message)] };
  try {
    const { dtd } = parsed;
    if (dtd !== null) {
      // The document owns it: a wrapper left to the garbage collector would free it a second time.
      dtd.dispose();
      return { findings: [malformed(...DOCTYPE)] };
    }
    const findings = parsed.warnings.every(isAboutNamespace) ? [] : [encodingMismatch()];
    return { value: use({ document: parsed, text: () => textOf(parsed, bytes, options.charset) }), findings };
  } finally {
    parsed.dispose();
  }
}

const DOCTYPE = ['xml.doctype', 'a document type declaration is not allowed, nor are entities of its own'] as const;

function parse(bytes: Uint8Array, charset: string | undefined): XmlDocument | ParseFault {
  try {
    return XmlDocument.fromBuffer(bytes, { option: OPTIONS, ...(charset === undefined ? {} : { encoding: charset }) });
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    // A document with entities of its own fails in many ways; the cause is the declaration.
    if (hasDoctype(bytes)) return { rule: DOCTYPE[0], message: DOCTYPE[1] };
    return faultOf(error);
  }
}

function hasDoctype(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 8192))
    .toString('latin1')
    .replaceAll('\0', '')
    .includes('<!DOCTYPE');
}

/** What libxml2 says, in our words: its own sentences may repeat names out of the document. */
const FAULTS: readonly (readonly [start: RegExp, rule: string, words: string])[] = [
  [/^Invalid bytes in character encoding/, 'xml.encoding', 'bytes that do not exist in the encoding of the document'],
  [/^Unsupported encoding/, 'xml.encoding', 'the declared encoding is not known; send UTF-8'],
  [/^Document is empty/, 'xml.not-well-formed', 'the document is empty'],
  [/^Start tag expected/, 'xml.not-well-formed', 'expected an XML document, found something else'],
  [
    /^(Opening and ending tag mismatch|Premature end)/,
    'xml.not-well-formed',
    'an element is not closed by its own end tag',
  ],
  [/^Entity '/, 'xml.not-well-formed', 'an entity that XML does not know; only lt, gt, amp, apos and quot exist'],
  [/^(PCDATA invalid Char|xmlParseCharRef: invalid)/, 'xml.not-well-formed', 'a character that XML forbids'],
  [/^Extra content/, 'xml.not-well-formed', 'content after the end of the root element'],
  [/^XML declaration allowed only/, 'xml.not-well-formed', 'the XML declaration must be the very first thing'],
  [/^Excessive depth/, 'xml.too-deep', 'elements nested deeper than 256 levels'],
  [/^Namespace prefix/, 'xml.not-well-formed', 'a namespace prefix that is not declared'],
  [/^Attribute .* redefined/, 'xml.not-well-formed', 'an attribute is written twice in one element'],
];

function faultOf(error: XmlLibError): ParseFault {
  const first = error.details[0];
  const known = FAULTS.find(([start]) => start.test(first?.message ?? ''));
  const where = first === undefined ? '' : `line ${first.line}, column ${first.col}: `;
  return {
    rule: known?.[1] ?? 'xml.not-well-formed',
    message: `${where}${known?.[2] ?? 'the document is not well-formed XML'}`,
  };
}

/** A namespace that is no absolute URI (INPS has one named `Schemas`) is only remarked on: the name is what counts. */
const isAboutNamespace = ({ message }: { readonly message: string }): boolean => message.startsWith('xmlns:');

function encodingMismatch(): Finding {
  return {
    ...malformed(
      'xml.encoding',
      'the declared encoding is not the one the document is written in; the real one was used',
    ),
    severity: 'warning',
  };
}

function tooManyElements(bytes: Uint8Array, most: number): boolean {
  if (bytes.byteLength < COUNT_FROM_BYTES || most === Number.POSITIVE_INFINITY) return false;
  const less = 0x3c;
  const slash = 0x2f;
  let elements = 0;
  for (let at = bytes.indexOf(less); at !== -1; at = bytes.indexOf(less, at + 1)) {
    if (bytes[at + 1] === slash) continue;
    elements += 1;
    if (elements > most) return true;
  }
  return false;
}

const ASCII_COMPATIBLE = /^(utf-?8|us-ascii|ascii)$/i;

function textOf(document: XmlDocument, bytes: Uint8Array, charset: string | undefined): string {
  const encoding = charset ?? document.encoding;
  if (encoding === null || ASCII_COMPATIBLE.test(encoding)) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Most documents hold nothing but ASCII, and those are text at a thirtieth of the cost.
    if (isAscii(buffer)) return buffer.toString('latin1');
    const text = buffer.toString('utf8');
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
  const parts: Buffer[] = [];
  document.save(
    {
      write(part) {
        parts.push(Buffer.from(part));
        return part.byteLength;
      },
      close: () => true,
    },
    { encoding: 'UTF-8', format: false },
  );
  return Buffer.concat(parts).toString('utf8');
}
