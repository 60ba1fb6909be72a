/** Everything the national side says and hears: its documents, and its services beside the one of the SAP. */
import type { DocumentContract } from '../contract.js';
import type { RestService } from '../rest-service.js';
import type { SoapService } from '../soap-service.js';
import { condizionalitaContracts, eventiCondizionalita } from './condizionalita.js';
import { conferimentoDid, didContracts } from './did.js';
import { rdcContracts, rdcService } from './rdc.js';
import { sapContracts } from './sap.js';
import { sflContracts } from './sfl.js';

export { readSapTree } from './sap.js';

/** All documents. A schema compiles when its first document is read. */
export const anpalContracts = (): readonly DocumentContract[] => [
  ...sapContracts(),
  ...didContracts,
  ...rdcContracts,
  ...sflContracts(),
  ...condizionalitaContracts,
];

export const anpalServices: readonly SoapService[] = [conferimentoDid, rdcService, eventiCondizionalita];

/** Services of ours, for what the nation publishes no interface of. */
export const anpalRestServices: readonly RestService[] = [];
