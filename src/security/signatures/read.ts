/** The signatures of a signed file, whichever of the two forms it has: each verified against what it is over. */
import { type Certificate, codiceFiscaleOf } from './certificate.js';
import { readSignedData, type SignedData, unarmoured } from './cms.js';
import { isPdf, readPdfSignatures } from './pdf.js';
import { type Flaw, verifySigner } from './verify.js';

export type SignedForm = 'CADES' | 'PADES';

export interface FoundSignature {
  /** What it is over. */
  readonly content: Buffer;
  readonly flaw?: Flaw;
  readonly certificate?: Certificate;
  /** Certificates that came with it. */
  readonly between: readonly Certificate[];
  readonly codiceFiscale?: string;
  readonly signingTime?: Date;
  readonly named: boolean;
}

export type ReadSignatures =
  | { readonly form: SignedForm; readonly signatures: readonly FoundSignature[] }
  /** Why it is no signed file, or cannot be trusted to be one. */
  | { readonly unreadable: 'no-signature' | 'broken' | 'changed-after' };

/** Signatures inside signatures; deeper than any file of two signers. */
const DEEPEST = 5;

/** Never throws for what a file may hold. */
export function readSignatures(file: Buffer): ReadSignatures {
  return isPdf(file) ? readPades(file) : readCades(file);
}

function readPades(file: Buffer): ReadSignatures {
  const found = readPdfSignatures(file);
  if (found === undefined) return { unreadable: 'broken' };
  if (found.length === 0) return { unreadable: 'no-signature' };
  // Whatever stands behind the last signature was signed by nobody.
  if (found[found.length - 1]?.end !== file.length) return { unreadable: 'changed-after' };
  const signatures: FoundSignature[] = [];
  for (const { content, envelope } of found) {
    const data = readSignedData(envelope);
    if (data === undefined || data.content !== undefined) return { unreadable: 'broken' };
    signatures.push(...verified(data, content));
  }
  return { form: 'PADES', signatures };
}

/** Two may sign side by side in one envelope, or the second one around the envelope of the first. */
function readCades(file: Buffer): ReadSignatures {
  const signatures: FoundSignature[] = [];
  let layer: Buffer | undefined = file;
  for (let depth = 0; depth < DEEPEST && layer !== undefined; depth++) {
    const data: SignedData | undefined = readSignedData(unarmoured(layer));
    if (data === undefined) break;
    if (data.content === undefined) return { unreadable: 'broken' };
    if (data.goesOn) return { unreadable: 'changed-after' };
    signatures.push(...verified(data, data.content));
    layer = data.content;
  }
  return signatures.length === 0 ? { unreadable: 'no-signature' } : { form: 'CADES', signatures };
}

const verified = (data: SignedData, content: Buffer): FoundSignature[] =>
  data.signers.map((signer) => {
    const result = verifySigner(signer, data, content);
    const common = { content, between: data.certificates };
    if ('flaw' in result) return { ...common, flaw: result.flaw, named: false };
    const { certificate, signingTime, named } = result;
    const codiceFiscale = codiceFiscaleOf(certificate);
    return {
      ...common,
      certificate,
      named,
      ...(codiceFiscale === undefined ? {} : { codiceFiscale }),
      ...(signingTime === undefined ? {} : { signingTime }),
    };
  });
