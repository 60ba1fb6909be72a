/** Settings of a gateway: right by themselves, and with routes that lead between sides that are spoken here. */
import { EVENTS, type EventName, type RecordName } from '../foundation/names.js';
import type { Settings } from '../foundation/settings/load.js';
import type { Breach, SettingsRule } from '../foundation/settings/rules.js';
import { buildSides, type Side } from '../sides.js';
import { settingsFrom } from './input.js';

/** As `settingsFrom`; a route that nothing could ever take is among the problems of `settings-invalid`. */
export function gatewaySettings(options: { config?: string }): Settings {
  return settingsFrom(options, {}, [{ fields: ['routes'], check: routesNobodyTakes }]);
}

/** The rule that routes name only sides, records and events that are spoken. */
const routesNobodyTakes: SettingsRule['check'] = (settings) => {
  const sides = buildSides(settings);
  return settings.routes.flatMap(({ record, event, source, destinations }, index) => {
    const named = [
      { name: source, at: [index, 'source'] },
      ...destinations.map((name, place) => ({ name, at: [index, 'destinations', place] })),
    ];
    const strangers = named.flatMap(({ name, at }) => {
      const text = complaint(sides.get(name), name, record, [...sides.keys()]);
      return text === undefined ? [] : [{ at, text }];
    });
    return [...strangers, ...(strangers.length === 0 ? eventNobodyHas([...sides.values()], record, event, index) : [])];
  });
};

const recordOf = (side: Side, record: RecordName): boolean => EVENTS.some((event) => side.speaks(record, event));

function complaint(side: Side | undefined, name: string, record: RecordName, spoken: string[]): string | undefined {
  if (side === undefined) return `${name} is not spoken here; use one of ${spoken.join(', ')}, or remove the route`;
  if (!recordOf(side, record)) return `${name} has no documents of record ${record}; remove it from this route`;
  return undefined;
}

/** A side may send in the form of another: a region's withdrawal comes in the national form. */
function eventNobodyHas(sides: readonly Side[], record: RecordName, event: EventName | '*', index: number): Breach[] {
  if (event === '*' || sides.some((side) => side.speaks(record, event))) return [];
  return [{ at: [index, 'event'], text: `no side has ${record}/${event}; use * for every event, or remove the route` }];
}
