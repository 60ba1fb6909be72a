/** Small mistakes in a rule, one at a time: a number by one, a day by one, a code left out of a list. */
import type { RuleEntry } from '../../src/canonical/rules/rule.js';

export interface RuleMutant {
  readonly what: string;
  readonly entry: RuleEntry;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const shifted = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);

type Held = Readonly<Record<string, unknown>>;

/** Every other value that stands in the place of one: what was done to it, and the whole with that. */
function* otherValues(value: unknown, at: string): Generator<readonly [what: string, value: unknown]> {
  if (typeof value === 'number') {
    for (const by of [1, -1]) yield [`${at} ${value} → ${value + by}`, value + by];
  } else if (typeof value === 'string' && DAY.test(value)) {
    for (const by of [1, -1]) yield [`${at} ${value} → ${shifted(value, by)}`, shifted(value, by)];
  } else if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) {
      const others = value.filter((_, n) => n !== i);
      if (typeof one === 'object' || typeof one === 'number') {
        for (const [what, other] of otherValues(one, `${at}[${i}]`)) yield [what, value.with(i, other)];
      } else yield [`${at} without ${one}`, others];
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, held] of Object.entries(value)) {
      for (const [what, other] of otherValues(held, `${at}.${name}`)) yield [what, { ...value, [name]: other }];
    }
  }
}

/** Codes that stand as keys of a table: an entry less. */
function* withoutEntries(rule: Held, at: string): Generator<readonly [what: string, rule: Held]> {
  const given = rule.with as Held | undefined;
  for (const [name, table] of Object.entries(given ?? {})) {
    if (typeof table !== 'object' || table === null || Array.isArray(table)) continue;
    for (const code of Object.keys(table)) {
      const { [code]: _, ...others } = table as Held;
      yield [`${at}with.${name} without ${code}`, { ...rule, with: { ...given, [name]: others } }];
    }
  }
}

/** What of a rule is a number, a day or a list of codes. */
const LOOKED_AT = ['from', 'to', 'with', 'when'] as const;

function* inRule(rule: Held, at: string): Generator<readonly [what: string, rule: Held]> {
  for (const name of LOOKED_AT)
    for (const [what, value] of otherValues(rule[name], `${at}${name}`)) yield [what, { ...rule, [name]: value }];
  yield* withoutEntries(rule, at);
}

/** Every mutant of a rule; paths of fields in a list are no codes, and stay. */
export function mutantsOf(entry: RuleEntry): RuleMutant[] {
  const mutants = [...inRule(entry, '')];
  for (const [i, place] of (entry.places ?? []).entries())
    for (const [what, mutated] of inRule(place, `places[${i}].`))
      mutants.push([what, { ...entry, places: entry.places?.with(i, mutated as typeof place) }]);
  return mutants
    .filter(([what]) => !/with\.(of|than) without/.test(what))
    .map(([what, mutated]) => ({ what, entry: mutated as unknown as RuleEntry }));
}
