/**
 * The characters that XML 1.0 has no way to write: control characters other than tab and line ends, halves of a
 * surrogate pair, U+FFFE and U+FFFF (section 2.2 of the recommendation).
 */
const FORBIDDEN = /(?![\t\n\r\x7f-\x9f])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** Anything beyond the plainest characters: most texts have none of it, and this test is four times cheaper. */
const UNUSUAL = /[^\x20-\ud7ff\ue000-\ufffd]/;

/**
 * The text with every character that XML cannot hold replaced by a space, as the regions' senders do with control
 * characters in free text. The same string comes back when there is none.
 */
export function xmlText(text: string): string {
  return UNUSUAL.test(text) ? text.replace(FORBIDDEN, ' ') : text;
}
