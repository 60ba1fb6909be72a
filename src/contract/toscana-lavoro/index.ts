/** Toscana Lavoro, with IDOL behind it: JSON documents of our own, because the region publishes no interface. */
import type { X509Certificate } from 'node:crypto';
import type { RecordName } from '../../foundation/names.js';
import type { DocumentContract } from '../contract.js';
import { type OwnService, ownContracts, ownService } from '../own-service.js';
import { type NamedOfficer, signedContract } from '../signed-document.js';

/** Revision of what is told to Toscana of a DID or pact that was made elsewhere: without a signed file. */
const COPY = 'copia-1.0';

const IDOL: OwnService = {
  side: 'toscana-lavoro',
  name: 'idol',
  file: 'toscana-lavoro/idol/1.0/openapi.yaml',
  revision: '1.0',
  esito: { code: 'codice', text: 'messaggio', acknowledged: ['T000'], later: ['T900'] },
  status: '/stato',
  to: [
    {
      operation: 'comunicaDid',
      path: '/did',
      schema: 'DidNota',
      record: 'did',
      event: 'invio',
      revision: COPY,
      onlyWritten: true,
    },
    {
      operation: 'comunicaPatto',
      path: '/patti',
      schema: 'PattoNoto',
      record: 'patto',
      event: 'invio',
      revision: COPY,
      onlyWritten: true,
    },
    {
      operation: 'comunicaPolitica',
      path: '/politiche-attive',
      schema: 'PoliticaAttiva',
      record: 'politica-attiva',
      event: 'invio',
    },
    {
      operation: 'fissaAppuntamento',
      path: '/appuntamenti',
      schema: 'Appuntamento',
      record: 'appuntamento',
      event: 'invio',
    },
    {
      operation: 'annullaAppuntamento',
      path: '/appuntamenti/annullamenti',
      schema: 'AnnullamentoAppuntamento',
      record: 'appuntamento',
      event: 'annullamento',
    },
    { operation: 'notificaSap', path: '/notifiche-sap', schema: 'NotificaSap', record: 'sap', event: 'notifica' },
    { operation: 'comunicaRilascioSap', path: '/rilasci-sap', schema: 'RilascioSap', record: 'sap', event: 'esito' },
  ],
  from: [
    { schema: 'DidFirmata', record: 'did', event: 'invio' },
    { schema: 'PattoFirmato', record: 'patto', event: 'invio' },
  ],
  questions: [
    {
      name: 'elencoAttivita',
      path: '/attivita/ricerca',
      asked: 'RicercaAttivita',
      answered: 'ElencoAttivita',
    },
    {
      name: 'disponibilita',
      path: '/appuntamenti/disponibilita',
      asked: 'RicercaDisponibilita',
      answered: 'Disponibilita',
    },
    {
      name: 'richiediRilascioSap',
      path: '/rilasci-sap/richieste',
      asked: 'RichiestaRilascioSap',
      answered: 'SapRilasciata',
    },
  ],
};

export const idol = ownService(IDOL);

/** What is told to Toscana of a DID or a pact: never the signed form, which only Toscana makes. */
export const toldRevision = (record: string): string | undefined =>
  record === 'did' || record === 'patto' ? COPY : undefined;

/**
 * Where the signed documents name an officer. Who takes a declaration signs it; who is responsible for the activities of a pact
 * (D.Lgs. 150/2015 art. 20 c. 2 lett. a) may have had a colleague sign.
 */
const OFFICERS: Readonly<Partial<Record<RecordName, NamedOfficer>>> = {
  did: { group: 'operatore', otherwise: 'error' },
  patto: { group: 'responsabile', otherwise: 'warning' },
};

let plain: readonly DocumentContract[] | undefined;

/** All documents; those with a signed file are checked against the certificates that are trusted. */
export function toscanaContracts(
  trusted: () => readonly X509Certificate[] | undefined = () => undefined,
): readonly DocumentContract[] {
  plain ??= ownContracts(IDOL);
  return plain.map((one) => {
    const officer = OFFICERS[one.record];
    return officer === undefined ? one : signedContract(one, trusted, officer);
  });
}
