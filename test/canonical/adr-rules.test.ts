/** Every rule of an assegno, an agenda or a body strikes in some case of the contract, and spares another. */
import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../src/canonical/rules/rule.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../src/sides.js';
import { fixturesOf } from '../support/fixtures.js';

const anpal = buildSides(loadSettings({ env: {} }).settings).get('anpal') as Side;
const fixtures = fixturesOf('anpal').filter(({ source }) => source !== undefined);

describe.each([
  ['adr', ['invio', 'variazione', 'esito']],
  ['ente', ['invio', 'variazione', 'annullamento']],
  ['appuntamento', ['variazione']],
] as const)('%s', (record, events) => {
  const mine: readonly string[] = events;
  const struck = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const { event, source } of fixtures.filter((one) => one.record === record && mine.includes(one.event))) {
    seen.set(event, (seen.get(event) ?? 0) + 1);
    const { findings } = anpal.receive(record, event, source as Buffer);
    for (const rule of new Set(findings.map((one) => one.rule))) struck.set(rule, (struck.get(rule) ?? 0) + 1);
  }
  const rules = rulesOf(record).filter(({ event }) => mine.includes(event));

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, { event }) => {
    expect(struck.get(id) ?? 0).toBeGreaterThan(0);
    expect(struck.get(id) ?? 0).toBeLessThan(seen.get(event) ?? 0);
  });

  it('gives each rule an id of its own', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });
});
