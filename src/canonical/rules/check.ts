/** Looks at a record with the rules of its kind. */
import { type Finding, mask } from '../../foundation/finding.js';
import type { EventName, RecordName } from '../../foundation/names.js';
import { KINDS } from './kinds.js';
import { type Rule, rulesOf } from './rule.js';

export interface RuleContext {
  /** The day that the record is about, for rules that hold from or to a day. */
  readonly day: string | undefined;
  /** The day of checking. */
  readonly today: string;
}

/** Adds a finding for each rule that the record breaks. The record must have its shape already. */
export function applyRules(
  record: RecordName,
  event: EventName,
  value: unknown,
  context: RuleContext,
  findings: Finding[],
): void {
  for (const rule of rulesOf(record)) {
    if (rule.event !== event || !holdsOn(rule, context.day)) continue;
    for (const [root, prefix] of placesOf(rule, value)) {
      const other = (path: string): unknown => (path.startsWith('/') ? at(value, path.slice(1)) : at(root, path));
      if (rule.when !== undefined && !applies(rule.when, other)) continue;
      const found = other(rule.at);
      if (KINDS[rule.kind]({ value: found, other, with: rule.with, today: context.today })) continue;
      findings.push({
        path: rule.at.startsWith('/') ? rule.at.slice(1) : `${prefix}${rule.at}`,
        rule: rule.id,
        source: rule.source,
        severity: rule.severity,
        message: rule.says,
        ...(typeof found === 'string' || typeof found === 'number' ? { masked: mask(String(found)) } : {}),
      });
    }
  }
}

const holdsOn = ({ from, to }: Rule, day: string | undefined): boolean =>
  day === undefined || ((from === undefined || day >= from) && (to === undefined || day <= to));

/** The record itself, or the items of the list that the rule is about, each with its path. */
function placesOf({ each }: Rule, value: unknown): [unknown, string][] {
  if (each === undefined) return [[value, '']];
  const path = each.replace(/\[\]$/, '');
  const items = at(value, path);
  return Array.isArray(items) ? items.map((item, i) => [item, `${path}[${i}].`]) : [];
}

function applies(when: NonNullable<Rule['when']>, other: (path: string) => unknown): boolean {
  return Object.entries(when).every(([path, wanted]) => {
    const value = other(path);
    if (wanted === 'present') return value !== undefined && value !== '';
    if (wanted === 'absent') return value === undefined || value === '';
    return wanted.includes(String(value));
  });
}

function at(value: unknown, path: string): unknown {
  let held = value;
  for (const name of path.split('.')) {
    if (held === null || typeof held !== 'object') return undefined;
    held = (held as Readonly<Record<string, unknown>>)[name];
  }
  return held;
}
