/** Signs documents for invented people: CAdES around a document, or PAdES inside a PDF. */
import { createHash, sign } from 'node:crypto';
import type { SigningIdentity } from './authority.js';
import { der, encoded, integer, moment, none, octets, oid, type Part, sequence, set, sorted, tagged } from './der.js';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const;

export interface Signing {
  readonly by: SigningIdentity;
  /** The moment that the signature bears; a PDF's bears none. */
  readonly at?: Date;
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const digestAlgorithm = (): Part => sequence(oid(OID.sha256), none());
const attribute = (type: string, value: Part): Part => sequence(oid(type), set(value));

function signerInfo(content: Buffer, { by, at }: Signing): Part {
  const attributes = sorted([
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(sha256(content))),
    ...(at === undefined ? [] : [attribute(OID.signingTime, moment(at))]),
    attribute(OID.signingCertificate, sequence(sequence(sequence(octets(sha256(by.certificate)))))),
  ]);
  return sequence(
    integer(1),
    signerId(by.certificate),
    digestAlgorithm(),
    tagged(0, ...attributes),
    sequence(oid(OID.ecdsaSha256)),
    octets(sign('sha256', der(set(...attributes)), by.key)),
  );
}

/** Issuer and number, out of the certificate. */
function signerId(certificate: Buffer): Part {
  const [signed] = partsOf(encoded(certificate));
  const [, serial, , issuer] = partsOf(signed);
  if (serial === undefined || issuer === undefined) throw new Error('not a certificate');
  return sequence(issuer, serial);
}

const partsOf = (part: Part | undefined): readonly Part[] =>
  (part as unknown as { readonly valueBlock: { readonly value: readonly Part[] } }).valueBlock.value;

function envelope(content: Buffer, signings: readonly Signing[], holdsContent: boolean): Buffer {
  const data = sequence(oid(OID.data), ...(holdsContent ? [tagged(0, octets(content))] : []));
  const certificates = signings.map(({ by }) => encoded(by.certificate));
  const signers = set(...signings.map((one) => signerInfo(content, one)));
  const signed = sequence(integer(1), set(digestAlgorithm()), data, tagged(0, ...certificates), signers);
  return der(sequence(oid(OID.signedData), tagged(0, signed)));
}

/** A `.p7m`: the document in an envelope that all have signed. */
export const signCades = (document: Buffer, signings: readonly Signing[]): Buffer => envelope(document, signings, true);

const PLACE_BYTES = 4096;
const BLANK_RANGE = '/ByteRange [0 0000000000 0000000000 0000000000]';

/** What each signature is over, beside the file. */
export interface SignedFile {
  readonly file: Buffer;
  readonly contents: readonly Buffer[];
}

/** A small PDF that each has signed after the other, every one over all that stood there before. */
export function signPades(words: string, signings: readonly Signing[]): SignedFile {
  let file = Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Words (${words}) >>\nendobj\n%%EOF\n`, 'latin1');
  const contents: Buffer[] = [];
  for (const [n, signing] of signings.entries()) {
    const opening = `${n + 2} 0 obj\n<< /Type /Sig /SubFilter /ETSI.CAdES.detached ${BLANK_RANGE} /Contents `;
    const place = `<${'0'.repeat(PLACE_BYTES * 2)}>`;
    const closing = ' >>\nendobj\n%%EOF\n';
    const length = file.length + opening.length;
    const second = length + place.length;
    const numbers = [length, second, closing.length].map((one) => String(one).padStart(10, '0')).join(' ');
    const before = Buffer.concat([file, Buffer.from(opening.replace(BLANK_RANGE, `/ByteRange [0 ${numbers}]`))]);
    const content = Buffer.concat([before, Buffer.from(closing)]);
    const hex = envelope(content, [signing], false)
      .toString('hex')
      .padEnd(PLACE_BYTES * 2, '0');
    file = Buffer.concat([before, Buffer.from(`<${hex}>${closing}`)]);
    contents.push(content);
  }
  return { file, contents };
}
