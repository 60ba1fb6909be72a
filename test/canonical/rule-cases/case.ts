/** Cases at the edges of the rules as data, in a form that a rule can be tried with by itself, right or with a mistake in it. */

import { compileRules } from '../../../src/canonical/rules/check.js';
import { placesOf, type RuleEntry } from '../../../src/canonical/rules/rule.js';
import type { Finding } from '../../../src/foundation/finding.js';
import type { EventName, RecordName } from '../../../src/foundation/names.js';

/** Fields by their path (`politicheAttive.0.progetto`); `today` is the day of checking. */
export type Patch = Readonly<Record<string, unknown>>;

export interface RuleCase {
  readonly rule: string;
  readonly record: RecordName;
  readonly event?: EventName;
  /** First and last day that are judged; by the day of the record, or by the day at `on`. */
  readonly from?: string;
  readonly to?: string;
  readonly on?: string;
  /** What all of them have. */
  readonly base?: Patch;
  readonly keeps?: readonly Patch[];
  readonly breaks: readonly Patch[];
}

/** One case for each value of a field. */
export const each = (path: string, values: readonly unknown[], more: Patch = {}): Patch[] =>
  values.map((value) => ({ ...more, [path]: value }));

export const LAW_150 = '2015-09-24';
export const LAW_22 = '2015-03-07';
const TODAY = '2025-06-30';

export function recordOf(...patches: readonly Patch[]): object {
  const root: Record<string, unknown> = {};
  for (const [path, value] of patches.flatMap((patch) => Object.entries(patch))) {
    const names = path.split('.');
    let held = root;
    for (const [i, name] of names.slice(0, -1).entries()) {
      held[name] ??= /^\d+$/.test(names[i + 1] ?? '') ? [] : {};
      held = held[name] as Record<string, unknown>;
    }
    held[names.at(-1) ?? ''] = value;
  }
  return root;
}

/** The fields with which a rule finds something wrong in a record, on the day it is about. */
function brokenAt(entry: RuleEntry, { record, event = 'invio' }: RuleCase, patches: Patch[], day?: string): string[] {
  const rules = compileRules(placesOf(entry, record).filter((rule) => rule.event === event));
  const { today = TODAY, ...fields } = Object.assign({}, ...patches) as Patch;
  const findings: Finding[] = [];
  rules(recordOf(fields), { day, today: String(today) }, findings);
  return findings.map(({ path }) => path);
}

const nextDay = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** What a case says that the rule does not do, in words; none where they agree. */
export function wrongWith(entry: RuleEntry, one: RuleCase): string[] {
  const { base = {}, keeps = [], breaks, from, to, on } = one;
  const says = (patch: Patch, expected: boolean, day?: string): string[] => {
    const broken = brokenAt(entry, one, [base, patch], day);
    const where = `${JSON.stringify(patch)}${day === undefined ? '' : ` on ${day}`}`;
    const twice = new Set(broken).size < broken.length ? [`says the same twice: ${where}`] : [];
    return broken.length > 0 === expected ? twice : [`${expected ? 'keeps' : 'breaks'}: ${where}`];
  };
  const judged = (day: string, expected: boolean): string[] =>
    on === undefined ? says(breaks[0] ?? {}, expected, day) : says({ ...breaks[0], [on]: day }, expected);
  return [
    ...keeps.flatMap((patch) => says(patch, false)),
    ...breaks.flatMap((patch) => says(patch, true)),
    ...(from === undefined ? [] : [...judged(from, true), ...judged(nextDay(from, -1), false)]),
    ...(to === undefined ? [] : [...judged(to, true), ...judged(nextDay(to, 1), false)]),
  ];
}
