/**
 * Reads a document that libxml2 has already proven well-formed and free of DOCTYPE into a tree. Only such a document:
 * what a parser would refuse is not looked at again here, which is what makes this four times faster than a walk over
 * the DOM (25 KB: 0.09 ms against 0.37 ms).
 *
 * An element becomes its text; with child elements, an object of them by local name, in which a repeated name is an
 * array. Text beside child elements stands under `#text`, attributes under `@name`; white space between elements,
 * comments, processing instructions, namespace declarations and `xsi:*` attributes say nothing and are left out.
 */
import type { DocumentTree } from './contract.js';

export const TEXT = '#text';

export interface ReadTree {
  /** Local name of the root element. */
  readonly root: string;
  readonly tree: DocumentTree;
}

/**
 * The tree of a well-formed document (never hand it anything else: it would not end); a root without child elements
 * gives an object with `#text` or nothing in it.
 */
export function readTree(document: string): ReadTree {
  // XML 1.0, 2.11: every line end is read as a line feed.
  const text = document.includes('\r') ? document.replace(/\r\n?/g, '\n') : document;
  const scan = new Scan(text);
  scan.at = startOfRoot(text);
  const root = scan.name();
  const value = scan.content();
  if (typeof value !== 'string') return { root, tree: value };
  return { root, tree: value === '' ? {} : { [TEXT]: value } };
}

/** The root as it is written, with what stands directly in it: comments and white space between the elements are left out. */
export interface RootPieces {
  readonly open: string;
  readonly close: string;
  /** Each child element by its local name, as it is written. */
  readonly children: readonly { readonly name: string; readonly text: string }[];
}

/** Takes a well-formed document apart under its root; an empty root has no children. */
export function piecesOf(document: string): RootPieces {
  const scan = new Scan(document);
  scan.at = startOfRoot(document);
  return scan.pieces();
}

