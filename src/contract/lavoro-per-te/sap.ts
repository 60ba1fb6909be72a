/** The SAP as the SIL writes it: the national document, in which the grades of a language stand in each other's place. */
import { sapDocument } from '../anpal/sap.js';
import type { DocumentContract } from '../contract.js';
import { recordContract } from '../xml-contract.js';
import { SIDE } from './operation.js';

/** What the SIL sends: the newest, and the one of its mass transmission. */
export const SAP_REVISIONS = ['Rev009', 'Rev008'] as const;

export const sapContracts = (): readonly DocumentContract[] =>
  SAP_REVISIONS.map((revision) =>
    recordContract(sapDocument(revision), { side: SIDE, record: 'sap', event: 'invio', revision }),
  );
