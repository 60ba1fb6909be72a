import type { Finding } from '../../foundation/finding.js';
import { sourceOf } from './decode.js';
import { ensure, isTree, read, restore, same, segmentsOf, type Tree, write } from './path.js';
import type { FieldStep, HeldNode, ListStep, Plan, Step } from './plan.js';
import { type LineageEntry, type ReportEntry, Run } from './run.js';
import { itemPath } from './table.js';

export interface Encoded {
  /** The side's document as a tree, members in the order of the table. */
  readonly document: Tree;
  readonly findings: readonly Finding[];
  readonly report: readonly ReportEntry[];
  readonly lineage: readonly LineageEntry[];
}

/** Canonical record → side document. What the side cannot hold is named in the report. */
export function encode(plan: Plan, record: unknown, options: { traced?: boolean } = {}): Encoded {
  const run = new Run(sourceOf(plan), options.traced);
  const document: Tree = {};
  if (isTree(record)) {
    run.record = record;
    encodeSteps(plan.steps, record, document, run);
    reportLost(plan.held, record, '', run);
    reportUnderived(plan, record, run);
    restoreKept(plan, record, document, run);
    reportForeign(plan, record, run);
  }
  return { document, findings: run.findings, report: run.report, lineage: run.lineage };
}

/** Puts back what this side itself had sent beyond the canonical record. */
function restoreKept(plan: Plan, record: Tree, document: Tree, run: Run): void {
  const { side, restores } = plan.table;
  const kept = read(record, ['estensioni', side]);
  if (!isTree(kept)) return;
  for (const [path, value] of Object.entries(kept)) {
    if ((restores && !restores(path)) || !restore(document, path, value, plan.writtenOnly.has(template(path))))
      run.report.push({ kind: 'lost', canonical: `estensioni.${side}`, side: path });
  }
}

/** Names what only other sides know, which stays behind. */
export function reportForeign(plan: Plan, record: Tree, run: Run): void {
  if (!isTree(record.estensioni)) return;
  for (const [owner, kept] of Object.entries(record.estensioni)) {
    if (owner === plan.table.side || !isTree(kept)) continue;
    const detail = `${Object.keys(kept).length} fields that only ${owner} knows`;
    run.report.push({ kind: 'lost', canonical: `estensioni.${owner}`, detail });
  }
}

const template = (path: string): string => path.replace(/\[\d+\]/g, '[]');

function encodeSteps(steps: readonly Step[], from: Tree, to: Tree, run: Run): void {
  for (const step of steps) {
    if (step.kind === 'field') encodeField(step, from, to, run);
    else if (step.kind === 'group') {
      if (read(from, step.from) !== undefined) ensure(to, step.to);
    } else encodeList(step, from, to, run);
  }
}

function encodeField(step: FieldStep, from: Tree, to: Tree, run: Run): void {
  const value = encodedValue(step, from, run);
  if (value !== undefined) write(to, step.to, value);
}

/** The side's value of a field, or undefined when there is none to write; a default is reported. */
export function encodedValue(step: FieldStep, from: Tree, run: Run): unknown {
  const { row } = step;
  run.canonicalPath = row.canonical;
  run.sidePath = row.side;
  let value = read(from, step.from);
  if (value === undefined) {
    if (row.otherwise === undefined || !parentPresent(step, from)) return undefined;
    value = row.otherwise;
    run.note('defaulted', row.note);
  }
  const encoded = step.codec.encode(value, run);
  if (run.traced && encoded !== undefined) run.carried(value, encoded, row.codec.name);
  return encoded;
}

/** A default is written only into a group that is there: an absent section stays absent. */
function parentPresent(step: FieldStep, from: Tree): boolean {
  return step.from.length === 1 || read(from, step.from.slice(0, -1)) !== undefined;
}

function encodeList(step: ListStep, from: Tree, to: Tree, run: Run): void {
  const items = itemsOf(step, from);
  if (items === undefined) return;
  if (step.container) ensure(to, step.container);
  if (items.length === 0 && step.container) return;
  const out: unknown[] = [];
  for (let i = 0; i < items.length; i++) {
    const { item, position } = items[i] as ListItem;
    run.enter(i, position);
    const encoded = encodeItem(step, item, run);
    if (encoded !== undefined) out.push(encoded);
    run.leave();
  }
  write(to, step.to, out);
}

interface ListItem {
  readonly item: unknown;
  /** Where it stands in the canonical list. */
  readonly position: number;
}

/** The canonical items that belong into a list of the side, or undefined when the record does not state the list. */
export function itemsOf(step: ListStep, from: Tree): ListItem[] | undefined {
  const all = read(from, step.from);
  if (!Array.isArray(all)) return undefined;
  const { share } = step.row;
  const items = all.map((item: unknown, position) => ({ item, position }));
  return share === undefined ? items : items.filter(({ item }) => isTree(item) && item[share] !== undefined);
}

export function encodeItem(step: ListStep, item: unknown, run: Run): unknown {
  if (step.row.item) {
    run.canonicalPath = itemPath(step.row);
    run.sidePath = step.row.side;
    const encoded = step.row.item.encode(item, run);
    if (run.traced && encoded !== undefined) run.carried(item, encoded, step.row.item.name);
    return encoded;
  }
  const made: Tree = {};
  if (isTree(item)) encodeSteps(step.steps, item, made, run);
  return made;
}

/** Names the derived fields that say something else than what would be derived again. */
export function reportUnderived(plan: Plan, record: Tree, run: Run): void {
  for (const { canonical, from } of plan.onlyDerived) {
    const value = read(record, segmentsOf(canonical));
    if (value === undefined || same(value, from(record, {}))) continue;
    run.report.push({ kind: 'lost', canonical });
  }
}

/** Names every canonical field for which the side has no place. */
export function reportLost(held: HeldNode, value: Tree, path: string, run: Run): void {
  for (const key in value) {
    const part = value[key];
    if (part === undefined || (path === '' && key === 'estensioni')) continue;
    const here = path === '' ? key : `${path}.${key}`;
    const node = held.children.get(key);
    if (!node) run.report.push({ kind: 'lost', canonical: here });
    else if (!node.whole) {
      if (Array.isArray(part)) {
        for (let i = 0; i < part.length; i++) {
          const item: unknown = part[i];
          if (isTree(item)) reportLost(node, item, `${here}[${i}]`, run);
        }
      } else if (isTree(part)) reportLost(node, part, here, run);
    }
  }
}
