/** One signature against what it is over: the digest, the value, and the certificate that it names. */
import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import type { Certificate } from './certificate.js';
import type { SignedData, Signer } from './cms.js';

const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const PSS = '1.2.840.113549.1.1.10';
/** Signature algorithms, each with the digest that its name fixes; the others use the one that the signer states. */
const ALGORITHMS: Readonly<Record<string, string | undefined>> = {
  '1.2.840.113549.1.1.1': undefined,
  [PSS]: undefined,
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/** Why a signature does not stand; the words are for a person. */
export type Flaw = 'algorithm' | 'content' | 'value' | 'certificate';

export type Verified =
  | { readonly flaw: Flaw }
  | { readonly certificate: Certificate; readonly signingTime: Date | undefined; readonly named: boolean };

/**
 * Verifies one signature over a content. `named`: the signer has signed which certificate is theirs (ESS), so that no other
 * certificate of the same key can be put in its place.
 */
export function verifySigner(signer: Signer, { certificates, contentType }: SignedData, content: Buffer): Verified {
  const digest = DIGESTS[signer.digestAlgorithm];
  if (digest === undefined || !Object.hasOwn(ALGORITHMS, signer.signatureAlgorithm)) return { flaw: 'algorithm' };
  const { attributes } = signer;
  if (attributes !== undefined) {
    const held = createHash(digest).update(content).digest();
    if (attributes.messageDigest?.equals(held) !== true) return { flaw: 'content' };
    if (attributes.contentType !== contentType) return { flaw: 'content' };
  }
  const over = attributes?.bytes ?? content;
  const theirs = certificates.filter((one) => isNamed(signer, one));
  if (theirs.length === 0) return { flaw: 'certificate' };
  const certificate = theirs.find((one) => holds(one.x509.publicKey, signer, digest, over));
  if (certificate === undefined) return { flaw: attributes === undefined ? 'content' : 'value' };
  const hash = attributes?.certificateHash;
  if (hash !== undefined && !isHashOf(hash, certificate)) return { flaw: 'certificate' };
  return { certificate, signingTime: attributes?.signingTime, named: hash !== undefined };
}

/** A signer who is named by key identifier may be any of those enclosed: the value tells. */
const isNamed = ({ issuer, serial }: Signer, certificate: Certificate): boolean =>
  issuer === undefined || (issuer.equals(certificate.issuer) && serial === certificate.serial);

function holds(key: KeyObject, { signatureAlgorithm, signature }: Signer, digest: string, over: Buffer): boolean {
  const algorithm = ALGORITHMS[signatureAlgorithm] ?? digest;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  try {
    return verify(algorithm, over, { key, ...(signatureAlgorithm === PSS ? pss : {}) }, signature);
  } catch {
    return false;
  }
}

function isHashOf({ algorithm, value }: { algorithm: string; value: Buffer }, { x509 }: Certificate): boolean {
  const digest = DIGESTS[algorithm];
  return digest !== undefined && createHash(digest).update(x509.raw).digest().equals(value);
}
