/** The signatures inside a PDF (PAdES, ISO 32000): which bytes each is over, and its envelope. */

/** One signature of a PDF. */
export interface PdfSignature {
  /** What it is over: the file as it then was, without the place of the signature itself. */
  readonly content: Buffer;
  readonly envelope: Buffer;
  /** How far into the file it reaches. */
  readonly end: number;
}

/** A signature dictionary names the four numbers of its range and holds its envelope in hexadecimal in the gap between. */
const RANGE = /\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g;
const HEX = /^<([0-9A-Fa-f\s]+)>$/;
const MOST_SIGNATURES = 20;

export const isPdf = (file: Buffer): boolean => file.subarray(0, 1024).includes('%PDF-');

/**
 * Every signature, in the order of the file; undefined where one of them is not as a signature must be: from the first byte
 * on, with nothing left out but its own place.
 */
export function readPdfSignatures(file: Buffer): readonly PdfSignature[] | undefined {
  const found: PdfSignature[] = [];
  for (const [, ...numbers] of file.toString('latin1').matchAll(RANGE)) {
    const [start, length, second, rest] = numbers.map(Number) as [number, number, number, number];
    const end = second + rest;
    if (start !== 0 || length > second || end > file.length || found.length === MOST_SIGNATURES) return undefined;
    const hex = HEX.exec(file.subarray(length, second).toString('latin1').trim())?.[1];
    if (hex === undefined) return undefined;
    // The place is made larger than the envelope: what follows it is zeros, which the reader of the envelope leaves alone.
    const envelope = Buffer.from(hex.replace(/\s/g, ''), 'hex');
    found.push({ content: Buffer.concat([file.subarray(0, length), file.subarray(second, end)]), envelope, end });
  }
  return found.sort((one, other) => one.end - other.end);
}
