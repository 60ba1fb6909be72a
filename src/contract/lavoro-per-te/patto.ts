/**
 * Patto online: the SIL hands a pact to the portal for the citizen to accept (`InvioPatto`) and asks what became of it
 * (`RichiestaPatto`); the portal tells the SIL of the acceptance (`aggiornaPatto`).
 */
import { cutWords } from '../../foundation/cut.js';
import type { DocumentContract } from '../contract.js';
import type { OutcomeTable } from '../outcomes.js';
import type { EsitoRule, SoapOperation, SoapService } from '../soap-service.js';
import { recordContract, type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';
import { SIDE } from './operation.js';

const FOLDER = `${SIDE}/patto-online/1.0`;
const PORTAL = 'http://pattoonline.ws.myportal.eng.it/';
const SIL = 'http://pattoonlinenew.webservices.coop.sil.eng.it';

/** Revisions of what a step of a pact is told in: to the portal, and to the SIL. */
export const INVIO_PATTO = 'InvioPatto';
const AGGIORNA_PATTO = 'AggiornaPatto';

const atPortal = (root: string): XmlDocumentType =>
  xmlDocumentType({
    root,
    schema: `${FOLDER}/patto-online.xsd`,
    namespace: PORTAL,
    source: `PattoOnline ${root}`,
  });
const atSil = (root: string): XmlDocumentType =>
  xmlDocumentType({
    root,
    schema: `${FOLDER}/trasmetti-patto.xsd`,
    namespace: SIL,
    source: `TrasmettiPatto ${root}`,
    nil: 'schema',
  });

const invioPatto = atPortal('InvioPatto');
const accettato = atSil('pattoAccettatoType');
const ours = { side: SIDE, record: 'patto' } as const;

export const pattoContracts: readonly DocumentContract[] = [
  recordContract(invioPatto, { ...ours, event: 'variazione', revision: INVIO_PATTO }),
  recordContract(accettato, { ...ours, event: 'esito', revision: AGGIORNA_PATTO }),
];

const done = (code: string, text: string): EsitoRule => ({ code, text, acknowledged: ['OK'], later: [] });
const LONGEST_WORDS = 100;

/** Word and reason; what is on its way has no word of its own, so a fault says so. */
const OUTCOMES: OutcomeTable = { invalid: 'KO', acknowledged: 'OK' };
const refusal =
  (code: string, text: string): NonNullable<SoapOperation['refusal']> =>
  (_request, { codice, words }) =>
    codice === 'OK' ? { [code]: 'OK' } : { [code]: codice, [text]: cutWords(words, LONGEST_WORDS) };

/** How a step of a pact is called and answered; `code` and `text` are the elements of its answer. */
const step = (code: string, text: string) =>
  ({
    soapAction: '',
    calledBy: 'any',
    esito: done(code, text),
    outcomeOnly: true,
    outcomes: OUTCOMES,
    refusal: refusal(code, text),
  }) as const;

export const pattoOnline: SoapService = {
  side: SIDE,
  name: 'PattoOnline',
  namespace: PORTAL,
  security: 'username-token',
  wsdl: `${FOLDER}/patto-online.wsdl`,
  operations: [
    {
      ...step('Esito', 'Descrizione'),
      name: 'InvioPatto',
      request: { document: invioPatto },
      answer: { document: atPortal('InvioPattoResponse') },
      carries: { record: 'patto', event: 'variazione', revision: INVIO_PATTO },
    },
    {
      name: 'RichiestaPatto',
      soapAction: '',
      request: { document: atPortal('RichiestaPatto') },
      answer: { document: atPortal('RichiestaPattoResponse') },
      calledBy: 'any',
    },
  ],
};

export const trasmettiPatto: SoapService = {
  side: SIDE,
  name: 'TrasmettiPatto',
  namespace: SIL,
  wsdl: `${FOLDER}/trasmetti-patto.wsdl`,
  operations: [
    {
      ...step('esito', 'descrizione'),
      name: 'aggiornaPatto',
      request: { document: accettato },
      answer: { document: atSil('esitoType') },
      carries: { record: 'patto', event: 'esito', revision: AGGIORNA_PATTO },
    },
  ],
};
