/** What one of our schemas says of the elements of a document: their order, which may be nil, which may come more than once. */
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { readContractFile } from './location.js';
import type { NilGroups } from './xml-nil.js';

export interface OutlinedElement {
  readonly name: string;
  /** It may come more than once. */
  readonly many: boolean;
  readonly optional: boolean;
  readonly nillable: boolean;
  /** In schema order; empty for an element that holds text. */
  readonly children: readonly OutlinedElement[];
}

const attribute = (element: XmlElement, name: string): string => element.attr(name)?.value ?? '';
const local = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1);

function partsOf(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
}

/** The outline of a root element. `file` is a path under `contracts/`; a type that holds itself is followed once. */
export function outlineOf(file: string, root: string): OutlinedElement {
  const document = XmlDocument.fromBuffer(readContractFile(file));
  try {
    const top = partsOf(document.root);
    const named = (kind: string, name: string): XmlElement | undefined =>
      top.find((element) => element.name === kind && attribute(element, 'name') === name);

    const elementOf = (found: XmlElement, within: ReadonlySet<string>): OutlinedElement => {
      const ref = local(attribute(found, 'ref'));
      const declared = ref === '' ? found : (named('element', ref) ?? found);
      const type = local(attribute(declared, 'type'));
      const complex = named('complexType', type) ?? partsOf(declared).find(({ name }) => name === 'complexType');
      const most = attribute(found, 'maxOccurs');
      return {
        name: attribute(declared, 'name'),
        many: most !== '' && most !== '1' && most !== '0',
        optional: attribute(found, 'minOccurs') === '0',
        nillable: attribute(declared, 'nillable') === 'true',
        // A type without a name is nobody else's, so it cannot hold itself.
        children:
          complex === undefined || (type !== '' && within.has(type))
            ? []
            : childrenOf(complex, new Set([...within, type])),
      };
    };
    const childrenOf = (group: XmlElement, within: ReadonlySet<string>): OutlinedElement[] =>
      partsOf(group).flatMap((part) => {
        if (part.name === 'element') return [elementOf(part, within)];
        if (part.name === 'choice') return childrenOf(part, within).map((one) => ({ ...one, optional: true }));
        return ['sequence', 'all', 'complexContent', 'extension'].includes(part.name) ? childrenOf(part, within) : [];
      });

    const found = named('element', root);
    return found === undefined
      ? { name: root, many: false, optional: false, nillable: false, children: [] }
      : elementOf(found, new Set());
  } finally {
    document.dispose();
  }
}

function everyGroup(outline: OutlinedElement, path = ''): [path: string, group: OutlinedElement][] {
  const inside = outline.children.flatMap((child) =>
    child.children.length === 0 ? [] : everyGroup(child, path === '' ? child.name : `${path}.${child.name}`),
  );
  return [[path, outline], ...inside];
}

/** The groups of a document as `withNil` wants them: what is mandatory and nillable is written nil where it is missing. */
export function nilGroupsOf(outline: OutlinedElement): NilGroups {
  return Object.fromEntries(
    everyGroup(outline).map(([path, { children }]) => [
      path,
      children.map(({ name, nillable, optional }) => (nillable && !optional ? name : `(${name})`)),
    ]),
  );
}

/** Dotted paths of the elements that may come more than once. */
export function repeatedPathsOf(outline: OutlinedElement): ReadonlySet<string> {
  return new Set(
    everyGroup(outline).flatMap(([path, { children }]) =>
      children.filter(({ many }) => many).map(({ name }) => (path === '' ? name : `${path}.${name}`)),
    ),
  );
}
