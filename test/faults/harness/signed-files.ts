/** A DID as Toscana sends it, signed as it must be and in the ways in which it must not: only the file in it differs. */
import { readFileSync } from 'node:fs';
import { digest } from '../../../src/foundation/ids.js';
import { makeAuthority, type Validity } from '../../../src/sandbox/signatures/authority.js';
import { type Signing, signCades } from '../../../src/sandbox/signatures/sign.js';
import { makeCodiceFiscale } from '../../support/codice-fiscale.js';

interface Declared {
  readonly ruolo: string;
  readonly momento: string;
  readonly impronta: string;
  readonly codiceFiscale: string;
}

interface Did {
  readonly codiceFiscale: string;
  readonly operatore: { readonly codiceFiscale: string };
  readonly documentoFirmato: { readonly contenuto: string; readonly firme: readonly Declared[] };
}

const OTHER = makeCodiceFiscale({
  cognome: 'BARTALONI',
  nome: 'ISOTTA',
  sesso: 'F',
  dataNascita: '1998-01-09',
  luogoNascita: 'G702',
});
const WORDS = Buffer.from('Dichiaro la mia immediata disponibilita al lavoro.');

/** The documents as JSON, by what is wrong with them; and PEM of the authority that is to be trusted. */
export function signedFiles(): {
  readonly right: string;
  readonly wrong: Readonly<Record<string, string>>;
  readonly trusted: string;
} {
  const did = JSON.parse(
    readFileSync('contracts/toscana-lavoro/fixtures/did/firmata-cades/source.json', 'utf8'),
  ) as Did;
  const authority = makeAuthority();
  const [her, officer] = [did.codiceFiscale, did.operatore.codiceFiscale];
  const momento = did.documentoFirmato.firme[0]?.momento ?? '';
  const at = new Date(momento);
  const by = (codiceFiscale: string, validity?: Validity, issuer = authority): Signing => ({
    by: issuer.issue({ name: 'Firmataria inventata', codiceFiscale }, validity),
    at,
  });
  const both = (first = by(her), second = by(officer)): Buffer => signCades(WORDS, [first, second]);
  const declared = did.documentoFirmato.firme.map((one) => ({ ...one, impronta: digest(WORDS) }));
  const containing = (file: Buffer, firme: readonly Partial<Declared>[] = declared): string =>
    JSON.stringify({
      ...did,
      documentoFirmato: { ...did.documentoFirmato, contenuto: file.toString('base64'), firme },
    });
  const changed = (at: (file: Buffer) => number): Buffer => {
    const file = both();
    file[at(file)] = (file[at(file)] ?? 0) ^ 1;
    return file;
  };
  const stolen: Signing = { by: { key: by(her).by.key, certificate: by(her).by.certificate }, at };
  const expired = { from: new Date('2024-01-01'), to: new Date('2025-01-01') };
  const wrong = {
    'cut off': containing(both().subarray(0, -20)),
    'one bit of a signature changed': containing(changed((file) => file.length - 5)),
    'one bit of what is signed changed': containing(changed((file) => file.indexOf(WORDS))),
    'two, one after the other': containing(Buffer.concat([both(), both()])),
    'of no bytes': containing(Buffer.alloc(0)),
    'lengths that lie': containing(Buffer.from('3084ffffffff', 'hex')),
    'signed with another key than that of the certificate': containing(both(stolen)),
    'signed by somebody else in her place': containing(both(by(OTHER))),
    'signed by somebody else, who is named as the person': containing(
      both(by(OTHER)),
      declared.map((one, n) => (n === 0 ? { ...one, codiceFiscale: OTHER } : one)),
    ),
    'signed by her alone': containing(signCades(WORDS, [by(her)])),
    'signed by her in the place of the officer too': containing(
      both(by(her), by(her)),
      declared.map((one) => ({ ...one, codiceFiscale: her })),
    ),
    'with a certificate that had expired': containing(both(by(her, expired))),
    'with a certificate of an authority nobody trusts': containing(both(by(her, undefined, makeAuthority('Altra')))),
    'of other words than are declared': containing(
      both(),
      declared.map((one) => ({ ...one, impronta: digest('altro') })),
    ),
    'at another moment than is declared': containing(
      both(),
      declared.map((one) => ({ ...one, momento: '2025-06-20T09:30:00Z' })),
    ),
  };
  return { right: containing(both()), wrong, trusted: authority.pem };
}
