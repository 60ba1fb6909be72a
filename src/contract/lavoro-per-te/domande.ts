/**
 * What the SIL is asked at once. Some of the calls have an effect (a confirmation, a renewal, a pact of the L.14 programme, a
 * print that is entered in a register): their documents have neither day nor id by which a repetition could be told from a
 * new call, so they are passed on live, once, and never repeated by the gateway.
 */
import { cutWords } from '../../foundation/cut.js';
import type { EsitoRule, SoapOperation, SoapService } from '../soap-service.js';
import type { XmlDocumentType } from '../xml-contract.js';
import { bodyOf, documentOf, ESITO, OUTCOMES, refusal, textService } from './operation.js';

const question = (file: string, root: string, source: string, nil?: 'schema'): XmlDocumentType =>
  documentOf('domande', file, root, source, nil);
const l14 = (file: string, root: string): XmlDocumentType =>
  documentOf('assister-l14', file, root, 'RicezionePattoL14');

const STATO = 'http://statooccupazionale.webservices.coop.sil.eng.it';
const statoOccupazionale = question(
  'stato-occupazionale',
  'StatoOccupazionale',
  'GetStatoOccupazionale StatoOccupazionale',
);

export const getStatoOccupazionale: SoapService = textService({
  name: 'GetStatoOccupazionale',
  namespace: STATO,
  operations: [
    {
      name: 'getStatoOccupazionale',
      unqualified: true,
      request: statoOccupazionale,
      answer: question('risposta-stato-occupazionale', 'Risposta', 'GetStatoOccupazionale Risposta', 'schema'),
      esito: ESITO,
      outcomes: OUTCOMES,
      refusal,
    },
    {
      // What is asked for is the print that comes beside the answer.
      name: 'getStampaStatoOccupazionale',
      request: statoOccupazionale,
      answer: bodyOf('domande', 'stampa-stato-occupazionale', STATO, 'getStampaStatoOccupazionaleResponse'),
    },
  ],
});

const PERCORSO = 'http://percorsoLavoratore.webservices.coop.sil.eng.it';
const percorso = question('percorso-lavoratore', 'PercorsoLavoratore', 'GetPercorsoLavoratore PercorsoLavoratore');
const percorsoAnswer = (root: string): XmlDocumentType =>
  bodyOf('domande', 'percorso-lavoratore-servizio', PERCORSO, root);

const getPercorsoLavoratore: SoapService = textService({
  name: 'GetPercorsoLavoratore',
  namespace: PERCORSO,
  operations: [
    { name: 'getPercorsoLavoratore', request: percorso, answer: percorsoAnswer('getPercorsoLavoratoreResponse') },
    {
      name: 'getStampaPercorsoLavoratore',
      request: percorso,
      answer: percorsoAnswer('getStampaPercorsoLavoratoreResponse'),
    },
  ],
});

const getTabellaDecodifica: SoapService = textService({
  name: 'GetTabellaDecodifica',
  namespace: 'http://tabelleDecodifica.webservices.coop.sil.eng.it',
  operations: [
    {
      name: 'getTabellaDecodifica',
      request: question('tabelle-decodifica', 'TabelleDecodifica', 'GetTabellaDecodifica TabelleDecodifica'),
      answer: question('risposta-tabelle-decodifica', 'risposta', 'GetTabellaDecodifica risposta'),
      esito: ESITO,
      outcomes: OUTCOMES,
      refusal,
    },
  ],
});

const apapi: SoapService = textService({
  name: 'APAPIService',
  namespace: 'http://APAPIService.apapi.webservices.coop.sil.eng.it',
  operations: [
    {
      name: 'getStatoOccupazionaleAPAPI',
      unqualified: true,
      request: question('stato-occupazionale-apapi', 'StatoOccupazionale', 'APAPIService StatoOccupazionale'),
      answer: question('risposta-stato-occupazionale-apapi', 'Risposta', 'APAPIService Risposta (stato)', 'schema'),
      esito: ESITO,
      outcomes: OUTCOMES,
      refusal,
    },
    {
      name: 'getUltimoMovimentoAPAPI',
      unqualified: true,
      request: question('ultimo-movimento-apapi', 'UltimoMovimento', 'APAPIService UltimoMovimento'),
      answer: question('risposta-ultimo-movimento-apapi', 'Risposta', 'APAPIService Risposta (movimento)', 'schema'),
      esito: ESITO,
      outcomes: OUTCOMES,
      refusal,
    },
  ],
});

/** The one service of which the style is rpc/literal; `in0` is what its framework calls a parameter without a name. */
const controlloLavoratore: SoapService = textService({
  name: 'ControlloLavoratoreBlen',
  namespace: 'http://blen.webservices.coop.sil.eng.it',
  style: 'rpc-literal',
  operations: [
    {
      name: 'getControlloLavoratore',
      field: 'in0',
      unqualified: true,
      request: question('controllo-lavoratore', 'StatoOccupazionale', 'ControlloLavoratoreBlen richiesta'),
      answer: question('risposta-controllo-lavoratore', 'StatoOccupazionale', 'ControlloLavoratoreBlen risposta'),
    },
  ],
});

/** The outcome is a word, and the reasons stand beside it in a list. */
const CONFERMA: EsitoRule = { code: 'codice', text: 'descrizione', acknowledged: ['OK'], later: [] };
const RINNOVO: EsitoRule = { code: 'codice', text: 'descrizione', acknowledged: ['00'], later: [], faulty: ['99'] };
/** Code and words under the root itself. */
const saidIn =
  (longest: number): NonNullable<SoapOperation['refusal']> =>
  (_request, { codice, words }) => ({ codice, descrizione: cutWords(words, longest) });

const getConfermaPeriodica: SoapService = textService({
  name: 'GetConfermaPeriodica',
  namespace: 'http://confermaPeriodica.webservices.coop.sil.eng.it',
  operations: [
    {
      name: 'getConfermaPeriodica',
      request: question('conferma-periodica', 'ConfermaPeriodica', 'GetConfermaPeriodica ConfermaPeriodica'),
      answer: question('esito-conferma-periodica', 'Esito', 'GetConfermaPeriodica Esito'),
      esito: CONFERMA,
      outcomes: { invalid: '07', later: '01' },
      refusal: saidIn(100),
    },
  ],
});

const rinnovaPatto: SoapService = textService({
  name: 'RinnovaPatto',
  namespace: 'http://rinnovaPatto.webservices.coop.sil.eng.it',
  operations: [
    {
      name: 'putRinnovaPatto',
      request: question('rinnovo-patto', 'RinnovoPatto', 'RinnovaPatto RinnovoPatto'),
      answer: question('esito-rinnovo-patto', 'Esito', 'RinnovaPatto Esito'),
      esito: RINNOVO,
      outcomes: { invalid: '01', later: '99' },
      refusal: saidIn(250),
    },
  ],
});

const ricezionePattoL14: SoapService = textService({
  name: 'RicezionePattoL14',
  namespace: 'http://assisterL14.webservices.coop.sil.eng.it',
  operations: [
    {
      name: 'processPattoL14',
      request: l14('flusso', 'FlussoASSISTER-SIL'),
      answer: l14('esito-flusso', 'Esito-FlussoASSISTER-SIL'),
    },
  ],
});

export const domande: readonly SoapService[] = [
  getStatoOccupazionale,
  getPercorsoLavoratore,
  getTabellaDecodifica,
  apapi,
  controlloLavoratore,
  getConfermaPeriodica,
  rinnovaPatto,
  ricezionePattoL14,
];
