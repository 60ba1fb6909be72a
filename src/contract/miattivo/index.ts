/** MiAttivo, the portal of Liguria: JSON documents of our own, because the region publishes no interface. */
import type { DocumentContract } from '../contract.js';
import { type OwnService, ownContracts, ownService } from '../own-service.js';

const PORTALE: OwnService = {
  side: 'miattivo',
  name: 'portale',
  file: 'miattivo/portale/1.0/openapi.yaml',
  revision: '1.0',
  esito: { code: 'codice', text: 'messaggio', acknowledged: ['M000'], later: ['M900'] },
  status: '/stato',
  to: [
    {
      operation: 'convoca',
      path: '/convocazioni',
      schema: 'Convocazione',
      record: 'appuntamento',
      event: 'invio',
    },
    {
      operation: 'annullaConvocazione',
      path: '/convocazioni/annullamenti',
      schema: 'AnnullamentoConvocazione',
      record: 'appuntamento',
      event: 'annullamento',
    },
    {
      operation: 'proponiPatto',
      path: '/patti-da-firmare',
      schema: 'PattoDaFirmare',
      record: 'patto',
      event: 'variazione',
    },
    {
      operation: 'esitoRegistrazione',
      path: '/esiti-registrazione',
      schema: 'EsitoRegistrazione',
      record: 'registrazione',
      event: 'esito',
    },
  ],
  from: [
    { schema: 'Registrazione', record: 'registrazione', event: 'invio' },
    { schema: 'VariazioneRegistrazione', record: 'registrazione', event: 'variazione' },
    { schema: 'CancellazioneRegistrazione', record: 'registrazione', event: 'annullamento' },
    { schema: 'EsitoFirma', record: 'patto', event: 'esito' },
  ],
  questions: [
    {
      name: 'statoRegistrazione',
      path: '/registrazioni/ricerca',
      asked: 'Ricerca',
      answered: 'StatoRegistrazione',
    },
  ],
};

export const portale = ownService(PORTALE);

let contracts: readonly DocumentContract[] | undefined;

/** All documents. A schema compiles when its first document is read. */
export function miattivoContracts(): readonly DocumentContract[] {
  contracts ??= ownContracts(PORTALE);
  return contracts;
}
