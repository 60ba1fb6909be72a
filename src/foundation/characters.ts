/**
 * Code points that stand for no character: U+0000, which PostgreSQL keeps in no text, halves of surrogate pairs and Unicode's
 * noncharacters, which I-JSON allows in no string (RFC 7493, section 2.1).
 */

/** Why a text cannot be taken over as it is, and which text says so. */
export interface Unholdable {
  readonly message: string;
  readonly source: string;
}

const I_JSON = 'RFC 7493, 2.1';
const NUL = { message: 'holds the character U+0000, which cannot be kept', source: 'PostgreSQL, character types' };
const HALF = { message: 'holds half of a surrogate pair, which is no character', source: I_JSON };
const SET_ASIDE = { message: 'holds a code point that Unicode has set aside as no character', source: I_JSON };

const SURROGATE = /\p{Cs}/u;
const SURROGATES = /\p{Cs}/gu;
const NONCHARACTER = /\p{Noncharacter_Code_Point}/u;
const REPLACEMENT = '\ufffd';

/** What in a text is no character; undefined for nearly every text there is. */
export function unholdableIn(text: string): Unholdable | undefined {
  if (text.includes('\0')) return NUL;
  if (SURROGATE.test(text)) return HALF;
  return NONCHARACTER.test(text) ? SET_ASIDE : undefined;
}

/** The text as every store and every screen can hold it: U+FFFD for what PostgreSQL refuses. */
export function holdable(text: string): string {
  return text.replaceAll('\0', REPLACEMENT).replace(SURROGATES, REPLACEMENT);
}

/** An escape for U+0000 or for half of a pair, or an escaped backslash, behind which `u0000` is plain text. */
const ESCAPES = /\\(?:\\|u(?:0000|d[89a-f][\da-f]{2}))/g;

/** `JSON.stringify`, in text that PostgreSQL holds as jsonb whatever the value says. Whole pairs are written as themselves. */
export function holdableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u0000') && !text.includes('\\ud')) return text;
  return text.replace(ESCAPES, (found) => (found === '\\\\' ? found : REPLACEMENT));
}
