/** Small mistakes in a mapping table, one at a time: what somebody could get wrong, and a fixture must notice. */
import type { Codec, FieldRow, ListRow, Row, Table } from '../../src/mappings/engine/index.js';

export interface Mutant {
  /** What was done to which row. */
  readonly what: string;
  readonly table: Table;
}

const named = (row: Row): string => `${row.kind} ${row.side} ↔ ${row.canonical}`;

/**
 * Every mutant of a table, but of rows that an earlier table has as they are: a mistake in these is made there. Those that say
 * the same as the table (a codec that is identity already) are left out.
 */
export function mutantsOf(table: Table, earlier: ReadonlySet<Row> = new Set()): Mutant[] {
  const { rows } = table;
  const replaced = (what: string, at: number, row: Row | undefined): Mutant => ({
    what: `${what}: ${named(rows[at] as Row)}`,
    table: { ...table, rows: rows.flatMap((old, i) => (i === at ? (row === undefined ? [] : [row]) : [old])) },
  });
  const mutantsAt = (row: Row, at: number): Mutant[] => [
    // Without its list, the rows inside it would stand nowhere: that is no table at all.
    ...(row.kind === 'list' && hasInside(rows, row) ? [] : [replaced('dropped', at, undefined)]),
    ...(row.kind === 'field' ? fieldMutants(row).map(([what, mutated]) => replaced(what, at, mutated)) : []),
    ...(row.kind === 'list' ? listMutants(row).map(([what, mutated]) => replaced(what, at, mutated)) : []),
    ...swapsOf(table, at),
  ];
  return rows.flatMap((row, at) => (earlier.has(row) ? [] : mutantsAt(row, at)));
}

const hasInside = (rows: readonly Row[], list: ListRow): boolean =>
  rows.some((row) => row !== list && row.side.startsWith(`${list.side}.`));

function fieldMutants(row: FieldRow): [string, FieldRow][] {
  const { codec, direction } = row;
  const mutants: [string, FieldRow][] = [];
  const withCodec = (what: string, changed: Partial<Codec>): void => {
    mutants.push([what, { ...row, codec: { ...codec, ...changed } }]);
  };
  if (direction !== 'out') withCodec('codec that reads nothing', { decode: () => undefined });
  if (direction !== 'in') withCodec('codec that writes nothing', { encode: () => undefined });
  if (!isIdentity(codec, 'decode') && direction !== 'out')
    withCodec('codec that reads as written', { decode: (v) => v });
  if (!isIdentity(codec, 'encode') && direction !== 'in') withCodec('codec that writes as held', { encode: (v) => v });
  if (direction === 'both')
    mutants.push(['only read', { ...row, direction: 'in' }], ['only written', { ...row, direction: 'out' }]);
  if (row.otherwise !== undefined) {
    const { otherwise: _, ...without } = row;
    mutants.push(['without its default', without as FieldRow]);
  }
  return mutants;
}

function listMutants(row: ListRow): [string, ListRow][] {
  return row.direction === 'both' ? [['only read', { ...row, direction: 'in' }]] : [];
}

/** Two neighbours under one group change places in the record: the mistake of a line copied and half edited. */
function swapsOf({ rows, ...table }: Table, at: number): Mutant[] {
  const one = rows[at];
  const next = rows.findIndex(
    (row, i) => i > at && row.kind === 'field' && parentOf(row.side) === parentOf(one?.side ?? ''),
  );
  const other = rows[next];
  if (one?.kind !== 'field' || other?.kind !== 'field') return [];
  const swapped = rows.map((row, i) =>
    i === at ? { ...one, canonical: other.canonical } : i === next ? { ...other, canonical: one.canonical } : row,
  );
  return [{ what: `swapped: ${named(one)} and ${named(other)}`, table: { ...table, rows: swapped } }];
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

const TRIALS = ['x', '007', 'A02', '2025-06-03', '12.50', '', true, false, 3, 'SI', '2025-06-03T10:00:00'];

/** Whether a codec hands values on as they are, in one direction. */
function isIdentity(codec: Codec, direction: 'decode' | 'encode'): boolean {
  return TRIALS.every((value) => {
    try {
      return codec[direction](value, SILENT) === value || typeof value !== 'string';
    } catch {
      return false;
    }
  });
}

const SILENT = { problem() {}, note() {}, around: {} } as unknown as Parameters<Codec['decode']>[1];
