/**
 * Documents that bring a signed file. Of false people there is no true signature, and a file that was changed has none that
 * stands: an invented file takes the place of the true one and is signed anew, by invented people with those codici fiscali.
 */
import { readJson } from '../../contract/json-contract.js';
import { SIGNED } from '../../contract/signed-document.js';
import { digest } from '../../foundation/ids.js';

export interface Signer {
  readonly codiceFiscale: string;
  /** RFC 3339. */
  readonly momento: string;
}

export interface SignedFile {
  readonly file: Buffer;
  /** What each signature is over, in the order of the signers. */
  readonly contents: readonly Buffer[];
}

/** Signs a file with these words for everybody, in the form that the document says. Who can, is handed in from outside. */
export type SignAnew = (formato: string, words: string, signers: readonly Signer[]) => SignedFile;

interface Signed {
  readonly firme?: readonly (Signer & { readonly formato: string })[];
}

export const isSigned = (bytes: Buffer): boolean => typeof readJson(bytes, '').tree?.[SIGNED] === 'object';

/** The document with an invented file that is signed as it says; the document itself where it says of no signature. */
export function signedAnew(bytes: Buffer, sign: SignAnew): Buffer {
  const tree = readJson(bytes, '').tree ?? {};
  const { firme = [], ...signed } = tree[SIGNED] as Signed;
  const [first] = firme;
  if (first === undefined) return bytes;
  const { file, contents } = sign(first.formato, 'Documento inventato', firme);
  const named = firme.map((one, i) => ({ ...one, impronta: digest(contents[i] ?? file) }));
  const made = { ...tree, [SIGNED]: { ...signed, contenuto: file.toString('base64'), firme: named } };
  return Buffer.from(`${JSON.stringify(made, null, 2)}\n`, 'utf8');
}
