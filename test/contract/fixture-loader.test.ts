import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadFixtures } from '../../src/contract/index.js';

function caseWith(files: Record<string, string>, record = 'sap'): string {
  const root = mkdtempSync(join(tmpdir(), 'fixtures-'));
  const folder = join(root, 'anpal', 'v9', 'fixtures', record, 'one');
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return root;
}

const ABOUT = 'shows: a case\ndirection: both\nrevision: "1.0"\n';

test('a case is read from its folder', () => {
  const root = caseWith({
    'case.yaml': `${ABOUT}warnings:\n  - { path: a.b, rule: code.unknown }\n`,
    'source.xml': '<a/>',
    'canonical.json': '{"x":1}',
    'report.json': '[{"kind":"kept"}]',
  });
  expect(loadFixtures('anpal', root)).toMatchObject([
    {
      side: 'anpal',
      record: 'sap',
      event: 'invio',
      revision: '1.0',
      name: 'one',
      direction: 'both',
      expect: 'ok',
      warnings: [{ path: 'a.b', rule: 'code.unknown' }],
      source: Buffer.from('<a/>'),
      canonical: { x: 1 },
      report: [{ kind: 'kept' }],
    },
  ]);
  expect(loadFixtures('silp', root)).toEqual([]);
});

test.each([
  ['no source', { 'case.yaml': ABOUT, 'canonical.json': '{}' }, /no source/],
  ['no canonical record', { 'case.yaml': ABOUT, 'source.xml': '<a/>' }, /no canonical/],
  ['no line about it', { 'case.yaml': 'direction: in\nrevision: x\n', 'source.xml': '<a/>' }, /shows is missing/],
  ['a direction of its own', { 'case.yaml': ABOUT.replace('both', 'sideways') }, /direction must be one of/],
  [
    'problems that nobody names',
    { 'case.yaml': `${ABOUT}expect: problems\n`, 'source.xml': '<a/>', 'canonical.json': '{}' },
    /none is named/,
  ],
  [
    'problems where all is well',
    { 'case.yaml': `${ABOUT}problems: [{path: a, rule: b}]\n`, 'source.xml': '<a/>', 'canonical.json': '{}' },
    /none is expected/,
  ],
  [
    'a finding without a rule',
    { 'case.yaml': `${ABOUT}warnings: [{path: a}]\n`, 'source.xml': '<a/>', 'canonical.json': '{}' },
    /path and rule/,
  ],
  [
    'a case.yaml that is not YAML',
    { 'case.yaml': 'shows: [a\ndirection: in\n' },
    /one: case\.yaml is not YAML: .+ line \d/,
  ],
  ['a case.yaml of one word', { 'case.yaml': 'shows' }, /one: case\.yaml holds no members/],
  ['no case.yaml', { 'source.xml': '<a/>', 'canonical.json': '{}' }, /one: there is no case\.yaml/],
  ['nothing in it', {}, /one: there is no case\.yaml/],
  [
    'a member that nobody reads',
    { 'case.yaml': `${ABOUT}warning: []\n`, 'source.xml': '<a/>', 'canonical.json': '{}' },
    /one: case\.yaml has no member warning; known: shows, /,
  ],
  [
    'a second source',
    { 'case.yaml': ABOUT, 'source.xml': '<a/>', 'source.json': '{}', 'canonical.json': '{}' },
    /one: has several sources: source\.json, source\.xml/,
  ],
  [
    'a file that nobody reads',
    { 'case.yaml': ABOUT, 'source.xml': '<a/>', 'cannonical.json': '{}' },
    /one: holds cannonical\.json; a case has /,
  ],
  [
    'a part of nothing',
    { 'case.yaml': `${ABOUT}partOf: zap\n`, 'source.xml': '<a/>', 'canonical.json': '{}' },
    /partOf must be record\/event/,
  ],
  [
    'a part that is written',
    { 'case.yaml': `${ABOUT}partOf: did/invio\n`, 'source.xml': '<a/>', 'canonical.json': '{}' },
    /a part is only read/,
  ],
  ['values that are no text', { 'case.yaml': `${ABOUT}each: [1]\n` }, /each is a list of values, written as text/],
  ['JSON that is none', { 'case.yaml': ABOUT, 'source.xml': '<a/>', 'canonical.json': '{' }, /not JSON/],
])('a case with %s is refused', (_name, files, detail) => {
  expect(() => loadFixtures('anpal', caseWith(files as Record<string, string>))).toThrow(detail);
});

test('a case of a record that does not exist is refused', () => {
  expect(() => loadFixtures('anpal', caseWith({ 'case.yaml': ABOUT }, 'zap'))).toThrow(/zap is no record/);
});

test('a case of a record that is part of another says so', () => {
  const files = { 'case.yaml': ABOUT.replace('both', 'in'), 'source.xml': '<a/>', 'canonical.json': '{}' };
  const withPart = (said: string) => ({ ...files, 'case.yaml': `${files['case.yaml']}partOf: ${said}\n` });
  const [first] = loadFixtures('anpal', caseWith(withPart('did/invio')));
  const [third] = loadFixtures('anpal', caseWith(withPart("'sap/notifica#2'")));
  expect(first?.partOf).toEqual({ record: 'did', event: 'invio', place: 0 });
  expect(third?.partOf).toEqual({ record: 'sap', event: 'notifica', place: 2 });
});

test('a case that is about several values is one for each of them', () => {
  const root = caseWith({
    'case.yaml': `${ABOUT}each: ['1', '02']\n`,
    'source.xml': '<a>{{each}}</a>',
    'canonical.json': '{"x":"{{each}}"}',
  });
  expect(loadFixtures('anpal', root)).toMatchObject([
    { name: 'one 1', source: Buffer.from('<a>1</a>'), canonical: { x: '1' } },
    { name: 'one 02', source: Buffer.from('<a>02</a>'), canonical: { x: '02' } },
  ]);
});

test('every fixture of every side is complete, and some are expected to fail', () => {
  const all = loadFixtures();
  expect(all.length).toBeGreaterThan(60);
  expect(new Set(all.map(({ folder, name }) => `${folder} ${name}`)).size).toBe(all.length);
  expect(all.filter(({ expect: outcome }) => outcome === 'problems').length).toBeGreaterThan(20);
});
