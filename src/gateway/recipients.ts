/** Who is to hear of a record: the sides its routes name, and of these those whom this one concerns. */
import { codeList } from '../canonical/codes/index.js';
import { regionOf } from '../canonical/competenza.js';
import type { Cpi } from '../canonical/cpi.js';
import type { Finding } from '../foundation/finding.js';
import { type EventName, type RecordName, regionBehind, type SideName } from '../foundation/names.js';
import type { Receipt } from '../store/store.js';
import type { Context } from './context.js';
import { formOf } from './form.js';
import { MOST_PAST } from './past.js';
import { destinationsOf } from './routing.js';
import type { Subject } from './subject.js';

/**
 * The sides that the routes name; undefined when no route takes the record. Of one that was read out of another's document a
 * side is told nothing that is its own word, nor what it gets with the whole document.
 */
export function routedTo(
  context: Pick<Context, 'settings' | 'sides'>,
  { record, event, side: source, revision }: Pick<Receipt, 'record' | 'event' | 'side' | 'revision'>,
): readonly SideName[] | undefined {
  const { settings, sides } = context;
  const { partOf: whole, side: format, revision: written } = formOf(revision);
  const hasAddress = (side: SideName): boolean => isConnected(context, side);
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
 * Those of them whom a record concerns, or what keeps it from anybody. What is meant for one region goes to that one; what the
 * nation or INPS says of a person goes to the region of the CPI it names, where several are connected to no other: a person's
 * data are nobody else's (GDPR art. 5.1.f). A notice of a SAP names none: it goes to the regions that have had to do with the
 * SAP; when none is known, to all that the routes name and that are connected.
 */
export async function concernedAmong(
  context: Pick<Context, 'sides' | 'store'>,
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

/** Reads the region out of what stands in a field; undefined where it says none that is known. */
type ReadRegion = (value: unknown) => string | undefined;

const ofCpi: ReadRegion = (cpi) => (typeof cpi === 'string' ? regionOf(cpi) : undefined);

/** The codes of its own that a region gives its CPI are known of Emilia-Romagna alone. */
const EMILIA = '06';
const ofEitherCpi: ReadRegion = (cpi) => {
  const { ministeriale, regionale = '' } = (cpi ?? {}) as Cpi;
  return ofCpi(ministeriale) ?? (codeList('cpi-regionale')?.lookup(regionale) === 'known' ? EMILIA : undefined);
};

/** Where a record of the nation or INPS names the region of the person: by the CPI that follows her, or by itself. */
const NAMES_REGION: Readonly<Partial<Record<RecordName, readonly [field: string, read: ReadRegion]>>> = {
  sap: ['invio.codiceEnteTitolare', ofCpi],
  did: ['entePromotore', ofCpi],
  percettore: ['cpi', ofCpi],
  registrazione: ['cpi', ofCpi],
  adr: ['cpiCompetente', ofCpi],
  appuntamento: ['cpi', ofEitherCpi],
  adesione: ['regione', (region) => (typeof region === 'string' ? region : undefined)],
};

function regionNamed(record: RecordName, canonical: unknown): string | undefined {
  const [field, read] = NAMES_REGION[record] ?? [];
  const at = (value: unknown, name: string): unknown => (value as Record<string, unknown> | undefined)?.[name];
  return read?.(field?.split('.').reduce(at, canonical));
}

const noRegion = (record: RecordName, regions: readonly SideName[]): Finding => ({
  path: NAMES_REGION[record]?.[0] ?? '',
  rule: 'routing.no-region',
  source: 'routes; GDPR art. 5.1.f',
  severity: 'error',
  message: `no CPI of a region that is known here, so it cannot be said whose it is: ${regions.join(' or ')}; expected a CPI whose comune is in schemas/competenza/regioni.yaml`,
});

/** What is said of a record that no route takes. */
export const noRoute = (what: { side: SideName; record: RecordName; event: EventName }): Finding => ({
  path: '',
  rule: 'routing.no-destination',
  source: 'routes',
  severity: 'error',
  message: `no route takes ${what.record}/${what.event} of ${what.side} anywhere; add one and replay the message`,
});
