/** Starts the simulated INPS. */
import { percettori, redditoAttivazione } from '../../contract/inps/index.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import { sandboxError } from '../errors.js';
import { FaultSwitch } from '../faults.js';
import { listen, running, silent } from '../running.js';
import type { InpsSandbox, SandboxOptions } from '../sandbox.js';
import { onCommand } from '../services/command.js';
import { Ledger } from '../state.js';
import { type Announcement, Announcer } from './announce.js';
import { benefitsOf, type InpsNode } from './node.js';
import { INPS_PATH, inpsRoutes } from './service.js';

export async function startInps(options: SandboxOptions): Promise<InpsSandbox> {
  const log = options.log ?? silent;
  const faults = new FaultSwitch(options.fault, options.slowSeconds);
  const { benefits = [], raApplications = [], nraApplications = [], unemployed = [] } = options.seed ?? {};
  const node: InpsNode = {
    ledger: new Ledger(),
    answers: new Map(),
    benefits: new Map(benefits.map((one) => [one.protocollo ?? '', one])),
    raApplications,
    events: new Set(),
    applications: new Map(nraApplications.map((one) => [one.idDomandaWeb, one])),
    communications: new Map(),
    workers: new Map(unemployed.map((one) => [one.codiceFiscale, one])),
    today: options.today ?? (() => new Date().toISOString().slice(0, 10)),
  };
  for (const { findings } of [
    ...benefits.map((one) => percettori.read(percettori.write(one))),
    ...raApplications.map((domanda) => redditoAttivazione.read(redditoAttivazione.write({ domanda }))),
  ]) {
    if (hasErrors(findings)) throw sandboxError('sandbox-seed-invalid', findings.map(findingLine).join('; '));
  }
  const state = () => {
    const subjects = new Set([...node.benefits.values()].map(({ codice_fiscale = '' }) => codice_fiscale));
    return node.ledger.snapshot(Object.fromEntries([...subjects].map((one) => [one, benefitsOf(node, one)])));
  };
  const { account, gatewayUrl, gatewayAccount } = options;
  const announcer = new Announcer(node, gatewayUrl ?? 'http://127.0.0.1:8080', gatewayAccount);
  const routes = [
    ...inpsRoutes({ node, log, ...(account === undefined ? {} : { account }) }),
    ...onCommand(log, {
      announce: (about) => announcer.announce(about as unknown as Announcement),
      percettori: () => announcer.sendPercettori(),
      'reddito-attivazione': () => announcer.sendRedditoAttivazione(),
    }),
  ];
  const front = await listen(options, routes, faults, state);
  return {
    side: 'inps',
    ...running(front, INPS_PATH, faults),
    servicesUrl: front.origin,
    get state() {
      return state();
    },
    announce: (about) => announcer.announce(about),
    sendPercettori: () => announcer.sendPercettori(),
    sendRedditoAttivazione: () => announcer.sendRedditoAttivazione(),
    sendNra: (name, document) => announcer.sendNra(name, document),
    close: () => front.close(),
  };
}
