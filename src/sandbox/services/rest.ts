/**
 * A described JSON service, simulated: one operation for each record it takes, idempotent by its key. As strict as the
 * service's contract: JSON only, a key with every call, errors as problem+json.
 */

import type { DocumentContract, DocumentTree } from '../../contract/contract.js';
import { type JsonDocumentType, jsonDocumentType } from '../../contract/json-contract.js';
import { contractFile } from '../../contract/location.js';
import { openApiSchema } from '../../contract/openapi.js';
import type { RestOperation, RestService } from '../../contract/rest-service.js';
import { textAt } from '../../contract/soap-service.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import { digest } from '../../foundation/ids.js';
import type { Fault } from '../faults.js';
import type { SideAnswer, SideRequest } from '../server.js';
import type { Ledger } from '../state.js';

/** One operation: the posted document in, the answer's document out. */
export type SimulatedRestOperation<Node> = (node: Node, request: DocumentTree, fault: Fault) => DocumentTree;

export interface SimulatedRest<Node> {
  readonly service: RestService;
  /** The contract of what each operation takes. */
  readonly contracts: readonly DocumentContract[];
  readonly run: Readonly<Record<string, SimulatedRestOperation<Node>>>;
  /** Dotted path, in what an operation takes, of the person or body it is about; an operation without one tells the ledger itself. */
  readonly subject?: Readonly<Record<string, string>>;
}

export interface RestNode {
  readonly ledger: Ledger;
  /** Answers given, by operation and key: the same key gets the same answer and has no second effect. */
  readonly answers: Map<string, { readonly digest: string; readonly answer: SideAnswer }>;
}

const RETRY_AFTER = { 'retry-after': '1' } as const;

export const problem = (status: number, title: string, detail?: string): SideAnswer => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title, status, ...(detail === undefined ? {} : { detail }) }),
});

/** Where in a path the service begins, whatever stands before its name; undefined when the path is not one of it. */
export function pathInside({ name }: RestService, path: string): string | undefined {
  const whole = `/${path}`;
  const at = whole.lastIndexOf(`/${name}/`);
  return at < 0 ? undefined : whole.slice(at + name.length + 1);
}

/** Answers a call of the service; undefined when the path is none of its operations. */
export function answerRest<Node extends RestNode>(
  simulated: SimulatedRest<Node>,
  node: Node,
  path: string,
  request: SideRequest,
  log: (line: string) => void,
): SideAnswer | undefined {
  const operation = simulated.service.operations.find((one) => one.path === path);
  if (operation === undefined) return undefined;
  const { name } = operation;
  node.ledger.called(name);
  const key = String(request.headers['idempotency-key'] ?? '');
  const wrong = headerProblem(request, key);
  if (wrong) return refused(node, name, wrong);
  const earlier = node.answers.get(`${name}|${key}`);
  // The repetition is counted, and is no new effect.
  const received = node.ledger.received(name, request.body);
  if (earlier !== undefined) {
    return earlier.digest === digest(request.body)
      ? earlier.answer
      : refused(node, name, problem(409, 'La chiave è già stata usata con un altro documento'));
  }
  const { tree, findings } = contractOf(simulated, operation).read(request.body, { mode: 'strict' });
  if (tree === undefined || hasErrors(findings)) {
    const detail = findings.map(findingLine).join('; ');
    return refused(node, name, problem(400, 'Il documento non rispetta il contratto', detail));
  }
  const answered = simulated.run[name]?.(node, tree, request.fault);
  if (answered === undefined) return problem(501, `${name} is not simulated`);
  const breach = answerType(operation).read(Buffer.from(JSON.stringify(answered))).findings;
  if (hasErrors(breach)) throw new Error(`the sandbox broke ${name}: ${breach.map(findingLine).join('; ')}`);
  const codice = textAt(answered, operation.esito.code);
  log(`${simulated.service.name} ${name}: ${codice}`);
  const answer = outcome(operation, codice, answered);
  const subject = simulated.subject?.[name];
  if (answer.status !== 200) node.ledger.refused(name);
  else if (subject !== undefined) node.ledger.applied(name, textAt(tree, subject), received);
  if (answer.status !== 503) node.answers.set(`${name}|${key}`, { digest: digest(request.body), answer });
  return answer;
}

/** Done is 200, a refusal by the rules 422, "not now" 503 with the time to wait. */
function outcome({ esito }: RestOperation, codice: string, answered: DocumentTree): SideAnswer {
  const status = esito.acknowledged.includes(codice) ? 200 : esito.later.includes(codice) ? 503 : 422;
  const answer = { status, type: 'application/json; charset=utf-8', body: JSON.stringify(answered) };
  return status === 503 ? { ...answer, headers: RETRY_AFTER } : answer;
}

function headerProblem({ headers }: SideRequest, key: string): SideAnswer | undefined {
  const type = String(headers['content-type'] ?? '')
    .split(';')[0]
    ?.trim()
    .toLowerCase();
  if (type !== 'application/json') return problem(415, 'Il documento deve essere application/json');
  return key === '' ? problem(400, 'Manca Idempotency-Key') : undefined;
}

function refused({ ledger }: RestNode, name: string, answer: SideAnswer): SideAnswer {
  ledger.refused(name);
  return answer;
}

function contractOf({ contracts }: SimulatedRest<never>, { name, carries }: RestOperation): DocumentContract {
  const found = contracts.find(
    (one) => one.record === carries.record && one.event === carries.event && one.revision === carries.revision,
  );
  if (found === undefined) throw new Error(`${name} has no contract`);
  return found;
}

const answerTypes = new Map<RestOperation, JsonDocumentType>();

function answerType(operation: RestOperation): JsonDocumentType {
  const { answer, name } = operation;
  const type =
    answerTypes.get(operation) ??
    jsonDocumentType({ source: name, ...openApiSchema(contractFile(answer.file), answer.schema) });
  answerTypes.set(operation, type);
  return type;
}
