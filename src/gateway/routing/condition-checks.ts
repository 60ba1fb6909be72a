/** What must hold of the conditions of a route: that they name a field, and that a record could ever meet them. */
import { isRealDate } from '../../canonical/date.js';
import { type Field, fieldOf } from '../../canonical/record-path.js';
import { EVENTS, type EventName } from '../../foundation/names.js';
import type { Breach } from '../../foundation/settings/rules.js';
import { compare, isDecimal } from './condition.js';
import { type Condition, type Route, TESTS } from './route.js';

type Asking = Pick<Route, 'record' | 'event' | 'when'>;

/** What no record could meet, at paths such as `when[0].path`. */
export function conditionBreaches(route: Asking): readonly Breach[] {
  return [
    ...route.when.flatMap((condition, place) => at(place, conditionBreach(condition, route))),
    ...route.when.flatMap((condition, place) => at(place, apart(condition, route.when.slice(0, place)))),
  ];
}

/** What a record could meet, but is likely to be a slip: codes that are not in the list of their field. */
export function conditionRemarks(route: Asking): readonly Breach[] {
  return route.when.flatMap((condition, place) => {
    const codes = fieldsAt(condition.path, route).flatMap(([, field]) => field?.codes ?? []);
    const strangers = valuesOf(condition).filter((value) => codes.every((list) => !list.entries.has(String(value))));
    const [list] = codes;
    if (list === undefined || strangers.length === 0) return [];
    const text = `${strangers.join(', ')} not in the list ${list.about.name}; a record may come with a code that is not there, but rarely does`;
    return at(place, { at: [testOf(condition)], text });
  });
}

const at = (place: number, breach: Breach | undefined): Breach[] =>
  breach === undefined ? [] : [{ at: ['when', place, ...breach.at], text: breach.text }];

const testsOf = (condition: Condition) => TESTS.filter((test) => condition[test] !== undefined);
const testOf = (condition: Condition): string => testsOf(condition)[0] ?? 'path';
const valuesOf = ({ equals, in: among }: Condition) => [equals ?? [], among ?? []].flat();

const fieldsAt = (path: string, { record, event }: Asking): readonly (readonly [EventName, Field | undefined])[] =>
  (event === '*' ? EVENTS : event).map((one) => [one, fieldOf(record, one, path)] as const);

function conditionBreach(condition: Condition, route: Asking): Breach | undefined {
  const tests = testsOf(condition);
  if (tests.length !== 1) {
    const found = tests.length === 0 ? 'says nothing of the field' : `says ${tests.join(' and ')}`;
    return { at: [], text: `${found}; give one of ${TESTS.join(', ')} in each condition` };
  }
  const { record, event } = route;
  const { path } = condition;
  const fields = fieldsAt(path, route);
  const known = fields.flatMap(([, field]) => field ?? []);
  // What is for every event may name a field that some of them have; what is for one event must find it there.
  const without = event === '*' && known.length > 0 ? [] : fields.filter(([, field]) => field === undefined);
  if (without.length > 0) {
    const whose = event === '*' ? record : without.map(([one]) => `${record}/${one}`).join(', ');
    return {
      at: ['path'],
      text: `${whose} has no field ${path}; see schemas/ for its fields (list[].field in a list)`,
    };
  }
  return kindBreach(condition, known) ?? valueBreach(condition, known) ?? boundBreach(condition, known);
}

/** Codes are texts that look like numbers: without quotes YAML drops their zeros, and the condition would never hold. */
function kindBreach(condition: Condition, [field]: readonly Field[]): Breach | undefined {
  const kind = field?.kind ?? 'any';
  if (condition.present || condition.absent || kind === 'any') return undefined;
  if (kind === 'group' || kind === 'list') {
    return { at: ['path'], text: `${condition.path} is a ${kind}; name a field inside, or use present or absent` };
  }
  const wanted = { text: 'string', number: 'number', flag: 'boolean' }[kind];
  if (valuesOf(condition).every((value) => typeof value === wanted)) return undefined;
  const mend = { text: 'put the value in quotes', number: 'give a number', flag: 'give true or false' }[kind];
  return { at: [testOf(condition)], text: `${condition.path} holds a ${kind}; ${mend}` };
}

/** What the definition of the field lets no record say. */
function valueBreach(condition: Condition, fields: readonly Field[]): Breach | undefined {
  for (const value of valuesOf(condition)) {
    const refusals = fields.flatMap((field) => field.refuses(value) ?? []);
    if (refusals.length === fields.length) return never(condition, `${value}: ${refusals[0]}`);
  }
  return undefined;
}

/** Fields whose texts stand in the order of time. */
const TIMES = ['date.real', 'date-time.real', 'date.instant', 'hour.real', 'time.of-day'];

function boundBreach(condition: Condition, fields: readonly Field[]): Breach | undefined {
  const bound = condition.from ?? condition.until;
  if (bound === undefined) return undefined;
  if (fields.every(({ kind }) => kind === 'flag'))
    return { at: [testOf(condition)], text: 'true and false have no order; use equals' };
  const refusals = fields.map(({ kind, rule = '', refuses }) => {
    if (TIMES.includes(rule)) return isDayOfMoment(rule, bound) ? undefined : refuses(bound);
    const counted = kind === 'number' || rule.startsWith('number.');
    return counted && !isDecimal(bound) ? 'expected a number' : undefined;
  });
  return refusals.every((one) => one !== undefined) ? never(condition, `${bound}: ${refusals[0]}`) : undefined;
}

/** A moment may be bounded by days. */
const isDayOfMoment = (rule: string, bound: string | number): boolean =>
  (rule === 'date-time.real' || rule === 'date.instant') && isRealDate(String(bound));

/** Two limits that leave nothing between them. In a list, one item may pass the one and another the other. */
function apart({ path, from, until }: Condition, earlier: readonly Condition[]): Breach | undefined {
  if (path.includes('[]')) return undefined;
  for (const other of earlier.filter((one) => one.path === path)) {
    const [low, high] = [from ?? other.from, until ?? other.until];
    if (low === undefined || high === undefined || compare(low, high) <= 0) continue;
    return { at: [from === undefined ? 'until' : 'from'], text: `nothing is both from ${low} and until ${high}` };
  }
  return undefined;
}

const never = (condition: Condition, why: string): Breach => ({
  at: [testOf(condition)],
  text: `no record has this at ${condition.path}: ${why}`,
});
