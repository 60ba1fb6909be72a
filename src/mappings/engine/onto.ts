/**
 * Writing a canonical record onto a document that the side already holds, for sides where sections are replaced whole:
 * what says the same stays exactly as the side wrote it, what the record does not state stays untouched, and the
 * sections that really differ are named.
 */
import { decode, decodeItem, sourceOf } from './decode.js';
import {
  type Encoded,
  encodedValue,
  encodeItem,
  itemsOf,
  reportForeign,
  reportLost,
  reportUnderived,
} from './encode.js';
import { ensure, isTree, read, same, type Tree, write } from './path.js';
import type { DecodeNode, FieldStep, ListStep, Plan, Step } from './plan.js';
import { Run } from './run.js';

export interface EncodedOnto extends Encoded {
  /** The side's names of the sections that differ from the document written onto. */
  readonly changed: readonly string[];
}

/** `base` undefined: a new document. `traced` also collects lineage and translated fields of what is written. */
export function encodeOnto(
  plan: Plan,
  record: unknown,
  base: unknown,
  options: { traced?: boolean } = {},
): EncodedOnto {
  const run = new Run(sourceOf(plan), options.traced);
  const document: Tree = isTree(base) ? (structuredClone(base) as Tree) : {};
  if (isTree(record)) {
    ontoSteps(plan.steps, record, document, plan.decode, run, decode(plan, document).record);
    reportLost(plan.held, record, '', run);
    reportUnderived(plan, record, run);
    reportForeign(plan, record, run);
  }
  return {
    document,
    findings: run.findings,
    report: run.report,
    lineage: run.lineage,
    changed: [...run.changed].sort(),
  };
}

const READ_ONLY = 'the side does not take changes here';

/** `implied`: what the side's document as a whole says, derived fields included; only for steps outside of lists. */
function ontoSteps(
  steps: readonly Step[],
  from: Tree,
  to: Tree,
  node: DecodeNode,
  run: Run,
  implied: Tree | undefined,
): void {
  for (const step of steps) {
    if (step.kind === 'field') ontoField(step, from, to, run, implied);
    else if (step.kind === 'group') {
      if (read(from, step.from) !== undefined && read(implied, step.from) === undefined) ensure(to, step.to);
    } else ontoList(step, from, to, node, run);
  }
}

function ontoField(step: FieldStep, from: Tree, to: Tree, run: Run, implied: Tree | undefined): void {
  const wanted = read(from, step.from);
  const present = read(to, step.to);
  if (wanted === undefined && present !== undefined && present !== null) return;
  run.canonicalPath = step.row.canonical;
  run.sidePath = step.row.side;
  const around = read(to, step.to.slice(0, -1));
  const silent = new Run(run.source);
  if (isTree(around)) silent.around = around;
  const means = present === undefined || present === null ? undefined : step.codec.decode(present, silent);
  const said = means ?? read(implied, step.from);
  if (said === undefined && wanted !== undefined && same(step.row.empty, wanted)) {
    run.note('normalised', 'left empty, which means the same at the side');
    return;
  }
  if (said !== undefined && (same(said, wanted) || same(said, asHeld(step, wanted)))) return;
  if (step.row.readOnly) {
    if (wanted !== undefined) run.note('lost', READ_ONLY);
    return;
  }
  const value = encodedValue(step, from, run);
  if (value === undefined) return;
  if (step.row.whole && step.to.length > 1) write(to, step.to.slice(0, -1), {});
  if (isTree(around)) for (const name of step.row.clears) if (name in around) around[name] = null;
  write(to, step.to, value);
  if (step.row.section) run.changed.add(step.row.section);
}

/** What the side would say after it had been told the value: it may hold less than the record says. */
function asHeld({ codec }: FieldStep, wanted: unknown): unknown {
  const silent = new Run('');
  const encoded = codec.encode(wanted, silent);
  return encoded === undefined ? undefined : codec.decode(encoded, silent);
}

/** An item of the side's list, and what it says. */
interface Present {
  readonly item: unknown;
  readonly means: unknown;
  readonly position: number;
}

/** An item that the record wants in the list, and the one of the side that it is or replaces. */
interface Placed {
  readonly item: unknown;
  /** Where it stands in the canonical list. */
  readonly position: number;
  readonly exact: Present | undefined;
  readonly near: Present | undefined;
}

