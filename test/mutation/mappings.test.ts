/**
 * A mapping that is a table can be wrong in small ways: a row left out, two codes exchanged, a codec that is not the right
 * one. Each such mistake is made here, one at a time, and the fixtures of the contract must notice it.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { DocumentContract, ReadDocument } from '../../src/contract/contract.js';
import type { Fixture } from '../../src/contract/fixtures.js';
import { checkDocument } from '../../src/fixture-check.js';
import { EVENTS, RECORDS } from '../../src/foundation/names.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import type { Row } from '../../src/mappings/engine/index.js';
import { buildSides } from '../../src/sides.js';
import { Translation } from '../../src/translation.js';
import { fixturesOf } from '../support/fixtures.js';
import { mutantsOf } from './mutants.js';

/** Share of the mistakes that must be noticed, over all tables. */
const AIM = 0.9;

const fixtures = fixturesOf().filter(({ partOf }) => partOf === undefined);
const translations = [...buildSides(loadSettings({ env: {} }).settings).values()].flatMap((side) =>
  RECORDS.flatMap((record) =>
    EVENTS.flatMap((event) =>
      side
        .revisions(record, event)
        .flatMap((revision) => side.writing(record, event, revision) ?? [])
        .map((translation) => [`${side.name} ${record}/${event} ${translation.table.revision}`, translation] as const),
    ),
  ),
);

/** What a fixture's own document reads as does not depend on the table: it is read once. */
function remembering(contract: DocumentContract): DocumentContract {
  const read = new Map<Uint8Array, ReadDocument>();
  return {
    ...contract,
    read(bytes, options) {
      const known = read.get(bytes);
      if (known !== undefined && options?.mode === undefined) return known;
      const fresh = contract.read(bytes, options);
      if (fixtures.some(({ source }) => source === bytes)) read.set(bytes, fresh);
      return fresh;
    },
  };
}

/** Whether one of the cases notices it. That case is then the first: it is likely to notice the next mistake too. */
function isNoticed(mutated: Translation, cases: Fixture[]): boolean {
  const at = cases.findIndex((fixture) => {
    try {
      return checkDocument({ name: fixture.side, writing: () => mutated }, fixture).length > 0;
    } catch {
      return true;
    }
  });
  if (at > 0) cases.unshift(...cases.splice(at, 1));
  return at >= 0;
}

const total = { made: 0, noticed: 0 };
/** Rows of the tables that were gone through. Several revisions share most of theirs. */
const earlier = new Set<Row>();

describe('a mistake in the table', () => {
  it.each(translations)('of %s is noticed', (_name, translation) => {
    const { side, record, event, revision } = translation.table;
    const cases = fixtures.filter(
      (one) => one.side === side && one.record === record && one.event === event && one.revision === revision,
    );
    const contract = remembering(translation.contract);
    const survivors: string[] = [];
    const mutants = mutantsOf(translation.table, earlier);
    for (const row of translation.table.rows) earlier.add(row);
    for (const { what, table } of mutants) {
      let mutated: Translation;
      try {
        mutated = new Translation(contract, table);
      } catch {
        continue;
      }
      if (!isNoticed(mutated, cases)) survivors.push(what);
    }
    const noticed = mutants.length - survivors.length;
    total.made += mutants.length;
    total.noticed += noticed;
    if (process.env.RACCORDO_SURVIVORS !== undefined) for (const what of survivors) process.stdout.write(`  ${what}\n`);
    process.stdout.write(`mutation ${side} ${record}/${event} ${revision}: ${noticed} of ${mutants.length}\n`);
    // An older revision may have few fixtures of its own; the newest of each record carries the proof.
    expect(cases.length).toBeGreaterThan(0);
  });

  afterAll(() => {
    process.stdout.write(`mutation score: ${total.noticed} of ${total.made}\n`);
  });

  it('is noticed nine times out of ten, over all tables', () => {
    expect(total.noticed / total.made).toBeGreaterThanOrEqual(AIM);
  });
});
