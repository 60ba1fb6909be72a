/** Where the records of each side go as long as the configuration says nothing else. */
import type { EventName, RecordName, SideName } from '../names.js';

type Pair = readonly [record: RecordName, event: EventName | '*'];

/** Routes of several records from one side to another. */
const sent = (source: SideName, destination: SideName, pairs: readonly Pair[]) =>
  pairs.map(([record, event]) => ({ record, event, source, destinations: [destination], parts: false, own: false }));

/** Routes that keep several records of a side here. */
const kept = (source: SideName, pairs: readonly Pair[], parts = false) =>
  pairs.map(([record, event]) => ({ record, event, source, destinations: [], parts, own: false }));

/** What one system of a side hands to another one of it. */
const own = (side: SideName, pairs: readonly Pair[]) =>
  pairs.map(([record, event]) => ({ record, event, source: side, destinations: [side], parts: false, own: true }));

/** What every region tells the nation, beside the SAP. */
const TO_THE_NATION: readonly Pair[] = [
  ['did', 'invio'],
  ['profiling', 'invio'],
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
  ...sent('silp', 'anpal', [['sap', '*'], ...TO_THE_NATION, ['appuntamento', 'variazione']]),
  ...sent('miattivo', 'anpal', [['sap', '*'], ...TO_THE_NATION]),
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
  ...sent('toscana-lavoro', 'anpal', [['sap', 'invio'], ['sap', 'annullamento'], ...TO_THE_NATION]),
  // Appointments and releases are the region's own affair.
  ...kept('toscana-lavoro', [
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
    ['sap', 'esito'],
  ]),
  ...sent('anpal', 'silp', [['sap', '*']]),
  ...sent('anpal', 'toscana-lavoro', [['sap', 'notifica']]),
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
