/** What employment centres tell INPS: JSON documents of our own, because INPS publishes no interface for them. */
import type { EventName, RecordName } from '../../foundation/names.js';
import type { DocumentContract } from '../contract.js';
import { jsonContract } from '../json-contract.js';
import { contractFile } from '../location.js';
import { openApiSchema } from '../openapi.js';
import type { RestOperation, RestService } from '../rest-service.js';
import type { EsitoRule } from '../soap-service.js';

const FILE = 'inps/comunicazioni-cpi/1.0/openapi.yaml';
const REVISION = 'cpi-1.0';

/** Where the benefits of a person are asked for, and where the service says that it is there. */
export const LOOKUP_PATH = '/percettori/ricerca';
export const STATUS_PATH = '/stato';

const ESITO: EsitoRule = {
  code: 'codice',
  text: 'messaggio',
  acknowledged: ['I000'],
  later: ['I900'],
  list: 'esito-comunicazione-cpi',
};

interface Communication {
  readonly name: string;
  readonly path: string;
  readonly schema: string;
  readonly record: RecordName;
  readonly event: EventName;
}

const COMMUNICATIONS: readonly Communication[] = [
  { name: 'confermaDid', path: '/conferme-did', schema: 'ConfermaDid', record: 'did', event: 'esito' },
  { name: 'confermaPatto', path: '/conferme-patto', schema: 'ConfermaPatto', record: 'patto', event: 'invio' },
  {
    name: 'eventoCondizionalita',
    path: '/condizionalita',
    schema: 'EventoCondizionalita',
    record: 'condizionalita',
    event: 'invio',
  },
  { name: 'reimpiego', path: '/reimpieghi', schema: 'Reimpiego', record: 'percettore', event: 'variazione' },
];

export const comunicazioniCpi: RestService = {
  side: 'inps',
  name: 'comunicazioni-cpi',
  operations: COMMUNICATIONS.map(
    ({ name, path, record, event }): RestOperation => ({
      name,
      path,
      carries: { record, event, revision: REVISION },
      answer: { file: FILE, schema: 'Esito' },
      esito: ESITO,
    }),
  ),
};

let contracts: readonly DocumentContract[] | undefined;

/** The documents of all of them. */
export function comunicazioniCpiContracts(): readonly DocumentContract[] {
  contracts ??= COMMUNICATIONS.map(({ schema, record, event }) =>
    jsonContract({
      side: 'inps',
      record,
      event,
      revision: REVISION,
      ...openApiSchema(contractFile(FILE), schema),
    }),
  );
  return contracts;
}
