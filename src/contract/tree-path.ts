/** Texts at dotted paths of a tree. */
import type { DocumentTree } from './contract.js';

/** The trimmed text at the path, of a list the first item's; empty where there is none. */
export const textAt = (tree: DocumentTree, path: string): string => textsAt(tree, path)[0] ?? '';

/** The trimmed texts at the path, of every item of the lists on the way. */
export function textsAt(tree: DocumentTree, path: string): string[] {
  let held: unknown[] = [tree];
  for (const name of path.split('.')) {
    held = held.flatMap((one) => (typeof one === 'object' && one !== null ? (one as DocumentTree)[name] : []));
  }
  return held.flatMap((one) => (typeof one === 'string' ? one.trim() : []));
}
