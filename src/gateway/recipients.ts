/** Who is to hear of a record: the sides its routes name, and of these those whom this one concerns. */
import { regionOf } from '../canonical/competenza.js';
import { type RecordName, regionBehind, type SideName } from '../foundation/names.js';
import type { Receipt } from '../store/store.js';
import type { Context } from './context.js';
import { formOf } from './form.js';
import { destinationsOf } from './routing.js';
import type { Subject } from './subject.js';

/**
 * The sides that the routes name; undefined when no route takes the record. Of one that was read out of another's document a
 * side is told nothing that is its own word, nor what it gets with the whole document.
 */
export function routedTo(
  { settings, sides }: Pick<Context, 'settings' | 'sides'>,
  { record, event, side: source, revision }: Pick<Receipt, 'record' | 'event' | 'side' | 'revision'>,
): readonly SideName[] | undefined {
  const { partOf: whole, side: format, revision: written } = formOf(revision);
  const hasAddress = (side: SideName): boolean => sides.get(side)?.adapter !== undefined;
  const what = { record, event, source, part: whole !== undefined, revision: written };
  const routed = destinationsOf(settings.routes, what, hasAddress);
  if (whole === undefined || routed === undefined) return routed;
  const asWhole = { record: whole.record, event: whole.event, source, revision: written };
  const told = destinationsOf(settings.routes, asWhole, hasAddress) ?? [];
  const known = (side: SideName): boolean =>
    (side === format && sides.get(side)?.ownWords(record, event) === true) ||
    (told.includes(side) && sides.get(side)?.adapter?.capabilities.within?.[record] === whole.record);
  const untold = routed.filter((side) => !known(side));
  return untold.length === 0 && routed.length > 0 ? undefined : untold;
}

/**
 * Those whom a record concerns. What is meant for one region goes to that one; what the nation or INPS says of a person goes to
 * no other region than that of the CPI it names. A notice of a SAP names none: it goes to the regions that have had to do with
 * the SAP; when none is known, to all that the routes name and that are connected.
 */
export async function concernedAmong(
  { sides, store }: Pick<Context, 'sides' | 'store'>,
  routed: readonly SideName[],
  { addressee, record, event, side: source }: Pick<Receipt, 'addressee' | 'record' | 'event' | 'side'>,
  { identificativoSap }: Subject,
  canonical: unknown,
): Promise<readonly SideName[]> {
  if (addressee !== undefined) return routed.filter((side) => side === addressee);
  if (event === 'notifica' && identificativoSap !== undefined) {
    const known = await store.sidesOf(identificativoSap);
    const concerned = routed.filter((side) => known.includes(side));
    if (concerned.length > 0) return concerned;
    const connected = routed.filter((side) => sides.get(side)?.adapter !== undefined);
    return connected.length > 0 ? connected : routed;
  }
  const region = regionBehind(source) === undefined ? regionNamed(record, canonical) : undefined;
  return region === undefined ? routed : routed.filter((side) => (regionBehind(side) ?? region) === region);
}

/** Where a record of the nation or INPS names the CPI that follows the person. */
const COMPETENT: Readonly<Partial<Record<RecordName, string>>> = {
  did: 'entePromotore',
  percettore: 'cpi',
  registrazione: 'cpi',
  adr: 'cpiCompetente',
};

function regionNamed(record: RecordName, canonical: unknown): string | undefined {
  const field = COMPETENT[record];
  const cpi = field === undefined ? undefined : (canonical as Readonly<Record<string, unknown>>)[field];
  return typeof cpi === 'string' ? regionOf(cpi) : undefined;
}
