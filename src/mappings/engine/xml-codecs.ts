/** How the national documents write values, beyond the codecs that every side shares. */
import { xmlText } from '../../foundation/xml-characters.js';
import { type Codec, code, type Run, text } from '../engine/index.js';

const EMPTY = 'left out: the contract does not allow it empty';

/** A code that the contract does not allow empty; an empty one is left out. */
export const filled: Codec = {
  ...code,
  name: 'filled',
  description: 'code as written; not written when empty',
  encode: (value, run) => (value === '' ? leftOut(run, EMPTY) : value),
};

interface TextLimits {
  /** Longest text, in characters; what is longer is cut. Without it a text that is too long breaks the contract. */
  readonly max?: number;
  /** What stands for a text that is empty; without it an empty text is written, or left out where `filled`. */
  readonly ifEmpty?: string;
  readonly filled?: boolean;
}

/** Free text: cut at its limit, and with a space for each character that XML cannot hold. */
export function freeText({ max, ifEmpty, filled: notEmpty = false }: TextLimits): Codec {
  return {
    name: max === undefined ? 'free-text' : `free-text-${max}`,
    description: max === undefined ? 'text as written' : `text; cut after ${max} characters when written`,
    decode: text.decode,
    encode(value, run) {
      if (typeof value !== 'string') return value;
      const writable = xmlText(value);
      if (writable !== value) run.note('lost', 'characters that XML cannot hold, each replaced by a space');
      if (writable === '' && ifEmpty !== undefined) {
        run.note('defaulted', 'the text was empty');
        return ifEmpty;
      }
      if (writable === '' && notEmpty) return leftOut(run, EMPTY);
      return max === undefined ? writable : withinLength(writable, max, run);
    },
  };
}

/** XML Schema counts characters, not the halves that JavaScript counts for some of them. */
function withinLength(value: string, max: number, run: Run): string {
  if (value.length <= max) return value;
  const characters = [...value];
  if (characters.length <= max) return value;
  run.note('lost', `cut after ${max} of ${characters.length} characters`);
  return characters.slice(0, max).join('');
}

/** An e-mail address: one that the contract does not take is left out, since a cut or invented one reaches nobody. */
export function email(form: RegExp, max: number): Codec {
  return {
    name: 'email',
    description: `e-mail address; not written when longer than ${max} characters or not of the form asked for`,
    decode: text.decode,
    encode: (value, run) =>
      typeof value === 'string' && (!form.test(value) || value.length > max)
        ? leftOut(run, 'left out: not an address that the contract takes')
        : value,
  };
}

/** The contract declares no type here: text, beside which markup may stand. */
export const anyContent: Codec = {
  name: 'any-content',
  description: 'text; markup beside it is kept as it came',
  decode(value, run) {
    if (typeof value !== 'object' || value === null) return text.decode(value, run);
    const words = (value as Record<string, unknown>)['#text'];
    return typeof words === 'string' ? words : '';
  },
  encode: (value) => ({ '#text': value }),
  writes: ['#text'],
};

function leftOut(run: Run, why: string): undefined {
  run.note('lost', why);
  return undefined;
}
