/**
 * A signed file against what its sender says of it: who has signed, in which role, when, and what. Every side whose documents
 * bring signed files is checked here. Whether a certificate was revoked is not asked: no network is used.
 */
import type { X509Certificate } from 'node:crypto';
import type { Finding, Severity } from '../../foundation/finding.js';
import { mask } from '../../foundation/finding.js';
import { digest } from '../../foundation/ids.js';
import { isValidAt, leadsToTrust } from './certificate.js';
import { type FoundSignature, readSignatures, type SignedForm } from './read.js';
import type { Flaw } from './verify.js';

export const SIGNER_ROLES = ['CITTADINO', 'OPERATORE'] as const;
export type SignerRole = (typeof SIGNER_ROLES)[number];

/** What the sender says of one signature. */
export interface DeclaredSignature {
  readonly ruolo: SignerRole;
  readonly formato: SignedForm;
  /** RFC 3339. */
  readonly momento: string;
  /** SHA-256 of what was signed: the document in the envelope, or of a PDF the bytes of its range. */
  readonly impronta: string;
  readonly codiceFiscale: string;
}

/** What the check made of one declared signature; the chain is only judged where somebody is trusted. */
export interface Judged {
  readonly esito: 'VALIDA' | 'NON_VALIDA';
  readonly catena: 'VERIFICATA' | 'NON_VERIFICATA' | 'NON_GIUDICATA';
}

export interface SignedFileCheck {
  readonly findings: readonly Finding[];
  /** In the order of the declared signatures. */
  readonly judged: readonly Judged[];
}

export interface SignedFile {
  readonly file: Buffer;
  /** Codice fiscale of the person whom the document is about. */
  readonly codiceFiscale: string;
  readonly declared: readonly DeclaredSignature[];
  /** What the sender says the file is. */
  readonly mediaType?: string;
  /** The officer whom the document names, and what it is where none of the officers who signed is that one. */
  readonly officer?: { readonly codiceFiscale: string; readonly otherwise: Severity };
}

/** Where the parts of the signed file stand in the sender's document, for the findings. */
export interface SignedFilePaths {
  readonly file: string;
  readonly mediaType: string;
  readonly signatures: string;
  readonly officer: string;
}

const SOURCE = 'CAD art. 20-24; ETSI EN 319 122, 319 142';
/** Clocks of signers and systems differ; a moment that is further off is another one. */
const TOLERANCE_MS = 24 * 60 * 60 * 1000;

const MEDIA_TYPES: Readonly<Record<SignedForm, string>> = {
  CADES: 'application/pkcs7-mime',
  PADES: 'application/pdf',
};

const UNREADABLE = {
  'no-signature': 'holds no signature: expected CAdES (.p7m) or a PDF with PAdES signatures',
  broken: 'its signatures do not have the structure of CAdES or PAdES',
  'changed-after': 'the file goes on after its last signature: what stands there was signed by nobody',
} as const;

const FLAWS: Readonly<Record<Flaw, string>> = {
  algorithm: 'made with an algorithm that is not taken (expected SHA-256 or longer with RSA or ECDSA)',
  content: 'the content is not the one that was signed',
  value: 'the value does not belong to the certificate that it names',
  certificate: 'the certificate that it names is not there, or is another one',
};

