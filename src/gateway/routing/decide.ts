/** Routing: rules are data. A rule says where the records of a side go; every rule that fits adds its destinations. */

import type { StorageLevel } from '../../foundation/names.js';
import {
  type DeliveryLane,
  type EventName,
  type RecordName,
  type SideName,
  STORAGE_LEVELS,
} from '../../foundation/names.js';
import { meets } from './condition.js';
import { regionNamed } from './region.js';
import { type Condition, type Route, type RouteTable, tableName } from './route.js';

/** Stands for a record that has not been read yet: conditions and regions count as met. */
export const UNREAD = Symbol('unread');

/** What is to be routed. */
export interface Routed {
  readonly record: RecordName;
  readonly event: EventName;
  readonly source: SideName;
  readonly part?: boolean;
  /** Revision of the document; where it is not known, a rule that names revisions does not fit. */
  readonly revision?: string;
  /** The canonical record, or `UNREAD`. */
  readonly canonical: unknown;
}

export interface RoutedSide {
  readonly side: SideName;
  /** Id of the first rule that names the side: it decides the lane too. */
  readonly route: string;
  readonly lane: DeliveryLane;
}

/** What the table says of a record. */
export interface RoutingDecision {
  /** In the order of the rules, each side once. None: the record is kept here. */
  readonly destinations: readonly RoutedSide[];
  /** Who hears of it as an event. */
  readonly events: readonly RoutedSide[];
  /** The fullest of the rules that took it. */
  readonly storage: StorageLevel;
  /** Name and version of the table: `default@2026-11`. */
  readonly routes: string;
}

/** Why a rule does not take a record: the part of it that does not fit. */
export type Misfit =
  | { readonly part: 'parts' | 'event' | 'revision' | 'region' }
  | { readonly part: 'when'; readonly condition: Condition };

/** All that keeps a rule of the same source and record from taking this one; empty when it takes it. */
export function misfitsOf(route: Route, what: Routed): readonly Misfit[] {
  const misfits: Misfit[] = [];
  if (route.parts !== (what.part ?? false)) misfits.push({ part: 'parts' });
  if (route.event !== '*' && !route.event.includes(what.event)) misfits.push({ part: 'event' });
  if (route.revisions.length > 0 && !route.revisions.includes(what.revision ?? '')) misfits.push({ part: 'revision' });
  if (what.canonical === UNREAD) return misfits;
  if (route.region.length > 0 && !route.region.includes(regionNamed(what.record, what.canonical) ?? '')) {
    misfits.push({ part: 'region' });
  }
  for (const condition of route.when) {
    if (!meets(condition, what.canonical)) misfits.push({ part: 'when', condition });
  }
  return misfits;
}

/** The rules that are about records of this kind from this side, whether they fit or not. */
export const rulesFor = ({ routes }: Pick<RouteTable, 'routes'>, { record, source }: Routed): readonly Route[] =>
  routes.filter((route) => route.record === record && route.source === source);

/** Where a record goes by the table; undefined when no rule takes it. */
export function decisionOf(
  table: RouteTable,
  what: Routed,
  hasAddress: (side: SideName) => boolean = () => true,
): RoutingDecision | undefined {
  const taking = rulesFor(table, what).filter((route) => misfitsOf(route, what).length === 0);
  if (taking.length === 0) return undefined;
  const destinations = new Map<SideName, RoutedSide>();
  const events = new Map<SideName, RoutedSide>();
  for (const { id: route, lane, ...rule } of taking) {
    for (const side of rule.destinations) {
      if (leftOut(rule, side, what.source, hasAddress) === undefined) add(destinations, { side, route, lane });
    }
    for (const side of rule.events) add(events, { side, route, lane: 'events' });
  }
  return {
    destinations: [...destinations.values()],
    events: [...events.values()],
    storage: fullest(taking.map(({ storage }) => storage)),
    routes: tableName(table),
  };
}

/** Why a destination of a rule that fits gets nothing; undefined when it gets the record. */
export function leftOut(
  { own, ifConfigured }: Pick<Route, 'own' | 'ifConfigured'>,
  side: SideName,
  source: SideName,
  hasAddress: (side: SideName) => boolean,
): 'its-source' | 'no-address' | undefined {
  if (side === source && !own) return 'its-source';
  return ifConfigured && !hasAddress(side) ? 'no-address' : undefined;
}

/** What is kept of a record in the end. What goes to nobody is kept here in its canonical form at least: it is nowhere else. */
export function storageOf({ destinations, events, storage }: RoutingDecision): StorageLevel {
  return storage === 'metadata' && destinations.length + events.length === 0 ? 'canonical' : storage;
}

function add(sides: Map<SideName, RoutedSide>, one: RoutedSide): void {
  if (!sides.has(one.side)) sides.set(one.side, one);
}

const fullest = (levels: readonly StorageLevel[]): StorageLevel =>
  STORAGE_LEVELS.find((level) => levels.includes(level)) ?? 'full';
