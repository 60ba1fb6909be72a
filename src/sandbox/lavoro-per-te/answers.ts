/** How the simulated services word their outcomes, and the sandbox's own faults in those words. */
import type { DocumentTree } from '../../contract/contract.js';
import type { SoapAttachment } from '../../contract/soap-attachments.js';
import { DECLARATION, writeTree } from '../../contract/xml-writer.js';
import { digest } from '../../foundation/ids.js';
import { group, text } from '../anpal/tree.js';
import { isSound } from '../codice-fiscale.js';
import type { Fault } from '../faults.js';
import type { SimulatedOperation } from '../services/soap.js';
import type { LavoroPerTeNode, SilWorker } from './node.js';

export const esito = (codice: string, descrizione: string, rest: DocumentTree = {}): DocumentTree => ({
  Esito: { codice, descrizione },
  ...rest,
});

type Run = SimulatedOperation<LavoroPerTeNode>;

export const NOT_FOUND = esito('03', 'Codice fiscale non trovato');
export const forcedEsito = (): DocumentTree => esito('07', 'Lavoratore non competente');

/** The answer about a worker, or that the codice fiscale is wrong or unknown. */
export const about =
  (answer: (worker: SilWorker) => DocumentTree): Run =>
  ({ workers }, request) => {
    const codiceFiscale = text(request.CodiceFiscale);
    if (!isSound(codiceFiscale)) return esito('04', 'Codice fiscale non valido');
    const worker = workers.get(codiceFiscale);
    return worker === undefined ? NOT_FOUND : esito('00', 'OK', answer(worker));
  };

export const person = (worker: SilWorker): DocumentTree => ({
  CodiceFiscale: worker.codiceFiscale,
  Cognome: worker.cognome,
  Nome: worker.nome,
  DataNascita: worker.dataNascita,
  CodComNascita: worker.comuneNascita,
  ComNascita: worker.comuneNascita,
  TargaComNascita: 'MO',
  Sesso: worker.sesso,
});
export const HOME = { CodiceComune: 'F257', DescrComune: 'MODENA', Targa: 'MO', Indirizzo: 'Via Immaginaria 1' };

export const saysDone = (answer: DocumentTree): boolean => text(group(answer.Esito).codice) === '00';
export const personOf = (request: DocumentTree): string => text(request.CodiceFiscale);

/** An answer of which no more is known than that it is text: here a document of the sandbox's own. */
export const asText = (tree: DocumentTree): string =>
  writeTree('Risposta', tree).toString('utf8').slice(DECLARATION.length);

/** An operation that refuses when the sandbox is told to; the national call limit is none of the region's affair. */
export const unlessForced =
  (forced: (request: DocumentTree) => DocumentTree, run: Run): Run =>
  (node, request, fault: Fault, operation) =>
    fault === 'ko' ? forced(request) : run(node, request, fault, operation);

/** An operation that changes something: counted when it says that it is done. */
export const writing =
  (
    name: string,
    isDone: (answer: DocumentTree) => boolean,
    subjectOf: (request: DocumentTree) => string,
    run: Run,
  ): Run =>
  (node, request, fault, operation) => {
    const what = node.ledger.received(name, digest(JSON.stringify(request)));
    const answer = run(node, request, fault, operation);
    if (isDone(answer)) node.ledger.applied(name, subjectOf(request), what);
    return answer;
  };

/** The print that the SIL sends beside an answer, when it has done what was asked. */
export const printed = (name: string): SoapAttachment => ({
  contentType: 'application/pdf',
  contentId: `${name}.pdf`,
  content: Buffer.from(`%PDF-1.4 ${name}`).toString('base64'),
});
