import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sap } from '../../src/canonical/sap.js';
import { packageRoot } from '../../src/foundation/package.js';
import { fullSap } from '../support/canonical-samples.js';

const readSchema = (name: string): object =>
  JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, packageRoot()), 'utf8')) as object;

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
ajv.addKeyword('x-code-list');
const validate = ajv.compile(readSchema('sap'));

type Group = Record<string, unknown> | unknown[];

/** Every group inside the document, itself included. */
function groupsOf(value: unknown): Group[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Group, ...Object.values(value).flatMap(groupsOf)];
}

/** Changes one member of one group: takes it away, or puts something else in its place. */
function mutate(document: unknown, where: number, which: number, becomes: unknown): void {
  const groups = groupsOf(document);
  const group = groups[where % groups.length] as Record<string, unknown>;
  const keys = [...Object.keys(group), 'altro'];
  const key = keys[which % keys.length] as string;
  if (Array.isArray(group)) group[Number(key) || 0] = becomes;
  else if (becomes === undefined) delete group[key];
  else group[key] = becomes;
}

describe('the published JSON Schema', () => {
  it('accepts a full SAP', () => expect(validate(fullSap(2)), JSON.stringify(validate.errors)).toBe(true));

  it('accepts and refuses the same documents as the definition the gateway uses', () => {
    const values = fc.constantFrom<unknown[]>(
      undefined,
      null,
      '',
      'testo',
      '2021-02-29',
      '2020-02-29',
      '01',
      'RSSMRA80A01H501U',
      '12345678901',
      'ZZ00012345A',
      '13000000a1K',
      '0.5',
      '.',
      7,
      7.5,
      true,
      [],
      {},
      ['40'],
      [{}],
    );
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(), values), { minLength: 1, maxLength: 2 }), (mutations) => {
        const document = fullSap();
        for (const [where, which, becomes] of mutations) mutate(document, where, which, structuredClone(becomes));
        const accepted = sap.safeParse(document).success;
        seen[accepted ? 'accepted' : 'refused'] += 1;
        expect(validate(document), JSON.stringify({ mutations, errors: validate.errors })).toBe(accepted);
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });
});

describe('the JSON Schema of the configuration', () => {
  const config = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(readSchema('raccordo.config'));
  it('accepts a configuration and refuses names it does not know', () => {
    expect(
      config({ http: { port: 8080, bodyLimit: '10 MB' }, sides: { silp: { url: 'https://silp.example.org' } } }),
    ).toBe(true);
    expect(config({ http: { prot: 8080 } })).toBe(false);
    expect(config({ routes: [{ record: 'sap', event: '*', source: 'silp', destinations: [] }] })).toBe(false);
  });
});
