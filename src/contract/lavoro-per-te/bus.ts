/**
 * The door of the region's bus, as the SIL has it: what Raccordo brings there, and under which service and method. Which
 * names the bus gives to notices and to the RdC is not public; those of the DID are.
 */
import type { EventName, RecordName } from '../../foundation/names.js';
import { silerService } from '../anpal/siler.js';
import type { DocumentContract } from '../contract.js';
import type { EsitoRule, SoapOperation, SoapService } from '../soap-service.js';
import { recordContract } from '../xml-contract.js';
import { documentOf, SIDE } from './operation.js';

export const NOTIFICA_SAP = 'NotificaSap';

const notificaSap = documentOf('bus', 'notifica-sap', 'NotificaSap', 'SILERService NotificaSap');

export const busContracts: readonly DocumentContract[] = [
  recordContract(notificaSap, { side: SIDE, record: 'sap', event: 'notifica', revision: NOTIFICA_SAP }),
];

/** A record that goes to the SIL through the bus. */
export interface BusDelivery {
  readonly record: RecordName;
  readonly event: EventName;
  /** Absent: in whichever form the record is written for the side. */
  readonly revision?: string;
  readonly nomeServizio: string;
  readonly nomeMetodo: string;
}

export const BUS_DELIVERIES: readonly BusDelivery[] = [
  { record: 'sap', event: 'notifica', nomeServizio: 'SERVIZISAP', nomeMetodo: 'NOTIFICASAP' },
  { record: 'did', event: 'invio', revision: '1.0', nomeServizio: 'SERVIZIDID', nomeMetodo: 'INVIODID' },
  { record: 'percettore', event: 'invio', nomeServizio: 'SERVIZIRDC', nomeMetodo: 'INVIANOTIFICARDC' },
];

/** 999 says no more than that it was not taken. */
const TAKEN: EsitoRule = {
  code: 'executeReturn.codice',
  text: 'executeReturn.descrizione',
  acknowledged: ['101'],
  later: [],
};

const [execute] = silerService.operations as [SoapOperation];

export const busService: SoapService = {
  ...silerService,
  side: SIDE,
  operations: [{ ...execute, calledBy: 'any', esito: TAKEN }],
};
