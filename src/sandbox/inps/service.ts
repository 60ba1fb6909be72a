/** The services of INPS behind one address: the last step of a path names the service. */
import { carriesAccount, type SideAnswer, type SideRequest, type SideRoute } from '../server.js';
import { answerRest } from '../services/rest.js';
import { answerSoap, describeSoap } from '../services/soap.js';
import { answerQuestion, simulatedCpi } from './cpi.js';
import type { InpsNode } from './node.js';
import { simulatedNra } from './nra.js';
import { simulatedReimpiego } from './reimpiego.js';

export const INPS_PATH = `/${simulatedCpi.service.name}`;

const SOAP = [simulatedNra, simulatedReimpiego];

export interface InpsOptions {
  readonly node: InpsNode;
  /** HTTP Basic account of the callers; without it anyone may call. */
  readonly account?: { readonly username: string; readonly password: string };
  log(line: string): void;
}

export function inpsRoutes(options: InpsOptions): SideRoute[] {
  return (['POST', 'GET'] as const).map((method) => ({
    method,
    url: '/*',
    answer: (request) => admitted(options, request) ?? answer(options, method, request),
  }));
}

const plain = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): SideAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body,
  headers,
});

function admitted({ account }: InpsOptions, request: SideRequest): SideAnswer | undefined {
  if (account === undefined || carriesAccount(request, account)) return undefined;
  return plain(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="inps"' });
}

function answer({ node, log }: InpsOptions, method: 'GET' | 'POST', request: SideRequest): SideAnswer {
  const path = `/${request.params['*'] ?? ''}`;
  const soap = SOAP.find(({ service }) => path.endsWith(`/${service.name}`));
  if (soap && method === 'GET') return describeSoap(soap.service, `${request.origin}${path}`);
  if (soap) return answerSoap(soap, node, request, log);
  const inside = path.startsWith(`${INPS_PATH}/`) ? path.slice(INPS_PATH.length) : '';
  const question = answerQuestion(node, inside, request);
  if (question) return question;
  const told = method === 'POST' ? answerRest(simulatedCpi, node, inside, request, log) : undefined;
  return told ?? plain(404, 'no such service');
}
