/** Where the records of each side go as long as the configuration says nothing else. */
import type { EventName, RecordName, SideName } from '../names.js';

/** A record and event, and the revisions of its document where not all of them go the same way. */
type Pair = readonly [record: RecordName, event: EventName | '*', ...revisions: string[]];

interface Way {
  readonly destinations?: readonly SideName[];
  readonly parts?: boolean;
  readonly ifConfigured?: boolean;
  readonly own?: boolean;
}

const routes = (
  source: SideName,
  pairs: readonly Pair[],
  { destinations = [], parts = false, ifConfigured = false, own = false }: Way,
) =>
  pairs.map(([record, event, ...revisions]) => ({
    record,
    event,
    source,
    destinations: [...destinations],
    parts,
    revisions,
    ifConfigured,
    own,
  }));

/** Routes of several records from one side to another. */
const sent = (source: SideName, destination: SideName, pairs: readonly Pair[]) =>
  routes(source, pairs, { destinations: [destination] });

/** Routes to a region's system that is not there in every installation: without an address it is left out. */
const told = (source: SideName, destination: SideName, pairs: readonly Pair[]) =>
  routes(source, pairs, { destinations: [destination], ifConfigured: true });

/** Routes that keep several records of a side here. */
const kept = (source: SideName, pairs: readonly Pair[], parts = false) => routes(source, pairs, { parts });

/** What one system of a side hands to another one of it. */
const own = (side: SideName, pairs: readonly Pair[]) => routes(side, pairs, { destinations: [side], own: true });

/** What every region's system tells the nation. A declaration to INPS that it holds is no event of a DID. */
const OF_A_REGION: readonly Pair[] = [
  ['sap', 'invio'],
  ['sap', 'annullamento'],
  ['patto', 'invio'],
  ['politica-attiva', 'invio'],
  ['adesione', 'invio'],
  ['adesione', 'variazione'],
  ['appuntamento', 'esito'],
  ['condizionalita', '*'],
  ['adr', 'invio'],
  ['adr', 'variazione'],
  ['ente', '*'],
];

export const DEFAULT_ROUTES = [
  ...sent('silp', 'anpal', [
    ...OF_A_REGION,
    ['appuntamento', 'variazione'],
    // A declaration to INPS that SILP holds is no event of a DID, and what it profiles the nation computes itself.
    ['did', 'invio', 'v1', '4.0', '4.0-mlps', '1.0'],
    ['profiling', 'invio', '1.3', 'Rev002_1.0'],
  ]),
  ...kept('silp', [
    ['did', 'invio', 'v1-inps'],
    ['profiling', 'invio', 'v1', 'v1-qualitativo'],
    ['percettore', 'invio'],
  ]),
  ...sent('lavoro-per-te', 'anpal', [
    ...OF_A_REGION,
    ['appuntamento', 'variazione'],
    ['did', 'invio', '4.0', '4.0-mlps', '1.0'],
    ['profiling', 'invio'],
  ]),
  // Between the portal MyPortal and the SIL, either way.
  ...own('lavoro-per-te', [
    ['did', 'invio', 'StipulaDid'],
    ['patto', 'variazione'],
    ['patto', 'esito'],
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
  ]),
  ...sent('miattivo', 'anpal', [...OF_A_REGION, ['did', 'invio'], ['profiling', 'invio']]),
  // A registration is the region's own affair; it is kept here, to be looked up.
  ...kept('miattivo', [
    ['registrazione', 'invio'],
    ['registrazione', 'variazione'],
    ['registrazione', 'annullamento'],
    ['patto', 'esito'],
  ]),
  // From the office, which convenes people and has pacts signed, to the portal.
  ...own('miattivo', [
    ['registrazione', 'esito'],
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
    ['patto', 'variazione'],
  ]),
  ...sent('toscana-lavoro', 'anpal', [...OF_A_REGION, ['did', 'invio'], ['profiling', 'invio']]),
  // Appointments and releases are the region's own affair.
  ...kept('toscana-lavoro', [
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
    ['sap', 'esito'],
  ]),
  ...sent('anpal', 'silp', [
    ['sap', '*'],
    ['adr', 'variazione'],
    // SILP takes notices of SFL and ADI; it hears of the RdC from the node itself.
    ['percettore', 'invio', 'sfl-1.0'],
  ]),
  ...told('anpal', 'lavoro-per-te', [
    ['sap', 'notifica'],
    ['percettore', 'invio'],
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
    ['adesione', 'invio'],
    ['adesione', 'notifica'],
  ]),
  ...told('anpal', 'toscana-lavoro', [['sap', 'notifica']]),
  ...told('inps', 'lavoro-per-te', [['did', 'invio']]),
  ...kept('anpal', [
    ['did', 'invio'],
    ['did', 'esito'],
    ['profiling', 'esito'],
    ['adesione', 'invio'],
    ['adesione', 'notifica'],
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
    ['percettore', '*'],
    ['adr', '*'],
    ['ente', '*'],
  ]),
  ...sent('inps', 'silp', [['did', 'invio']]),
  ...kept('inps', [['percettore', '*']]),
  ...kept(
    'inps',
    [
      ['registrazione', 'invio'],
      ['percettore', 'invio'],
    ],
    true,
  ),
];
