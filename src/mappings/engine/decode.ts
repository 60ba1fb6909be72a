import type { Finding } from '../../foundation/finding.js';
import { ensure, isTree, read, segmentsOf, type Tree, write } from './path.js';
import type { DecodeNode, Plan } from './plan.js';
import { concrete, type LineageEntry, type ReportEntry, Run } from './run.js';
import { itemPath } from './table.js';

export interface Decoded {
  /** The canonical record as far as it could be read; unchecked. */
  readonly record: Tree;
  readonly findings: readonly Finding[];
  readonly report: readonly ReportEntry[];
  readonly lineage: readonly LineageEntry[];
}

/** Side document (as a tree) → canonical record. Never throws for what a document may hold. */
export function decode(plan: Plan, document: unknown, options: { traced?: boolean } = {}): Decoded {
  const run = new Run(sourceOf(plan), options.traced, plan.table.partOf === undefined);
  const record: Tree = {};
  if (isTree(document)) decodeInto(plan.decode, document, record, run);
  else run.problem('error', 'mapping.not-a-document', 'expected a document, found a bare value');
  derive(plan, record, run);
  if (Object.keys(run.kept).length > 0) record.estensioni = { [plan.table.side]: run.kept };
  return { record, findings: run.findings, report: run.report, lineage: run.lineage };
}

/** One item of a list, read with the list's own rows: used to compare it with a canonical item. */
export function decodeItem(node: DecodeNode, item: unknown, run: Run): unknown {
  const { row } = node.list as NonNullable<DecodeNode['list']>;
  if (row.item) return row.item.decode(item, run);
  const out: Tree = {};
  if (isTree(item)) decodeInto(node, item, out, run);
  return out;
}

/** Fills in what follows from the rest of the record, and says so. */
function derive(plan: Plan, record: Tree, run: Run): void {
  for (const { canonical, from, note } of plan.table.derived ?? []) {
    const segments = segmentsOf(canonical);
    if (read(record, segments) !== undefined) continue;
    const value = from(record, run.kept);
    if (value === undefined) continue;
    write(record, segments, value);
    run.report.push({ kind: 'defaulted', canonical, detail: note });
  }
}

export const sourceOf = (plan: Plan): string => `${plan.table.side} ${plan.table.record} ${plan.table.revision}`;

function decodeInto(node: DecodeNode, value: Tree, target: Tree, run: Run): void {
  for (const key in value) {
    const held = value[key];
    if (held === undefined || held === null) continue;
    const child = node.children.get(key);
    if (child === undefined) run.keep(concrete(node.path === '' ? key : `${node.path}.${key}`, run.at), held);
    else decodeChild(child, held, target, run, value);
  }
}

function decodeChild(child: DecodeNode, held: unknown, target: Tree, run: Run, around: Tree): void {
  if (child.field) {
    run.around = around;
    decodeField(child, child.field, held, target, run);
    return;
  }
  if (child.list) {
    decodeList(child, child.list, held, target, run);
    return;
  }
  if (child.container) {
    const { row, target: where } = child.container;
    listAt(target, where);
    if (Array.isArray(held) && held.length > 1) {
      run.canonicalPath = row.canonical;
      run.sidePath = child.path;
      run.note('normalised', `${held.length} containers read as one`);
    }
  }
  for (const { target: where } of child.groups ?? []) ensure(target, where);
  if (Array.isArray(held)) for (const part of held) decodePart(child, part, target, run);
  else decodePart(child, held, target, run);
}

function decodePart(child: DecodeNode, part: unknown, target: Tree, run: Run): void {
  if (isTree(part)) decodeInto(child, part, target, run);
  else if (!saysNothing(part)) run.keep(concrete(child.path, run.at), part);
}

/** Absent, or the white space of a group that is written over several lines but empty. */
const saysNothing = (part: unknown): boolean =>
  part === undefined || part === null || (typeof part === 'string' && part.trim() === '');

function decodeField(
  node: DecodeNode,
  field: NonNullable<DecodeNode['field']>,
  held: unknown,
  target: Tree,
  run: Run,
): void {
  const { row } = field;
  run.canonicalPath = row.canonical;
  run.sidePath = row.side;
  const value = row.codec.decode(held, run);
  if (row.codec.writes !== undefined) keepRest(held, row.codec.writes, node, run);
  if (value === undefined) return;
  ensure(target, field.parent)[field.name] = value;
  if (run.traced) run.carried(held, value, row.codec.name);
}

/** What an object of the side holds besides what its codec can write again goes into the extension. */
function keepRest(held: unknown, writes: readonly string[], node: DecodeNode, run: Run): void {
  if (!isTree(held)) return;
  const visit = (value: Tree, inner: string): void => {
    for (const key in value) {
      const part = value[key];
      if (part === undefined || part === null) continue;
      const path = inner === '' ? key : `${inner}.${key}`;
      if (writes.includes(path)) continue;
      if (isTree(part) && writes.some((other) => other.startsWith(`${path}.`))) visit(part, path);
      else run.keep(concrete(`${node.path}.${path}`, run.at), part);
    }
  };
  visit(held, '');
}

function listAt(target: Tree, where: readonly string[]): unknown[] {
  const existing = read(target, where);
  if (Array.isArray(existing)) return existing;
  const made: unknown[] = [];
  const last = where[where.length - 1] as string;
  ensure(target, where.slice(0, -1))[last] = made;
  return made;
}

function decodeList(
  node: DecodeNode,
  list: NonNullable<DecodeNode['list']>,
  held: unknown,
  target: Tree,
  run: Run,
): void {
  const out = listAt(target, list.target);
  const { row } = list;
  const before = list.shared ? out.length : 0;
  for (const item of Array.isArray(held) ? held : [held]) {
    if (item === undefined || item === null) continue;
    run.enter(out.length - before, out.length);
    if (row.item) {
      run.canonicalPath = itemPath(row);
      run.sidePath = row.side;
      const value = row.item.decode(item, run);
      if (row.item.writes !== undefined) keepRest(item, row.item.writes, node, run);
      if (value !== undefined) {
        out.push(value);
        if (run.traced) run.carried(item, value, row.item.name);
      }
    } else {
      const made: Tree = {};
      if (isTree(item)) decodeInto(node, item, made, run);
      out.push(made);
    }
    run.leave();
  }
}
