/** Takes out of a document the records that it holds beside its own. */
import { type Decoded, decode } from './decode.js';
import { isTree, segmentsOf, type Tree } from './path.js';
import type { Plan } from './plan.js';

/** One record for each place in the document that tells of one. Never throws for what a document may hold. */
export function decodeParts(plan: Plan, documento: Tree, options: { traced?: boolean } = {}): Decoded[] {
  const { each, when } = plan.table.partOf ?? {};
  const found = each === undefined ? [{ documento }] : itemsAt(documento, each).map((riga) => ({ documento, riga }));
  return found.filter((one) => when === undefined || when(one)).map((one) => decode(plan, one, options));
}

/** The groups that stand at a list's path, through every list and container on the way. */
function itemsAt(documento: Tree, path: string): Tree[] {
  let held: unknown[] = [documento];
  for (const name of segmentsOf(path)) {
    held = held.flatMap((one) => {
      const inside = isTree(one) ? one[name] : undefined;
      return inside === undefined ? [] : Array.isArray(inside) ? inside : [inside];
    });
  }
  return held.filter(isTree);
}
