/** `raccordo demo`: the gateway, embedded, between two simulated sides, with sample traffic that is printed as it flows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Settings } from '../foundation/settings/load.js';
import {
  type AnpalSandbox,
  applicantOn,
  type InpsSandbox,
  type SilpSandbox,
  sampleWorkers,
  startSandbox,
} from '../sandbox/index.js';
import { makeLogger, startGateway } from './compose.js';
import { demoPort, settingsFrom } from './input.js';
import { journeyLine } from './journey-line.js';
import { untilStopped } from './lifecycle.js';
import { tellStory } from './story.js';
import type { Demo } from './telling.js';

interface Simulated {
  readonly anpal: AnpalSandbox;
  readonly silp: SilpSandbox;
  readonly inps: InpsSandbox;
}

const ACCOUNT = { username: 'silp', password: 'silp' };

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('gateway and simulated sides, embedded, with sample traffic; until Ctrl-C')
    .option('--port <n>', 'port of the gateway', demoPort, 8080)
    .option('--no-traffic', 'gateway and sandboxes alone')
    .action(demo);
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function demo({ port, traffic }: { port: number; traffic: boolean }): Promise<void> {
  say(`raccordo demo: starting an embedded store, the simulated sides and the gateway on port ${port}; some seconds`);
  const directory = await mkdtemp(join(tmpdir(), 'raccordo-demo-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  const { started, stop } = await startDemo(port, directory).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const telling = new AbortController();
  const story = traffic ? tellStory(started, say, telling.signal) : Promise.resolve();
  story.catch((error: unknown) => {
    if (!telling.signal.aborted) say(`the story broke off: ${String(error)}`);
  });
  await untilStopped(async () => {
    telling.abort();
    await story.catch(() => undefined);
    await stop();
    await remove();
  });
}

async function startDemo(port: number, directory: string): Promise<{ started: Demo; stop(): Promise<void> }> {
  const url = `http://127.0.0.1:${port}`;
  const soapUrl = `${url}/soap/v1/servizicoapSAP`;
  const applicant = applicantOn(new Date().toISOString().slice(0, 10));
  const anpal = await startSandbox('anpal', {
    notifyUrl: soapUrl,
    regionUrl: `${url}/soap/v1`,
    seed: { beneficiari: [applicant.beneficiario], appuntamenti: [applicant.appuntamento] },
  });
  // SILP fetches from the national node through the gateway's door, as it would with one URL changed.
  const silp = await startSandbox('silp', {
    nationalUrl: soapUrl,
    account: ACCOUNT,
    seed: { workers: sampleWorkers() },
  });
  const inps = await startSandbox('inps', { gatewayUrl: url });
  const settings = demoSettings(port, directory, { anpal, silp, inps });
  const closeSides = async (): Promise<void> => {
    await anpal.close();
    await silp.close();
    await inps.close();
  };
  try {
    const running = await startGateway(settings, 'all', makeLogger(settings));
    running.gateway.context.journey.listen((event) => say(journeyLine(event)));
    say(whereToLook(url, { anpal, silp, inps }));
    return {
      started: { url, soapUrl, anpal, silp, inps, running, applicant },
      async stop() {
        await running.stop();
        await closeSides();
      },
    };
  } catch (error) {
    await closeSides();
    throw error;
  }
}

/** Waits are short, so that what goes wrong on purpose can be watched coming right. */
function demoSettings(port: number, directory: string, { anpal, silp, inps }: Simulated): Settings {
  const settings = settingsFrom(
    {},
    {
      RACCORDO_HTTP_HOST: '127.0.0.1',
      RACCORDO_HTTP_PORT: String(port),
      RACCORDO_STORE_DIRECTORY: directory,
      RACCORDO_STORE_URL: undefined,
      RACCORDO_BROKER_URL: undefined,
      RACCORDO_SIDES_ANPAL_URL: anpal.url,
      RACCORDO_SIDES_ANPAL_SERVICES_URL: anpal.servicesUrl,
      RACCORDO_SIDES_SILP_URL: silp.url,
      RACCORDO_SIDES_SILP_USERNAME: ACCOUNT.username,
      RACCORDO_SIDES_SILP_PASSWORD: ACCOUNT.password,
      RACCORDO_SIDES_INPS_URL: inps.url,
      RACCORDO_SIDES_INPS_SERVICES_URL: inps.servicesUrl,
      RACCORDO_SOAP_WAIT_SECONDS: '3',
      RACCORDO_DELIVERY_FIRST_DELAY_SECONDS: '1',
      RACCORDO_DELIVERY_MAX_DELAY_SECONDS: '4',
      // What happens to the messages is told line by line already.
      RACCORDO_LOG_LEVEL: 'error',
      RACCORDO_LOG_PRETTY: 'true',
    },
  );
  return { ...settings, routes: [...settings.routes, ...TO_INPS] };
}

/** What goes to INPS only where a region's agreement with it says so. */
const TO_INPS: Settings['routes'] = [
  {
    record: 'condizionalita',
    event: 'invio',
    source: 'silp',
    destinations: ['inps'],
    parts: false,
    revisions: [],
    ifConfigured: false,
    own: false,
  },
];

function whereToLook(url: string, { anpal, silp, inps }: Simulated): string {
  return [
    '',
    `raccordo demo: gateway at ${url}, everything embedded, sides simulated`,
    `  Swagger UI      ${url}/docs`,
    `  messages        ${url}/rest/v1/messages`,
    `  status          ${url}/status`,
    `  national door   ${url}/soap/v1/servizicoapSAP?wsdl`,
    `  sandbox anpal   ${anpal.url}   state: ${new URL('/sandbox/state', anpal.url)}`,
    `  sandbox silp    ${silp.url}   state: ${new URL('/sandbox/state', silp.url)}`,
    `  sandbox inps    ${inps.url}   state: ${new URL('/sandbox/state', inps.url)}`,
    '  Ctrl-C ends it.',
    '',
  ].join('\n');
}
