/**
 * The rules that the program itself looks at, because they need more than the record: what came before about the person, a
 * list. What a finding of theirs says of itself (source, severity, the days for which it holds) stands with the others in
 * `schemas/rules/`.
 */
import type { Finding } from '../../foundation/finding.js';
import { canonicalError } from '../errors.js';
import { type RuleEntry, ruleEntries } from './rule.js';

/** The case in which a rule speaks. */
export interface Found {
  /** The field that the finding is about. */
  readonly path: string;
  /** The day that is judged, where the rule has dates; one that is not known is judged. */
  readonly day?: string | undefined;
  /** More than the rule says by itself. */
  readonly says?: string;
  /** The letter of the law, where one rule stands for several. */
  readonly source?: string;
}

let byId: ReadonlyMap<string, RuleEntry> | undefined;

/** The rule of that id. Throws `rules-invalid` where no file has it. */
export function ruleOf(id: string): RuleEntry {
  byId ??= new Map(ruleEntries().map((entry) => [entry.id, entry]));
  const entry = byId.get(id);
  if (entry === undefined) throw canonicalError('rules-invalid', `no rule ${id} in schemas/rules`);
  return entry;
}

/** A number that a rule is given, such as its term. Throws `rules-invalid` where it has none. */
export function numberOf(id: string, name: string): number {
  const value = ruleOf(id).with?.[name];
  if (typeof value !== 'number') throw canonicalError('rules-invalid', `${id}: ${name} is no number`);
  return value;
}

/** The finding of a rule that is broken; none on a day for which the rule does not hold. */
export function found(id: string, { path, day, says, source }: Found): readonly Finding[] {
  const rule = ruleOf(id);
  const { from, to } = rule;
  if (day !== undefined && ((from !== undefined && day < from) || (to !== undefined && day > to))) return [];
  return [{ path, rule: id, source: source ?? rule.source, severity: rule.severity, message: says ?? rule.says }];
}
