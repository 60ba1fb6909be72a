/** SIL and portal, simulated: the last step of a path names the service. */
import { writeFault } from '../../contract/soap.js';
import { carriesAccount, type SideAnswer, type SideRequest, type SideRoute } from '../server.js';
import { answerSoap, describeSoap, type SimulatedService } from '../services/soap.js';
import { simulatedAgenda } from './agenda.js';
import { simulatedBus } from './bus.js';
import { simulatedDid } from './did.js';
import { simulatedDomande } from './domande.js';
import { simulatedFormazione } from './formazione.js';
import { simulatedMovimenti } from './movimenti.js';
import type { LavoroPerTeNode } from './node.js';
import { simulatedPortalPact, simulatedSilPact } from './patto.js';
import { simulatedPortal } from './portal.js';
import { carriesToken } from './token.js';

export const LAVORO_PER_TE_PATH = '/sil/services';

const SIMULATED: readonly SimulatedService<LavoroPerTeNode>[] = [
  simulatedDid,
  simulatedPortalPact,
  simulatedSilPact,
  ...simulatedDomande,
  ...simulatedMovimenti,
  ...simulatedFormazione,
  simulatedBus,
  simulatedAgenda,
  ...simulatedPortal,
];

interface Account {
  readonly username: string;
  readonly password: string;
}

export interface LavoroPerTeOptions {
  readonly node: LavoroPerTeNode;
  /** HTTP Basic account of the callers; without it anyone may call. */
  readonly account?: Account;
  /** Account in the WS-Security header of PattoOnline; without it none is wanted. */
  readonly token?: Account;
  log(line: string): void;
}

export function lavoroPerTeRoutes(options: LavoroPerTeOptions): SideRoute[] {
  return (['POST', 'GET'] as const).map((method) => ({
    method,
    url: '/*',
    answer: (request) => answer(options, method, request),
  }));
}

const plain = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): SideAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body,
  headers,
});

function answer(
  { node, account, token, log }: LavoroPerTeOptions,
  method: 'GET' | 'POST',
  request: SideRequest,
): SideAnswer {
  if (account !== undefined && !carriesAccount(request, account)) {
    return plain(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="sil"' });
  }
  const path = `/${request.params['*'] ?? ''}`;
  const simulated = SIMULATED.find(({ service }) => path.endsWith(`/${service.name}`));
  if (simulated === undefined) return plain(404, 'no such service');
  const { service } = simulated;
  if (method === 'GET') return describeSoap(service, `${request.origin}${path}`);
  if (service.security !== undefined && token !== undefined && !carriesToken(request.body, token)) {
    const body = writeFault({ code: 'Client', string: 'The security token could not be authenticated', detail: [] });
    return { status: 500, type: 'text/xml; charset=utf-8', body };
  }
  return answerSoap(simulated, node, request, log);
}
