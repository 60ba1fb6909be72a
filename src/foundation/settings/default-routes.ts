/** Where the records of each side go as long as the configuration says nothing else. */
import type { EventName, RecordName, SideName } from '../names.js';

/** A record and event, and the revisions of its document where not all of them go the same way. */
type Pair = readonly [record: RecordName, event: EventName | '*', ...revisions: string[]];

/** Routes of several records from one side to another. */
const sent = (source: SideName, destination: SideName, pairs: readonly Pair[]) =>
  pairs.map(([record, event, ...revisions]) => ({
    record,
    event,
    source,
    destinations: [destination],
    parts: false,
    revisions,
    ifConfigured: false,
  }));

/** Routes to a region's system that is not there in every installation: without an address it is left out. */
const told = (source: SideName, destination: SideName, pairs: readonly Pair[]) =>
  sent(source, destination, pairs).map((route) => ({ ...route, ifConfigured: true }));

/** Routes that keep several records of a side here. */
const kept = (source: SideName, pairs: readonly Pair[], parts = false) =>
  pairs.map(([record, event, ...revisions]) => ({
    record,
    event,
    source,
    destinations: [],
    parts,
    revisions,
    ifConfigured: false,
  }));

/** What any region's system tells the nation, beside its DIDs and profilings. */
const OF_A_REGION: readonly Pair[] = [
  ['sap', '*'],
  ['patto', 'invio'],
  ['politica-attiva', 'invio'],
  ['adesione', 'invio'],
  ['adesione', 'variazione'],
  ['appuntamento', 'esito'],
  ['appuntamento', 'variazione'],
  ['condizionalita', '*'],
  ['adr', 'invio'],
  ['adr', 'variazione'],
  ['ente', '*'],
];

export const DEFAULT_ROUTES = [
  ...sent('silp', 'anpal', [
    ...OF_A_REGION,
    // A declaration to INPS that SILP holds is no event of a DID, and what it profiles the nation computes itself.
    ['did', 'invio', 'v1', '4.0', '4.0-mlps', '1.0'],
    ['profiling', 'invio', '1.3', 'Rev002_1.0'],
  ]),
  ...kept('silp', [
    ['did', 'invio', 'v1-inps'],
    ['profiling', 'invio', 'v1', 'v1-qualitativo'],
    ['percettore', 'invio'],
  ]),
  ...sent('lavoro-per-te', 'anpal', [...OF_A_REGION, ['did', 'invio'], ['profiling', 'invio']]),
  ...kept('lavoro-per-te', [['patto', 'variazione']]),
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
