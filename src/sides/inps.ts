/** INPS. */
import { inpsAdapter, inpsTakes } from '../adapters/inps/adapter.js';
import { inpsContracts, inpsRestServices, inpsServices } from '../contract/inps/index.js';
import { inpsReadingOrder, inpsRevisionFor, inpsTables } from '../mappings/inps/index.js';
import { chosen, type SideDefinition } from './definition.js';

export const inps: SideDefinition = {
  name: 'inps',
  contracts: inpsContracts,
  tables: inpsTables,
  services: inpsServices,
  restServices: inpsRestServices,
  mainService: 'comunicazioni-cpi',
  readingOrder: inpsReadingOrder,
  writes: ({ sides: { inps } }, record, event, canonical) =>
    chosen(inps.revisions, record, event) ?? inpsRevisionFor(record, event, canonical),
  takes: inpsTakes,
  adapter: (settings) => inpsAdapter(settings.sides.inps),
  codiceFiscaleCheck: (settings) => settings.sides.inps.codiceFiscaleCheck,
};
