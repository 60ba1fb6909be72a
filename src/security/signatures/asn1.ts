/** Reading ASN.1, as far as signed files need it: elements, what is inside them, and their bytes as they stand. */
import * as asn1 from 'asn1js';

export type Element = asn1.BaseBlock;

/** The element that the bytes begin with, or undefined when they are none. Never throws for what bytes may hold. */
export function readElement(bytes: Uint8Array): Element | undefined {
  try {
    const { offset, result } = asn1.fromBER(bytes);
    return offset < 0 ? undefined : result;
  } catch {
    return undefined;
  }
}

const isGroup = (element: Element | undefined): element is asn1.Constructed =>
  element instanceof asn1.Constructed || element instanceof asn1.Sequence || element instanceof asn1.Set;

/** What stands inside; nothing for an element that holds a value. */
export const inside = (element: Element | undefined): readonly Element[] =>
  isGroup(element) ? (element.valueBlock.value as readonly Element[]) : [];

/** The element's own encoding. */
export const bytesOf = (element: Element): Buffer => Buffer.from(element.valueBeforeDecodeView);

/** Dotted object identifier; empty where the element is none. */
export const oidOf = (element: Element | undefined): string =>
  element instanceof asn1.ObjectIdentifier ? element.valueBlock.toString() : '';

/** The octets of an octet string, in one piece or in several; undefined where the element is none. */
export const octetsOf = (element: Element | undefined): Buffer | undefined =>
  element instanceof asn1.OctetString ? Buffer.from(element.getValue()) : undefined;

/** An integer in capital hexadecimal digits without leading zeros. */
export const integerOf = (element: Element | undefined): string =>
  element instanceof asn1.Integer
    ? Buffer.from(element.valueBlock.valueHexView)
        .toString('hex')
        .toUpperCase()
        .replace(/^0+(?=.)/, '')
    : '';

/** A moment, in either of the two forms. */
export const timeOf = (element: Element | undefined): Date | undefined =>
  element instanceof asn1.UTCTime || element instanceof asn1.GeneralizedTime ? element.toDate() : undefined;

/** The number of a tag that means something only where it stands: `[0]` is 0; undefined for any other. */
export const contextTag = (element: Element | undefined): number | undefined =>
  element !== undefined && element.idBlock.tagClass === 3 ? element.idBlock.tagNumber : undefined;
