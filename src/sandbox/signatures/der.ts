/** Writing ASN.1, as far as certificates and envelopes of invented people need it. */
import * as asn1 from 'asn1js';

export type Part = asn1.BaseBlock;

export const sequence = (...value: Part[]): Part => new asn1.Sequence({ value: value as asn1.AsnType[] });
export const oid = (value: string): Part => new asn1.ObjectIdentifier({ value });
export const integer = (value: number): Part => new asn1.Integer({ value });
export const octets = (value: Uint8Array): Part => new asn1.OctetString({ valueHex: exact(value) });
export const bits = (value: Uint8Array): Part => new asn1.BitString({ valueHex: exact(value) });
export const text = (value: string): Part => new asn1.Utf8String({ value });
export const printable = (value: string): Part => new asn1.PrintableString({ value });
export const yes = (): Part => new asn1.Boolean({ value: true });
export const none = (): Part => new asn1.Null();
export const moment = (valueDate: Date): Part => new asn1.UTCTime({ valueDate });
/** What means something only where it stands: `[0]`. */
export const tagged = (tagNumber: number, ...value: Part[]): Part =>
  new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber }, value: value as asn1.AsnType[] });
/** In the order of their encodings, as DER wants a set. */
export const set = (...value: Part[]): Part => new asn1.Set({ value: sorted(value) as asn1.AsnType[] });
export const sorted = (parts: readonly Part[]): Part[] => [...parts].sort((a, b) => Buffer.compare(der(a), der(b)));

export const der = (part: Part): Buffer => Buffer.from(part.toBER());
/** A part that is encoded already. */
export const encoded = (bytes: Uint8Array): Part => asn1.fromBER(bytes).result;

/** asn1js takes the whole buffer behind a view. */
const exact = (view: Uint8Array): ArrayBuffer => new Uint8Array(view).buffer;
