/** CMS SignedData (RFC 5652), the envelope of CAdES and of the signatures inside a PDF: read, not judged. */
import { bytesOf, contextTag, type Element, inside, integerOf, octetsOf, oidOf, readElement, timeOf } from './asn1.js';
import { type Certificate, readCertificate } from './certificate.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/** What the signer has signed beside the content. */
export interface SignedAttributes {
  /** The bytes that the signature is over. */
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly messageDigest: Buffer | undefined;
  readonly signingTime: Date | undefined;
  /** Hash of the signer's own certificate (ESS), which CAdES and PAdES ask for. */
  readonly certificateHash: { readonly algorithm: string; readonly value: Buffer } | undefined;
}

export interface Signer {
  /** Which certificate it is, by issuer and number; absent where it is named otherwise. */
  readonly issuer: Buffer | undefined;
  readonly serial: string;
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly attributes: SignedAttributes | undefined;
  readonly signature: Buffer;
}

export interface SignedData {
  /** What was signed, where the envelope holds it. */
  readonly content: Buffer | undefined;
  readonly contentType: string;
  readonly certificates: readonly Certificate[];
  readonly signers: readonly Signer[];
  /** Whether something else stands behind the envelope; zeros that fill up a room do not count. */
  readonly goesOn: boolean;
}

const SEQUENCE = 0x30;

/** A file as bytes of ASN.1: many signed files are written in base64, with or without a frame. */
export function unarmoured(file: Buffer): Buffer {
  if (file[0] === SEQUENCE) return file;
  const text = file.toString('latin1').replace(/-----[^-]+-----/g, '');
  return /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, 'base64') : file;
}

/** Reads an envelope; undefined where the bytes are none. Never throws for what bytes may hold. */
export function readSignedData(bytes: Buffer): SignedData | undefined {
  const envelope = readElement(bytes);
  const [type, holder] = inside(envelope);
  if (oidOf(type) !== SIGNED_DATA) return undefined;
  const [version, digests, encapsulated, ...more] = inside(inside(holder)[0]);
  if (version === undefined || digests === undefined || encapsulated === undefined) return undefined;
  const signers = more.find((one) => contextTag(one) === undefined);
  const certificates = more.find((one) => contextTag(one) === 0);
  const [contentType, content] = inside(encapsulated);
  const read = inside(signers).map(readSigner);
  if (read.length === 0 || read.some((one) => one === undefined)) return undefined;
  return {
    content: octetsOf(inside(content)[0]),
    contentType: oidOf(contentType),
    certificates: inside(certificates).flatMap((one) => readCertificate(bytesOf(one)) ?? []),
    signers: read as readonly Signer[],
    goesOn: bytes.subarray(envelope?.blockLength).some((byte) => byte !== 0),
  };
}

function readSigner(element: Element): Signer | undefined {
  const parts = [...inside(element)];
  const [, sid, digestAlgorithm] = parts;
  const attributes = contextTag(parts[3]) === 0 ? parts[3] : undefined;
  const [signatureAlgorithm, signature] = parts.slice(attributes === undefined ? 3 : 4);
  const signed = octetsOf(signature);
  if (sid === undefined || signed === undefined) return undefined;
  const [issuer, serial] = inside(sid);
  const named = contextTag(sid) === undefined && issuer !== undefined;
  return {
    issuer: named ? bytesOf(issuer) : undefined,
    serial: integerOf(serial),
    digestAlgorithm: oidOf(inside(digestAlgorithm)[0]),
    signatureAlgorithm: oidOf(inside(signatureAlgorithm)[0]),
    attributes: attributes === undefined ? undefined : readAttributes(attributes),
    signature: signed,
  };
}

const SET_TAG = 0x31;

function readAttributes(element: Element): SignedAttributes {
  const values = new Map(
    inside(element).map((attribute) => {
      const [type, set] = inside(attribute);
      return [oidOf(type), inside(set)[0]] as const;
    }),
  );
  // What was signed is the set itself; in the envelope it stands under a tag of its own.
  const bytes = bytesOf(element);
  bytes[0] = SET_TAG;
  return {
    bytes,
    contentType: oidOf(values.get(CONTENT_TYPE)),
    messageDigest: octetsOf(values.get(MESSAGE_DIGEST)),
    signingTime: timeOf(values.get(SIGNING_TIME)),
    certificateHash: readCertificateHash(values.get(SIGNING_CERTIFICATE_V2)),
  };
}

const SHA256 = '2.16.840.1.101.3.4.2.1';

function readCertificateHash(attribute: Element | undefined): SignedAttributes['certificateHash'] {
  const first = inside(inside(inside(attribute)[0])[0]);
  const [algorithm] = first;
  const value = first.map(octetsOf).find((one) => one !== undefined);
  if (value === undefined) return undefined;
  // Where no algorithm is named it is SHA-256.
  return { algorithm: oidOf(inside(algorithm)[0]) || SHA256, value };
}