/** Checks a signed file. Never throws for what it may hold. `trusted` undefined: the chain is not judged. */
export function checkSignedFile(
  { file, codiceFiscale, declared, mediaType, officer }: SignedFile,
  trusted: readonly X509Certificate[] | undefined,
  paths: SignedFilePaths,
  now: Date = new Date(),
): SignedFileCheck {
  const findings: Finding[] = [];
  const say = (path: string, rule: string, message: string, severity: Severity = 'error', value?: string): void => {
    const masked = value === undefined ? {} : { masked: mask(value) };
    findings.push({ path, rule: `signature.${rule}`, source: SOURCE, severity, message, ...masked });
  };
  const read = readSignatures(file);
  if ('unreadable' in read) {
    say(paths.file, 'structure', UNREADABLE[read.unreadable]);
    return { findings, judged: declared.map(() => ({ esito: 'NON_VALIDA', catena: 'NON_GIUDICATA' })) };
  }
  const expected = MEDIA_TYPES[read.form];
  if (mediaType !== undefined && mediaType !== expected)
    say(paths.mediaType, 'media-type', `the file is ${read.form}: expected ${expected}`, 'error', mediaType);
  for (const role of SIGNER_ROLES)
    if (!declared.some(({ ruolo }) => ruolo === role))
      say(paths.signatures, 'missing', `no signature of the role ${role}: both sign`);
  const officers = declared.filter(({ ruolo }) => ruolo === 'OPERATORE');
  if (officer && officers.length > 0 && !officers.some((one) => one.codiceFiscale === officer.codiceFiscale)) {
    const message = 'the officer who signed is not the one named here';
    say(paths.officer, 'officer', message, officer.otherwise, officer.codiceFiscale);
  }
  for (const { flaw } of read.signatures) if (flaw !== undefined) say(paths.file, flaw, FLAWS[flaw]);
  const taken = new Set<FoundSignature>();
  const judged = declared.map((one, i): Judged => {
    const at = (name: string): string => `${paths.signatures}[${i}].${name}`;
    const before = findings.length;
    if (one.formato !== read.form) say(at('formato'), 'format', `the file is ${read.form}`, 'error', one.formato);
    if (one.ruolo === 'CITTADINO' && one.codiceFiscale !== codiceFiscale)
      say(at('codiceFiscale'), 'person', 'is not the person whom the document is about', 'error', one.codiceFiscale);
    if (one.ruolo === 'OPERATORE' && one.codiceFiscale === codiceFiscale)
      say(
        at('codiceFiscale'),
        'person',
        'the officer cannot be the person the document is about',
        'error',
        one.codiceFiscale,
      );
    const found = read.signatures.find(
      (signature) => signature.codiceFiscale === one.codiceFiscale && !taken.has(signature),
    );
    if (found?.certificate === undefined) {
      say(
        at('codiceFiscale'),
        'signer',
        'no signature in the file is made with a certificate of this codice fiscale',
        'error',
        one.codiceFiscale,
      );
      return { esito: 'NON_VALIDA', catena: 'NON_GIUDICATA' };
    }
    taken.add(found);
    if (digest(found.content) !== one.impronta) say(at('impronta'), 'digest', 'is not the SHA-256 of what was signed');
    const moment = momentOf(one, found, (message) => say(at('momento'), 'moment', message), now);
    if (!isValidAt(found.certificate, moment))
      say(at('momento'), 'validity', 'the certificate was not valid at the moment of the signature');
    if (!found.named)
      say(
        at('codiceFiscale'),
        'certificate-not-signed',
        'the signer has not signed which certificate is theirs, as CAdES and PAdES ask',
        'warning',
      );
    const catena = chainOf(found, trusted, moment);
    if (catena === 'NON_VERIFICATA')
      say(at('codiceFiscale'), 'chain', 'nobody who is trusted has issued the certificate');
    const valid = findings.slice(before).every(({ severity }) => severity !== 'error');
    return { esito: valid ? 'VALIDA' : 'NON_VALIDA', catena };
  });
  if (read.signatures.some((one) => one.flaw === undefined && !taken.has(one)))
    say(paths.signatures, 'undeclared', 'the file holds signatures of which nothing is said', 'warning');
  if (trusted === undefined)
    say(
      paths.signatures,
      'chain-not-judged',
      'no trusted authorities are configured (security.trustAnchors): who issued the certificates is not judged',
      'warning',
    );
  return { findings, judged };
}

/** When it was signed: as the signature itself says, else as its sender says. */
function momentOf(
  { momento }: DeclaredSignature,
  { signingTime }: FoundSignature,
  say: (message: string) => void,
  now: Date,
): Date {
  const declared = new Date(momento);
  if (declared.getTime() > now.getTime() + TOLERANCE_MS) say('lies in the future');
  if (signingTime === undefined) return declared;
  if (Math.abs(signingTime.getTime() - declared.getTime()) > TOLERANCE_MS)
    say('is more than a day from the moment that the signature itself bears');
  return signingTime;
}

function chainOf(
  { certificate, between }: FoundSignature,
  trusted: readonly X509Certificate[] | undefined,
  moment: Date,
): Judged['catena'] {
  if (trusted === undefined || certificate === undefined) return 'NON_GIUDICATA';
  return leadsToTrust(certificate, between, trusted, moment) ? 'VERIFICATA' : 'NON_VERIFICATA';
}
