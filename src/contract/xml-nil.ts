/** Elements that must be present although they hold nothing: written empty, with `xsi:nil`. Read, they are empty text. */
import type { DocumentTree } from './contract.js';

export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/** Path of a group (`''` for the root) → every child of it in schema order, and whether a missing one is written nil. */
export type NilGroups = Readonly<Record<string, readonly NilChild[]>>;

/** A name alone is nillable; in parentheses, it is written only where it has a value: `(Profiling)`. */
export type NilChild = string;

const NIL: DocumentTree = { '@xsi:nil': 'true' };

/** The tree with its missing nillable elements in their places. */
export function withNil(tree: DocumentTree, groups: NilGroups, path = ''): DocumentTree {
  const children = groups[path];
  if (children === undefined) return tree;
  const written: DocumentTree = {};
  for (const child of children) {
    const optional = child.startsWith('(');
    const name = optional ? child.slice(1, -1) : child;
    const value = tree[name];
    if (value === undefined && optional) continue;
    written[name] = value === undefined ? NIL : inside(value, groups, path === '' ? name : `${path}.${name}`);
  }
  // What the schema does not list here stays, so that the check can name it.
  for (const name of Object.keys(tree)) if (!(name in written)) written[name] = tree[name];
  return written;
}

function inside(value: unknown, groups: NilGroups, path: string): unknown {
  if (Array.isArray(value)) return value.map((item) => inside(item, groups, path));
  return typeof value === 'object' && value !== null ? withNil(value as DocumentTree, groups, path) : value;
}
