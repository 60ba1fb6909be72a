/** Signs files for invented people, with certificates of an authority that nobody trusts. */
import type { SignAnew } from '../contract-kit/invent/signed.js';
import { makeAuthority } from '../sandbox/signatures/authority.js';
import { signFile } from '../sandbox/signatures/file.js';

const YEAR_MS = 365 * 86_400_000;

/** Each certificate is valid for a year before and after the moment of its signature. */
export const signAnew: SignAnew = (formato, words, signers) => {
  const authority = makeAuthority();
  const signings = signers.map(({ codiceFiscale, momento }) => {
    const at = new Date(momento);
    const validity = { from: new Date(at.getTime() - YEAR_MS), to: new Date(at.getTime() + YEAR_MS) };
    return { by: authority.issue({ name: 'Firmatario inventato', codiceFiscale }, validity), at };
  });
  return signFile(formato, words, signings);
};
