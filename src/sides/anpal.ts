/** The national services. */
import { anpalAdapter, anpalTakes } from '../adapters/anpal/adapter.js';
import { rdcReadingOrder } from '../contract/anpal/rdc.js';
import { sflReadingOrder } from '../contract/anpal/sfl.js';
import { annullamentoReadingOrder, anpalContracts, anpalRestServices, anpalServices } from '../contract/index.js';
import { anpalTables } from '../mappings/anpal/index.js';
import { chosen, type SideDefinition } from './definition.js';

/**
 * Section 6 tells the revisions of a SAP apart: in Rev009 it stands inside `politiche_attive_lst`, before that directly
 * under the root. Rev008 accepts whatever Rev003 to Rev005 accept. A document without section 6 may be any of them.
 */
function sapReadingOrder(body: Buffer): readonly string[] {
  if (body.includes('<politiche_attive_lst')) return ['Rev009'];
  if (body.includes('<politiche_attive')) return ['Rev008', 'Rev009compat008'];
  return ['Rev009', 'Rev008'];
}

export const anpal: SideDefinition = {
  name: 'anpal',
  contracts: anpalContracts,
  tables: anpalTables,
  services: anpalServices,
  restServices: anpalRestServices,
  mainService: 'servizicoap',
  readingOrder: (record, event, body) => {
    if (record === 'appuntamento' && event === 'annullamento') return annullamentoReadingOrder(body);
    if (record === 'percettore') return sflReadingOrder(body) ?? rdcReadingOrder(body);
    return record === 'sap' && event === 'invio' ? sapReadingOrder(body) : undefined;
  },
  writes: ({ sides: { anpal } }, record, event) =>
    record === 'sap' && event === 'invio' ? anpal.sapRevision : chosen(anpal.revisions, record, event),
  takes: anpalTakes,
  adapter: (settings) => anpalAdapter(settings.sides.anpal),
  codiceFiscaleCheck: (settings) => settings.sides.anpal.codiceFiscaleCheck,
};
