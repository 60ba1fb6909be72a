/** A described SOAP service, simulated: the envelope and both contracts are kept here; what a call means is the side's. */
import type { DocumentTree } from '../../contract/contract.js';
import { type SoapFault, writeFault } from '../../contract/soap.js';
import { type SoapAttachment, writeRelated } from '../../contract/soap-attachments.js';
import { readCallOf, writeMessage } from '../../contract/soap-exchange.js';
import { type SoapOperation, type SoapService, textAt } from '../../contract/soap-service.js';
import { wsdlOf } from '../../contract/soap-wsdl.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import type { Fault } from '../faults.js';
import type { SideAnswer, SideRequest } from '../server.js';
import type { Ledger } from '../state.js';

/**
 * One operation: the request's document in, the answer's document out. `fault` is `ko` or `x001` when such a one is on;
 * `operation` tells its revisions apart.
 */
export type SimulatedOperation<Node> = (
  node: Node,
  request: DocumentTree,
  fault: Fault,
  operation: SoapOperation,
) => DocumentTree;

export interface SimulatedService<Node> {
  readonly service: SoapService;
  readonly run: Readonly<Record<string, SimulatedOperation<Node>>>;
  /** What an answer brings beside its document. */
  readonly prints?: (operation: string, answer: DocumentTree) => readonly SoapAttachment[];
}

/** Thrown by an operation whose answer has no form for what is wrong: the caller gets a fault. */
export class Unanswerable extends Error {}

const XML = 'text/xml; charset=utf-8';

/** Answers a call of the service, or its description. A request that breaks the contract gets a fault, as the real ones do. */
export function answerSoap<Node extends { readonly ledger: Ledger }>(
  simulated: SimulatedService<Node>,
  node: Node,
  request: SideRequest,
  log: (line: string) => void,
): SideAnswer {
  const { service, run } = simulated;
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(String(request.headers['content-type'] ?? ''))?.[1];
  const soapAction = String(request.headers.soapaction ?? '').replaceAll('"', '');
  const options = charset === undefined ? { soapAction } : { soapAction, charset };
  const { operation, document, fault } = readCallOf(service, request.body, options);
  if (operation === undefined || document === undefined) {
    return faulty(fault ?? { code: 'Client', string: 'no SOAP message', detail: [] });
  }
  const { tree, findings } = operation.request.document.read(document);
  node.ledger.called(operation.name);
  if (tree === undefined || hasErrors(findings)) {
    node.ledger.refused(operation.name);
    return faulty({ code: 'Client', string: findings.map(findingLine).join('; '), detail: [] });
  }
  const answered = answerOf(() => run[operation.name]?.(node, tree, request.fault, operation));
  if (answered instanceof Unanswerable) {
    node.ledger.refused(operation.name);
    return faulty({ code: 'Client', string: answered.message, detail: [] });
  }
  if (answered === undefined)
    return faulty({ code: 'Server', string: `${operation.name} is not simulated`, detail: [] });
  const bytes = operation.answer.document.write(answered);
  // A side may answer what its clients are known to bear: the nation says X001 where its WSDL has OK and KO alone.
  const wrong = operation.answer.document.read(bytes, { mode: 'lenient' }).findings;
  if (hasErrors(wrong)) throw new Error(`the sandbox broke ${operation.name}: ${wrong.map(findingLine).join('; ')}`);
  const codice = operation.esito === undefined ? 'answered' : textAt(answered, operation.esito.code);
  if (operation.esito && !operation.esito.acknowledged.includes(codice)) node.ledger.refused(operation.name);
  log(`${service.name} ${operation.name}: ${codice}`);
  const { contentType, body } = writeRelated(
    writeMessage(operation.answer, bytes),
    XML,
    simulated.prints?.(operation.name, answered) ?? [],
  );
  return { status: 200, type: contentType, body };
}

function answerOf(run: () => DocumentTree | undefined): DocumentTree | Unanswerable | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Unanswerable) return error;
    throw error;
  }
}

/** The description of a service, as `?wsdl` gives it. */
export const describeSoap = (service: SoapService, address: string): SideAnswer => ({
  status: 200,
  type: XML,
  body: wsdlOf(service, address),
});

const faulty = ({ code, string }: SoapFault): SideAnswer => ({
  status: 500,
  type: XML,
  body: writeFault({ code, string, detail: [] }),
});
