/** Every value of a record has a lineage, on the way in and on the way out, over all fixtures that are good. */
import { describe, expect, it } from 'vitest';
import type { Fixture } from '../../src/contract/index.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../src/sides.js';
import type { Translation } from '../../src/translation.js';
import { fixturesOf } from '../support/fixtures.js';

const sides = buildSides(loadSettings({ env: {} }).settings);
const good = fixturesOf().filter(({ expect: wanted, partOf }) => wanted === 'ok' && partOf === undefined);
const named = (fixtures: readonly Fixture[]) =>
  fixtures.map((one) => [`${one.side} ${one.event} ${one.name}`, one] as const);

function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [path];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, path === '' ? key : `${path}.${key}`));
}

const inside = (path: string, part: string): boolean => new RegExp(`^${pattern(part)}(?![^.[])`).test(path);
const pattern = (path: string): string =>
  path
    .replace(/\[\]$/, '')
    .replace(/[.[\]]/g, '\\$&')
    .replaceAll('\\[\\]', '\\[\\d+\\]');

/** Leaves of the record that nobody accounts for. */
function unexplained(record: unknown, carried: readonly { canonical: string }[], told: readonly string[]): string[] {
  const known = new Set(carried.map(({ canonical }) => canonical));
  // A value that is made of several fields is carried as a whole.
  const within = (path: string): boolean =>
    carried.some(({ canonical }) => path.startsWith(`${canonical}.`) || path.startsWith(`${canonical}[`));
  const { estensioni: _, ...own } = record as Record<string, unknown>;
  return leaves(own).filter((path) => !known.has(path) && !within(path) && !told.some((part) => inside(path, part)));
}

const told = (report: readonly { kind: string; canonical?: string }[], kind: string): string[] =>
  report.flatMap((entry) => (entry.kind === kind && entry.canonical !== undefined ? [entry.canonical] : []));

/** A document that the side is only sent is not read, and a table that is only written reads nothing. */
function isRead({ side, record, event, revision }: Fixture): boolean {
  const translation = sides.get(side)?.writing(record, event, revision);
  if (translation === undefined || translation.contract.onlyWritten) return false;
  return translation.table.rows.some((row) => row.kind !== 'field' || row.direction !== 'out');
}

describe('the lineage of what is read', () => {
  it.each(named(good.filter((one) => one.source !== undefined && isRead(one))))(
    'holds every value: %s',
    (_, fixture) => {
      const side = sides.get(fixture.side) as Side;
      const { canonical, lineage, report } = side.receive(fixture.record, fixture.event, fixture.source as Buffer, {
        traced: true,
        codiceFiscaleCheck: 'off',
      });
      expect(lineage).not.toEqual([]);
      expect(unexplained(canonical, lineage, told(report, 'defaulted'))).toEqual([]);
    },
  );
});

/** A table that is only read writes nothing. */
const isWritten = ({ side, record, event, revision }: Fixture): boolean =>
  sides
    .get(side)
    ?.writing(record, event, revision)
    ?.table.rows.some((row) => row.kind === 'group' || row.direction !== 'in') ?? false;

describe('the lineage of what is written', () => {
  it.each(named(good.filter((one) => one.canonical !== undefined && isWritten(one))))(
    'holds every value that is not lost: %s',
    (_, { side, record, event, revision, canonical }) => {
      const translation = sides.get(side)?.writing(record, event, revision) as Translation;
      const rows = new Set(translation.table.rows.map((row) => row.canonical));
      const derived = (translation.table.derived ?? []).map((rule) => rule.canonical).filter((path) => !rows.has(path));
      for (const { lineage, report } of [
        translation.produce(canonical, { traced: true }),
        translation.describe(canonical),
      ]) {
        expect(lineage).not.toEqual([]);
        expect(unexplained(canonical, lineage, [...told(report, 'lost'), ...derived])).toEqual([]);
      }
    },
  );
});
