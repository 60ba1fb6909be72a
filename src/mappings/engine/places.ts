/**
 * Which field of a side's document a canonical field was read from. Asked only for fields that somebody has something to say
 * about, so nothing is worked out before.
 */
import { rememberedOf } from '../../foundation/remembered.js';
import { isTree, placesOf } from './path.js';
import type { Plan } from './plan.js';
import { concrete, type LineageEntry } from './run.js';
import { itemPath, type Row } from './table.js';

/** What a table says of the canonical fields, worked out at the first question about each. */
interface Readers {
  /** Canonical template → the rows that read it. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  /** Concrete canonical path → what is known of it. */
  readonly answers: Map<string, Answer>;
}

/** Lists have no end, and what is remembered of their positions must have one. */
const MOST_ANSWERS = 4096;

/** The side's path where the table alone tells it; otherwise the rows among which the document decides, if any. */
type Answer = { readonly side: string } | { readonly among: readonly Row[] };

const readersOf = rememberedOf((plan: Plan): Readers => ({ rows: rowsByCanonical(plan), answers: new Map() }));

function rowsByCanonical({ table }: Plan): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  const add = (canonical: string, row: Row): void => void found.set(canonical, [...(found.get(canonical) ?? []), row]);
  for (const row of table.rows) {
    if (row.kind === 'field' && row.direction === 'out') continue;
    if (row.kind !== 'list') add(row.canonical, row);
    // The list itself, an item of it, and the one field that an item holds where the list is shared.
    else for (const path of new Set([row.canonical.slice(0, -2), row.canonical, itemPath(row)])) add(path, row);
  }
  return found;
}

const INDEX = /\[\d+\]/g;
const templateOf = (path: string): string => (path.includes('[') ? path.replace(INDEX, '[]') : path);

function positionsOf(path: string): number[] {
  const positions: number[] = [];
  for (let at = path.indexOf('['); at >= 0; at = path.indexOf('[', at + 1))
    positions.push(Number.parseInt(path.slice(at + 1), 10));
  return positions;
}

/**
 * The side's path of a concrete canonical path (`esperienze[2].dataInizio`), positions filled in; undefined when it comes from
 * no field of the side, or from several. `lineage` is asked for only where the table alone leaves more than one.
 */
export function sideOf(plan: Plan, canonical: string, lineage: () => readonly LineageEntry[]): string | undefined {
  const { rows, answers } = readersOf(plan);
  let answer = answers.get(canonical);
  if (answer === undefined) {
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answer = answerFor(rows, canonical);
    answers.set(canonical, answer);
  }
  if ('side' in answer) return answer.side;
  if (answer.among.length === 0) return undefined;
  const carried = new Set(lineage().flatMap((entry) => (entry.canonical === canonical ? [entry.side] : [])));
  if (carried.size > 0) return carried.size === 1 ? [...carried][0] : undefined;
  return besideOthers(answer.among, canonical, lineage());
}

function answerFor(known: Readers['rows'], canonical: string): Answer {
  const template = templateOf(canonical);
  const rows = rowsFor(known, template);
  const [row] = rows;
  if (row !== undefined && (rows.length > 1 || isShared(known, row))) return { among: rows };
  const side = row === undefined ? groupOf(known, template) : sideTemplate(row, template);
  return side === undefined ? { among: [] } : { side: concrete(side, positionsOf(canonical)) };
}

/** The rows of a field, or of the field whose value it lies in: a codec may make a group out of one value. */
function rowsFor(known: Readers['rows'], template: string): readonly Row[] {
  const exact = known.get(template);
  if (exact !== undefined) return exact;
  for (let end = template.lastIndexOf('.'); end > 0; end = template.lastIndexOf('.', end - 1)) {
    const around = known.get(template.slice(0, end));
    if (around !== undefined) return around.filter(({ kind }) => kind === 'field');
  }
  return [];
}

/** The group of the side whose fields make up a canonical group that no row names: all of its fields, and no other. */
function groupOf(known: Readers['rows'], template: string): string | undefined {
  const rows = [...known.values()].flat();
  const inside = rows.filter((row) => row.canonical.startsWith(`${template}.`));
  const [first] = inside;
  if (first === undefined || isShared(known, first)) return undefined;
  let group = first.side;
  do group = group.slice(0, Math.max(0, group.lastIndexOf('.')));
  while (!inside.every(({ side }) => side.startsWith(`${group}.`)) && group !== '');
  const whole = rows.every((row) => !row.side.startsWith(`${group}.`) || inside.includes(row));
  return whole && group !== '' ? group : undefined;
}

/** Whether the row lies in a canonical list that several lists of the side make up, so that positions differ. */
function isShared(known: Readers['rows'], { canonical }: Row): boolean {
  for (let at = canonical.indexOf('[]'); at >= 0; at = canonical.indexOf('[]', at + 1))
    if ((known.get(canonical.slice(0, at + 2))?.length ?? 0) > 1) return true;
  return false;
}

/** A canonical path that ends before the list's `[]` means the list itself. */
const sideTemplate = ({ kind, side }: Row, template: string): string =>
  kind === 'list' && !template.endsWith(']') ? side.replace(/\[\]$/, '') : side;

/** Of a field that is not there: the list of the side that its item came from is told by what else the item holds. */
function besideOthers(rows: readonly Row[], canonical: string, lineage: readonly LineageEntry[]): string | undefined {
  const item = canonical.slice(0, canonical.lastIndexOf(']') + 1);
  const near = item === '' ? undefined : lineage.find((entry) => entry.canonical.startsWith(`${item}.`));
  if (near === undefined) return undefined;
  const place = templateOf(near.side);
  const fitting = rows.filter(({ side }) => place.startsWith(side.slice(0, side.lastIndexOf('[]') + 2)));
  const [row] = fitting;
  if (row === undefined || fitting.length > 1) return undefined;
  return concrete(sideTemplate(row, templateOf(canonical)), positionsOf(near.side));
}

/** Whether a record holds nothing at a concrete path. */
export function isAbsent(record: unknown, path: string): boolean {
  let held = record;
  for (const step of placesOf(path)) {
    if (typeof step === 'number') held = Array.isArray(held) ? (held as readonly unknown[])[step] : undefined;
    else held = isTree(held) ? held[step] : undefined;
  }
  return held === undefined;
}
