/** Where the records of each side go as long as the configuration says nothing else. */
import type { EventName, RecordName, SideName } from '../names.js';

type Pair = readonly [record: RecordName, event: EventName | '*'];

/** Routes of several records from one side to another. */
const sent = (source: SideName, destination: SideName, pairs: readonly Pair[]) =>
  pairs.map(([record, event]) => ({
    record,
    event,
    source,
    destinations: [destination],
    parts: false,
    ifConfigured: false,
  }));

/** Routes to a region's system that is not there in every installation: without an address it is left out. */
const told = (source: SideName, destination: SideName, pairs: readonly Pair[]) =>
  sent(source, destination, pairs).map((route) => ({ ...route, ifConfigured: true }));

/** Routes that keep several records of a side here. */
const kept = (source: SideName, pairs: readonly Pair[], parts = false) =>
  pairs.map(([record, event]) => ({ record, event, source, destinations: [], parts, ifConfigured: false }));

/** What a region's system tells the nation. */
const OF_A_REGION: readonly Pair[] = [
  ['sap', '*'],
  ['did', 'invio'],
  ['profiling', 'invio'],
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
  ...sent('silp', 'anpal', OF_A_REGION),
  ...sent('lavoro-per-te', 'anpal', OF_A_REGION),
  ...kept('lavoro-per-te', [['patto', 'variazione']]),
  ...sent('anpal', 'silp', [['sap', '*']]),
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
  ...kept('inps', [
    ['did', 'invio'],
    ['percettore', '*'],
  ]),
  ...kept(
    'inps',
    [
      ['registrazione', 'invio'],
      ['percettore', 'invio'],
    ],
    true,
  ),
];
