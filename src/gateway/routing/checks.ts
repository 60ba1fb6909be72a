/** What must hold of routes beside their form: that they lead between sides that are spoken here, and could ever be taken. */
import { regioneMinistero } from '../../canonical/regioni.js';
import { EVENTS, type EventName, type RecordName, regionBehind, type SideName } from '../../foundation/names.js';
import type { Breach } from '../../foundation/settings/rules.js';
import type { Side } from '../../sides.js';
import { conditionBreaches, conditionRemarks } from './condition-checks.js';
import { regionField } from './region.js';
import type { Route } from './route.js';

/** What routes are checked against. */
export interface RouteWorld {
  readonly sides: ReadonlyMap<SideName, Side>;
  /** Whether events can be told: a broker that carries them is named. */
  readonly tellsEvents: boolean;
}

type Check = (route: Route, world: RouteWorld) => readonly Breach[];

/** What is wrong with the routes of a file, at paths such as `[0].source`; those that could not even be read are undefined. */
export function breachesOf(routes: readonly (Route | undefined)[], world: RouteWorld): readonly Breach[] {
  const places = new Map<string, number>();
  return routes.flatMap((route, index) => {
    if (route === undefined) return [];
    const first = places.get(route.id);
    if (first === undefined) places.set(route.id, index);
    return [
      ...twice(first),
      ...ways(route, world),
      ...revisions(route, world),
      ...conditionBreaches(route),
      ...regions(route, world),
      ...events(route, world),
      ...kept(route, world),
    ].map(inRoute(index));
  });
}

/** What can be used, but is likely to be a slip. */
export const remarksOn = (routes: readonly Route[]): readonly Breach[] =>
  routes.flatMap((route, index) => conditionRemarks(route).map(inRoute(index)));

const inRoute =
  (index: number) =>
  ({ at, text }: Breach): Breach => ({ at: [index, ...at], text });

const twice = (first: number | undefined): readonly Breach[] =>
  first === undefined ? [] : [{ at: ['id'], text: `routes[${first}] has this id already; give each route its own` }];

/** Sides, records and events that are spoken, and destinations that take them. */
const ways: Check = ({ record, event, source, destinations, own }, { sides }) => {
  const spoken = [...sides.keys()];
  const from = sides.has(source) ? [] : [{ at: ['source'], text: unspoken(source, spoken) }];
  const to = atEach(destinations, (name) => complaint(sides.get(name), name, record, spoken));
  const back = own ? [] : atEach(destinations, (name) => (name === source ? leadsBack(source) : undefined));
  const strangers = [...from, ...to, ...back];
  if (strangers.length > 0) return strangers;
  const nobody = eventsNobodyHas([...sides.values()], record, event);
  if (nobody.length > 0) return nobody;
  const brought = event === '*' ? EVENTS.filter((one) => brings(sides, source, record, one)) : event;
  return atEach(destinations, (name) => notTaken(sides.get(name), name, record, brought));
};

const atEach = (destinations: readonly SideName[], say: (name: SideName) => string | undefined): Breach[] =>
  destinations.flatMap((name, place) => {
    const text = say(name);
    return text === undefined ? [] : [{ at: ['destinations', place], text }];
  });

const leadsBack = (source: SideName): string =>
  `the route leads back to its own source ${source}; remove that destination, or set own where the side has two systems`;

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
  wanted: readonly EventName[],
): string | undefined {
  const refused = wanted.filter((event) => side?.takes(record, event) === false);
  if (refused.length === 0) return undefined;
  const taken = EVENTS.filter((event) => side?.takes(record, event));
  const mend = taken.length === 0 ? 'remove it from this route' : `name the events that it takes: ${taken.join(', ')}`;
  return `${name} takes no ${refused.map((event) => `${record}/${event}`).join(', ')}; ${mend}`;
}

/** A side may send in the form of another: a region's withdrawal comes in the national form. */
function eventsNobodyHas(sides: readonly Side[], record: RecordName, event: Route['event']): Breach[] {
  if (event === '*') return [];
  const nobody = event.filter((one) => !sides.some((side) => side.speaks(record, one) || side.holds(record, one)));
  const names = nobody.map((one) => `${record}/${one}`).join(', ');
  return nobody.length === 0
    ? []
    : [{ at: ['event'], text: `no side has ${names}; use * for every event, or remove the route` }];
}

/** Revisions in which such a record comes, in the form of whichever side; those it is read out of where the route is for parts. */
const revisions: Check = ({ record, event, parts, revisions: named }, { sides }) => {
  if (named.length === 0) return [];
  const of = event === '*' ? EVENTS : event;
  const known = [...sides.values()].flatMap((side) =>
    of.flatMap((one) => (parts ? side.partRevisions(record, one) : side.revisions(record, one))),
  );
  return named.flatMap((revision, place) =>
    known.includes(revision)
      ? []
      : [
          {
            at: ['revisions', place],
            text: `no ${record} comes in ${revision}; there are ${[...new Set(known)].join(', ') || 'none'}`,
          },
        ],
  );
};

const regions: Check = ({ record, region }) => {
  if (region.length === 0) return [];
  if (regionField(record) === undefined) {
    return [{ at: ['region'], text: `a ${record} names no CPI by which its region is known; remove region` }];
  }
  return region.flatMap((number, place) =>
    regioneMinistero(number) === undefined
      ? [{ at: ['region', place], text: `no region has the number ${number} in the ministry's numbering (01 to 21)` }]
      : [],
  );
};

const events: Check = ({ events: told }, { sides, tellsEvents }) => {
  const strangers = told.flatMap((name, place) =>
    sides.has(name) ? [] : [{ at: ['events', place], text: unspoken(name, [...sides.keys()]) }],
  );
  if (told.length === 0 || tellsEvents) return strangers;
  return [...strangers, { at: ['events'], text: 'events go over RabbitMQ; set broker.url, or remove them' }];
};

const kept: Check = ({ destinations, events: told, storage }) =>
  destinations.length + told.length === 0 && storage === 'metadata'
    ? [{ at: ['storage'], text: 'a route that keeps the record here keeps it full or canonical; it is nowhere else' }]
    : [];
