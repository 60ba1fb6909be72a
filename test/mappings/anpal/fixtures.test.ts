import { describe, expect, test } from 'vitest';
import { anpalContracts, type Fixture, loadFixtures } from '../../../src/contract/index.js';
import type { Finding } from '../../../src/foundation/finding.js';
import { anpalTables } from '../../../src/mappings/anpal/index.js';
import { Translation } from '../../../src/translation.js';
import { everyElement, readSchemaModel } from '../../support/schema-model.js';

const keyOf = ({ event, revision }: { event: string; revision: string }): string => `${event} ${revision}`;

const translations = new Map(
  anpalTables.map((table) => {
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

const fixtures = loadFixtures('anpal');
const named = (chosen: readonly Fixture[]) => chosen.map((fixture) => [fixture.name, fixture] as const);
const expected = (findings: readonly Finding[], severity: string) =>
  findings
    .filter((finding) => finding.severity === severity)
    .map(({ path, rule }) => ({ path, rule }))
    .sort((a, b) => `${a.path} ${a.rule}`.localeCompare(`${b.path} ${b.rule}`));
const sorted = (problems: readonly { path: string; rule: string }[]) =>
  [...problems].sort((a, b) => `${a.path} ${a.rule}`.localeCompare(`${b.path} ${b.rule}`));

describe('source → canonical', () => {
  test.each(named(fixtures.filter(({ direction }) => direction !== 'out')))('%s', (_name, fixture) => {
    const received = translationOf(fixture).receive(fixture.source as Buffer);
    expect(expected(received.findings, 'error')).toEqual(sorted(fixture.problems));
    expect(expected(received.findings, 'warning')).toEqual(expect.arrayContaining([...fixture.warnings]));
    if (fixture.expect === 'problems') expect(received.canonical).toBeUndefined();
    else expect(received.canonical).toEqual(fixture.canonical);
    if (fixture.report) expect(received.report).toEqual(fixture.report);
  });
});

describe('canonical → source', () => {
  test.each(named(fixtures.filter(({ direction }) => direction !== 'in')))('%s', (_name, fixture) => {
    const translation = translationOf(fixture);
    const produced = translation.produce(fixture.canonical);
    expect(expected(produced.findings, 'error')).toEqual(sorted(fixture.problems));
    if (fixture.expect === 'problems') {
      expect(produced.body).toBeUndefined();
      return;
    }
    const written = translation.contract.read(produced.body as Buffer);
    expect(written.tree).toEqual(translation.contract.read(fixture.source as Buffer).tree);
    if (fixture.report && fixture.direction === 'out') expect(produced.report).toEqual(fixture.report);
  });
});

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
