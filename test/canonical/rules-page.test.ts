/** The page lists every rule whose id a finding of the canonical checks can carry. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleEntries } from '../../src/canonical/rules/rule.js';
import { RECORDS } from '../../src/foundation/names.js';

const page = readFileSync('docs/reference/rules.md', 'utf8');
const listed = new Set([...page.matchAll(/^\| `([a-z-]+\.[a-z0-9-]+)`( \*)? \|/gm)].map(([, id]) => id));
const sources = readdirSync('src/canonical', { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`src/canonical/${name}`, 'utf8'));

/** Families of rules that are about every record. */
const GENERAL = [...new Set(ruleEntries().flatMap(({ id, record }) => (record === 'every' ? id.split('.')[0] : [])))];
const FAMILIES: ReadonlySet<string | undefined> = new Set([...RECORDS, ...GENERAL, 'agenda', 'politica']);
/** Paths of fields that look like the id of a rule. */
const FIELDS = new Set(['ente.codice']);

const idsIn = (code: string): string[] =>
  [...code.matchAll(/'([a-z][a-z-]*\.[a-z][a-z0-9-]*)'/g)]
    .map(([, id = '']) => id)
    .filter((id) => FAMILIES.has(id.split('.')[0]) && !FIELDS.has(id));

/** Rules whose id is put together, by the words that stand in the code for them. */
const MADE = [
  ...['pattern', 'zeros', 'check-character', 'birth-date', 'sex', 'birthplace'].map((word) => `codice-fiscale.${word}`),
  ...['unknown', 'expired'].map((word) => `code.${word}`),
  // What zod has to say, in its words.
  ...['invalid-format', 'invalid-value', 'too-small', 'too-big', 'custom'].map((word) => `canonical.${word}`),
];

describe('the page of the rules', () => {
  it('lists every rule of the files, and no other', () =>
    expect([...listed].sort()).toEqual([...new Set(ruleEntries().map(({ id }) => id))].sort()));

  it('lists every rule that the program finds something by', () => {
    const ids = [...new Set([...sources.flatMap(idsIn), ...MADE])];
    expect(ids).toEqual(expect.arrayContaining(['patto.one-open', 'did.life-cycle', 'adr.role', 'date.real']));
    expect(ids.filter((id) => !listed.has(id))).toEqual([]);
  });

  it('would miss one', () => {
    expect(idsIn("found('patto.unheard-of', { path: 'dataDid' }) && 'ente.codice'")).toEqual(['patto.unheard-of']);
    expect(listed.has('patto.unheard-of')).toBe(false);
  });
});
