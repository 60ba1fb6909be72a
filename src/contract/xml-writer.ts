/** Trees → XML: compact, UTF-8, with declaration, elements in the order of the tree's members. */
import { xmlText } from '../foundation/xml-characters.js';
import { TEXT } from './xml-tree.js';

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

const SPECIAL = /[&<>\r]/;

/**
 * Text as it stands between tags. What XML cannot hold becomes a space, because one such character would get the whole
 * document refused; a mapping that carries such text names the change in its report before it comes here.
 */
export function escapeText(value: string): string {
  const text = xmlText(value);
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

/** Text as it stands inside the double quotes of an attribute. */
export function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** The document of a tree, as `readTree` gives it, under the named root element. */
export function writeTree(root: string, tree: unknown): Buffer {
  return Buffer.from(DECLARATION + element(root, tree), 'utf8');
}

/** One element, or one for each item of a list; nothing for what is absent. */
export function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    let all = '';
    for (const item of value) all += element(name, item);
    return all;
  }
  if (typeof value !== 'object') return filled(name, '', escapeText(String(value)));
  let attributes = '';
  let inside = '';
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key];
    if (part === undefined || part === null) continue;
    if (key === TEXT) inside += escapeText(String(part));
    else if (key.charCodeAt(0) === 0x40) attributes += ` ${key.slice(1)}="${escapeAttribute(String(part))}"`;
    else inside += element(key, part);
  }
  return filled(name, attributes, inside);
}

const filled = (name: string, attributes: string, inside: string): string =>
  inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
