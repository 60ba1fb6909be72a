/** What the compiled definitions take is what zod would give; what zod refuses they do not take. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import { sap } from '../../src/canonical/sap.js';
import { compileShape } from '../../src/canonical/shape-walk.js';
import { fullSap } from '../support/canonical-samples.js';
import { fixturesOf } from '../support/fixtures.js';
import { spoiledSap } from '../support/spoiled-sap.js';

/** As text, since the order of the fields counts. */
const text = (value: unknown): string => JSON.stringify(value);

const backwards = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, held]) => [key, key === 'estensioni' ? held : backwards(held)]),
  );
};

describe('a compiled definition', () => {
  const take = compileShape(sap);

  it('takes what zod takes of a SAP, and nothing else', () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(spoiledSap, (document) => {
        const parsed = sap.safeParse(document);
        seen[parsed.success ? 'taken' : 'refused'] += 1;
        expect(text(take(document))).toBe(parsed.success ? text(parsed.data) : undefined);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(100);
  });

  it('gives a record that is in order as it is, and one that is not in order and its own untouched', () => {
    const document = sap.parse(fullSap(2));
    expect(take(document)).toBe(document);
    const turned = backwards(document);
    const before = text(turned);
    expect(text(take(turned))).toBe(text(document));
    expect(text(turned)).toBe(before);
  });

  const records = fixturesOf().flatMap(({ record, event, canonical }) =>
    canonical === undefined ? [] : [{ record, event, canonical }],
  );
  const compiled = RECORD_DEFINITIONS.flatMap(({ record, event, schema }) => {
    const samples = records.filter((one) => one.record === record && one.event === event);
    const right = samples.filter(({ canonical }) => schema.safeParse(canonical).success);
    const takes = compileShape(schema);
    return right.length > 0 ? [{ name: `${record}/${event}`, schema, takes, right }] : [];
  });

  it.each(compiled)('gives every $name of the fixtures as zod does, in whatever order it comes', (one) => {
    for (const { canonical } of one.right)
      for (const value of [canonical, backwards(canonical)]) {
        const taken = one.takes(value);
        if (taken !== undefined) expect(text(taken)).toBe(text(one.schema.parse(value)));
      }
  });

  it('leaves to zod only the few definitions with a rule of their own', () => {
    const left = compiled.filter(({ takes, right }) => right.some(({ canonical }) => takes(canonical) === undefined));
    expect(left.map(({ name }) => name)).not.toContain('sap/invio');
    expect(left.length).toBeLessThan(compiled.length / 4);
  });

  it('takes no key that would change what an object is', () => {
    const estensioni = { anpal: JSON.parse('{"__proto__":{"a":"b"}}') as unknown };
    expect(take({ ...sap.parse(fullSap(2)), estensioni })).toBeUndefined();
  });
});
