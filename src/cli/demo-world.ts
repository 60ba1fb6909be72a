/** The world of the demo: the gateway, embedded, and the six sides simulated around it, all on one machine. */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Settings } from '../foundation/settings/load.js';
import type { JourneyEvent } from '../gateway/context.js';
import { DEFAULT_ROUTES_FILE } from '../gateway/routing/file.js';
import {
  applicantOn,
  emilianOn,
  ligurianOn,
  piedmonteseOn,
  type Sandbox,
  type SandboxOptions,
  type SandboxSide,
  sampleWorkers,
  startSandbox,
  tuscanOn,
} from '../sandbox/index.js';
import { makeLogger, startGateway } from './compose.js';
import { settingsFrom } from './input.js';
import type { Cast, Demo, Simulated } from './stories/story.js';
import type { StoryClock } from './telling.js';

const ACCOUNT = { username: 'silp', password: 'silp' };

/** SILP's key of the service under which it books the meetings of an assegno; any number does for a simulated one. */
const ADR_SERVICE = '77';

export interface DemoWorld extends Demo {
  stop(): Promise<void>;
}

export interface DemoOptions {
  readonly port: number;
  readonly clock: StoryClock;
  /** What happens to each message, as it happens. */
  journey(event: JourneyEvent): void;
}

/** Starts everything. Rejects, with nothing left behind, when something cannot start. */
export async function startDemo({ port, clock, journey }: DemoOptions): Promise<DemoWorld> {
  const url = `http://127.0.0.1:${port}`;
  const directory = await mkdtemp(join(tmpdir(), 'raccordo-demo-'));
  const started: Sandbox[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(started.map((side) => side.close()));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const cast = castOn(new Date().toISOString().slice(0, 10));
    const sides = await startSides(url, cast, clock, started);
    const settings = demoSettings(port, directory, sides);
    await mkdir(join(directory, 'trust'));
    writeFileSync(join(directory, 'routes.yaml'), demoRoutes());
    writeFileSync(join(directory, 'trust', 'autorita.pem'), sides.toscana.trustAnchor);
    const running = await startGateway(settings, 'all', makeLogger(settings));
    running.gateway.context.journey.listen(journey);
    return {
      url,
      sides,
      cast,
      async stop() {
        await running.stop();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const castOn = (today: string): Cast => ({
  applicant: applicantOn(today),
  ligurian: ligurianOn(today),
  tuscan: tuscanOn(today),
  piedmontese: piedmonteseOn(today),
  emilian: emilianOn(today),
});

async function startSides(url: string, cast: Cast, clock: StoryClock, started: Sandbox[]): Promise<Simulated> {
  const doors = `${url}/soap/v1`;
  const start = async <S extends SandboxSide>(side: S, options: SandboxOptions) => {
    const sandbox = await startSandbox(side, options);
    started.push(sandbox);
    return sandbox;
  };
  const today = clock.today;
  const { applicant, tuscan, piedmontese } = cast;
  return {
    anpal: await start('anpal', {
      today,
      // Each region is told at its own address, by its number at the ministry.
      notifyUrl: {
        '06': `${doors}/lavoro-per-te/servizicoapSAP`,
        '13': `${doors}/silp/servizicoapSAP`,
        '17': `${doors}/toscana-lavoro/servizicoapSAP`,
      },
      regionUrl: doors,
      seed: { beneficiari: [applicant.beneficiario], appuntamenti: [applicant.appuntamento] },
    }),
    // SILP fetches from the national node through the gateway's door, as it would with one URL changed.
    silp: await start('silp', {
      nationalUrl: `${doors}/silp/servizicoapSAP`,
      account: ACCOUNT,
      seed: { workers: [...sampleWorkers(), applicant.worker, piedmontese.worker] },
    }),
    inps: await start('inps', { today, gatewayUrl: url }),
    lavoroPerTe: await start('lavoro-per-te', { today }),
    miattivo: await start('miattivo', { today, gatewayUrl: url }),
    toscana: await start('toscana-lavoro', { today, gatewayUrl: url, seed: { momenti: tuscan.momenti } }),
  };
}

/** Waits are short, so that what goes wrong on purpose can be watched coming right. */
function demoSettings(port: number, directory: string, sides: Simulated): Settings {
  return settingsFrom(
    {},
    {
      RACCORDO_HTTP_HOST: '127.0.0.1',
      RACCORDO_HTTP_PORT: String(port),
      RACCORDO_STORE_DIRECTORY: join(directory, 'store'),
      RACCORDO_STORE_URL: undefined,
      RACCORDO_BROKER_URL: undefined,
      RACCORDO_SECURITY_TRUST_ANCHORS: join(directory, 'trust'),
      ...(process.env.RACCORDO_ROUTES_FILE ? {} : { RACCORDO_ROUTES_FILE: join(directory, 'routes.yaml') }),
      RACCORDO_SIDES_ANPAL_URL: sides.anpal.url,
      RACCORDO_SIDES_ANPAL_SERVICES_URL: sides.anpal.servicesUrl,
      RACCORDO_SIDES_SILP_URL: sides.silp.url,
      RACCORDO_SIDES_SILP_OLDER_URL: sides.silp.olderUrl,
      RACCORDO_SIDES_SILP_USERNAME: ACCOUNT.username,
      RACCORDO_SIDES_SILP_PASSWORD: ACCOUNT.password,
      RACCORDO_SIDES_SILP_ADR_SERVICE: ADR_SERVICE,
      RACCORDO_SIDES_INPS_URL: sides.inps.url,
      RACCORDO_SIDES_INPS_SERVICES_URL: sides.inps.servicesUrl,
      RACCORDO_SIDES_LAVORO_PER_TE_URL: sides.lavoroPerTe.url,
      RACCORDO_SIDES_MIATTIVO_URL: sides.miattivo.url,
      RACCORDO_SIDES_TOSCANA_LAVORO_URL: sides.toscana.url,
      RACCORDO_SOAP_WAIT_SECONDS: '2',
      RACCORDO_DELIVERY_FIRST_DELAY_SECONDS: '1',
      RACCORDO_DELIVERY_MAX_DELAY_SECONDS: '2',
      RACCORDO_DELIVERY_DOUBT_SECONDS: '1',
      // What happens to the messages is told line by line already.
      RACCORDO_LOG_LEVEL: 'error',
      RACCORDO_LOG_PRETTY: 'true',
    },
  );
}

/**
 * The routes of the program, and beside them what goes to INPS only where a region's agreement with it says so. A patto is read out
 * of the SAP that brings it. As JSON, which YAML takes.
 */
function demoRoutes(): string {
  const table = parse(readFileSync(DEFAULT_ROUTES_FILE, 'utf8')) as { routes: object[] };
  const toInps = { event: 'invio', destinations: ['inps'] };
  const routes = [
    ...table.routes,
    { id: 'silp-condizionalita-inps', source: 'silp', record: 'condizionalita', ...toInps },
    { id: 'miattivo-patto-part-inps', source: 'miattivo', record: 'patto', parts: true, ...toInps },
  ];
  return JSON.stringify({ ...table, name: 'demo', routes });
}
