/** Reading the trees of the contract room: a child may be absent, one, or many. */
import type { DocumentTree } from '../../contract/contract.js';

/** The child as a list, however often it stands there. */
export function many(value: unknown): readonly DocumentTree[] {
  if (value === undefined || value === '') return [];
  return (Array.isArray(value) ? value : [value]).map(group);
}

/** The child as a group; an empty or absent element is an empty one. */
export function group(value: unknown): DocumentTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as DocumentTree) : {};
}

/** The child's text, trimmed; '' when it is absent or a group. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
