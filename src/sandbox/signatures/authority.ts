/** An invented certification authority: it issues certificates to invented people, as a qualified provider would. */
import { generateKeyPairSync, type KeyObject, randomInt, sign, X509Certificate } from 'node:crypto';
import {
  bits,
  der,
  encoded,
  integer,
  moment,
  octets,
  oid,
  type Part,
  printable,
  sequence,
  set,
  tagged,
  text,
  yes,
} from './der.js';

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const NAME = { commonName: '2.5.4.3', serialNumber: '2.5.4.5' } as const;
const BASIC_CONSTRAINTS = '2.5.29.19';

export interface Validity {
  readonly from: Date;
  readonly to: Date;
}

/** Somebody who can sign. */
export interface SigningIdentity {
  readonly key: KeyObject;
  /** DER. */
  readonly certificate: Buffer;
}

export interface Authority {
  /** PEM, to be put among the trusted. */
  readonly pem: string;
  /** A certificate for the person; without `codiceFiscale` it names nobody that could be found. */
  issue(who: { readonly name: string; readonly codiceFiscale?: string }, validity?: Validity): SigningIdentity;
}

/** Invented signatures are of these years. */
export const USUAL: Validity = { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2030-12-31T00:00:00Z') };

const nameOf = (commonName: string, serialNumber?: string): Part =>
  sequence(
    ...(serialNumber === undefined ? [] : [set(sequence(oid(NAME.serialNumber), printable(serialNumber)))]),
    set(sequence(oid(NAME.commonName), text(commonName))),
  );

interface Requested {
  readonly subject: Part;
  readonly issuer: Part;
  readonly publicKey: KeyObject;
  readonly by: KeyObject;
  readonly validity: Validity;
  readonly ca: boolean;
}

const algorithm = (): Part => sequence(oid(ECDSA_SHA256));

function certify({ subject, issuer, publicKey, by, validity, ca }: Requested): Buffer {
  const constraints = sequence(oid(BASIC_CONSTRAINTS), yes(), octets(der(sequence(...(ca ? [yes()] : [])))));
  const signed = sequence(
    tagged(0, integer(2)),
    integer(randomInt(1, 2 ** 31)),
    algorithm(),
    issuer,
    sequence(moment(validity.from), moment(validity.to)),
    subject,
    encoded(publicKey.export({ type: 'spki', format: 'der' })),
    tagged(3, sequence(constraints)),
  );
  return der(sequence(signed, algorithm(), bits(sign('sha256', der(signed), by))));
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A new authority with a key of its own. */
export function makeAuthority(name = 'Autorita inventata', validity: Validity = USUAL): Authority {
  const { publicKey, privateKey } = newKeys();
  const issuer = nameOf(name);
  const own = certify({ subject: issuer, issuer, publicKey, by: privateKey, validity, ca: true });
  return {
    pem: new X509Certificate(own).toString(),
    issue(who, period = USUAL) {
      const keys = newKeys();
      const serial = who.codiceFiscale === undefined ? undefined : `TINIT-${who.codiceFiscale}`;
      const subject = nameOf(who.name, serial);
      const certificate = certify({
        subject,
        issuer,
        publicKey: keys.publicKey,
        by: privateKey,
        validity: period,
        ca: false,
      });
      return { key: keys.privateKey, certificate };
    },
  };
}
