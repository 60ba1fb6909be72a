/** The documents of SILP. */
import type { DocumentContract } from './contract.js';
import { jsonContract } from './json-contract.js';
import { contractFile } from './location.js';
import { loadOpenApiSchema } from './openapi.js';

let contracts: readonly DocumentContract[] | undefined;

/** Every document type of SILP that Raccordo speaks. */
export function silpContracts(): readonly DocumentContract[] {
  contracts ??= [
    jsonContract({
      side: 'silp',
      record: 'sap',
      event: 'invio',
      revision: 'v1',
      ...loadOpenApiSchema(contractFile('silp/v1/openapi.yaml'), 'SchedaAnagraficaProfessionale'),
    }),
  ];
  return contracts;
}
