/** A signer's certificate: whose it is, when it was valid, and whether somebody who is trusted issued it. */
import { X509Certificate } from 'node:crypto';
import { bytesOf, contextTag, inside, integerOf, readElement } from './asn1.js';

export interface Certificate {
  readonly x509: X509Certificate;
  /** Issuer's name as it is encoded, and number: by these a signature names its certificate. */
  readonly issuer: Buffer;
  readonly serial: string;
}

/** Reads a certificate (DER); undefined where the bytes are none. */
export function readCertificate(der: Buffer): Certificate | undefined {
  const [signed] = inside(readElement(der));
  const fields = inside(signed).filter((one) => contextTag(one) !== 0);
  const [serial, , issuer] = fields;
  if (issuer === undefined) return undefined;
  try {
    const x509 = new X509Certificate(der);
    // A key that cannot be read is found out when it is asked for; without it the certificate is none.
    return x509.publicKey.type === 'public' ? { x509, issuer: bytesOf(issuer), serial: integerOf(serial) } : undefined;
  } catch {
    return undefined;
  }
}

/** TINIT- is how ETSI EN 319 412-1 writes an Italian codice fiscale; older certificates write IT: or the code alone. */
const IN_SUBJECT =
  /^serialNumber=(?:TINIT-|IT:)?([A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z])$/m;

/** Codice fiscale of the person the certificate was issued to; undefined where it names none. */
export const codiceFiscaleOf = ({ x509 }: Certificate): string | undefined => IN_SUBJECT.exec(x509.subject)?.[1];

export const isValidAt = ({ x509 }: Pick<Certificate, 'x509'>, moment: Date): boolean =>
  Date.parse(x509.validFrom) <= moment.getTime() && moment.getTime() <= Date.parse(x509.validTo);

/** Longer than any chain of a qualified certificate. */
const LONGEST_CHAIN = 6;

function issued(by: X509Certificate, one: X509Certificate): boolean {
  try {
    return one.checkIssued(by) && one.verify(by.publicKey);
  } catch {
    return false;
  }
}

/** Whether a chain leads from the certificate to a trusted one, each valid at the moment; `between` may help. */
export function leadsToTrust(
  { x509 }: Certificate,
  between: readonly Certificate[],
  trusted: readonly X509Certificate[],
  moment: Date,
): boolean {
  let holder = x509;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const anchor = trusted.find((one) => issued(one, holder));
    if (anchor !== undefined) return isValidAt({ x509: anchor }, moment);
    const next = between.find(
      (one) => one.x509.ca && one.x509 !== holder && isValidAt(one, moment) && issued(one.x509, holder),
    );
    if (next === undefined) return false;
    holder = next.x509;
  }
  return false;
}
