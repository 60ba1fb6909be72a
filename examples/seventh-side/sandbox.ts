/** The sportello, simulated: it hears of a declaration once, and refuses to hear of what nobody declared there. */

import { textAt } from '../../src/contract/soap-service.js';
import { FaultSwitch } from '../../src/sandbox/faults.js';
import { type SideAnswer, startFront } from '../../src/sandbox/server.js';
import { answerRest, type SimulatedRest } from '../../src/sandbox/services/rest.js';
import { Ledger, type SandboxState } from '../../src/sandbox/state.js';
import { sportelloContracts, sportelloService } from './contract.js';

interface Desk {
  readonly ledger: Ledger;
  readonly answers: Map<string, { readonly digest: string; readonly answer: SideAnswer }>;
  /** Codici fiscali whose declaration is withdrawn. */
  readonly withdrawn: Set<string>;
}

const simulated: SimulatedRest<Desk> = {
  service: sportelloService,
  contracts: sportelloContracts,
  subject: { esito: 'cittadino' },
  run: {
    esito: ({ withdrawn }, request, fault) => {
      const person = textAt(request, 'cittadino');
      if (fault === 'x001') return { codice: 'S900' };
      if (fault === 'ko' || withdrawn.has(person)) return { codice: 'S101', messaggio: 'nessuna dichiarazione' };
      if (textAt(request, 'cosa') === 'RITIRA') withdrawn.add(person);
      return { codice: 'S000' };
    },
  },
};

export interface SportelloSandbox {
  readonly url: string;
  readonly faults: FaultSwitch;
  readonly state: SandboxState;
  close(): Promise<void>;
}

export async function startSportello(): Promise<SportelloSandbox> {
  const desk: Desk = { ledger: new Ledger(), answers: new Map(), withdrawn: new Set() };
  const faults = new FaultSwitch();
  const log = (): void => undefined;
  const front = await startFront({
    faults,
    log,
    host: '127.0.0.1',
    port: 0,
    state: () => desk.ledger.snapshot({}),
    routes: [
      {
        method: 'POST',
        url: '/sportello/*',
        answer: (request) =>
          answerRest(simulated, desk, `/${request.params['*'] ?? ''}`, request, log) ?? {
            status: 404,
            type: 'text/plain',
            body: 'no such service',
          },
      },
    ],
  });
  return {
    url: `${front.origin}/sportello`,
    faults,
    get state() {
      return desk.ledger.snapshot({});
    },
    close: () => front.close(),
  };
}
