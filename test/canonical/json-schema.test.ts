import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sap } from '../../src/canonical/sap.js';
import { packageRoot } from '../../src/foundation/package.js';
import { fullSap } from '../support/canonical-samples.js';
import { spoiledSap } from '../support/spoiled-sap.js';

const readSchema = (name: string): object =>
  JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, packageRoot()), 'utf8')) as object;

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
ajv.addKeyword('x-code-list');
const validate = ajv.compile(readSchema('sap'));

describe('the published JSON Schema', () => {
  it('accepts a full SAP', () => expect(validate(fullSap(2)), JSON.stringify(validate.errors)).toBe(true));

  it('accepts and refuses the same documents as the definition the gateway uses', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(spoiledSap, (document) => {
        const accepted = sap.safeParse(document).success;
        seen[accepted ? 'accepted' : 'refused'] += 1;
        expect(validate(document), JSON.stringify(validate.errors)).toBe(accepted);
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
    expect(config({ routes: { file: 'routes.yaml' } })).toBe(true);
    expect(config({ routes: [] })).toBe(false);
  });
});

describe('the JSON Schema of a file of routes', () => {
  const table = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(readSchema('raccordo.routes'));
  const file = (...routes: object[]) => table({ format: 1, name: 'x', version: '1', routes });
  const route = { id: 'a-b', record: 'sap', event: '*', source: 'silp', destinations: [] };
  it('accepts the routes of the program, and refuses what no route holds', () => {
    expect(table(parse(readFileSync('routes/default.yaml', 'utf8')))).toBe(true);
    expect(file(route, { ...route, event: ['invio'], when: [{ path: 'x', equals: '1' }] })).toBe(true);
    expect(file({ ...route, destination: [] })).toBe(false);
    expect(file({ ...route, lane: 'fast' })).toBe(false);
    expect(table({ format: 1, routes: [] })).toBe(false);
  });
});
