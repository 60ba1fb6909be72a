/** A side from outside, put together with those of the house: its fixtures hold, and a record goes both ways. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACTS, SPORTELLO } from '../../examples/seventh-side/contract.js';
import { type SportelloSandbox, startSportello } from '../../examples/seventh-side/sandbox.js';
import { sportello } from '../../examples/seventh-side/side.js';
import type { Outbound } from '../../src/adapters/adapter.js';
import { httpClient } from '../../src/adapters/http.js';
import { loadFixtures } from '../../src/contract/fixtures.js';
import { verify } from '../../src/contract-kit/verify/index.js';
import { checkFixture } from '../../src/fixture-check.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../src/sides.js';
import { settledMessage, startTestGateway } from '../support/gateway.js';
import { routesEnv } from '../support/routes.js';

const ROUTES = routesEnv([
  { record: 'did', event: 'invio', source: SPORTELLO, destinations: ['anpal'] },
  { record: 'did', event: 'esito', source: 'anpal', destinations: [SPORTELLO] },
]);
const fixtures = loadFixtures(SPORTELLO, CONTRACTS);
let sandbox: SportelloSandbox;
let sides: ReturnType<typeof buildSides>;
const sideOf = (name: Side['name']): Side => sides.get(name) as Side;

beforeAll(async () => {
  sandbox = await startSportello();
  const { settings } = loadSettings({ env: ROUTES });
  sides = buildSides(settings, [sportello({ url: sandbox.url })]);
});
afterAll(() => sandbox.close());

it('stands beside the sides of the house', () => {
  expect([...sides.keys()]).toContain(SPORTELLO);
  expect(sides.size).toBe(buildSides(loadSettings({ env: {} }).settings).size + 1);
});

it.each(fixtures.map((one) => [one.name, one] as const))('holds its fixture %s', (_name, fixture) => {
  expect(checkFixture(sideOf(SPORTELLO), fixture)).toEqual([]);
});

describe('a record', () => {
  const declared = fixtures.find(({ name }) => name === 'dichiarazione');

  it('goes from the desk to the nation', () => {
    const received = sideOf(SPORTELLO).receive('did', 'invio', declared?.source as Buffer);
    const written = sideOf('anpal').writing('did', 'invio')?.produce(received.canonical);
    expect(received.findings).toEqual([]);
    expect(written?.body?.toString('utf8')).toContain('FRRGLI87D52L219H');
    expect(written?.body?.toString('utf8')).toContain('2025-05-12');
  });

  it('comes from the nation to the desk, once', async () => {
    const told = { ...(declared?.canonical as object), esito: 'E100' };
    const translation = sideOf(SPORTELLO).writing('did', 'esito');
    const outbound: Outbound = {
      record: 'did',
      event: 'esito',
      revision: '1.0',
      attempt: 1,
      idempotencyKey: '018f2b7c-0000-7000-8000-000000000001',
      body: translation?.produce(told).body as Buffer,
      onto: () => ({ document: {}, changed: [] }),
    };
    const { signal } = new AbortController();
    const { adapter } = sideOf(SPORTELLO);
    expect(await adapter?.send(outbound, signal)).toMatchObject({ outcome: 'acknowledged', esito: { codice: 'S000' } });
    expect(await adapter?.send({ ...outbound, attempt: 2 }, signal)).toMatchObject({ outcome: 'acknowledged' });
    expect(sandbox.state.effects).toHaveLength(1);
  });

  it('of another kind is not taken there', async () => {
    const answer = await sideOf(SPORTELLO).adapter?.send(
      {
        ...{ record: 'sap', event: 'invio', revision: '1.0', attempt: 1, idempotencyKey: 'x', body: Buffer.from('{}') },
        onto: () => ({ document: {}, changed: [] }),
      },
      new AbortController().signal,
    );
    expect(answer).toMatchObject({ outcome: 'refused', esito: { codice: 'NON-PREVISTO' } });
  });
});

it('sends and gets through a whole gateway, like those of the house', async () => {
  const raccordo = await startTestGateway({
    env: ROUTES,
    outside: [sportello({ url: sandbox.url })],
  });
  try {
    const declared = fixtures.find(({ name }) => name === 'dichiarazione')?.source ?? Buffer.alloc(0);
    const told = await fetch(`${raccordo.url}/rest/v1/sides/${SPORTELLO}/did`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array(declared),
    });
    expect(told.status).toBe(202);
    const { deliveries } = await settledMessage(raccordo.url, told.headers.get('location')?.split('/').pop() ?? '');
    expect(deliveries).toMatchObject([{ destination: 'anpal' }]);
    const listed = await fetch(`${raccordo.url}/rest/v1/messages?side=${SPORTELLO}`);
    expect(await listed.json()).toMatchObject({ items: [{ side: SPORTELLO, record: 'did' }] });
  } finally {
    await raccordo.stop();
  }
});

describe('its contract', () => {
  const failed = async (): Promise<string[]> => {
    const http = httpClient({ timeoutSeconds: 5 });
    const wrong: string[] = [];
    for await (const one of verify({
      side: sideOf(SPORTELLO),
      fixtures,
      caller: 'region',
      run: 'run',
      url: sandbox.url,
      http,
    }))
      if (one.outcome === 'failed') wrong.push(`${one.group} ${one.name}: ${one.details.join('; ')}`);
    return wrong;
  };

  it('is kept by the simulated desk, and not under a fault', async () => {
    expect(await failed()).toEqual([]);
    sandbox.faults.set('ko');
    expect((await failed()).join('\n')).toContain('expected it to be accepted, found refused, S101');
    sandbox.faults.set('none');
  });
});
