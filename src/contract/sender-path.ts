/** The path of a place in a document as its sender would write it, out of the path in the tree that was made of it. */
import { remembered } from '../foundation/remembered.js';
import type { DocumentContract, DocumentTree, ReadDocument } from './contract.js';

interface Step {
  readonly name: string;
  /** Position in a list, from 0. */
  readonly position: number | undefined;
}

/** `b[2]` → b, 2. */
function stepOf(text: string): Step {
  const bracket = text.indexOf('[');
  if (bracket < 0) return { name: text, position: undefined };
  return { name: text.slice(0, bracket), position: Number.parseInt(text.slice(bracket + 1), 10) };
}

/** The same faults are found in the same places of many documents. */
const stepsOf = remembered((path: string): readonly Step[] => path.split('.').map(stepOf));

type Read = Pick<ReadDocument, 'tree' | 'placed'>;

/**
 * `a.b[2].c` of the tree in the words of the document: for XML `a/b[3]/c`, where an element that stands once has no position,
 * as the findings of its schema say it; for JSON as it is; for a file of rows the column.
 */
export function senderPath({ mediaType }: Pick<DocumentContract, 'mediaType'>, read: Read, path: string): string {
  const { tree = {}, path: placed } = read.placed?.(path) ?? { tree: read.tree, path };
  return mediaType === 'application/xml' ? elementPath(tree, placed) : placed;
}

function elementPath(tree: DocumentTree, path: string): string {
  const steps = stepsOf(path);
  let written = '';
  let held: unknown = tree;
  // Position among the items of all containers of the list, where the list's container stands more than once.
  let carried: number | undefined;
  for (let i = 0; i < steps.length; i++) {
    const { name, position } = steps[i] as Step;
    const found = memberOf(held, name);
    let index = carried ?? position;
    carried = undefined;
    const next = steps[i + 1];
    if (Array.isArray(found) && index === undefined && next?.position !== undefined) {
      const container = containerOf(found, next.name, next.position);
      [index, carried] = [container.index, container.inside];
    }
    const place = Array.isArray(found) && index !== undefined ? `${name}[${index + 1}]` : name;
    written = i === 0 ? place : `${written}/${place}`;
    held = Array.isArray(found) ? found[index ?? 0] : found;
  }
  return written;
}

/** Which of several containers holds an item, when their items are counted through. */
function containerOf(
  containers: readonly unknown[],
  name: string,
  position: number,
): { index: number; inside: number } {
  let inside = position;
  for (const [index, container] of containers.entries()) {
    const items = memberOf(container, name);
    const count = items === undefined ? 0 : Array.isArray(items) ? items.length : 1;
    if (inside < count) return { index, inside };
    inside -= count;
  }
  return { index: 0, inside: position };
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as DocumentTree)[name] : undefined;
