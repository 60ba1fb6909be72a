/** The sportello, put together. */
import type { SideDefinition } from '../../src/sides/definition.js';
import { type SportelloConfig, sportelloAdapter, sportelloTakes } from './adapter.js';
import { SPORTELLO, sportelloContracts, sportelloService } from './contract.js';
import { sportelloTables } from './mapping.js';

/** Without an address nothing is sent there. */
export const sportello = (config?: SportelloConfig): SideDefinition => ({
  name: SPORTELLO,
  contracts: () => sportelloContracts,
  tables: sportelloTables,
  services: [],
  restServices: [sportelloService],
  mainService: sportelloService.name,
  writes: () => undefined,
  takes: sportelloTakes,
  adapter: () => config && sportelloAdapter(config),
  codiceFiscaleCheck: () => 'error',
});
