/** The documents of SILP. */
import type { EventName, RecordName } from '../../foundation/names.js';
import type { DocumentContract } from '../contract.js';
import { jsonContract } from '../json-contract.js';
import { contractFile } from '../location.js';
import { openApiSchema } from '../openapi.js';

/** The file of SILP's interface, under `contracts/`. */
export const SILP_API = 'silp/v1/openapi.yaml';

/** The revision that every record has; the others are further forms of the same record. */
export const V1 = 'v1';
/** A DID as SILP is asked to enter it; as SILP tells of it, it is `v1`. */
export const DID_FORM = 'v1-inserimento';
/** A declaration made to INPS. */
export const DID_INPS = 'v1-inps';
/** An assessment; a quantitative profiling is `v1`. */
export const ASSESSMENT = 'v1-qualitativo';

const DOCUMENTS: readonly (readonly [record: RecordName, event: EventName, revision: string, schema: string])[] = [
  ['sap', 'invio', V1, 'SchedaAnagraficaProfessionale'],
  ['did', 'invio', V1, 'ChiamataConferimDid'],
  ['did', 'invio', DID_FORM, 'FormInserisciDid'],
  ['did', 'invio', DID_INPS, 'DichiarazioneImmediataDisponibilitaDTO'],
  ['patto', 'invio', V1, 'PattoDiServizio'],
  ['politica-attiva', 'invio', V1, 'PoliticaAttiva'],
  ['profiling', 'invio', V1, 'ProfilingQuant'],
  ['profiling', 'invio', ASSESSMENT, 'LavPqual'],
  ['adr', 'variazione', V1, 'AzioneAdr'],
  ['percettore', 'invio', V1, 'InviaNotificaSflParam'],
];

let contracts: readonly DocumentContract[] | undefined;

/** Every document type of SILP that Raccordo speaks. */
export function silpContracts(): readonly DocumentContract[] {
  contracts ??= DOCUMENTS.map(([record, event, revision, schema]) =>
    jsonContract({
      side: 'silp',
      record,
      event,
      revision,
      ...openApiSchema(contractFile(SILP_API), schema),
    }),
  );
  return contracts;
}
