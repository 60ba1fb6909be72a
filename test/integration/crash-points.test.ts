/**
 * kill -9 at every named instant, on the embedded store and on PostgreSQL with RabbitMQ: what was acknowledged arrives,
 * each document has its effect once.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRASH_POINTS } from '../../src/foundation/crash.js';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { freshPostgres, freshRabbit } from '../support/fresh.js';
import { type GatewayProcess, processEnvironment, settledMessage, startGatewayProcess } from '../support/gateway.js';
import { freePort } from '../support/process.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

const DOCUMENTS = 8;
/** The kill comes at the third passage, in the middle of the traffic. */
const PASSAGE = 3;

type Variant = { readonly name: string; environment(): Promise<Record<string, string>> };

const variants: readonly Variant[] = [
  { name: 'embedded', environment: async () => ({}) },
  {
    name: 'PostgreSQL and RabbitMQ',
    environment: async () => {
      const url = await freshPostgres();
      return { RACCORDO_STORE_URL: url, RACCORDO_BROKER_URL: await freshRabbit() };
    },
  },
];

describe.each(variants)('$name', ({ name, environment }) => {
  let anpal: AnpalSandbox;
  let first = name === 'embedded' ? 0 : 1000;
  beforeAll(async () => {
    anpal = await startSandbox('anpal');
  });
  afterAll(() => anpal.close());

  it.each(CRASH_POINTS)('killed at %s: nothing lost, nothing doubled', async (point) => {
    const directory = await mkdtemp(join(tmpdir(), 'raccordo-crash-'));
    const env = processEnvironment({ anpal: anpal.url, silp: 'http://127.0.0.1:1' }, directory, await freePort(), {
      // A claimed delivery of a dead process is taken up again when its lease ends.
      RACCORDO_DELIVERY_LEASE_SECONDS: '6',
      RACCORDO_SOAP_WAIT_SECONDS: '0',
      ...(await environment()),
    });
    if (env.RACCORDO_STORE_URL !== undefined) await migrate(env);
    const numbers = Array.from({ length: DOCUMENTS }, (_, i) => first + i);
    first += DOCUMENTS;
    let gateway: GatewayProcess = await startGatewayProcess({ ...env, RACCORDO_CRASH_AT: `${point}:${PASSAGE}` });
    const killed = gateway.ended;
    let dead = false;
    void killed.then(() => {
      dead = true;
    });
    const acknowledged = new Map<number, string>();
    const refusedByNetwork: number[] = [];
    for (const n of numbers) {
      const id = dead ? undefined : await send(gateway.url, n);
      if (id === undefined) refusedByNetwork.push(n);
      else acknowledged.set(n, id);
    }
    expect(await killed).toBe('SIGKILL');

    gateway = await startGatewayProcess(env);
    try {
      // The senders that heard nothing send the same document again, as they do.
      for (const n of refusedByNetwork) acknowledged.set(n, (await send(gateway.url, n)) ?? '');
      expect(acknowledged.size).toBe(DOCUMENTS);
      for (const id of acknowledged.values()) {
        const message = await settledMessage(gateway.url, id, 40);
        expect(message.deliveries.map(({ status }) => status)).toEqual(['acknowledged']);
      }
      const effects = anpal.state.effects.filter(({ operation }) => operation === 'invioSAP');
      const perPerson = numbers.map((n) => effects.filter(({ subject }) => subject === person(n).codiceFiscale).length);
      expect(perPerson).toEqual(numbers.map(() => 1));
    } finally {
      await gateway.stop();
      await rm(directory, { recursive: true, force: true });
    }
  });
});

/** Sends a SAP through the national door; the message it became, or undefined when the gateway could not be heard. */
async function send(url: string, n: number): Promise<string | undefined> {
  const reply = await invioSAP(`${url}/soap/v1/servizicoapSAP`, sapOf(n)).catch(() => undefined);
  if (reply === undefined) return undefined;
  expect(reply.fields.Esito).toMatch(/^(OK|X001)$/);
  return reply.message;
}

async function migrate(env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['dist/src/main.js', 'migrate'], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}
