/**
 * Looks at a record with the rules of its kind. The rules are compiled once, because every record passes: paths become
 * functions, conditions become sets, and the rules of one list are gone through item by item.
 */
import { type Finding, mask } from '../../foundation/finding.js';
import type { EventName, RecordName } from '../../foundation/names.js';
import { type Check, type Getter, KINDS, type Scope } from './kinds.js';
import { type Rule, rulesOf, type Wanted } from './rule.js';

export interface RuleContext {
  /** The day that the record is about, for rules that hold from or to a day. */
  readonly day: string | undefined;
  /** The day of checking. */
  readonly today: string;
  /** Whether the form of the document has a place for a field; absent = it may hold any. */
  readonly holds?: ((path: string) => boolean) | undefined;
}

type Condition = (scope: Scope) => boolean;

interface CompiledRule {
  readonly rule: Rule;
  readonly value: Getter;
  readonly conditions: readonly Condition[];
  readonly keeps: Check;
  /** Path of its field, where it does not lie in the item. */
  readonly absolute: string | undefined;
}

/** The rules about the record itself, or about the items of one of its lists, or about one of its groups. */
interface Place {
  readonly path: string;
  readonly held: Getter;
  readonly isList: boolean;
  /** Of the rules there those that the item's own code (its activity, its kind) does not exclude. */
  readonly rulesFor: (scope: Scope) => readonly CompiledRule[];
}

const compiled = new Map<RecordName, Map<EventName, RuleSet>>();

/** Rules that are ready to look: adds a finding for each that a record breaks. The record must have its shape already. */
export type RuleSet = (value: unknown, context: RuleContext, findings: Finding[]) => void;

/** Adds a finding for each rule that the record breaks. The record must have its shape already. */
export function applyRules(
  record: RecordName,
  event: EventName,
  value: unknown,
  context: RuleContext,
  findings: Finding[],
): void {
  rulesFor(record, event)(value, context, findings);
}

/** The rules of one record and event, compiled. */
export function compileRules(rules: readonly Rule[]): RuleSet {
  const places = placesIn(rules);
  return (value, context, findings) => applyAt(places, value, context, findings);
}

function applyAt(places: readonly Place[], value: unknown, context: RuleContext, findings: Finding[]): void {
  const { day, today, holds } = context;
  const scope = { root: value, item: value, day, today, holds };
  for (const { path, held, isList, rulesFor } of places) {
    scope.item = value;
    const found = held(scope);
    if (isList) {
      if (!Array.isArray(found)) continue;
      for (let i = 0; i < found.length; i++) {
        scope.item = found[i];
        look(rulesFor(scope), scope, path, i, findings);
      }
    } else if (found !== undefined) {
      scope.item = found;
      look(rulesFor(scope), scope, path, undefined, findings);
    }
  }
}

function look(
  rules: readonly CompiledRule[],
  scope: Scope,
  path: string,
  position: number | undefined,
  findings: Finding[],
): void {
  for (const one of rules) {
    if (!applies(one.conditions, scope)) continue;
    const value = one.value(scope);
    if (!one.keeps(value, scope)) findings.push(findingOf(one, value, path, position));
  }
}

function applies(conditions: readonly Condition[], scope: Scope): boolean {
  for (const condition of conditions) if (!condition(scope)) return false;
  return true;
}

function findingOf(
  { rule, absolute }: CompiledRule,
  value: unknown,
  path: string,
  position: number | undefined,
): Finding {
  const item = position === undefined ? path : `${path}[${position}]`;
  const inside = item === '' || rule.at === '' ? `${item}${rule.at}` : `${item}.${rule.at}`;
  const { id, source, severity, says } = rule;
  const at = absolute ?? inside;
  if (typeof value !== 'string' && typeof value !== 'number')
    return { path: at, rule: id, source, severity, message: says };
  return { path: at, rule: id, source, severity, message: says, masked: mask(String(value)) };
}

function rulesFor(record: RecordName, event: EventName): RuleSet {
  let byEvent = compiled.get(record);
  if (byEvent === undefined) {
    byEvent = new Map();
    compiled.set(record, byEvent);
  }
  let rules = byEvent.get(event);
  if (rules === undefined) {
    rules = compileRules(rulesOf(record).filter((rule) => rule.event === event));
    byEvent.set(event, rules);
  }
  return rules;
}

function placesIn(rules: readonly Rule[]): Place[] {
  const byPlace = new Map<string, Rule[]>();
  for (const rule of rules) byPlace.set(rule.each ?? '', [...(byPlace.get(rule.each ?? '') ?? []), rule]);
  return [...byPlace].map(([each, inside]) => {
    const path = each.replace(/\[\]$/, '');
    return { path, held: getterOf(path), isList: each.endsWith('[]'), rulesFor: chooserOf(inside) };
  });
}

