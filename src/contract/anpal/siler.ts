/**
 * The door of a region's bus: one operation, one document as text; the root of the document says which record it is. The
 * answer of the bus is a code; documents that have an answer of their own get it beside the code.
 */
import type { EventName, RecordName, SideName } from '../../foundation/names.js';
import type { DocumentTree, ReadDocument } from '../contract.js';
import { payloadOf } from '../soap.js';
import type { SoapService } from '../soap-service.js';
import { xmlDocumentType } from '../xml-contract.js';
import { openXml } from '../xml-gate.js';
import { childElements } from '../xml-path.js';
import { readTree } from '../xml-tree.js';
import { RDC_FOUND, rispostaNotifica } from './rdc.js';

const NAMESPACE = 'http://adapter.coap.welfare.it';
const documentOf = (root: string) =>
  xmlDocumentType({ root, schema: 'anpal/siler/1.0/siler.xsd', namespace: NAMESPACE, source: 'SILERService' });

const execute = documentOf('execute');
const executeResponse = documentOf('executeResponse');

/** A call; its parameters may stand in no namespace, as some systems write them beside an element that has one. */
export function readExecute(bytes: Uint8Array): ReadDocument {
  const read = execute.read(bytes);
  const { value: bare } = openXml(bytes, ({ document }) =>
    childElements(document.root).every(({ namespaceUri }) => namespaceUri === ''),
  );
  return bare === true && read.tree !== undefined ? execute.read(execute.write(read.tree)) : read;
}

export const silerService: SoapService = {
  side: 'anpal',
  name: 'SILERService',
  namespace: NAMESPACE,
  wsdl: 'anpal/siler/1.0/siler.wsdl',
  operations: [
    {
      name: 'execute',
      soapAction: '',
      request: { document: execute },
      answer: { document: executeResponse },
      calledBy: 'nation',
    },
  ],
};

/** A record that the bus brings. */
export interface BusDocument {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  /** The document in the form in which the side's contract has it; the bytes as they came where it is the same. */
  readonly rewritten?: (tree: DocumentTree) => DocumentTree;
  /** The document's own answer. */
  readonly answer?: (taken: boolean, words: string) => Buffer;
}

const words = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** On the bus a notice is called `NotificaSap` and its id `IdentificativoSAP`; under the service, `notificaSAP` and `CodiceSAP`. */
const notice: BusDocument = {
  side: 'anpal',
  record: 'sap',
  event: 'notifica',
  rewritten: (tree) => ({
    CodiceSAP: words(tree.IdentificativoSAP ?? tree.CodiceSAP),
    MotivoNotifica: words(tree.MotivoNotifica),
  }),
};

/** Root of the document → what it is. */
export const BUS_DOCUMENTS: Readonly<Record<string, BusDocument>> = {
  richiesta_RDC_InviaNotifica: {
    side: 'anpal',
    record: 'percettore',
    event: 'invio',
    answer: (taken, messaggioErrore) =>
      rispostaNotifica.write({ esito: { codEsito: taken ? RDC_FOUND : 'E999', messaggioErrore } }),
  },
  ListaDID: { side: 'inps', record: 'did', event: 'invio' },
  NotificaSap: notice,
  notificaSAP: notice,
};

export interface BusPayload {
  readonly bytes: Buffer;
  /** Absent when the text is no XML. */
  readonly root?: string;
  readonly tree?: DocumentTree;
}

/** The document in `dati`. */
export function busPayload(dati: string): BusPayload {
  const bytes = payloadOf(dati);
  const { value } = openXml(bytes, (xml) => readTree(xml.text()));
  return value === undefined ? { bytes } : { bytes, root: value.root, tree: value.tree };
}

/** The answer of the bus: 101, type I, when the document is kept; 999, type E, when it is not taken. */
export function busAnswer(taken: boolean, descrizione: string, answer?: Buffer): Buffer {
  const code = taken ? { codice: '101', tipo: 'I' } : { codice: '999', tipo: 'E' };
  const dati = answer === undefined ? {} : { dati: answer.toString('utf8') };
  return executeResponse.write({ executeReturn: { ...code, descrizione, ...dati } });
}
