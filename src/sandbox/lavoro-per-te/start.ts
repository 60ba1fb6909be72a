/** Starts the simulated systems of Emilia-Romagna. */
import type { DocumentTree } from '../../contract/contract.js';
import { Adesioni } from '../anpal/adesioni.js';
import { FaultSwitch } from '../faults.js';
import { listen, running, silent } from '../running.js';
import type { LavoroPerTeSandbox, SandboxOptions } from '../sandbox.js';
import { Ledger } from '../state.js';
import type { LavoroPerTeNode, SilWorker } from './node.js';
import { accept } from './patto.js';
import { LAVORO_PER_TE_PATH, lavoroPerTeRoutes } from './service.js';
import { RegionAgenda, type Slot } from './slots.js';

/** Two CPIs of the region, with slots on the working days of one week. */
const CPIS = ['083202100', '082901600'];
const SAMPLE_SLOTS: readonly Slot[] = CPIS.flatMap((cpi, c) =>
  ['2030-01-07', '2030-01-08', '2030-01-09'].flatMap((data, d) =>
    ['09:00', '09:30', '14:30'].map((ora, h) => ({ id: 1000 * (c + 1) + 10 * d + h, cpi, data, ora })),
  ),
);

export async function startLavoroPerTe(options: SandboxOptions): Promise<LavoroPerTeSandbox> {
  const log = options.log ?? silent;
  const faults = new FaultSwitch(options.fault, options.slowSeconds);
  const node: LavoroPerTeNode = {
    ledger: new Ledger(),
    workers: new Map((options.seed?.silWorkers ?? []).map((one) => [one.codiceFiscale, one])),
    agenda: new RegionAgenda(options.seed?.slots ?? SAMPLE_SLOTS),
    pacts: new Map(),
    acts: new Map(),
    adesioni: new Adesioni(),
    notices: [],
    attivita: new Map(),
    corsi: new Map(),
    vouchers: new Set(),
    today: options.today ?? (() => new Date().toISOString().slice(0, 10)),
  };
  const state = () => node.ledger.snapshot(Object.fromEntries(node.workers));
  const { account, token } = options;
  const routes = lavoroPerTeRoutes({
    node,
    log,
    ...(account === undefined ? {} : { account }),
    ...(token === undefined ? {} : { token }),
  });
  const front = await listen(options, routes, faults, state);
  return {
    side: 'lavoro-per-te',
    ...running(front, LAVORO_PER_TE_PATH, faults),
    get state() {
      return state();
    },
    get notices() {
      return [...node.notices];
    },
    agenda: node.agenda,
    adesioni: node.adesioni,
    worker: (codiceFiscale: string): SilWorker | undefined => node.workers.get(codiceFiscale),
    accept: (patto: DocumentTree, tipo: string, quando: string) => accept(node, patto, tipo, quando),
    close: () => front.close(),
  };
}
