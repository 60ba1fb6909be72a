/** Appointments: the agenda that the nation books at a region, and the outcomes that the region tells the nation. */
import { cut, cutWords } from '../../foundation/cut.js';
import type { DocumentContract, DocumentTree } from '../contract.js';
import type { OutcomeTable } from '../outcomes.js';
import type { MessagePart, SoapOperation, SoapService } from '../soap-service.js';
import { recordContract, type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';

const AGENDA = 'anpal/agenda/1.0';
const AGENDA_NAMESPACE = 'http://appuntamento.agenda.webservices.coop.sil.eng.it';
const NOTIFICA = 'anpal/notifica-esito-appuntamento/1.0';
const NOTIFICA_NAMESPACE = 'http://nsr.sil.eng.it/DataModels/InformationDelivery/NotificaAppuntamentoEsito/1.0';

const agendaDocument = (root: string, file: string): XmlDocumentType =>
  xmlDocumentType({ root, schema: `${AGENDA}/${file}.xsd`, source: `AppuntamentoService ${root}` });

const notificaDocument = (root: string): XmlDocumentType =>
  xmlDocumentType({
    root,
    schema: `${NOTIFICA}/notifica-esito-appuntamento.xsd`,
    namespace: NOTIFICA_NAMESPACE,
    source: `NotificaEsitoAppuntamento 1.0 ${root}`,
  });

const appuntamento = agendaDocument('Appuntamento', 'fissa-appuntamento');
const annullaOrdinaria = agendaDocument('AnnullaApp', 'annulla-app');
/** The ordinary form or the one of ANPAL: its schema is a choice of both. */
const annulla = agendaDocument('AnnullaApp', 'annulla-app-anpal');
const richiestaNotifica = notificaDocument('RichiestaNotificaEsito');

const contract = { side: 'anpal', record: 'appuntamento' } as const;

export const appuntamentoContracts: readonly DocumentContract[] = [
  recordContract(appuntamento, { ...contract, event: 'invio', revision: '1.0' }),
  recordContract(annulla, { ...contract, event: 'annullamento', revision: 'anpal' }),
  recordContract(annullaOrdinaria, { ...contract, event: 'annullamento', revision: 'ordinaria' }),
  recordContract(richiestaNotifica, { ...contract, event: 'esito', revision: '1.0' }),
];

/** Only the form of ANPAL names the region's id in an element of its own. */
export const annullamentoReadingOrder = (body: Buffer): readonly string[] =>
  body.includes('IdAppuntamentoAR') ? ['anpal'] : ['ordinaria'];

/** Outcome codes of the agenda that we give ourselves; the whole list is `schemas/codes/agenda-esito.csv`. */
const AGENDA_ESITO = { done: '00', unserved: '03', unknown: '99' } as const;
const AGENDA_OUTCOMES: OutcomeTable = {
  cases: [{ code: '20', rule: 'codice-fiscale.' }],
  invalid: '02',
  later: AGENDA_ESITO.unknown,
  acknowledged: AGENDA_ESITO.done,
};
const LONGEST_WORDS = 250;

const esito = (codice: string, descrizione: string): DocumentTree => ({
  Esito: { codice, descrizione: cut(descrizione, LONGEST_WORDS) },
});

interface AgendaOperation {
  readonly request: XmlDocumentType;
  readonly answer: XmlDocumentType;
  /** The field of the answer; `getPrenotazioni` has one without "Return". */
  readonly returns?: string;
  readonly carries?: NonNullable<SoapOperation['carries']>;
}

function agendaOperation(name: string, { request, answer, returns, ...record }: AgendaOperation): SoapOperation {
  const part = (document: XmlDocumentType, element: string, field: string): MessagePart => ({
    document,
    wrapped: { element, namespace: AGENDA_NAMESPACE, field },
  });
  return {
    ...record,
    name,
    soapAction: '',
    request: part(request, name, 'inputXml'),
    answer: part(answer, `${name}Response`, returns ?? `${name}Return`),
    calledBy: 'nation',
    ...(record.carries === undefined ? {} : { regionAnswers: true }),
    esito: {
      code: 'Esito.codice',
      text: 'Esito.descrizione',
      acknowledged: [AGENDA_ESITO.done],
      later: ['98'],
      faulty: [AGENDA_ESITO.unknown],
      list: 'agenda-esito',
    },
    outcomes: AGENDA_OUTCOMES,
    refusal: (_request, { codice, words }) => esito(codice, codice === AGENDA_ESITO.done ? 'OK' : words),
    unserved: () =>
      esito(AGENDA_ESITO.unserved, 'Servizio non configurato: nessun sistema regionale collegato risponde'),
  };
}

/** A service that regions offer and the nation calls. */
export const appuntamentoService: SoapService = {
  side: 'anpal',
  name: 'AppuntamentoService',
  namespace: AGENDA_NAMESPACE,
  wsdl: `${AGENDA}/appuntamento-service.wsdl`,
  operations: [
    agendaOperation('fissaAppuntamento', {
      request: appuntamento,
      answer: agendaDocument('Risposta', 'risposta-fissa-appuntamento'),
      carries: { record: 'appuntamento', event: 'invio', revision: '1.0' },
    }),
    agendaOperation('getDispAppuntamento', {
      request: agendaDocument('DispAppuntamento', 'disponibilita'),
      answer: agendaDocument('Risposta', 'risposta-disponibilita'),
    }),
    agendaOperation('verificaAppuntamento', {
      request: agendaDocument('VerificaApp', 'verifica-app'),
      answer: agendaDocument('RispostaVerificaApp', 'risposta-verifica-app'),
    }),
    agendaOperation('annullaAppuntamento', {
      request: annulla,
      answer: agendaDocument('RispostaAnnullaApp', 'risposta-annulla-app'),
      carries: { record: 'appuntamento', event: 'annullamento' },
    }),
    agendaOperation('getPrenotazioni', {
      request: agendaDocument('getPrenotazioni', 'prenotazioni'),
      answer: agendaDocument('RispostaGetPrenotazioni', 'risposta-prenotazioni'),
      returns: 'getPrenotazioni',
    }),
  ],
};

/** `R001` is ours: the nation's list of refusals is not public. T099 tells a region to send again. */
const NOTIFICA_OUTCOMES = { invalid: 'R001', later: 'T099', acknowledged: 'A000' } as const;
const LONGEST_REASON = 100;

/** What became of an appointment that the nation had booked. */
export const notificaEsitoAppuntamento: SoapService = {
  side: 'anpal',
  name: 'NotificaEsitoAppuntamento',
  namespace: NOTIFICA_NAMESPACE,
  wsdl: `${NOTIFICA}/notifica-esito-appuntamento.wsdl`,
  operations: [
    {
      name: 'notifica',
      soapAction: 'http://soap.nsr.sil.eng.it/NotificaEsitoAppuntamento/notifica',
      request: { document: richiestaNotifica },
      answer: { document: notificaDocument('RispostaNotificaEsito') },
      carries: { record: 'appuntamento', event: 'esito', revision: '1.0' },
      calledBy: 'region',
      esito: {
        code: 'IdEsito',
        text: 'DescrizioneEsitoNegativo',
        acknowledged: ['A000'],
        later: ['T099'],
        list: 'esito-notifica-appuntamento',
      },
      outcomes: NOTIFICA_OUTCOMES,
      refusal: (_request, { codice, words }) => ({
        IdEsito: codice,
        ...(codice === NOTIFICA_OUTCOMES.acknowledged
          ? {}
          : { DescrizioneEsitoNegativo: cutWords(words, LONGEST_REASON) }),
      }),
    },
  ],
};

export const appuntamentoServices: readonly SoapService[] = [appuntamentoService, notificaEsitoAppuntamento];
