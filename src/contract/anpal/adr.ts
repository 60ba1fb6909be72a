/** Assegno di ricollocazione, agenda of the first appointments, register of the bodies: JSON services of our own making. */
import type { EventName, RecordName } from '../../foundation/names.js';
import type { DocumentContract } from '../contract.js';
import { jsonContract } from '../json-contract.js';
import { contractFile } from '../location.js';
import { openApiSchema } from '../openapi.js';
import type { RestOperation, RestService } from '../rest-service.js';
import type { EsitoRule } from '../soap-service.js';

const ADR = 'anpal/adr/1.0/openapi.yaml';
const ENTI = 'anpal/enti/1.0/openapi.yaml';
const REVISION = '1.0';

const document = (file: string, schema: string, record: RecordName, event: EventName): DocumentContract =>
  jsonContract({
    side: 'anpal',
    record,
    event,
    revision: REVISION,
    reading: 'lenient',
    ...openApiSchema(contractFile(file), schema),
  });

let contracts: readonly DocumentContract[] | undefined;

/** Read leniently: a member that a later version adds is kept and named. Written, each member is one of the contract. */
export function adrContracts(): readonly DocumentContract[] {
  contracts ??= [
    document(ADR, 'RichiestaAdr', 'adr', 'invio'),
    document(ADR, 'VariazioneAdr', 'adr', 'variazione'),
    document(ADR, 'EsitoAdr', 'adr', 'esito'),
    document(ADR, 'Disponibilita', 'appuntamento', 'variazione'),
    document(ENTI, 'Ente', 'ente', 'invio'),
    document(ENTI, 'VariazioneEnte', 'ente', 'variazione'),
    document(ENTI, 'CancellazioneEnte', 'ente', 'annullamento'),
  ];
  return contracts;
}

const ADR_ESITO: EsitoRule = { code: 'esito', text: 'messaggio', acknowledged: ['A000'], later: ['A900', 'A901'] };
const ENTE_ESITO: EsitoRule = { code: 'esito', text: 'messaggio', acknowledged: ['E000'], later: ['E900'] };

function operation(
  name: string,
  path: string,
  [record, event]: readonly [RecordName, EventName],
  answer: RestOperation['answer'],
  esito: EsitoRule,
): RestOperation {
  return { name, path, carries: { record, event, revision: REVISION }, answer, esito };
}

const esitoAdr = { file: ADR, schema: 'EsitoAdr' } as const;
const esitoDisponibilita = { file: ADR, schema: 'EsitoDisponibilita', outcomeOnly: true } as const;
const esitoEnte = { file: ENTI, schema: 'EsitoEnte', outcomeOnly: true } as const;

export const adrService: RestService = {
  side: 'anpal',
  name: 'adr',
  operations: [
    operation('inviaRichiesta', '/richieste', ['adr', 'invio'], esitoAdr, ADR_ESITO),
    operation('inviaVariazione', '/variazioni', ['adr', 'variazione'], esitoAdr, ADR_ESITO),
    operation('pubblicaDisponibilita', '/disponibilita', ['appuntamento', 'variazione'], esitoDisponibilita, ADR_ESITO),
  ],
};

export const entiService: RestService = {
  side: 'anpal',
  name: 'enti',
  operations: [
    operation('inviaEnte', '/enti', ['ente', 'invio'], esitoEnte, ENTE_ESITO),
    operation('inviaDelega', '/deleghe', ['ente', 'variazione'], esitoEnte, ENTE_ESITO),
    operation('cancellaEnte', '/cancellazioni', ['ente', 'annullamento'], esitoEnte, ENTE_ESITO),
  ],
};
