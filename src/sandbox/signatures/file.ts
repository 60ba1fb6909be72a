/** A file that invented people have signed, in either form. */
import { type SignedFile, type Signing, signCades, signPades } from './sign.js';

export function signFile(formato: string, words: string, signings: readonly Signing[]): SignedFile {
  if (formato === 'PADES') return signPades(words, signings);
  const content = Buffer.from(words);
  return { file: signCades(content, signings), contents: signings.map(() => content) };
}
