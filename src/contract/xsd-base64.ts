/**
 * `xs:base64Binary`, looked at once more: libxml2 passes over characters that base64 does not have, and takes `%%%` for an
 * empty value.
 */
import { type XmlDocument, XmlElement } from 'libxml2-wasm';
import type { Finding } from '../foundation/finding.js';
import { readContractFile } from './location.js';
import { pathTo } from './xml-path.js';

const DECLARED = /<xs:element\b(?=[^>]*\btype="xs:base64Binary")[^>]*\bname="([^"]+)"/g;

/** Names of the elements that a schema declares as base64. */
export const base64ElementsOf = (file: string): readonly string[] => [
  ...new Set([...readContractFile(file).toString('utf8').matchAll(DECLARED)].map(([, name = '']) => name)),
];

/** White space may stand anywhere (XML Schema part 2, 3.2.16). */
function isBase64(value: string): boolean {
  const text = value.replace(/[ \t\r\n]+/g, '');
  const end = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.slice(0, text.length - end));
}

/** A finding for each of these elements whose text is no base64; one that is nil has none. */
export function base64Findings({ root }: XmlDocument, names: readonly string[], source: string): Finding[] {
  if (names.length === 0) return [];
  const found = root.find(`descendant-or-self::*[${names.map((name) => `local-name()='${name}'`).join(' or ')}]`);
  return found
    .filter((one): one is XmlElement => one instanceof XmlElement && !isBase64(one.content))
    .map((element) => ({
      path: pathTo(element),
      rule: 'xsd.type',
      source,
      severity: 'error',
      message: 'expected base64',
    }));
}
