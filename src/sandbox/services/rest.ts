/** A described JSON service, simulated: one operation for each record it takes, idempotent by its key. */

import type { DocumentContract, DocumentTree } from '../../contract/contract.js';
import { jsonDocumentType } from '../../contract/json-contract.js';
import { contractFile } from '../../contract/location.js';
import { loadOpenApiSchema } from '../../contract/openapi.js';
import type { RestOperation, RestService } from '../../contract/rest-service.js';
import { textAt } from '../../contract/soap-service.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
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
}

interface RestNode {
  readonly ledger: Ledger;
  /** Answers given, by operation and key: the same key gets the same answer and has no second effect. */
  readonly answers: Map<string, { readonly digest: string; readonly answer: SideAnswer }>;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const json = (status: number, tree: unknown): SideAnswer => ({ status, type: JSON_TYPE, body: JSON.stringify(tree) });

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
  const { name, carries } = operation;
  const contract = simulated.contracts.find(
    (one) => one.record === carries.record && one.event === carries.event && one.revision === carries.revision,
  );
  const key = String(request.headers['idempotency-key'] ?? '');
  const earlier = key === '' ? undefined : node.answers.get(`${name}|${key}`);
  if (earlier !== undefined) return earlier.answer;
  node.ledger.called(name);
  const { tree, findings } = contract?.read(request.body) ?? { tree: undefined, findings: [] };
  if (tree === undefined || hasErrors(findings)) {
    node.ledger.refused(name);
    return json(400, { title: 'the document breaks its contract', detail: findings.map(findingLine).join('; ') });
  }
  const digest = node.ledger.received(name, request.body);
  const answered = simulated.run[name]?.(node, tree, request.fault);
  if (answered === undefined) return json(501, { title: `${name} is not simulated` });
  const wrong = answerType(operation).read(Buffer.from(JSON.stringify(answered))).findings;
  if (hasErrors(wrong)) throw new Error(`the sandbox broke ${name}: ${wrong.map(findingLine).join('; ')}`);
  const codice = textAt(answered, operation.esito.code);
  const done = operation.esito.acknowledged.includes(codice);
  if (!done) node.ledger.refused(name);
  log(`${simulated.service.name} ${name}: ${codice}`);
  const answer = json(done ? 200 : 422, answered);
  if (key !== '' && !operation.esito.later.includes(codice)) node.answers.set(`${name}|${key}`, { digest, answer });
  return answer;
}

const answerType = ({ answer, name }: RestOperation) =>
  jsonDocumentType({ source: name, ...loadOpenApiSchema(contractFile(answer.file), answer.schema) });
