/** The lists of losses on the mapping pages are those that the mapping reports when it runs. */
import { describe, expect, it } from 'vitest';
import { lossesOf } from '../../scripts/generate/mapping-losses.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { buildSides } from '../../src/sides.js';
import { fixturesOf } from '../support/fixtures.js';

const sides = buildSides(loadSettings({ env: {} }).settings);
const fixtures = fixturesOf().filter(({ expect: wanted, partOf }) => wanted === 'ok' && partOf === undefined);
const plain = (path = ''): string => path.replace(/\[\d*\]/g, '').replaceAll('/', '.');
const near = (path: string, list: readonly string[]): boolean =>
  list.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));

const tables = [
  ...new Map(
    fixtures.flatMap(({ side, record, event, revision }) => {
      const translation = sides.get(side)?.writing(record, event, revision);
      return translation === undefined ? [] : [[`${side} ${record}/${event} ${revision}`, translation] as const];
    }),
  ),
];

describe.each(tables)('what is lost by %s', (_title, translation) => {
  const { table, contract } = translation;
  const losses = lossesOf(table, contract);
  const mine = fixtures.filter(
    (one) =>
      one.side === table.side &&
      one.record === table.record &&
      one.event === table.event &&
      one.revision === table.revision,
  );

  it('of the record, is on the list', () => {
    const lost = mine
      .filter(({ direction }) => direction !== 'in')
      .flatMap(({ canonical }) => translation.produce(canonical).report)
      .filter(({ kind, canonical = '' }) => kind === 'lost' && canonical !== '' && !canonical.startsWith('estensioni'))
      // A field that the side holds may lose what a value of it says; that is told with a reason.
      .filter(({ detail }) => detail === undefined);
    const paths = [...new Set(lost.map(({ canonical }) => plain(canonical)))];
    expect(paths.filter((path) => !near(path, losses.ofTheRecord))).toEqual([]);
  });

  it('of the side, is on the list', () => {
    const { ofTheSide } = losses;
    if (ofTheSide === undefined) return;
    // Where a schema gives no type, markup may stand in a field: it is that field's, not one of its own.
    const fields = table.rows.filter(({ kind }) => kind === 'field').map(({ side }) => plain(side));
    const isNamed = (path: string): boolean => fields.some((one) => path === one || path.startsWith(`${one}.`));
    const kept = mine
      .filter(({ direction, source }) => direction !== 'out' && source !== undefined)
      .flatMap(({ source }) => translation.receive(source as Buffer).report)
      .filter(({ kind, side = '' }) => kind === 'kept' && side !== '');
    const paths = [...new Set(kept.map(({ side }) => plain(side)))].filter((path) => !isNamed(path));
    const described = contract.mediaType === 'application/xml' || contract.mediaType === 'text/csv';
    // JSON documents may hold members that their schema does not name at all.
    expect(described ? paths.filter((path) => !near(path, ofTheSide)) : []).toEqual([]);
  });
});

it('is told of SILP as its users know it', () => {
  const silp = sides.get('silp')?.writing('sap', 'invio');
  if (silp === undefined) throw new Error('silp is not spoken');
  const { ofTheRecord, ofTheSide = [] } = lossesOf(silp.table, silp.contract);
  expect(ofTheRecord).toEqual(expect.arrayContaining(['anagrafica.recapiti.fax', 'livelliIstruzione']));
  expect(ofTheSide).toEqual(expect.arrayContaining(['idSilLavAnagrafica', 'fonte.descr']));
  expect(ofTheRecord).not.toContain('anagrafica.persona.cognome');
});
