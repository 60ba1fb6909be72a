/**
 * The sides, simulated: strict about their contracts, stateful, with faults on demand. Nothing here comes from the
 * mappings, the canonical model or the adapters, so that a mistake there cannot cancel itself out.
 */
import { findingLine } from '../foundation/finding.js';
import { Adesioni } from './anpal/adesioni.js';
import { AdrRegister } from './anpal/adr.js';
import { tellRegion } from './anpal/adr-sender.js';
import { Agenda } from './anpal/agenda.js';
import { Benefits } from './anpal/benefits.js';
import { AgendaRegister, BodyRegister } from './anpal/bodies.js';
import { sendToBus } from './anpal/bus-client.js';
import { checkSap, sapDocument } from './anpal/documents.js';
import { Notifier } from './anpal/notifier.js';
import { hasMeasure, politicheOf } from './anpal/politiche.js';
import { RegionClient } from './anpal/region-client.js';
import { NationalRegistry } from './anpal/registry.js';
import { ANPAL_PATH, anpalRoutes } from './anpal/service.js';
import { sandboxError } from './errors.js';
import { FaultSwitch } from './faults.js';
import { startInps } from './inps/start.js';
import { startLavoroPerTe } from './lavoro-per-te/start.js';
import { startMiattivo } from './miattivo/start.js';
import { listen, running, silent } from './running.js';
import type { AnpalSandbox, Sandbox, SandboxOf, SandboxOptions, SandboxSide, SilpSandbox } from './sandbox.js';
import { readDates } from './silp/dates.js';
import { takeIn } from './silp/declarations.js';
import { fileOf } from './silp/fascicolo.js';
import { asJson } from './silp/json.js';
import { sendToNational } from './silp/national-client.js';
import { newNode, type Rows } from './silp/node.js';
import { OLDER_BASE } from './silp/notices.js';
import { SILP_BASE, silpRoutes } from './silp/service.js';
import { Workers } from './silp/workers.js';
import { Ledger } from './state.js';
import { startToscana } from './toscana-lavoro/start.js';

export { FAULTS, type Fault, type FaultOptions } from './faults.js';
export {
  type AnpalSandbox,
  type InpsSandbox,
  type LavoroPerTeSandbox,
  type MiattivoSandbox,
  SANDBOX_SIDES,
  type Sandbox,
  type SandboxOptions,
  type SandboxSeed,
  type SandboxSide,
  type SilpSandbox,
  type ToscanaSandbox,
} from './sandbox.js';
export { callService, type ServiceAnswer } from './services/client.js';
export { callNational, type NationalAnswer, type NationalCall, sendToNational } from './silp/national-client.js';
export type { Effect, SandboxState } from './state.js';
export {
  type Applicant,
  applicantOn,
  daysBetween,
  type EmilianStory,
  emilianOn,
  type LigurianStory,
  ligurianOn,
  type PiedmonteseEvent,
  type PiedmonteseStory,
  piedmonteseOn,
  type SampleSap,
  sampleNation,
  sampleRegions,
  sampleSaps,
  sampleWorkers,
  type TuscanStory,
  tuscanOn,
} from './traffic.js';

const DEFAULT_SILP_ACCOUNT = { username: 'silp', password: 'silp' };

/** Starts a side. Rejects when the port is taken, or with `sandbox-seed-invalid`. */
export async function startSandbox<S extends SandboxSide>(
  side: S,
  options: SandboxOptions = {},
): Promise<SandboxOf[S]> {
  return (await STARTS[side](options)) as SandboxOf[S];
}

const STARTS: Readonly<Record<SandboxSide, (options: SandboxOptions) => Promise<Sandbox>>> = {
  anpal: startAnpal,
  silp: startSilp,
  inps: startInps,
  'lavoro-per-te': startLavoroPerTe,
  miattivo: startMiattivo,
  'toscana-lavoro': startToscana,
};

