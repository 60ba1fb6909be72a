/** Documents whose elements stand in two namespaces: those of a common schema are written with a prefix. */
import type { DocumentTree } from './contract.js';

export interface ForeignNamespace {
  readonly prefix: string;
  readonly namespace: string;
  /** Local names of the elements that stand in it, wherever they are in the document. */
  readonly elements: ReadonlySet<string>;
}

/** The tree with the prefix in front of the names that need it; what is read back has local names again. */
export function withPrefixes(tree: DocumentTree, foreign: ForeignNamespace): DocumentTree {
  const written: DocumentTree = {};
  for (const [name, value] of Object.entries(tree)) {
    written[foreign.elements.has(name) ? `${foreign.prefix}:${name}` : name] = inside(value, foreign);
  }
  return written;
}

function inside(value: unknown, foreign: ForeignNamespace): unknown {
  if (Array.isArray(value)) return value.map((item) => inside(item, foreign));
  return typeof value === 'object' && value !== null ? withPrefixes(value as DocumentTree, foreign) : value;
}