function ontoList(step: ListStep, from: Tree, to: Tree, node: DecodeNode, run: Run): void {
  const { heldElsewhere, readOnly, section } = step.row;
  const all = itemsOf(step, from);
  if (all === undefined) return;
  const stated = heldElsewhere ? all.filter(({ item }) => !heldElsewhere(item, to)) : all;
  const held = read(to, step.to);
  const present: unknown[] = Array.isArray(held) ? held : held === undefined || held === null ? [] : [held];
  const listNode = nodeOf(node, step.to);
  // What would be written into a list that takes no changes is only compared: it has no lineage and changes no section.
  const writing = readOnly ? new Run(run.source) : run;
  let differs = stated.length !== present.length;
  const out = placed(step, stated, present, listNode, run.source).map(({ item, position, exact, near }, i) => {
    if (exact) return exact.item;
    writing.enter(i, position);
    const made = listNode && near ? itemOnto(step, item, near, listNode, writing) : encodeItem(step, item, writing);
    writing.leave();
    differs ||= !near || !same(made, near.item);
    return made;
  });
  if (!differs) return;
  if (readOnly) {
    run.report.push({ kind: 'lost', canonical: step.row.canonical, side: step.row.side, detail: READ_ONLY });
    return;
  }
  if (step.container) ensure(to, step.container);
  write(to, step.to, out);
  if (section) run.changed.add(section);
}

/** The wanted items in the order in which the side has them, new ones last: another order alone is no change. */
function placed(
  step: ListStep,
  stated: readonly { item: unknown; position: number }[],
  present: readonly unknown[],
  node: DecodeNode | undefined,
  source: string,
): readonly Placed[] {
  const free = present.map((item, position): Present => {
    return { item, position, means: node && itemMeans(step, node, item, source) };
  });
  const take = (fits: (means: unknown) => boolean): Present | undefined => {
    const i = free.findIndex(({ means }) => fits(means));
    return i < 0 ? undefined : free.splice(i, 1)[0];
  };
  // Equal items first, so that a changed item never takes the place of one that is still wanted as it is.
  const exact = stated.map(({ item }) => {
    const held = node ? itemAsHeld(step, node, item) : item;
    return take((means) => says(means, held));
  });
  const near = stated.map(({ item }, i) =>
    exact[i] || step.row.key.length === 0 ? undefined : take((means) => sameKey(step.row.key, means, item)),
  );
  const all = stated.map((one, i): Placed => ({ ...one, exact: exact[i], near: near[i] }));
  const rank = ({ exact: equal, near: changed }: Placed): number => (equal ?? changed)?.position ?? present.length;
  return all.sort((a, b) => rank(a) - rank(b));
}

function itemOnto(step: ListStep, item: unknown, near: Present, node: DecodeNode, run: Run): unknown {
  if (!isTree(near.item) || !isTree(item)) return encodeItem(step, item, run);
  const made = structuredClone(near.item);
  ontoSteps(step.steps, item, made, node, run, undefined);
  return made;
}

/** What an item of the side says, with what it means by leaving a field empty. */
function itemMeans(step: ListStep, node: DecodeNode, item: unknown, source: string): unknown {
  const means = decodeItem(node, item, new Run(source));
  if (!isTree(means)) return means;
  for (const inner of step.steps) {
    if (inner.kind !== 'field' || inner.row.empty === undefined) continue;
    if (read(means, inner.from) === undefined) write(means, inner.from, inner.row.empty);
  }
  return means;
}

function itemAsHeld(step: ListStep, node: DecodeNode, item: unknown): unknown {
  return decodeItem(node, encodeItem(step, item, new Run('')), new Run(''));
}

/** Whether an item of the side already says everything the wanted item states; what it says beyond that stays. */
function says(means: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(means) && means.length === wanted.length && wanted.every((part, i) => says(means[i], part));
  }
  if (!isTree(wanted)) return same(means, wanted);
  return (
    isTree(means) && Object.keys(wanted).every((key) => wanted[key] === undefined || says(means[key], wanted[key]))
  );
}

function sameKey(key: readonly string[], a: unknown, b: unknown): boolean {
  return key.every((path) => {
    const segments = path.split('.');
    const value = read(a, segments);
    return value !== undefined && same(value, read(b, segments));
  });
}

function nodeOf(node: DecodeNode, segments: readonly string[]): DecodeNode | undefined {
  let at: DecodeNode | undefined = node;
  for (const segment of segments) at = at?.children.get(segment);
  return at?.list ? at : undefined;
}
