/**
 * Changes the values of an XML document and leaves everything else as it is written: prefixes, `xsi:nil`, empty elements.
 * Only for a document that libxml2 has proven well-formed and free of DOCTYPE. Comments and processing instructions are left
 * out, because nobody can tell what they say.
 */

import { readTree } from '../../contract/xml-tree.js';
import { escapeAttribute, escapeText } from '../../contract/xml-writer.js';
import type { Visit } from './values.js';

interface Tag {
  readonly name: string;
  /** As it is written, with its attributes. */
  readonly head: string;
  readonly attributes: readonly (readonly [name: string, raw: string])[];
}

type Node = Tag & { readonly children: (Node | string)[] };

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*("([^"]*)"|'([^']*)')/g;
/** Attributes that speak of the document itself. */
const ABOUT_THE_DOCUMENT = /^(xmlns(:.*)?|xsi:.*|xml:.*)$/;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The root of the document, comments and instructions left out. */
function parse(text: string): Node {
  const top: Node = { name: '', head: '', attributes: [], children: [] };
  const open: Node[] = [top];
  for (const [, cdata, end, name, attributes = '', empty, words] of text.matchAll(TOKEN)) {
    const around = open.at(-1) as Node;
    if (words !== undefined) around.children.push(words);
    else if (cdata !== undefined) around.children.push(escapeText(cdata));
    else if (name === undefined) continue;
    else if (end === '/') open.pop();
    else {
      const listed = [...attributes.matchAll(ATTRIBUTE)].map(
        ([, key = '', , double, single]) => [key, double ?? single ?? ''] as const,
      );
      const node: Node = { name: local(name), head: name, attributes: listed, children: [] };
      around.children.push(node);
      if (empty !== '/') open.push(node);
    }
  }
  return top.children.find((child): child is Node => typeof child !== 'string') as Node;
}

/** Text as the document's reader gives it: entities replaced. */
function decoded(raw: string): string {
  if (!raw.includes('&')) return raw;
  const { tree } = readTree(`<r><v>${raw}</v></r>`);
  return typeof tree.v === 'string' ? tree.v : raw;
}

/** The document with every value that `visit` changes; an element whose value becomes undefined is left out. */
export function editXml(text: string, visit: Visit): string {
  const write = (node: Node, path: string, at: string): string | undefined => {
    const attributes = node.attributes.flatMap(([name, raw]) => {
      if (ABOUT_THE_DOCUMENT.test(name)) return [` ${name}="${raw.replaceAll('"', '&quot;')}"`];
      const given = visit({ path: join(path, `@${local(name)}`), at, value: decoded(raw) });
      return given === undefined ? [] : [` ${name}="${escapeAttribute(String(given))}"`];
    });
    const head = `${node.head}${attributes.join('')}`;
    const inside = contentOf(node, path, at);
    if (inside === undefined) return undefined;
    return inside === '' ? `<${head}/>` : `<${head}>${inside}</${node.head}>`;
  };
  const contentOf = ({ children }: Node, path: string, at: string): string | undefined => {
    const elements = children.filter((child): child is Node => typeof child !== 'string');
    if (elements.length === 0) {
      const value = decoded(children.join(''));
      if (value === '') return '';
      const given = visit({ path, at, value });
      return given === undefined ? undefined : escapeText(String(given));
    }
    const places = new Map<string, number>();
    return children
      .map((child) => {
        if (typeof child === 'string') return child.trim() === '' ? child : beside(child, path, at);
        const place = places.get(child.name) ?? 0;
        places.set(child.name, place + 1);
        return write(child, join(path, child.name), place === 0 ? at : `${at}/${child.name}${place}`) ?? '';
      })
      .join('');
  };
  const beside = (raw: string, path: string, at: string): string =>
    escapeText(String(visit({ path: join(path, '#text'), at, value: decoded(raw) }) ?? ''));
  const root = parse(text);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '', '') ?? ''}\n`;
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
