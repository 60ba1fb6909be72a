/** Everything the national side says and hears: its documents, and its services beside the one of the SAP. */
import type { DocumentContract } from '../contract.js';
import type { RestService } from '../rest-service.js';
import type { SoapService } from '../soap-service.js';
import { conferimentoDid, didContracts } from './did.js';
import { politicheContracts } from './politiche.js';
import { sapContracts } from './sap.js';

export { readSapTree } from './sap.js';

/** All documents. A schema compiles when its first document is read. */
export const anpalContracts = (): readonly DocumentContract[] => [
  ...sapContracts(),
  ...didContracts,
  ...politicheContracts,
];

export const anpalServices: readonly SoapService[] = [conferimentoDid];

/** Services of ours, for what the nation publishes no interface of. */
export const anpalRestServices: readonly RestService[] = [];
