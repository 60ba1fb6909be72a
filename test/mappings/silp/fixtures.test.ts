import { expect, it } from 'vitest';
import type { DocumentContract } from '../../../src/contract/contract.js';
import { loadFixtures } from '../../../src/contract/fixtures.js';
import { silpContracts } from '../../../src/contract/silp.js';
import { checkFixture } from '../../../src/fixture-check.js';
import type { Table } from '../../../src/mappings/engine/index.js';
import { silpTables } from '../../../src/mappings/silp/index.js';
import type { Side } from '../../../src/sides.js';
import { Translation } from '../../../src/translation.js';

const translation = new Translation(silpContracts()[0] as DocumentContract, silpTables[0] as Table);
const side: Side = {
  name: 'silp',
  adapter: undefined,
  mediaType: 'application/json',
  speaks: () => true,
  receive: () => {
    throw new Error('fixtures are read through writing()');
  },
  writing: () => translation,
};

const fixtures = loadFixtures('silp');

it('finds the fixtures of SILP', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(25);
});

it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  expect(checkFixture(side, fixture)).toEqual([]);
});
