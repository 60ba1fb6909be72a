/** Why a record goes where it goes: every rule that is about its like, and what became of the sides that these name. */
import { subjectOf } from '../canonical/check.js';
import { valuesAt } from '../canonical/record-path.js';
import { findingLine } from '../foundation/finding.js';
import type { EventName, RecordName, SideName, StorageLevel } from '../foundation/names.js';
import type { Side } from '../sides.js';
import { formOf } from './form.js';
import { concerned, noRoute, routedTo } from './recipients.js';
import { expectation } from './routing/condition.js';
import {
  leftOut,
  type Misfit,
  misfitsOf,
  type Routed,
  type RoutedSide,
  rulesFor,
  storageOf,
} from './routing/decide.js';
import { regionField, regionNamed } from './routing/region.js';
import { type Route, type RouteTable, tableName } from './routing/route.js';

/** A record as it would be taken in. */
export interface ExplainedRecord {
  readonly record: RecordName;
  readonly event: EventName;
  readonly source: SideName;
  /** Side and revision: `silp:v1`, `inps:4.0<did/invio` for one read out of another's document. */
  readonly form: string;
  readonly canonical: unknown;
}

/** Without a value of the record: it may be about a person. */
export interface Explanation {
  readonly record: RecordName;
  readonly event: EventName;
  readonly source: SideName;
  readonly form: string;
  readonly routes: string;
  /** Every rule for such records of the source; `why` says which parts of it do not fit. */
  readonly rules: readonly { readonly id: string; readonly fits: boolean; readonly why: readonly string[] }[];
  /** `parked`: nothing takes it. `kept`: it goes to nobody. `open`: who hears of it depends on what is known of the person. */
  readonly outcome: 'sent' | 'kept' | 'parked' | 'open';
  readonly destinations: readonly RoutedSide[];
  readonly events: readonly RoutedSide[];
  readonly storage?: StorageLevel;
  readonly leftOut: readonly { readonly side: SideName; readonly why: string }[];
  /** What is said of the outcome, where it needs words. */
  readonly note?: string;
}

interface World {
  readonly table: RouteTable;
  readonly sides: ReadonlyMap<SideName, Side>;
}

/** Only the store of a gateway knows. */
class DependsOnPast extends Error {}

const asked = (): never => {
  throw new DependsOnPast();
};
const NO_STORE = { sidesOf: asked, recordsOf: asked };

const DEPENDS =
  'which of these regions hears of it depends on what is known of the person: who has had to do with her, or with her SAP';

/** What the table says of a record, as far as that can be said without a store. */
export async function explain({ table, sides }: World, given: ExplainedRecord): Promise<Explanation> {
  const { record, event, source, form, canonical } = given;
  const { partOf, revision } = formOf(form);
  const what: Routed = { record, event, source, part: partOf !== undefined, revision, canonical };
  const hasAddress = (side: SideName): boolean => sides.get(side)?.adapter !== undefined;
  const rules = rulesFor(table, what).map((route) => {
    const why = misfitsOf(route, what).map((misfit) => misfitWords(misfit, route, what));
    return { route, id: route.id, fits: why.length === 0, why };
  });
  const base = {
    ...{ record, event, source, form, routes: tableName(table) },
    rules: rules.map(({ id, fits, why }) => ({ id, fits, why })),
  };
  const none = { ...base, destinations: [], events: [] };
  const context = { sides, routes: { table }, store: NO_STORE };
  const routed = routedTo(context, { record, event, side: source, revision: form }, canonical);
  const unaddressed = rules
    .filter(({ fits }) => fits)
    .flatMap(({ route }) =>
      route.destinations.flatMap((side) => {
        const reason = leftOut(route, side, source, hasAddress);
        return reason === undefined ? [] : [{ side, why: `${LEFT_OUT[reason]} (${route.id})` }];
      }),
    );
  if (routed === undefined) {
    return {
      ...none,
      outcome: 'parked',
      leftOut: unaddressed,
      note: findingLine(noRoute({ side: source, record, event })),
    };
  }
  const subject = { key: '', ...subjectOf(canonical) };
  const receipt = { side: source, record, event };
  try {
    const decision = await concerned(context, routed, receipt, subject, canonical);
    if ('rule' in decision) return { ...none, outcome: 'parked', leftOut: unaddressed, note: findingLine(decision) };
    const { destinations, events } = decision;
    const untold = routed.destinations.filter((one) => !destinations.includes(one));
    return {
      ...base,
      outcome: destinations.length + events.length === 0 ? 'kept' : 'sent',
      destinations,
      events,
      storage: storageOf(decision),
      leftOut: [...unaddressed, ...untold.map(({ side }) => ({ side, why: 'the person is not of its region' }))],
    };
  } catch (error) {
    if (!(error instanceof DependsOnPast)) throw error;
    const { destinations, events } = routed;
    return {
      ...base,
      outcome: 'open',
      destinations,
      events,
      storage: storageOf(routed),
      leftOut: unaddressed,
      note: DEPENDS,
    };
  }
}

const LEFT_OUT = { 'its-source': 'it comes from there', 'no-address': 'it has no address' } as const;

function misfitWords(misfit: Misfit, route: Route, { record, event, revision = '', canonical }: Routed): string {
  switch (misfit.part) {
    case 'parts':
      return route.parts
        ? 'parts: it is for records read out of the document of another one'
        : 'parts: it is for records that come as themselves';
    case 'event':
      return `event: it is for ${[route.event].flat().join(', ')}; this is ${event}`;
    case 'revision':
      return `revision: it is for ${route.revisions.join(', ')}; this is ${revision}`;
    case 'region': {
      const found = regionNamed(record, canonical) === undefined ? 'names none that is known' : 'names another one';
      return `region: it is for ${route.region.join(', ')}; ${regionField(record)} ${found}`;
    }
    case 'when': {
      const { condition } = misfit;
      const there = valuesAt(canonical, condition.path).length > 0;
      const found = condition.absent ? 'it is there' : there ? 'another value is there' : 'it is not there';
      return `${condition.path}: expected ${expectation(condition)}; ${found}`;
    }
  }
}
