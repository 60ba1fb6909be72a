/** Who is to hear of a record: the sides its routes name, and of these those whom this one concerns. */
import type { Finding } from '../foundation/finding.js';
import { type EventName, type RecordName, regionBehind, type SideName } from '../foundation/names.js';
import type { Receipt } from '../store/receipt.js';
import type { Store } from '../store/store.js';
import type { Context } from './context.js';
import { formOf } from './form.js';
import { MOST_PAST } from './past.js';
import { decisionOf, type RoutingDecision, UNREAD } from './routing/decide.js';
import { regionField, regionNamed } from './routing/region.js';
import type { RouteTable } from './routing/route.js';
import type { Subject } from './subject.js';

type Known = Pick<Context, 'sides'> & { readonly store: Pick<Store, 'sidesOf' | 'recordsOf'> };
type Routing = Pick<Context, 'sides'> & { readonly routes: { readonly table: RouteTable } };

/**
 * What the table of routes says of a record; undefined when no route takes it. Of one that was read out of another's document a
 * side is told nothing that is its own word, nor what it gets with the whole document.
 * @param canonical `UNREAD` asks whether some route may take it, whatever its fields say.
 */
export function routedTo(
  context: Routing,
  { record, event, side: source, revision }: Pick<Receipt, 'record' | 'event' | 'side' | 'revision'>,
  canonical: unknown,
): RoutingDecision | undefined {
  const { routes, sides } = context;
  const { partOf: whole, side: format, revision: written } = formOf(revision);
  const hasAddress = (side: SideName): boolean => isConnected(context, side);
  const what = { record, event, source, part: whole !== undefined, revision: written, canonical };
  const decision = decisionOf(routes.table, what, hasAddress);
  if (whole === undefined || decision === undefined) return decision;
  const asWhole = { record: whole.record, event: whole.event, source, revision: written, canonical: UNREAD };
  const told = decisionOf(unconditional(routes.table), asWhole, hasAddress)?.destinations ?? [];
  const known = (side: SideName): boolean =>
    (side === format && sides.get(side)?.ownWords(record, event) === true) ||
    (told.some((one) => one.side === side) && sides.get(side)?.adapter?.capabilities.within?.[record] === whole.record);
  const destinations = decision.destinations.filter(({ side }) => !known(side));
  const leavesNothing = destinations.length + decision.events.length === 0;
  return leavesNothing && decision.destinations.length > 0 ? undefined : { ...decision, destinations };
}

/** The rules that take a document whatever it says: of the others it is not known any more whether they took the whole. */
const unconditional = (table: RouteTable): RouteTable => ({
  ...table,
  routes: table.routes.filter(({ when, region }) => when.length === 0 && region.length === 0),
});

/** The decision with those alone whom the record concerns, or what keeps it from anybody. */
export async function concerned(
  context: Known,
  decision: RoutingDecision,
  receipt: Pick<Receipt, 'addressee' | 'record' | 'event' | 'side'>,
  subject: Subject,
  canonical: unknown,
): Promise<RoutingDecision | Finding> {
  const { destinations, events } = decision;
  const routed = [...new Set([...destinations, ...events].map(({ side }) => side))];
  const among = await concernedAmong(context, routed, receipt, subject, canonical);
  if ('rule' in among) return among;
  const isAmong = ({ side }: { readonly side: SideName }): boolean => among.includes(side);
  return { ...decision, destinations: destinations.filter(isAmong), events: events.filter(isAmong) };
}

/**
 * Those of the sides whom a record concerns, or what keeps it from anybody. What is meant for one region goes to that one; what the
 * nation or INPS says of a person goes to the region of the CPI it names, where several are connected to no other: a person's
 * data are nobody else's (GDPR art. 5.1.f). A notice of a SAP names none: it goes to the regions that have had to do with the
 * SAP; when none is known, to all that the routes name and that are connected.
 */
async function concernedAmong(
  context: Known,
  routed: readonly SideName[],
  receipt: Pick<Receipt, 'addressee' | 'record' | 'event' | 'side'>,
  subject: Subject,
  canonical: unknown,
): Promise<readonly SideName[] | Finding> {
  const { addressee, record, event, side: source } = receipt;
  const regions = routed.filter(isRegion);
  if (addressee !== undefined) return routed.filter((side) => side === addressee);
  if (isRegion(source) || regions.length === 0) return routed;
  const others = routed.filter((side) => !isRegion(side));
  const sapKnownTo = async (id: string) => regions.filter(has(await context.store.sidesOf(id)));
  if (event === 'notifica' && subject.identificativoSap !== undefined) {
    const concerned = await sapKnownTo(subject.identificativoSap);
    if (concerned.length > 0) return [...others, ...concerned];
    const connected = regions.filter((side) => isConnected(context, side));
    return connected.length > 0 ? [...others, ...connected] : routed;
  }
  const named = regionNamed(record, canonical);
  const alone = [...context.sides.keys()].filter((side) => isRegion(side) && isConnected(context, side)).length <= 1;
  // Whoever runs the system of one region alone gets the SAPs of people who come from elsewhere, to take them over.
  if (alone && (record === 'sap' || named === undefined)) return routed;
  const known =
    record === 'sap' && subject.identificativoSap !== undefined ? await sapKnownTo(subject.identificativoSap) : [];
  if (named !== undefined)
    return [...others, ...regions.filter((side) => regionBehind(side) === named || known.includes(side))];
  const told =
    subject.codiceFiscale === undefined
      ? []
      : await context.store.recordsOf(subject.codiceFiscale, { limit: MOST_PAST });
  const concerned = regions.filter(has([...known, ...told.map(({ side }) => side)]));
  return concerned.length > 0 ? [...others, ...concerned] : noRegion(record, regions);
}

const isRegion = (side: SideName): boolean => regionBehind(side) !== undefined;
const isConnected = ({ sides }: Pick<Context, 'sides'>, side: SideName): boolean =>
  sides.get(side)?.adapter !== undefined;
const has =
  (list: readonly SideName[]) =>
  (side: SideName): boolean =>
    list.includes(side);

const NO_REGION = 'routing.no-region';
const NO_DESTINATION = 'routing.no-destination';

/** Whether it says of a record that nobody takes it: nothing is wrong with the document, something is missing here. */
export const isUnroutable = ({ rule }: Finding): boolean => rule === NO_REGION || rule === NO_DESTINATION;

/** Whether it says that no route takes a record. */
export const isUnwanted = ({ rule }: Finding): boolean => rule === NO_DESTINATION;

const noRegion = (record: RecordName, regions: readonly SideName[]): Finding => ({
  path: regionField(record) ?? '',
  rule: NO_REGION,
  source: 'routes; GDPR art. 5.1.f',
  severity: 'error',
  message: `no CPI of a region that is known here, so it cannot be said whose it is: ${regions.join(' or ')}; expected a CPI whose comune is in schemas/competenza/regioni.yaml`,
});

/** What is said of a record that no route takes. */
export const noRoute = (what: { side: SideName; record: RecordName; event: EventName }): Finding => ({
  path: '',
  rule: NO_DESTINATION,
  source: 'routes',
  severity: 'error',
  message: `no route takes ${what.record}/${what.event} of ${what.side} anywhere; add one and replay the message`,
});
