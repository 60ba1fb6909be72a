/** MiAttivo, the portal of Liguria. */
import { miattivoAdapter } from '../adapters/miattivo/adapter.js';
import { restTakes } from '../adapters/rest-side.js';
import { miattivoContracts, portale } from '../contract/miattivo/index.js';
import { miattivoTables } from '../mappings/miattivo/index.js';
import type { SideDefinition } from './definition.js';

export const miattivo: SideDefinition = {
  name: 'miattivo',
  contracts: miattivoContracts,
  tables: miattivoTables,
  services: [],
  restServices: [portale],
  mainService: portale.name,
  writes: () => undefined,
  takes: restTakes(portale),
  adapter: (settings) => miattivoAdapter(settings.sides.miattivo),
  codiceFiscaleCheck: (settings) => settings.sides.miattivo.codiceFiscaleCheck,
};