/**
 * Most rules of a list hold for some values of one code of its items. They are laid out by that code once, in their order, so
 * that an item meets only those that may concern it.
 */
function chooserOf(rules: readonly Rule[]): Place['rulesFor'] {
  const listed = (rule: Rule, path: string): readonly string[] | undefined => {
    const wanted = rule.when?.[path];
    return Array.isArray(wanted) ? wanted : undefined;
  };
  const paths = rules.flatMap((rule) => Object.keys(rule.when ?? {}).filter((path) => listed(rule, path)));
  const count = (path: string): number => paths.filter((one) => one === path).length;
  const [key] = [...new Set(paths)].sort((a, b) => count(b) - count(a));
  const all = rules.map((rule) => ({ one: compileRule(rule, key), values: key && listed(rule, key) }));
  if (key === undefined) {
    const every = all.map(({ one }) => one);
    return () => every;
  }
  const fitting = (value?: string): CompiledRule[] =>
    all.filter(({ values }) => !values || (value !== undefined && values.includes(value))).map(({ one }) => one);
  const known = new Set(all.flatMap(({ values }) => values || []));
  const byValue = new Map([...known].map((value) => [value, fitting(value)]));
  const others = fitting();
  const get = getterOf(key);
  return (scope) => byValue.get(asText(get(scope))) ?? others;
}

/** `chosen`: the path whose list of values has been looked at when the rule is met. */
function compileRule(rule: Rule, chosen: string | undefined): CompiledRule {
  const when = Object.entries(rule.when ?? {})
    .filter(([path, wanted]) => path !== chosen || !Array.isArray(wanted))
    .map(([path, wanted]) => conditionOf(getterOf(path), wanted));
  return {
    rule,
    value: getterOf(rule.at),
    conditions: [...heldOf(rule), ...termOf(rule), ...when],
    keeps: KINDS[rule.kind](rule.with, getterOf),
    absolute: rule.at.startsWith('/') ? rule.at.slice(1) : undefined,
  };
}

/** A rule about what the sender's form may have no place for. */
function heldOf({ ifHeld, at }: Rule): Condition[] {
  return ifHeld === true ? [({ holds }) => holds === undefined || holds(at)] : [];
}

/** The days for which a rule holds. A record whose day is not known is looked at by every rule. */
function termOf({ from, to, on }: Rule): Condition[] {
  if (from === undefined && to === undefined) return [];
  const day: Getter = on === undefined ? (scope) => scope.day : getterOf(on);
  return [
    (scope) => {
      const known = day(scope);
      if (typeof known !== 'string') return true;
      return (from === undefined || known >= from) && (to === undefined || known <= to);
    },
  ];
}

function conditionOf(get: Getter, wanted: Wanted): Condition {
  if (wanted === 'present') return (scope) => !isBlank(get(scope));
  if (wanted === 'absent') return (scope) => isBlank(get(scope));
  if (Array.isArray(wanted)) {
    const values = new Set(wanted);
    return (scope) => values.has(asText(get(scope)));
  }
  if ('differsFrom' in wanted) {
    const other = getterOf(wanted.differsFrom);
    return (scope) => get(scope) !== other(scope);
  }
  if ('begins' in wanted) return (scope) => wanted.begins.some((start) => asText(get(scope)).startsWith(start));
  const values = new Set(wanted.not);
  return (scope) => !values.has(asText(get(scope)));
}

const isBlank = (value: unknown): boolean => value === undefined || value === '';
const asText = (value: unknown): string => (typeof value === 'string' ? value : String(value));

const getters = new Map<string, Getter>();

/** A path as a function: from the item, or with a leading `/` from the root; the empty path is the item itself. */
function getterOf(path: string): Getter {
  let getter = getters.get(path);
  if (getter === undefined) {
    getter = makeGetter(path);
    getters.set(path, getter);
  }
  return getter;
}

function makeGetter(path: string): Getter {
  const fromRoot = path.startsWith('/');
  const names = (fromRoot ? path.slice(1) : path).split('.').filter((name) => name !== '');
  const [name, ...more] = names;
  if (name === undefined) return (scope) => (fromRoot ? scope.root : scope.item);
  if (more.length === 0) return fromRoot ? ({ root }) => member(root, name) : ({ item }) => member(item, name);
  return (scope) => {
    let held = fromRoot ? scope.root : scope.item;
    for (const step of names) held = member(held, step);
    return held;
  };
}

const member = (value: unknown, name: string): unknown =>
  value === null || typeof value !== 'object' ? undefined : (value as Readonly<Record<string, unknown>>)[name];
