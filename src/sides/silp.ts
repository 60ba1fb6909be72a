/** SILP, the system of Piemonte. */
import { silpAdapter, silpTakes } from '../adapters/silp/adapter.js';
import { silpContracts } from '../contract/silp/index.js';
import { silpQuestions } from '../contract/silp/questions.js';
import { silpReadingOrder, silpRevisionFor, silpTables } from '../mappings/silp/index.js';
import type { SideDefinition } from './definition.js';

export const silp: SideDefinition = {
  name: 'silp',
  contracts: silpContracts,
  tables: silpTables,
  services: [],
  questions: [silpQuestions],
  readingOrder: (record, _event, body) => silpReadingOrder(record, body),
  writes: ({ sides: { silp } }, record, event, canonical) =>
    record === 'sap' ? silp.sapRevision : silpRevisionFor(record, event, canonical),
  takes: silpTakes,
  adapter: (settings) => silpAdapter(settings.sides.silp),
  codiceFiscaleCheck: (settings) => settings.sides.silp.codiceFiscaleCheck,
};
