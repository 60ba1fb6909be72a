/** Every fixture of every contract holds, and every kind of document has cases that pass and cases that must not. */
import { describe, expect, it } from 'vitest';
import type { Fixture } from '../../src/contract/fixtures.js';
import { checkFixture } from '../../src/fixture-check.js';
import { EVENTS, RECORDS } from '../../src/foundation/names.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../src/sides.js';
import { fixturesOf } from '../support/fixtures.js';

const sides = buildSides(loadSettings({ env: {} }).settings);
const fixtures = fixturesOf();
const title = ({ side, record, event, revision, name, shows }: Fixture): string =>
  `${side} ${record}/${event} ${revision} ${name}: ${shows}`;

describe('the fixture', () => {
  it.each(fixtures.map((fixture) => [title(fixture), fixture] as const))('%s', (_title, fixture) => {
    expect(checkFixture(sides.get(fixture.side) as Side, fixture)).toEqual([]);
  });

  it('has a name of its own among those of its side', () => {
    const names = fixtures.map(({ side, record, name }) => `${side}/${record}/${name}`);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

const documents = [...sides.values()].flatMap((side) =>
  RECORDS.flatMap((record) =>
    EVENTS.filter((event) => side.speaks(record, event)).map((event) => ({ side, record, event })),
  ),
);

/** Records that no side has a document of its own for: they are read out of those of others. */
const parts = [...sides.values()].flatMap((side) =>
  RECORDS.flatMap((record) =>
    EVENTS.filter(
      (event) => side.holds(record, event) && ![...sides.values()].some((one) => one.speaks(record, event)),
    ).map((event) => ({ side, record, event })),
  ),
);

describe.each(parts.map((one) => [`${one.side.name} ${one.record}/${one.event}`, one] as const))(
  'among the fixtures of the part %s',
  (_name, { side, record, event }) => {
    it.each(['ok', 'problems'])('one is %s', (wanted) => {
      const cases = fixtures.filter((one) => one.side === side.name && one.record === record && one.event === event);
      expect(cases.filter((one) => one.expect === wanted).map(({ name }) => name)).not.toEqual([]);
    });
  },
);

describe.each(documents.map((one) => [`${one.side.name} ${one.record}/${one.event}`, one] as const))(
  'among the fixtures of %s',
  (_name, { side, record, event }) => {
    const cases = fixtures.filter((one) => one.side === side.name && one.record === record && one.event === event);
    const exists = (fits: (fixture: Fixture) => boolean) =>
      expect(cases.filter(fits).map(({ name }) => name)).not.toEqual([]);

    it('one is read without a problem', () =>
      exists(({ direction, expect: wanted }) => direction !== 'out' && wanted === 'ok'));
    it('one is written without a problem', () =>
      exists(({ direction, expect: wanted }) => direction !== 'in' && wanted === 'ok'));
    it('one is refused when it is written', () =>
      exists(({ direction, expect: wanted }) => direction !== 'in' && wanted === 'problems'));
    it('one is refused when it is read', () =>
      exists(({ direction, expect: wanted }) => direction !== 'out' && wanted === 'problems'));
  },
);
