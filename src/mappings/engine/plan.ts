/**
 * Compiles a table once into two plans: a trie over the side's names that drives decoding from what the document
 * holds, and steps in table order that drive encoding. Both are walked as plain data on the hot path.
 */
import { rememberedOf } from '../../foundation/remembered.js';
import { segmentsOf } from './path.js';
import type { Codec, Derived, FieldRow, GroupRow, ListRow, Row, Table } from './table.js';

export interface DecodeNode {
  readonly children: Map<string, DecodeNode>;
  field?: { row: FieldRow; target: readonly string[]; parent: readonly string[]; name: string };
  groups?: { row: GroupRow; target: readonly string[] }[];
  /** `shared`: other lists of the side fill the canonical list too. */
  list?: { row: ListRow; target: readonly string[]; shared: boolean };
  /** The element that wraps a list: its presence makes the list present. */
  container?: { row: ListRow; target: readonly string[] };
  readonly path: string;
}

export interface FieldStep {
  readonly kind: 'field';
  readonly row: FieldRow;
  readonly codec: Codec;
  readonly from: readonly string[];
  readonly to: readonly string[];
}
export interface GroupStep {
  readonly kind: 'group';
  readonly row: GroupRow;
  readonly from: readonly string[];
  readonly to: readonly string[];
}
export interface ListStep {
  readonly kind: 'list';
  readonly row: ListRow;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly container: readonly string[] | undefined;
  readonly steps: readonly Step[];
}
export type Step = FieldStep | GroupStep | ListStep;

/** Which canonical paths the side can hold: `true` for a whole value, a map for what is inside. */
export interface HeldNode {
  readonly children: Map<string, HeldNode>;
  whole: boolean;
}

export interface Plan {
  readonly table: Table;
  readonly decode: DecodeNode;
  readonly steps: readonly Step[];
  readonly held: HeldNode;
  /** The part of `held` about which the side has the word: without the rows in which it takes no changes from us. */
  readonly stated: HeldNode;
  /** Canonical fields that a document can tell, and the groups they stand in. */
  readonly told: ReadonlySet<string>;
  /** Side paths that are only written: what the side itself had there comes back as it was. */
  readonly writtenOnly: ReadonlySet<string>;
  /** Derived fields that no row carries: they are held as long as they say what would be derived again. */
  readonly onlyDerived: readonly Derived[];
}

const newNode = (path: string): DecodeNode => ({ children: new Map(), path });

/** The plan of a table: it is made once, and building the sides asks for all of them. */
export const compile: (table: Table) => Plan = rememberedOf(planOf);

function planOf(table: Table): Plan {
  const lists = table.rows.filter((row): row is ListRow => row.kind === 'list');
  const outer: Outer = new Map(table.rows.map((row) => [row, enclosing(row, lists)]));
  const decode = newNode('');
  const held: HeldNode = { children: new Map(), whole: false };
  const stated: HeldNode = { children: new Map(), whole: false };
  for (const row of table.rows) addDecode(decode, row, lists, outer);
  for (const row of table.rows)
    if (row.kind === 'group' || row.direction !== 'in') {
      addHeld(held, row.canonical, wholeOf(row));
      if (row.kind === 'group' || !row.readOnly) addHeld(stated, row.canonical, wholeOf(row));
    }
  const carried = new Set(table.rows.map((row) => row.canonical));
  const onlyDerived = (table.derived ?? []).filter(({ canonical }) => !carried.has(canonical));
  for (const { canonical } of onlyDerived) addHeld(held, canonical, true);
  const writtenOnly = new Set(
    table.rows.flatMap((row) => (row.kind === 'field' && row.direction === 'out' ? [row.side] : [])),
  );
  return {
    table,
    decode,
    steps: stepsOf(table.rows, outer, undefined),
    held,
    stated,
    told: toldBy(table),
    writtenOnly,
    onlyDerived,
  };
}

