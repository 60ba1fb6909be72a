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
  }));

/** Routes that keep several records of a side here. */
const kept = (source: SideName, pairs: readonly Pair[], parts = false) =>
  pairs.map(([record, event, ...revisions]) => ({ record, event, source, destinations: [], parts, revisions }));

export const DEFAULT_ROUTES = [
  ...sent('silp', 'anpal', [
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
  ]),
  ...sent('anpal', 'silp', [['sap', '*']]),
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
