/** Starts the simulated Toscana Lavoro. */
import type { DocumentTree } from '../../contract/contract.js';
import { idol } from '../../contract/toscana-lavoro/index.js';
import { sandboxError } from '../errors.js';
import { FaultSwitch } from '../faults.js';
import { listen, running, silent } from '../running.js';
import type { SandboxOptions, ToscanaSandbox } from '../sandbox.js';
import { onCommand } from '../services/command.js';
import { restSideRoutes } from '../services/rest-side.js';
import { Ledger } from '../state.js';
import type { IdolNode } from './idol.js';
import { type InterviewEnd, Interviews } from './interviews.js';
import { simulatedIdol } from './service.js';

const END_MISSING =
  'fine: expected how the interview ended: { "operatore": codice fiscale, "formato": "CADES" or "PADES", "momento": RFC 3339 }';

export async function startToscana(options: SandboxOptions): Promise<ToscanaSandbox> {
  const log = options.log ?? silent;
  const faults = new FaultSwitch(options.fault, options.slowSeconds);
  const node: IdolNode = {
    ledger: new Ledger(),
    answers: new Map(),
    citizens: new Map((options.seed?.cittadini ?? []).map((one) => [one.codiceFiscale, one])),
    declarations: new Map(),
    pacts: new Map(),
    policies: new Map(),
    appointments: new Map(),
    slots: options.seed?.momenti ?? [],
    notices: [],
    releases: new Map(),
    mails: [],
    today: options.today ?? (() => new Date().toISOString().slice(0, 10)),
  };
  const of = (codiceFiscale: string) => ({
    did: node.declarations.get(codiceFiscale) ?? [],
    patti: node.pacts.get(codiceFiscale) ?? [],
    attivita: node.policies.get(codiceFiscale) ?? [],
    appuntamenti: [...node.appointments.values()].filter((one) => one.codiceFiscale === codiceFiscale),
  });
  const state = () => node.ledger.snapshot(Object.fromEntries([...node.citizens.keys()].map((one) => [one, of(one)])));
  const { account, gatewayUrl = 'http://127.0.0.1:8080', gatewayAccount } = options;
  const interviews = new Interviews({
    url: gatewayUrl,
    ...(gatewayAccount === undefined ? {} : { account: gatewayAccount }),
  });
  const sign = (record: 'did' | 'patto') => (body: DocumentTree) => {
    const { fine, ...document } = body as DocumentTree & { fine?: InterviewEnd };
    if (fine?.operatore === undefined || fine.formato === undefined || fine.momento === undefined)
      throw sandboxError('sandbox-seed-invalid', END_MISSING);
    return interviews.tell(record, 'invio', interviews.signed(document, fine));
  };
  const routes = [
    ...restSideRoutes({ side: simulatedIdol, node, log, ...(account === undefined ? {} : { account }) }),
    ...onCommand(log, {
      did: sign('did'),
      patto: sign('patto'),
      'politica-attiva': (document) => interviews.tell('politica-attiva', 'invio', document),
      appuntamento: (document) => interviews.tell('appuntamento', 'invio', document),
      'rilascio-sap': (document) => interviews.tell('sap', 'esito', document),
    }),
  ];
  const front = await listen(options, routes, faults, state);
  return {
    side: 'toscana-lavoro',
    ...running(front, `/${idol.name}`, faults),
    get state() {
      return state();
    },
    get notices() {
      return node.notices;
    },
    get mails() {
      return node.mails;
    },
    trustAnchor: interviews.trustAnchor,
    signed: (document, end) => interviews.signed(document, end),
    tell: (record, event, document) => interviews.tell(record, event, document),
    close: () => front.close(),
  };
}
