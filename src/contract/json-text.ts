/**
 * What `JSON.parse` lets pass without a word, found in a text that it has already accepted: a member written twice (the
 * first is lost), the member name `__proto__` (an attack, or a way to lose data), and numbers whose digits do not
 * survive (a 19-digit id comes out as another id). And escapes for what is no character, which no system behind us could hold.
 */
import { holdable, unholdableIn } from '../foundation/characters.js';

export interface JsonFlaw {
  /** `a.b[2].c`. */
  readonly path: string;
  readonly rule:
    | 'json.duplicate-member'
    | 'json.forbidden-member'
    | 'json.forbidden-character'
    | 'json.number-precision';
  readonly message: string;
  /** Where it is another text than the one about JSON. */
  readonly source?: string;
}

/** `['a', 2, 'b']` → `a[2].b`; what is no character in a name is shown as U+FFFD. */
export function jsonPath(steps: readonly (string | number)[]): string {
  let path = '';
  for (const step of steps) path += typeof step === 'number' ? `[${step}]` : path === '' ? step : `.${step}`;
  return holdable(path);
}

/** Whether a text may hold what is no character, escaped or (of noncharacters) plain. Most texts may not, at little cost. */
const SUSPECT = /\\u|[\ufdd0-\ufdef\udffe\udfff\ufffe\uffff]/;

/** One open object (with the names seen in it) or array. */
interface Level {
  readonly names: Set<string> | undefined;
  step: string | number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const ARRAY = 0x5b;
const ARRAY_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/** The flaws of a text that is valid JSON; the text must already have been parsed with success. */
export function jsonFlaws(text: string): JsonFlaw[] {
  const flaws: JsonFlaw[] = [];
  const open: Level[] = [];
  let level: Level | undefined;
  let expectsName = false;
  const isSuspect = SUSPECT.test(text);
  const note = (rule: JsonFlaw['rule'], what: string | Pick<JsonFlaw, 'message' | 'source'>): void => {
    const said = typeof what === 'string' ? { message: what } : what;
    flaws.push({ path: jsonPath(open.map((at) => at.step)), rule, ...said });
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      const end = endOfString(text, at);
      if (expectsName && level?.names) {
        const name = stringOf(text, at, end);
        level.step = name;
        if (name === '__proto__') note('json.forbidden-member', 'the member name __proto__ is refused');
        else if (level.names.has(name)) note('json.duplicate-member', 'the member is written twice in one object');
        level.names.add(name);
      }
      const unholdable = isSuspect ? unholdableIn(stringOf(text, at, end)) : undefined;
      if (unholdable !== undefined) note('json.forbidden-character', unholdable);
      at = end;
    } else if (sign === COLON) expectsName = false;
    else if (sign === COMMA) {
      if (level?.names) expectsName = true;
      else if (level) level.step = Number(level.step) + 1;
    } else if (sign === OBJECT || sign === ARRAY) {
      level = sign === OBJECT ? { names: new Set(), step: '' } : { names: undefined, step: 0 };
      expectsName = sign === OBJECT;
      open.push(level);
    } else if (sign === OBJECT_END || sign === ARRAY_END) {
      open.pop();
      level = open[open.length - 1];
      expectsName = false;
    } else if (sign === MINUS || (sign >= 0x30 && sign <= 0x39)) {
      const end = endOfNumber(text, at);
      if (end - at > 15 && losesDigits(text.slice(at, end))) {
        note('json.number-precision', 'the number has more digits than JSON readers keep; send it as a string');
      }
      at = end - 1;
    }
  }
  return flaws;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (text.charCodeAt(end - 1) === BACKSLASH && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes stands before the position. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

function stringOf(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end);
  return raw.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : raw;
}

function endOfNumber(text: string, start: number): number {
  const literal = /[-\d.eE+]*/y;
  literal.lastIndex = start;
  literal.exec(text);
  return literal.lastIndex;
}

/** Whether reading the literal as a number and writing it again gives another number. */
function losesDigits(literal: string): boolean {
  if (/^-?\d+$/.test(literal)) return !Number.isSafeInteger(Number(literal));
  const mantissa = literal.split(/[eE]/)[0] ?? '';
  return mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length > 17;
}
