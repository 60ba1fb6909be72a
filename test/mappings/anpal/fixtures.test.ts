/** What the fixtures of the national documents must show beyond passing, which test/contract/fixtures.test.ts holds. */
import { expect, test } from 'vitest';
import { anpalContracts, type Fixture } from '../../../src/contract/index.js';
import { anpalTables } from '../../../src/mappings/anpal/index.js';
import { Translation } from '../../../src/translation.js';
import { fixturesOf } from '../../support/fixtures.js';
import { everyElement, readSchemaModel } from '../../support/schema-model.js';

const keyOf = ({ record, event, revision }: { record: string; event: string; revision: string }): string =>
  `${record}/${event} ${revision}`;

const translations = new Map(
  anpalTables
    .filter(({ partOf }) => partOf === undefined)
    .map((table) => {
      const contract = anpalContracts().find((one) => keyOf(one) === keyOf(table));
      if (!contract) throw new Error(`no contract for ${keyOf(table)}`);
      return [keyOf(table), new Translation(contract, table)] as const;
    }),
);

function translationOf(fixture: Fixture): Translation {
  const found = translations.get(keyOf(fixture));
  if (!found) throw new Error(`no translation for ${keyOf(fixture)}`);
  return found;
}

const fixtures = fixturesOf('anpal').filter(({ partOf }) => partOf === undefined);
test('no finding of a fixture holds a value of its document', () => {
  for (const fixture of fixtures.filter(({ direction }) => direction === 'in')) {
    const text = (fixture.source as Buffer).toString('utf8');
    const values = [...text.matchAll(/>([^<>]{6,})</g)].map(([, value]) => value as string);
    const said = JSON.stringify(translationOf(fixture).receive(fixture.source as Buffer).findings);
    for (const value of values.filter((one) => one.trim() !== '')) expect(said).not.toContain(value);
  }
});

test('the fixture "full" holds every element of Rev009', () => {
  const full = fixtures.find(({ name }) => name === 'full') as Fixture;
  const { tree } = translationOf(full).contract.read(full.source as Buffer);
  const seen = new Set<string>(['']);
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, path);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        const here = path === '' ? name : `${path}.${name}`;
        seen.add(here);
        walk(inner, here);
      }
    }
  };
  walk(tree, '');
  const elements = everyElement(readSchemaModel('anpal/sap/Rev009/sap.xsd')).map(({ path }) => path);
  expect([...seen].sort()).toEqual(elements.sort());
});
