/** Settings of a gateway: right by themselves, and with routes that lead between sides that are spoken here. */
import { EVENTS, type EventName, type RecordName, regionBehind, type SideName } from '../foundation/names.js';
import type { Settings } from '../foundation/settings/load.js';
import type { Breach, SettingsRule } from '../foundation/settings/rules.js';
import { buildSides, type Side } from '../sides.js';
import { settingsFrom } from './input.js';

/** The sides whose revisions may be chosen record by record. */
const WITH_REVISIONS = ['anpal', 'inps'] as const;

/** As `settingsFrom`; a route that nothing could ever take is among the problems of `settings-invalid`. */
export function gatewaySettings(options: { config?: string }): Settings {
  return settingsFrom(options, {}, [
    { fields: ['routes'], check: routesNobodyTakes },
    ...WITH_REVISIONS.map((name) => ({ fields: [`sides.${name}.revisions`], check: revisionsNobodyHas(name) })),
  ]);
}

/** The rule that routes name only sides, records and events that are spoken. */
const routesNobodyTakes: SettingsRule['check'] = (settings) => {
  const sides = buildSides(settings);
  return settings.routes.flatMap(({ record, event, source, destinations }, index) => {
    const spoken = [...sides.keys()];
    const from = sides.has(source) ? [] : [{ at: [index, 'source'], text: unspoken(source, spoken) }];
    const to = destinations.flatMap((name, place) => {
      const text = complaint(sides.get(name), name, record, spoken);
      return text === undefined ? [] : [{ at: [index, 'destinations', place], text }];
    });
    const strangers = [...from, ...to];
    if (strangers.length > 0) return strangers;
    const nobody = eventNobodyHas([...sides.values()], record, event, index);
    if (nobody.length > 0) return nobody;
    const brought = EVENTS.filter((one) => (event === '*' ? brings(sides, source, record, one) : one === event));
    return destinations.flatMap((name, place) => {
      const text = notTaken(sides.get(name), name, record, brought);
      return text === undefined ? [] : [{ at: [index, 'destinations', place], text }];
    });
  });
};

/** The rule that a chosen revision is one that is spoken. */
function revisionsNobodyHas(name: (typeof WITH_REVISIONS)[number]): SettingsRule['check'] {
  return (settings) => {
    const side = buildSides(settings).get(name);
    return settings.sides[name].revisions.flatMap(({ record, event, revision }, index) => {
      if (side?.writing(record, event, revision) !== undefined) return [];
      const text = side?.speaks(record, event)
        ? `${name} has no ${record}/${event} in revision ${revision}`
        : `${name} has no ${record}/${event}; remove the entry`;
      return [{ at: [index, 'revision'], text }];
    });
  };
}

/** A side may get a record in the form of another one. */
const recordOf = (side: Side, record: RecordName): boolean =>
  EVENTS.some((event) => side.speaks(record, event) || side.takes(record, event));

const unspoken = (name: string, spoken: readonly string[]): string =>
  `${name} is not spoken here; use one of ${spoken.join(', ')}, or remove the route`;

function complaint(side: Side | undefined, name: string, record: RecordName, spoken: string[]): string | undefined {
  if (side === undefined) return unspoken(name, spoken);
  if (!recordOf(side, record)) return `${name} has no documents of record ${record}; remove it from this route`;
  return undefined;
}

/** What a side brings in its own form; a region brings in the national form too what the nation takes. */
function brings(sides: ReadonlyMap<SideName, Side>, source: SideName, record: RecordName, event: EventName): boolean {
  const own = sides.get(source);
  if (own?.speaks(record, event) || own?.holds(record, event)) return true;
  return regionBehind(source) !== undefined && sides.get('anpal')?.takes(record, event) === true;
}

/** An event that would only be refused when it is delivered: the destination has no document or operation for it. */
function notTaken(
  side: Side | undefined,
  name: string,
  record: RecordName,
  events: readonly EventName[],
): string | undefined {
  const refused = events.filter((event) => side?.takes(record, event) === false);
  if (refused.length === 0) return undefined;
  const taken = EVENTS.filter((event) => side?.takes(record, event));
  const mend = taken.length === 0 ? 'remove it from this route' : `name the events that it takes: ${taken.join(', ')}`;
  return `${name} takes no ${refused.map((event) => `${record}/${event}`).join(', ')}; ${mend}`;
}

/** A side may send in the form of another: a region's withdrawal comes in the national form. */
function eventNobodyHas(sides: readonly Side[], record: RecordName, event: EventName | '*', index: number): Breach[] {
  if (event === '*' || sides.some((side) => side.speaks(record, event) || side.holds(record, event))) return [];
  return [{ at: [index, 'event'], text: `no side has ${record}/${event}; use * for every event, or remove the route` }];
}
