/** Takes out of a document the records that it holds beside its own. */
import { type Decoded, decode } from './decode.js';
import { isTree, segmentsOf, type Tree } from './path.js';
import type { Plan } from './plan.js';

/** One place in a document that tells of a record of another kind. */
export interface PartPlace {
  /** What the rows of the part's table start from. */
  readonly found: { readonly documento: Tree; readonly riga?: Tree };
  /** A path that starts there (`documento.…`, `riga.…`), as one in the document. */
  readonly inDocument: (path: string) => string;
}

/** Each place in the document that tells of such a record, in order. */
export function partPlaces({ table }: Plan, documento: Tree): PartPlace[] {
  const { each, when } = table.partOf ?? {};
  const places: PartPlace[] =
    each === undefined
      ? [{ found: { documento }, inDocument: (path) => inDocument(path, '') }]
      : itemsAt(documento, each).map(([riga, position]) => ({
          found: { documento, riga },
          inDocument: (path) => inDocument(path, each.replace('[]', `[${position}]`)),
        }));
  return places.filter(({ found }) => when === undefined || when(found));
}

/** The record at one of these places. Never throws for what a document may hold. */
export const decodePart = (plan: Plan, { found }: PartPlace, options: { traced?: boolean } = {}): Decoded =>
  decode(plan, found, options);

const inDocument = (path: string, row: string): string =>
  path.startsWith('riga') ? `${row}${path.slice('riga'.length)}` : path.replace(/^documento\.?/, '');

/** The groups that stand at a list's path with their positions there, through every list and container on the way. */
function itemsAt(documento: Tree, path: string): (readonly [Tree, number])[] {
  let held: unknown[] = [documento];
  for (const name of segmentsOf(path)) {
    held = held.flatMap((one) => {
      const inside = isTree(one) ? one[name] : undefined;
      return inside === undefined ? [] : Array.isArray(inside) ? inside : [inside];
    });
  }
  return held.flatMap((one, position) => (isTree(one) ? [[one, position] as const] : []));
}
