/** Everything the national side says and hears: its documents, and its services beside the one of the SAP. */
import type { DocumentContract } from '../contract.js';
import type { RestService } from '../rest-service.js';
import type { SoapService } from '../soap-service.js';
import { adesioneContracts, adesioneServices } from './adesione.js';
import { adrContracts, adrService, entiService } from './adr.js';
import { appuntamentoContracts, appuntamentoServices } from './appuntamento.js';
import { condizionalitaContracts, eventiCondizionalita } from './condizionalita.js';
import { conferimentoDid, didContracts } from './did.js';
import { domande } from './domande.js';
import { politicheContracts } from './politiche.js';
import { profilingContracts, ygProfiling } from './profiling.js';
import { rdcContracts, rdcService } from './rdc.js';
import { sapContracts } from './sap.js';
import { sflContracts } from './sfl.js';

export { annullamentoReadingOrder } from './appuntamento.js';
export { readSapTree } from './sap.js';

/** All documents. A schema compiles when its first document is read. */
export const anpalContracts = (): readonly DocumentContract[] => [
  ...sapContracts(),
  ...didContracts,
  ...profilingContracts,
  ...adesioneContracts,
  ...appuntamentoContracts,
  ...rdcContracts,
  ...sflContracts(),
  ...condizionalitaContracts,
  ...adrContracts(),
  ...politicheContracts,
];

export const anpalServices: readonly SoapService[] = [
  conferimentoDid,
  ygProfiling,
  ...domande,
  ...adesioneServices,
  ...appuntamentoServices,
  rdcService,
  eventiCondizionalita,
];

/** Services of ours, for what the nation publishes no interface of. */
export const anpalRestServices: readonly RestService[] = [adrService, entiService];
