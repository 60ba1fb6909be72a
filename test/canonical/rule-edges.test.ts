/** Each number, day and code in the rules as data stands at an edge that a case here holds: a mistake in one is noticed. */
import { describe, expect, it } from 'vitest';
import { ruleEntries } from '../../src/canonical/rules/rule.js';
import { adrCases } from './rule-cases/adr.js';
import { type RuleCase, wrongWith } from './rule-cases/case.js';
import { otherCases } from './rule-cases/others.js';
import { pattoCases } from './rule-cases/patto.js';
import { percettoreCases } from './rule-cases/percettore.js';
import { politicaCases } from './rule-cases/politica.js';
import { regioniCases } from './rule-cases/regioni.js';
import { mutantsOf } from './rule-mutants.js';

const cases: readonly RuleCase[] = [
  ...adrCases,
  ...otherCases,
  ...pattoCases,
  ...percettoreCases,
  ...politicaCases,
  ...regioniCases,
];
const entries = ruleEntries();
const asData = entries.filter(({ by }) => by !== 'program');
const entryOf = (id: string) => entries.find((entry) => entry.id === id) ?? expect.fail(`no rule ${id}`);

describe('the rule', () => {
  it.each(cases.map((one) => [one.rule, one] as const))(
    '%s has its edges where the law or the contract has them',
    (rule, one) => expect(wrongWith(entryOf(rule), one)).toEqual([]),
  );

  it.each(asData.flatMap((entry) => [entry.from, entry.to].flatMap((day) => (day ? [[entry.id, day] as const] : []))))(
    '%s is silent about a record beyond %s',
    (rule, day) =>
      expect(cases.filter((one) => one.rule === rule && (one.from === day || one.to === day))).not.toEqual([]),
  );

  it.each(entries.map((entry) => [entry.id, entry] as const))(
    '%s has a first day, or says why it has none',
    (_, entry) => {
      const undated = (entry.places ?? [{}]).filter(
        (place) => (place.from ?? entry.from ?? place.holds ?? entry.holds) === undefined,
      );
      expect(undated).toEqual([]);
    },
  );
});

describe('a mistake', () => {
  it.each(asData.map((entry) => [entry.id, entry] as const))('in %s is noticed', (rule, entry) => {
    const mine = cases.filter((one) => one.rule === rule);
    const unnoticed = mutantsOf(entry).filter(({ entry: mutated }) =>
      mine.every((one) => wrongWith(mutated, one).length === 0),
    );
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
  });

  it('is made for every rule that has a number, a day or a list', () =>
    expect(asData.flatMap(mutantsOf).length).toBeGreaterThan(500));
});
