/**
 * What an account may do: one policy for every door (ADR 16). An account speaks for one side. A person's data are shown to the
 * sides that have to do with them and to nobody else (GDPR art. 5.1.f), and nobody acts in another's name. Where calls are taken
 * without an account, whoever reaches us may do everything.
 */
import type { SoapOperation, SoapService } from '../contract/soap-service.js';
import { NATION, NATIONAL, REGIONS, type SideName } from '../foundation/names.js';
import type { Route } from '../gateway/routing/route.js';
import type { Held } from '../store/operating.js';
import type { Caller } from './callers.js';
import { httpError } from './errors.js';

const isOf = (sides: readonly SideName[], side: SideName | undefined): boolean => sides.some((one) => one === side);

/** A side whose system serves a part of the country; one from outside is taken for such too. */
const isRegional = (side: SideName): boolean => !isOf(NATIONAL, side);

/** Whether the caller has no account, or one of these sides. */
const speaksFor = ({ side }: Caller, sides: readonly SideName[]): boolean => side === undefined || isOf(sides, side);

/** @param what what is wanted, and whom it belongs to. */
const forbidden = ({ name, side }: Caller, what: string) =>
  httpError('forbidden-side', `the account ${name} speaks for ${side}; ${what}`);

/** Documents of a side come from its own account. */
export function refuseOtherSender(caller: Caller, side: SideName): void {
  if (!speaksFor(caller, [side])) throw forbidden(caller, `this is brought by ${side}`);
}

/** An account of one region does not call at the address of another. */
export function refuseOtherRegion(caller: Caller, region: SideName | undefined): void {
  if (region === undefined || !isOf(REGIONS, caller.side) || speaksFor(caller, [region])) return;
  throw forbidden(caller, `this is the address of ${region}`);
}

/** What one end alone brings, such as a notice of the nation. */
export function refuseOtherEnd(caller: Caller, ends: readonly SideName[], what: string): void {
  if (!speaksFor(caller, ends)) throw forbidden(caller, `${what} by ${ends.join(' and ')}`);
}

/** A region is asked by itself and by the nation; who asks the national systems stands in the description of their services. */
export function refuseStranger(caller: Caller, asked: SideName, what: string): void {
  if (isRegional(asked) && !speaksFor(caller, [asked, NATION])) {
    throw forbidden(caller, `${what} belongs to ${asked}, and is called by it and by the nation`);
  }
}

/**
 * What a service of a region carries, one system of it says to another one: its own accounts bring it. Of a call that cannot be
 * read it is not known which of the operations is meant.
 */
export function refuseServiceStranger(
  caller: Caller,
  service: SoapService,
  operation: SoapOperation | undefined,
): void {
  const { side, name, operations } = service;
  const meant = operation === undefined ? operations : [operation];
  const what = operation === undefined ? name : `${operation.name} of ${name}`;
  const carriesAlone = meant.every(({ carries }) => carries !== undefined);
  if (carriesAlone && !mayBring(caller, service))
    throw forbidden(caller, `${what} belongs to ${side}, which alone calls it`);
  refuseStranger(caller, side, what);
}

/** Whether what a caller sends to a service, read or not, may be kept as a record of it. */
export const mayBring = (caller: Caller, { side }: Pick<SoapService, 'side'>): boolean =>
  !isRegional(side) || speaksFor(caller, [side]);

/** A present record is fetched from a side by itself and by the nation; from the national systems by the regions too. */
export function refuseOtherFetcher(caller: Caller, from: SideName): void {
  const { side } = caller;
  if (speaksFor(caller, [from, NATION]) || (side !== undefined && isRegional(side) && !isRegional(from))) return;
  throw forbidden(
    caller,
    `records of ${from} are fetched by ${isRegional(from) ? `${from} and the nation` : 'the regions'}`,
  );
}

/** A rule of the table of routes is shown to the sides that it names, and to the nation. */
export const seesRoute = (
  caller: Caller,
  { source, destinations, events }: Pick<Route, 'source' | 'destinations' | 'events'>,
): boolean => speaksFor(caller, [NATION, source, ...destinations, ...events]);

/** For whom a fetched record is meant: what a region fetches elsewhere is for that region alone. */
export const fetchedFor = ({ side }: Caller, from: SideName): SideName | undefined =>
  side === undefined || side === from || !isRegional(side) ? undefined : side;

/** All that waits for a side is sent again by itself or by the nation. */
export function refuseOtherReplay(caller: Caller, side: SideName): void {
  if (!speaksFor(caller, [side, NATION])) {
    throw forbidden(caller, `what is parked for ${side} is sent again by it and by the nation`);
  }
}

/** A side is held and released by itself and by the nation; a route, which may lead to several sides, by the nation. */
export function refuseOtherHolder(caller: Caller, { scope, name }: Held): void {
  if (scope === 'route') {
    if (!speaksFor(caller, [NATION])) throw forbidden(caller, 'routes are held by the nation');
  } else if (!speaksFor(caller, [name as SideName, NATION])) {
    throw forbidden(caller, `${name} is held by itself and by the nation`);
  }
}

/**
 * What a caller selects, and which actions it is shown: for the nation all of it, for the account of another side what concerns
 * that side. Of a selection that is what it might send again one by one.
 */
export const concerning = ({ side }: Caller): { readonly concerning?: SideName } =>
  side === undefined || side === NATION ? {} : { concerning: side };

interface Sent {
  readonly side: SideName;
  readonly addressee?: SideName;
  readonly deliveries: readonly { readonly destination: SideName }[];
}

/** A message is shown to who sent it, and to whom it is meant for alone. */
export function refuseOtherReader(caller: Caller, { side, addressee }: Sent): void {
  if (speaksFor(caller, addressee === undefined ? [side] : [side, addressee])) return;
  throw forbidden(caller, `this message is of ${side}`);
}

/**
 * Which deliveries of a message a caller may send again or call off: its sender and the nation all of them, a side that it goes to those
 * to itself alone.
 */
export function replayScope(caller: Caller, { side, deliveries }: Sent): { readonly to?: SideName } {
  if (speaksFor(caller, [side, NATION])) return {};
  const own = deliveries.find(({ destination }) => destination === caller.side);
  if (own === undefined) throw forbidden(caller, `this message is of ${side}`);
  return { to: own.destination };
}