async function startAnpal(options: SandboxOptions): Promise<AnpalSandbox> {
  const log = options.log ?? silent;
  const faults = new FaultSwitch(options.fault, options.slowSeconds);
  const regions = new RegionClient(options.regionUrl, options.regionAccount, log);
  const registry = new NationalRegistry();
  const node = {
    registry,
    ledger: new Ledger(options.onReceived),
    notifier: new Notifier(options.notifyUrl, log),
    regions,
    adesioni: new Adesioni(),
    agenda: new Agenda(regions, options.seed?.appuntamenti),
    answers: new Map(),
    did: options.did ?? {},
    profilings: new Map(),
    benefits: new Benefits(options.seed?.beneficiari),
    adr: new AdrRegister((codiceFiscale, day) => {
      const sap = registry.activeOf(codiceFiscale);
      return sap !== undefined && hasMeasure(politicheOf(sap.tree), day);
    }),
    agendas: new AgendaRegister(),
    bodies: new BodyRegister(),
    today: options.today ?? (() => new Date().toISOString().slice(0, 10)),
  };
  for (const document of options.seed?.saps ?? []) {
    const { tree, findings } = checkSap(Buffer.from(document));
    if (tree === undefined) throw sandboxError('sandbox-seed-invalid', findings.map(findingLine).join('; '));
    node.registry.seed(tree);
  }
  const state = () => {
    const held = node.registry.all().filter((sap) => sap.status === 'attiva');
    return node.ledger.snapshot(Object.fromEntries(held.map((sap) => [sap.codiceFiscale, sapDocument(sap)])));
  };
  const { account } = options;
  const routes = anpalRoutes({ ...node, log, ...(account === undefined ? {} : { account }) });
  const front = await listen(options, routes, faults, state);
  return {
    side: 'anpal',
    ...running(front, ANPAL_PATH, faults),
    servicesUrl: front.origin,
    get state() {
      return state();
    },
    tellRegion: (to, what) => tellRegion(node, to, what),
    get notices() {
      return node.notifier.sent;
    },
    regions,
    adesioni: node.adesioni,
    agenda: node.agenda,
    notifyRdc: async (url, codiceFiscale, how) =>
      sendToBus(url, node.benefits.notification(codiceFiscale, node.today(), how)),
    sendToBus,
    close: async () => {
      await node.notifier.close();
      await regions.close();
      await front.close();
    },
  };
}

async function startSilp(options: SandboxOptions): Promise<SilpSandbox> {
  const log = options.log ?? silent;
  const faults = new FaultSwitch(options.fault, options.slowSeconds);
  const ledger = new Ledger();
  const workers = new Workers();
  const node = newNode(workers, ledger);
  for (const seed of options.seed?.workers ?? []) workers.add({ ...seed, scheda: asJson(readDates(seed.scheda)) });
  const state = () => {
    const subjects = workers.all().map(({ codiceFiscale }) => codiceFiscale);
    const held = subjects.map((subject) => [subject, workers.of(subject).slice(0, 1).map(fileOf)[0]]);
    return ledger.snapshot(Object.fromEntries(held));
  };
  for (const declaration of options.seed?.declarations ?? []) takeIn(node, asJson(readDates(declaration)));
  const routes = silpRoutes({
    node,
    ledger,
    account: options.account ?? DEFAULT_SILP_ACCOUNT,
    dates: options.dates ?? 'iso',
    log,
    ...(options.nationalUrl === undefined ? {} : { national: { url: options.nationalUrl } }),
  });
  const front = await listen(options, routes, faults, state);
  return {
    side: 'silp',
    ...running(front, SILP_BASE, faults),
    olderUrl: `${front.origin}${OLDER_BASE}`,
    get state() {
      return state();
    },
    rowsOf(codiceFiscale) {
      const [worker] = workers.of(codiceFiscale);
      const of = (rows: Rows) => (worker === undefined ? [] : rows.of(worker.idSilLavAnagrafica));
      const { dids, declarations, pacts, profilings, assessments, meetings } = node;
      return {
        dids: of(dids),
        declarations: of(declarations),
        pacts: of(pacts),
        profilings: of(profilings),
        assessments: of(assessments),
        meetings: of(meetings),
        notices: [...node.notices.values()].filter(({ codFiscale }) => codFiscale === codiceFiscale),
      };
    },
    sendToNational: (call, document) => sendToNational(typeof call === 'string' ? { url: call } : call, document),
    close: () => front.close(),
  };
}
