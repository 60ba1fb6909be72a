/** Reading and writing nested plain objects by the segments of a path. */

export type Tree = { [key: string]: unknown };

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const segmentsOf = (path: string): string[] => (path === '' ? [] : path.replace(/\[\]/g, '').split('.'));

export function read(from: unknown, segments: readonly string[]): unknown {
  let value: unknown = from;
  for (const segment of segments) {
    if (!isTree(value)) return undefined;
    value = value[segment];
  }
  return value;
}

/** The object at the end of the segments, made where it is missing. */
export function ensure(root: Tree, segments: readonly string[]): Tree {
  let at = root;
  // By position, without an iterator: this runs for every field of every record.
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] as string;
    let next = at[segment];
    if (!isTree(next)) {
      next = {};
      at[segment] = next;
    }
    at = next as Tree;
  }
  return at;
}

export function write(root: Tree, segments: readonly string[], value: unknown): void {
  const last = segments[segments.length - 1];
  if (last === undefined) return;
  (segments.length === 1 ? root : ensure(root, segments.slice(0, -1)))[last] = value;
}

/** Deep equality of JSON-like values; `undefined` members count as absent. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isTree(a) || !isTree(b)) return false;
  for (const key of Object.keys(a)) if (!same(a[key], b[key])) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
}

const STEP = /([^.[\]]+)|\[(\d+)\]/g;

/** `a.b[2].c` → `['a', 'b', 2, 'c']`. */
export const placesOf = (path: string): (string | number)[] =>
  [...path.matchAll(STEP)].map((m) => (m[2] === undefined ? (m[1] as string) : Number(m[2])));

/** Writes at a concrete path such as `a.b[2].c` where the place exists and, unless `over`, holds nothing else yet. */
export function restore(root: Tree, path: string, value: unknown, over = false): boolean {
  const steps = placesOf(path);
  let at: unknown = root;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as string | number;
    const last = i === steps.length - 1;
    if (typeof step === 'number') {
      if (!Array.isArray(at) || step >= at.length) return false;
      if (last) return false;
      at = at[step];
    } else {
      if (!isTree(at)) return false;
      if (last) {
        if (!over && at[step] !== undefined) return same(at[step], value);
        at[step] = value;
        return true;
      }
      if (at[step] === undefined) {
        if (typeof steps[i + 1] === 'number') return false;
        at[step] = {};
      }
      at = at[step];
    }
  }
  return false;
}
