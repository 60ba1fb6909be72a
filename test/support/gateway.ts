/** A gateway in this process with both sides simulated, or as a process of its own, on free ports and fresh data. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { startGateway } from '../../src/cli/compose.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import type { Gateway } from '../../src/gateway/gateway.js';
import { type AnpalSandbox, type SandboxOptions, type SilpSandbox, startSandbox } from '../../src/sandbox/index.js';
import type { SideDefinition } from '../../src/sides/definition.js';
import { freshStore } from './fresh.js';
import { dropDatabase } from './postgres.js';
import { FOR_A_SHORT_RUN, freePort } from './process.js';

export interface TestGateway {
  readonly url: string;
  readonly soapUrl: string;
  readonly gateway: Gateway;
  readonly anpal: AnpalSandbox;
  readonly silp: SilpSandbox;
  /** URL of its database. */
  readonly store: string;
  /** Everything it has logged, line by line. */
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly anpal?: SandboxOptions;
  readonly silp?: SandboxOptions;
  /** Sides from outside. */
  readonly outside?: readonly SideDefinition[];
}

/** Retries and waits short enough for tests. */
const QUICK = {
  RACCORDO_DELIVERY_FIRST_DELAY_SECONDS: '0.05',
  RACCORDO_DELIVERY_MAX_DELAY_SECONDS: '0.3',
  RACCORDO_DELIVERY_DOUBT_SECONDS: '0',
  RACCORDO_DELIVERY_SWEEP_SECONDS: '0.1',
  RACCORDO_SOAP_WAIT_SECONDS: '5',
};

interface SideUrls {
  readonly anpal: string;
  /** Where its other services stand; by default where the one of the SAP does. */
  readonly anpalServices?: string;
  readonly silp: string;
  /** Its older REST side. */
  readonly silpOlder?: string;
}

function environment(url: SideUrls, port: number, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    ...QUICK,
    RACCORDO_HTTP_PORT: String(port),
    RACCORDO_SIDES_ANPAL_URL: url.anpal,
    RACCORDO_SIDES_ANPAL_SERVICES_URL: url.anpalServices ?? new URL(url.anpal).origin,
    RACCORDO_SIDES_SILP_URL: url.silp,
    ...(url.silpOlder === undefined ? {} : { RACCORDO_SIDES_SILP_OLDER_URL: url.silpOlder }),
    RACCORDO_SIDES_SILP_USERNAME: 'silp',
    RACCORDO_SIDES_SILP_PASSWORD: 'silp',
    RACCORDO_LOG_LEVEL: 'debug',
    ...env,
  };
}

/** Starts both sandboxes and a gateway between them, on a PostgreSQL database of its own and with deliveries inside the process. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const soapUrl = `${url}/soap/v1/servizicoapSAP`;
  const store = await freshStore();
  const anpal = await startSandbox('anpal', { notifyUrl: soapUrl, regionUrl: `${url}/soap/v1`, ...options.anpal });
  const silp = await startSandbox('silp', { nationalUrl: anpal.url, ...options.silp });
  const env = environment(
    { anpal: anpal.url, anpalServices: anpal.servicesUrl, silp: silp.url, silpOlder: silp.olderUrl },
    port,
    { ...options.env, RACCORDO_STORE_URL: store },
  );
  const logged: string[] = [];
  const { settings } = loadSettings({ env });
  const logger = pino({ level: settings.log.level }, { write: (line: string) => void logged.push(line) });
  const running = await startGateway(settings, 'all', logger, options.outside);
  return {
    url,
    soapUrl,
    gateway: running.gateway,
    anpal,
    silp,
    store,
    logged,
    async stop() {
      await running.stop();
      await anpal.close();
      await silp.close();
      await dropDatabase(store);
    },
  };
}

export interface GatewayProcess {
  /** Where its doors are; empty for a worker, which has none. */
  readonly url: string;
  readonly child: ChildProcess;
  /** Resolves with the signal when it has ended. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly role?: 'all' | 'api' | 'worker';
  /** The program as built; by default that of this folder. */
  readonly program?: string;
}

/** Starts `raccordo serve` as built, as a process that can be killed. Rejects with its last words when it ends first. */
export async function startGatewayProcess(
  env: Readonly<Record<string, string>>,
  { role = 'all', program = 'dist/src/main.js' }: ProcessOptions = {},
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [...FOR_A_SHORT_RUN, program, 'serve', '--role', role], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (part: Buffer) => {
    errors = (errors + part.toString()).slice(-4000);
  });
  const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code));
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = / ready(?: at (\S+))? \(/.exec(line);
      if (found !== null) resolve(found[1] ?? '');
    });
    void ended.then((how) => reject(new Error(`the gateway ended (${how}): ${errors}`)));
  });
  return {
    url,
    child,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Settings of a gateway process between two sandboxes. */
export function processEnvironment(
  sides: SideUrls,
  port: number,
  env: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return environment(sides, port, { RACCORDO_LOG_LEVEL: 'error', ...env });
}

/** Asks until the answer fits, or fails with the last one after `seconds`. */
export async function eventually<T>(ask: () => Promise<T>, fits: (value: T) => boolean, seconds = 20): Promise<T> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (fits(value)) return value;
    if (Date.now() > until) throw new Error(`not within ${seconds} s; last: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export interface ShownMessage {
  readonly id: string;
  readonly status: string;
  readonly findings: readonly { path: string; rule: string; severity: string; message: string }[];
  readonly deliveries: readonly {
    id: string;
    kind: string;
    destination: string;
    status: string;
    attempts: number;
    answer: Record<string, unknown> | null;
    history: readonly { number: number; outcome: string }[];
  }[];
}

export async function showMessage(url: string, id: string): Promise<ShownMessage> {
  const response = await fetch(`${url}/rest/v1/messages/${id}`);
  return (await response.json()) as ShownMessage;
}

/** The message once all its deliveries have ended. */
export function settledMessage(url: string, id: string, seconds?: number): Promise<ShownMessage> {
  const ended = ['acknowledged', 'refused', 'parked', 'cancelled'];
  return eventually(
    () => showMessage(url, id),
    (message) => message.deliveries?.every(({ status }) => ended.includes(status)) ?? false,
    seconds,
  );
}

/** Pushes a document; the status, the message id and the body of the answer. */
export async function push(
  url: string,
  side: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  event = 'invio',
): Promise<{ status: number; id: string; body: Record<string, unknown> }> {
  const type = side === 'silp' ? 'application/json' : 'application/xml';
  const response = await fetch(`${url}/rest/v1/sides/${side}/sap?event=${event}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    id: response.headers.get('location')?.split('/').pop() ?? '',
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}
