/** The documents of SILP. */
import type { EventName } from '../foundation/names.js';
import type { DocumentContract } from './contract.js';
import { jsonContract } from './json-contract.js';
import { contractPath } from './location.js';
import { loadOpenApiSchema } from './openapi.js';

/** What stands for each event at SILP: its worker file, and the request to fetch a SAP from the national node. */
const DOCUMENTS: Readonly<Record<EventName, string>> = {
  invio: 'SchedaAnagraficaProfessionale',
  notifica: 'FormOrchestratore',
  annullamento: 'FormOrchestratore',
};

let contracts: readonly DocumentContract[] | undefined;

/** Every document type of SILP that Raccordo speaks. */
export function silpContracts(): readonly DocumentContract[] {
  contracts ??= Object.entries(DOCUMENTS).map(([event, schema]) =>
    jsonContract({
      side: 'silp',
      record: 'sap',
      event: event as EventName,
      revision: 'v1',
      ...loadOpenApiSchema(contractPath('silp', 'v1', 'openapi.yaml'), schema),
    }),
  );
  return contracts;
}
