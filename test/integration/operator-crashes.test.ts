/** kill -9 at every named instant of what operators do, on the embedded store and on PostgreSQL with RabbitMQ. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR_CRASH_POINTS } from '../../src/foundation/crash.js';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { freshEmbedded, freshRabbit, freshStore } from '../support/fresh.js';
import { processEnvironment, settledMessage, startGatewayProcess } from '../support/gateway.js';
import { freePort } from '../support/process.js';
import { sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

type Variant = { readonly name: string; environment(): Promise<Record<string, string>> };

const variants: readonly Variant[] = [
  { name: 'embedded', environment: async () => ({ RACCORDO_STORE_DIRECTORY: await freshEmbedded() }) },
  {
    name: 'PostgreSQL and RabbitMQ',
    environment: async () => ({ RACCORDO_STORE_URL: await freshStore(), RACCORDO_BROKER_URL: await freshRabbit() }),
  },
];

interface Deed {
  /** What is called, with which body. */
  readonly call: (stuck: string) => { readonly path: string; readonly body: object };
  /** What has become of the record that it was done to. */
  readonly done: string;
  /** What has become of the one behind: where the first has arrived before it, the side has a SAP of the person and refuses another. */
  readonly behind: string;
}

const REASON = 'prova';
const selected =
  (path: string): Deed['call'] =>
  (stuck) => ({ path, body: { select: { messages: [stuck] }, reason: REASON } });

const DEEDS: Readonly<Record<(typeof OPERATOR_CRASH_POINTS)[number], Deed>> = {
  'operator.replayed': { call: selected('/rest/v1/replays'), done: 'acknowledged', behind: 'refused' },
  'operator.cancelled': { call: selected('/rest/v1/cancellations'), done: 'cancelled', behind: 'acknowledged' },
  'operator.confirmed': {
    call: (stuck) => ({ path: `/rest/v1/messages/${stuck}/confirm`, body: { reason: REASON } }),
    done: 'acknowledged',
    behind: 'acknowledged',
  },
};

describe.each(variants)('operators on $name', ({ name, environment }) => {
  let anpal: AnpalSandbox;
  let person0 = name === 'embedded' ? 2000 : 2100;
  beforeAll(async () => {
    anpal = await startSandbox('anpal');
  });
  afterAll(() => anpal.close());

  it.each(OPERATOR_CRASH_POINTS)(
    'killed at %s: it is done and written down, and what waits behind leaves',
    async (point) => {
      const env = processEnvironment({ anpal: anpal.url, silp: 'http://127.0.0.1:1' }, await freePort(), {
        RACCORDO_DELIVERY_ATTEMPTS: '1',
        // The sweep may have begun with the one behind in the moment before; the one attempt has five seconds less.
        RACCORDO_DELIVERY_LEASE_SECONDS: '15',
        RACCORDO_SOAP_WAIT_SECONDS: '0',
        ...(await environment()),
      });
      const deed = DEEDS[point];
      person0 += 1;
      let gateway = await startGatewayProcess({ ...env, RACCORDO_CRASH_AT: point });
      anpal.setFault('garbage');
      const stuck = (await send(gateway.url, person0)) ?? '';
      await settledMessage(gateway.url, stuck);
      anpal.setFault('none');
      const later = (await send(gateway.url, person0, { indirizzo: 'Via Nuova' })) ?? '';
      const statuses = async (id: string) =>
        (await settledMessage(gateway.url, id, 40)).deliveries.map(({ status, history }) => ({ status, history }));
      expect(await statuses(stuck)).toMatchObject([{ status: 'parked' }]);
      const { path, body } = deed.call(stuck);
      const headers = { 'content-type': 'application/json' };
      const call = { method: 'POST', headers, body: JSON.stringify(body) };
      await expect(fetch(`${gateway.url}${path}`, call)).rejects.toThrow();
      expect(await gateway.ended).toBe('SIGKILL');

      gateway = await startGatewayProcess(env);
      try {
        expect(await statuses(stuck)).toMatchObject([{ status: deed.done }]);
        expect(await statuses(later)).toMatchObject([{ status: deed.behind }]);
        const { items } = (await (await fetch(`${gateway.url}/rest/v1/operator-actions`)).json()) as {
          items: { counts: object }[];
        };
        expect(items).toMatchObject([
          { counts: { deliveries: 1 }, actor: name === 'embedded' ? 'local' : 'anonymous' },
        ]);
      } finally {
        await gateway.stop();
        const { RACCORDO_STORE_DIRECTORY: directory } = env;
        if (directory !== undefined) await rm(directory, { recursive: true, force: true });
      }
    },
  );
});

/** Sends a SAP through the national door; the message it became, or undefined when the gateway could not be heard. */
async function send(url: string, n: number, more: Parameters<typeof sapOf>[1] = {}): Promise<string | undefined> {
  const reply = await invioSAP(`${url}/soap/v1/servizicoapSAP`, sapOf(n, more)).catch(() => undefined);
  if (reply === undefined) return undefined;
  expect(reply.fields.Esito).toMatch(/^(OK|X001)$/);
  return reply.message;
}
