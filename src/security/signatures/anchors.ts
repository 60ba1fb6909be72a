/** The certificates of the authorities that are trusted: a folder of PEM files. */
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { securityError } from '../errors.js';

const ONE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

const folders = new Map<string, readonly X509Certificate[]>();

/** Every certificate of the folder's `.pem`, `.crt` and `.cer` files; read once. Throws `trust-unreadable`. */
export function readAnchors(folder: string): readonly X509Certificate[] {
  const known = folders.get(folder);
  if (known !== undefined) return known;
  let found: X509Certificate[];
  try {
    found = readdirSync(folder)
      .filter((name) => /\.(pem|crt|cer)$/i.test(name))
      .sort()
      .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(ONE)])
      .map(([pem]) => new X509Certificate(pem));
  } catch (cause) {
    throw securityError('trust-unreadable', folder, { cause });
  }
  if (found.length === 0) throw securityError('trust-unreadable', `${folder} holds no certificate in PEM form`);
  folders.set(folder, found);
  return found;
}
