/** The front of a simulated side that has one JSON service: its operations, its questions, and that it is there. */
import type { DocumentTree } from '../../contract/contract.js';
import type { PostedQuestion } from '../../contract/rest-service.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import type { Fault } from '../faults.js';
import { carriesAccount, type SideAnswer, type SideRequest, type SideRoute } from '../server.js';
import { answerRest, problem, type RestNode, type SimulatedRest } from './rest.js';

/** What is answered to a question: a document of its answer, or an outcome code that is none. */
export type Answered = { readonly found: DocumentTree } | { readonly none: DocumentTree };

export interface SimulatedRestSide<Node> extends SimulatedRest<Node> {
  readonly answers: Readonly<Record<string, (node: Node, asked: DocumentTree) => Answered>>;
  /** The outcome document of a code of the service. */
  said(codice: string): DocumentTree;
}

export interface RestSideOptions<Node> {
  readonly side: SimulatedRestSide<Node>;
  readonly node: Node;
  /** HTTP Basic account of the callers; without it anyone may call. */
  readonly account?: { readonly username: string; readonly password: string };
  log(line: string): void;
}

const json = (status: number, tree: object): SideAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(tree),
});

export function restSideRoutes<Node extends RestNode>(options: RestSideOptions<Node>): SideRoute[] {
  return (['POST', 'GET'] as const).map((method) => ({
    method,
    url: '/*',
    answer: (request) => turnedAway(options, request) ?? answer(options, method, request),
  }));
}

function turnedAway<Node>({ account, side }: RestSideOptions<Node>, request: SideRequest): SideAnswer | undefined {
  if (account === undefined || carriesAccount(request, account)) return undefined;
  return {
    ...problem(401, 'Account sconosciuto'),
    headers: { 'www-authenticate': `Basic realm="${side.service.side}"` },
  };
}

function answer<Node extends RestNode>(
  { side, node, log }: RestSideOptions<Node>,
  method: 'GET' | 'POST',
  request: SideRequest,
): SideAnswer {
  const { service } = side;
  const whole = `/${request.params['*'] ?? ''}`;
  const path = whole.startsWith(`/${service.name}/`) ? whole.slice(service.name.length + 1) : '';
  if (method === 'GET') {
    return path === service.status ? json(200, { servizio: service.name }) : problem(404, 'Indirizzo sconosciuto');
  }
  const question = service.questions?.find((one) => one.path === path);
  if (question) return answerQuestion(side, node, question, request);
  return answerRest(side, node, path, request, log) ?? problem(404, 'Indirizzo sconosciuto');
}

function answerQuestion<Node extends RestNode>(
  side: SimulatedRestSide<Node>,
  node: Node,
  question: PostedQuestion,
  request: SideRequest,
): SideAnswer {
  const { ledger } = node;
  const { name } = question;
  ledger.called(name);
  const forced = forcedCode(side, request.fault);
  if (forced) {
    ledger.refused(name);
    return forced;
  }
  const { tree, findings } = question.request.read(request.body);
  if (tree === undefined || hasErrors(findings)) {
    ledger.refused(name);
    return problem(400, 'La domanda non rispetta il contratto', findings.map(findingLine).join('; '));
  }
  const answered = side.answers[name]?.(node, tree);
  if (answered === undefined) return problem(501, `${name} is not simulated`);
  if ('none' in answered) return json(404, answered.none);
  const breach = question.answer.read(Buffer.from(JSON.stringify(answered.found))).findings;
  if (hasErrors(breach)) throw new Error(`the sandbox broke ${name}: ${breach.map(findingLine).join('; ')}`);
  return json(200, answered.found);
}

/** A fault that the side says in its own words: it refuses, or says "later". */
function forcedCode<Node>({ service, said }: SimulatedRestSide<Node>, fault: Fault): SideAnswer | undefined {
  const code = forced(service, fault);
  if (code === undefined) return undefined;
  return fault === 'ko' ? json(422, said(code)) : { ...json(503, said(code)), headers: { 'retry-after': '1' } };
}

/** The code that a fault on demand wants, in a service whose codes are a letter and three digits. */
export function forced({ operations }: SimulatedRest<never>['service'], fault: Fault): string | undefined {
  const letter = operations[0]?.esito.acknowledged[0]?.[0] ?? '';
  return fault === 'ko' ? `${letter}999` : fault === 'x001' ? `${letter}900` : undefined;
}
