/** Starts the simulated portal of Liguria. */
import type { DocumentTree } from '../../contract/contract.js';
import { portale } from '../../contract/miattivo/index.js';
import { FaultSwitch } from '../faults.js';
import { listen, running, silent } from '../running.js';
import type { MiattivoSandbox, SandboxOptions } from '../sandbox.js';
import { onCommand } from '../services/command.js';
import { restSideRoutes } from '../services/rest-side.js';
import { Ledger } from '../state.js';
import { Citizens } from './citizen.js';
import type { PortalNode } from './portal.js';
import { simulatedPortal } from './service.js';

export async function startMiattivo(options: SandboxOptions): Promise<MiattivoSandbox> {
  const log = options.log ?? silent;
  const faults = new FaultSwitch(options.fault, options.slowSeconds);
  const node: PortalNode = {
    ledger: new Ledger(),
    answers: new Map(),
    registrations: new Map((options.seed?.registrazioni ?? []).map((one) => [one.codiceFiscale, one])),
    convocations: new Map(),
    pacts: new Map(),
    today: options.today ?? (() => new Date().toISOString().slice(0, 10)),
  };
  const of = (codiceFiscale: string) => ({
    registrazione: node.registrations.get(codiceFiscale),
    convocazioni: [...node.convocations.values()].filter((one) => one.codiceFiscale === codiceFiscale),
    patti: [...node.pacts.values()].filter((one) => one.codiceFiscale === codiceFiscale),
  });
  const state = () =>
    node.ledger.snapshot(Object.fromEntries([...node.registrations.keys()].map((one) => [one, of(one)])));
  const { account, gatewayUrl = 'http://127.0.0.1:8080', gatewayAccount } = options;
  const citizens = new Citizens(node, {
    url: gatewayUrl,
    ...(gatewayAccount === undefined ? {} : { account: gatewayAccount }),
  });
  const routes = [
    ...restSideRoutes({ side: simulatedPortal, node, log, ...(account === undefined ? {} : { account }) }),
    ...onCommand(log, {
      registrazione: (document: DocumentTree) => citizens.register(document),
      variazione: (document: DocumentTree) => citizens.change(document),
      cancellazione: (document: DocumentTree) => citizens.withdraw(document),
    }),
  ];
  const front = await listen(options, routes, faults, state);
  return {
    side: 'miattivo',
    ...running(front, `/${portale.name}`, faults),
    get state() {
      return state();
    },
    register: (document) => citizens.register(document),
    change: (document) => citizens.change(document),
    withdraw: (document) => citizens.withdraw(document),
    answerPact: (codiceFiscale, answer, istante) => citizens.answerPact(codiceFiscale, answer, istante),
    close: () => front.close(),
  };
}