function toldBy({ rows, derived = [] }: Table): ReadonlySet<string> {
  const told = new Set<string>();
  const read = rows.filter((row) => row.kind !== 'field' || row.direction !== 'out');
  for (const { canonical } of [...read, ...derived])
    canonical.split('.').forEach((_, i, names) => {
      told.add(
        names
          .slice(0, i + 1)
          .join('.')
          .replaceAll('[]', ''),
      );
    });
  return told;
}

/** By row what encloses it. */
type Outer = ReadonlyMap<Row, ListRow | undefined>;

/** The innermost list row that a row lies inside of, at both ends. */
function enclosing(row: Row, lists: readonly ListRow[]): ListRow | undefined {
  let best: ListRow | undefined;
  for (const candidate of lists) {
    if (candidate === row) continue;
    if (!lies(row.canonical, candidate.canonical) || !lies(row.side, candidate.side)) continue;
    if (!best || candidate.canonical.length > best.canonical.length) best = candidate;
  }
  return best;
}

/** Every start compares each row of every table with each list: no string is made for that. */
const lies = (path: string, inside: string): boolean => path[inside.length] === '.' && path.startsWith(inside);

function relative(path: string, inside: string | undefined): string[] {
  return segmentsOf(inside === undefined ? path : path.slice(inside.length + 1));
}

function addDecode(root: DecodeNode, row: Row, lists: readonly ListRow[], outer: Outer): void {
  if (row.kind === 'field' && row.direction === 'out') return;
  let node = root;
  let path = '';
  for (const name of row.side.split('.')) {
    path = path === '' ? name : `${path}.${name}`;
    const key = name.replace('[]', '');
    let next = node.children.get(key);
    if (!next) {
      next = newNode(path);
      node.children.set(key, next);
    }
    node = next;
  }
  const target = relative(row.canonical, outer.get(row)?.canonical);
  if (row.kind === 'field') {
    if (node.field) throw new Error(`${row.side} is decoded twice`);
    node.field = { row, target, parent: target.slice(0, -1), name: target[target.length - 1] ?? '' };
  } else if (row.kind === 'group') {
    node.groups = [...(node.groups ?? []), { row, target }];
  } else {
    const shared = lists.some(({ canonical, side }) => canonical === row.canonical && side !== row.side);
    node.list = { row, target, shared };
    if (row.container) {
      const wrapper = nodeAt(root, row.side.split('.').slice(0, -1));
      wrapper.container = { row, target };
    }
  }
}

function nodeAt(root: DecodeNode, names: readonly string[]): DecodeNode {
  let node = root;
  for (const name of names) node = node.children.get(name.replace('[]', '')) as DecodeNode;
  return node;
}

function stepsOf(rows: readonly Row[], outer: Outer, inside: ListRow | undefined): Step[] {
  const steps: Step[] = [];
  for (const row of rows) {
    if (outer.get(row) !== inside) continue;
    const from = relative(row.canonical, inside?.canonical);
    const to = relative(row.side, inside?.side);
    if (row.kind === 'field') {
      if (row.direction !== 'in') steps.push({ kind: 'field', row, codec: row.codec, from, to });
    } else if (row.kind === 'group') steps.push({ kind: 'group', row, from, to });
    else if (row.direction !== 'in') {
      steps.push({
        kind: 'list',
        row,
        from,
        to,
        container: row.container ? to.slice(0, -1) : undefined,
        steps: stepsOf(rows, outer, row),
      });
    }
  }
  return steps;
}

const wholeOf = (row: Row): boolean => row.kind === 'field' || (row.kind === 'list' && row.item !== undefined);

function addHeld(root: HeldNode, canonical: string, whole: boolean): void {
  let node = root;
  for (const name of segmentsOf(canonical)) {
    let next = node.children.get(name);
    if (!next) {
      next = { children: new Map(), whole: false };
      node.children.set(name, next);
    }
    node = next;
  }
  if (whole) node.whole = true;
}
