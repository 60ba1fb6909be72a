/** Lavoro per Te: the SIL of the offices of Emilia-Romagna and the portal MyPortal, two systems of one side. */
import { lavoroPerTeAdapter, lavoroPerTeTakes } from '../adapters/lavoro-per-te/adapter.js';
import { calledServices, lavoroPerTeContracts, lavoroPerTeServices } from '../contract/lavoro-per-te/index.js';
import type { EventName, RecordName } from '../foundation/names.js';
import { anpalTables } from '../mappings/anpal/index.js';
import type { Table } from '../mappings/engine/index.js';
import { asWrittenBySil, ownTables } from '../mappings/lavoro-per-te/index.js';
import type { Form, SideDefinition } from './definition.js';

const SAP_REVISIONS: ReadonlySet<string> = new Set(['Rev009', 'Rev008']);

/** The whole SAP, and the records that are read out of it. */
const isOfSap = ({ record, event, partOf }: Table): boolean => {
  const whole = partOf ?? { record, event };
  return whole.record === 'sap' && whole.event === 'invio';
};
const sapTables = anpalTables
  .filter((table) => isOfSap(table) && SAP_REVISIONS.has(table.revision))
  .map(asWrittenBySil);

interface Told {
  readonly domandaInps?: unknown;
  readonly prestazione?: { readonly tipo?: unknown };
}

/** What comes to the region as the nation and INPS say it, through the bus or a service that the nation describes. */
function adopts(record: RecordName, event: EventName, canonical: unknown): Form | undefined {
  const { domandaInps, prestazione } = (canonical ?? {}) as Told;
  if (record === 'did' && event === 'invio' && domandaInps !== undefined) return { side: 'inps', revision: '1.0' };
  if (record === 'percettore' && event === 'invio' && prestazione?.tipo === 'RDC') {
    return { side: 'anpal', revision: 'notifica-1.3' };
  }
  return NATIONAL[`${record}/${event}`]?.(canonical);
}

const as = (revision: string) => (): Form => ({ side: 'anpal', revision });

const NATIONAL: Readonly<Record<string, (canonical: unknown) => Form>> = {
  'appuntamento/invio': as('1.0'),
  'appuntamento/annullamento': (canonical) => {
    // Without the person, the ids alone name the appointment.
    const named = (canonical as { readonly codiceFiscale?: string } | undefined)?.codiceFiscale !== undefined;
    return { side: 'anpal', revision: named ? 'ordinaria' : 'anpal' };
  },
  'adesione/invio': as('Rev004'),
  'adesione/notifica': as('Rev001'),
};

export const lavoroPerTe: SideDefinition = {
  name: 'lavoro-per-te',
  contracts: lavoroPerTeContracts,
  tables: [...sapTables, ...ownTables],
  services: lavoroPerTeServices,
  servicesUnder: true,
  alsoAnswers: calledServices.filter((service) => !lavoroPerTeServices.includes(service)),
  readingOrder: (record, event, body) => {
    if (record !== 'sap' || event !== 'invio') return undefined;
    if (body.includes('<politiche_attive_lst')) return ['Rev009'];
    return body.includes('<politiche_attive') ? ['Rev008'] : ['Rev009', 'Rev008'];
  },
  writes: () => undefined,
  takes: lavoroPerTeTakes,
  adopts,
  writesNational: ({ sides }, record, event) =>
    record === 'sap' && event === 'invio' && sides['lavoro-per-te'].languageGradesSwapped,
  adapter: (settings) => lavoroPerTeAdapter(settings.sides['lavoro-per-te']),
  codiceFiscaleCheck: (settings) => settings.sides['lavoro-per-te'].codiceFiscaleCheck,
};
