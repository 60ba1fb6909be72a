/** SILP, the system of Piemonte. */
import { silpAdapter, silpTakes } from '../adapters/silp/adapter.js';
import { silpContracts } from '../contract/silp.js';
import { silpTables } from '../mappings/silp/index.js';
import type { SideDefinition } from './definition.js';

export const silp: SideDefinition = {
  name: 'silp',
  contracts: silpContracts,
  tables: silpTables,
  services: [],
  writes: (settings) => settings.sides.silp.sapRevision,
  takes: silpTakes,
  adapter: (settings) => silpAdapter(settings.sides.silp),
  codiceFiscaleCheck: (settings) => settings.sides.silp.codiceFiscaleCheck,
};
