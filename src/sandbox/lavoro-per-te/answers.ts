/** How the simulated services word their outcomes, and the sandbox's own faults in those words. */
import type { DocumentTree } from '../../contract/contract.js';
import type { SoapAttachment } from '../../contract/soap-attachments.js';
import { digest } from '../../foundation/ids.js';
import type { Fault } from '../faults.js';
import type { SimulatedOperation } from '../services/soap.js';
import type { LavoroPerTeNode } from './node.js';

export const esito = (codice: string, descrizione: string, rest: DocumentTree = {}): DocumentTree => ({
  Esito: { codice, descrizione },
  ...rest,
});

type Run = SimulatedOperation<LavoroPerTeNode>;

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
