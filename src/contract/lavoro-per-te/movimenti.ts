/**
 * Employments, as the SIL has them: what it is asked about the last ones, and what it is told. Nothing here holds a
 * communication about an employment as a record, so what is told is passed on live, once; an operation's answer is the SIL's.
 */
import type { SoapService } from '../soap-service.js';
import { type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';
import { bodyOf, documentOf, ESITO, OUTCOMES, refusal, SIDE, type TextOperation, textService } from './operation.js';

const document = (file: string, root: string): XmlDocumentType => documentOf('movimenti', file, root, root);
/** Of the two communications of a start or an extension the documents stand in the namespace of the national models. */
const model = (file: string, root: string): XmlDocumentType =>
  xmlDocumentType({
    root,
    namespace: 'http://servizi.lavoro.gov.it/unilav',
    schema: `${SIDE}/movimenti/1.0/${file}.xsd`,
    source: root,
  });

/** The answer of those that say no more than what became of the call. */
export const risposta = document('risposta', 'Risposta');
const told = { answer: risposta, esito: ESITO, outcomes: OUTCOMES, refusal } satisfies Partial<TextOperation>;

const getUltimoMovimento: SoapService = textService({
  name: 'GetUltimoMovimento',
  namespace: 'http://movimenti.webservices.coop.sil.eng.it',
  operations: [
    {
      name: 'getUltimoMovimento',
      request: documentOf('domande', 'ultimo-periodo', 'UltimoPeriodo', 'GetUltimoMovimento UltimoPeriodo'),
      answer: documentOf(
        'domande',
        'risposta-ultimo-periodo',
        'UltimoPeriodo',
        'GetUltimoMovimento risposta',
        'schema',
      ),
      esito: ESITO,
      outcomes: OUTCOMES,
      refusal,
    },
    { name: 'putComunicaUniLav', request: model('unilav', 'inputUniLav'), ...told },
    { name: 'putComunicaUniSomm', request: model('unisomm', 'inputUniSomm'), ...told },
    { name: 'putComunicaCessazione', request: document('cessazione', 'ComunicaCessazione'), ...told },
  ],
});

const sanaMovimento: SoapService = textService({
  name: 'SanaMovimento',
  namespace: 'http://sanatoria.webservices.coop.sil.eng.it',
  operations: [{ name: 'putSanatoriaReddito', request: document('sanatoria-reddito', 'SanatoriaReddito'), ...told }],
});

const AGRICOLTURA = 'http://agricoltura.webservices.coop.sil.eng.it';
const agricoltura = (root: string): XmlDocumentType => bodyOf('movimenti', 'agricoltura', AGRICOLTURA, root);

const getMovimentiAgricoltura: SoapService = textService({
  name: 'GetMovimentiAgricoltura',
  namespace: AGRICOLTURA,
  operations: [
    {
      name: 'getMovimentiAgricoltura',
      request: agricoltura('getMovimentiAgricoltura'),
      answer: agricoltura('getMovimentiAgricolturaResponse'),
    },
  ],
});

/** The order in which they are played: an income is put right while the employment runs. */
export const movimenti: readonly SoapService[] = [sanaMovimento, getUltimoMovimento, getMovimentiAgricoltura];