function startOfRoot(text: string): number {
  let at = text.indexOf('<');
  for (;;) {
    if (text.startsWith('<!--', at)) at = text.indexOf('-->', at + 4) + 3;
    else if (text.startsWith('<?', at)) at = text.indexOf('?>', at + 2) + 2;
    else return at;
    at = text.indexOf('<', at);
  }
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const COLON = 0x3a;
const SPACE = 0x20;

/** White space as XML has it: other spaces are text. */
const NOT_SPACE = /[^ \t\n\r]/;

class Scan {
  /** Position of the `<` of the element that is read next. */
  at = 0;
  /** Where the name of the element ended; attributes follow there. */
  #named = 0;

  /** Most documents have no entity at all: then no text is searched for one. */
  readonly #entities: boolean;

  constructor(private readonly text: string) {
    this.#entities = text.includes('&');
  }

  /** Local name of the element at `at`. */
  name(): string {
    const { text } = this;
    let start = this.at + 1;
    let end = start;
    for (;;) {
      const sign = text.charCodeAt(end);
      if (sign === GT || sign === SLASH || sign <= SPACE) break;
      end += 1;
      if (sign === COLON) start = end;
    }
    this.#named = end;
    return text.slice(start, end);
  }

  /** Content of the element whose name was just read; leaves `at` behind its end. */
  content(): string | DocumentTree {
    const { text } = this;
    let attributes: DocumentTree | undefined;
    let end = this.#named;
    if (text.charCodeAt(end) !== GT) {
      [end, attributes] = this.#attributes(end);
      if (text.charCodeAt(end) === SLASH) {
        this.at = end + 2;
        return attributes ?? '';
      }
    }
    const start = end + 1;
    const next = text.indexOf('<', start);
    if (text.charCodeAt(next + 1) === SLASH) {
      this.at = text.indexOf('>', next) + 1;
      const value = this.#decoded(text.slice(start, next));
      if (attributes === undefined) return value;
      if (value !== '') attributes[TEXT] = value;
      return attributes;
    }
    return this.#mixed(start, next, attributes);
  }

  /** Content that holds more than plain text: child elements, CDATA, comments. */
  #mixed(start: number, firstSign: number, attributes: DocumentTree | undefined): string | DocumentTree {
    const { text } = this;
    let tree = attributes;
    let elements = false;
    let words = start === firstSign ? '' : this.#decoded(text.slice(start, firstSign));
    let at = firstSign;
    for (;;) {
      const sign = text.charCodeAt(at + 1);
      if (sign === SLASH) break;
      if (sign === BANG) {
        const cdata = text.charCodeAt(at + 2) !== 0x2d;
        const end = text.indexOf(cdata ? ']]>' : '-->', at + 4);
        if (cdata) words += text.slice(at + 9, end);
        at = end + 3;
      } else if (sign === QUESTION) at = text.indexOf('?>', at + 2) + 2;
      else {
        this.at = at;
        const name = this.name();
        tree ??= {};
        elements = true;
        add(tree, name, this.content());
        at = this.at;
      }
      if (text.charCodeAt(at) !== LT) {
        const next = text.indexOf('<', at);
        words += this.#decoded(text.slice(at, next));
        at = next;
      }
    }
    this.at = text.indexOf('>', at) + 1;
    if (tree === undefined) return words;
    if (words !== '' && (!elements || NOT_SPACE.test(words))) tree[TEXT] = words;
    return tree;
  }

  /** The element at `at`, taken apart one level deep. */
  pieces(): RootPieces {
    const { text, at: start } = this;
    this.name();
    const [end] = this.#attributes(this.#named);
    if (text.charCodeAt(end) === SLASH) return { open: text.slice(start, end + 2), close: '', children: [] };
    const children: { name: string; text: string }[] = [];
    let at = text.indexOf('<', end);
    for (;;) {
      const sign = text.charCodeAt(at + 1);
      if (sign === SLASH) break;
      if (sign === BANG || sign === QUESTION) at = this.#behindNote(at);
      else {
        this.at = at;
        const name = this.name();
        this.content();
        children.push({ name, text: text.slice(at, this.at) });
        at = this.at;
      }
      at = text.indexOf('<', at);
    }
    return { open: text.slice(start, end + 1), close: text.slice(at, text.indexOf('>', at) + 1), children };
  }

  /** Behind the comment, the CDATA section or the processing instruction at a place. */
  #behindNote(at: number): number {
    const { text } = this;
    if (text.charCodeAt(at + 1) === QUESTION) return text.indexOf('?>', at + 2) + 2;
    return text.indexOf(text.charCodeAt(at + 2) === 0x2d ? '-->' : ']]>', at + 4) + 3;
  }

  #decoded(text: string): string {
    return this.#entities ? decoded(text) : text;
  }

  /** Reads attributes from behind the name; returns where the tag ends (at its `>` or `/`) and those that say something. */
  #attributes(from: number): [end: number, attributes: DocumentTree | undefined] {
    const { text } = this;
    let at = from;
    let attributes: DocumentTree | undefined;
    for (;;) {
      while (text.charCodeAt(at) <= SPACE) at += 1;
      const sign = text.charCodeAt(at);
      if (sign === GT || sign === SLASH) return [at, attributes];
      const equals = text.indexOf('=', at);
      const name = text.slice(at, equals).trim();
      let open = equals + 1;
      while (text.charCodeAt(open) <= SPACE) open += 1;
      const close = text.indexOf(text.charAt(open), open + 1);
      if (!/^(xmlns$|xmlns:|xsi:)/.test(name)) {
        attributes ??= {};
        const local = name.slice(name.indexOf(':') + 1);
        attributes[`@${local}`] = this.#decoded(text.slice(open + 1, close).replace(/[\t\n]/g, ' '));
      }
      at = close + 1;
    }
  }
}

function add(tree: DocumentTree, name: string, value: string | DocumentTree): void {
  if (name === '__proto__') {
    // As a plain key it would change what the object is.
    const there = Object.getOwnPropertyDescriptor(tree, name)?.value as unknown;
    const both = there === undefined ? value : [...(Array.isArray(there) ? there : [there]), value];
    Object.defineProperty(tree, name, plain(both));
    return;
  }
  const there = tree[name];
  if (there === undefined) tree[name] = value;
  // What every object inherits (`constructor`, say) is not there.
  else if (!Object.hasOwn(tree, name)) Object.defineProperty(tree, name, plain(value));
  else if (Array.isArray(there)) there.push(value);
  else tree[name] = [there, value];
}

const plain = (value: unknown): PropertyDescriptor => ({ value, enumerable: true, configurable: true, writable: true });

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with the five entities of XML and character references undone. */
function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;]+);/g, (_whole, entity: string) => {
    if (entity.charCodeAt(0) !== 0x23) return NAMED[entity] ?? '';
    const hex = entity.charCodeAt(1) === 0x78;
    return String.fromCodePoint(Number.parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10));
  });
}
