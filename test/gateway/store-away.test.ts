/** The store goes away in the middle of a delivery: what the side has answered is kept until the store can have it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnpalSandbox, sampleWorkers, startSandbox } from '../../src/sandbox/index.js';
import { storeError } from '../../src/store/errors.js';
import type { Store } from '../../src/store/store.js';
import { eventually, push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { fence, unfence } from '../support/postgres.js';
import { type Thief, thiefBefore } from '../support/thief.js';

let raccordo: TestGateway;
let node: AnpalSandbox;
let thief: Thief;
beforeEach(async () => {
  node = await startSandbox('anpal');
  thief = await thiefBefore(node);
  raccordo = await startTestGateway({
    env: { RACCORDO_SIDES_ANPAL_URL: thief.url, RACCORDO_PROCESSES_STOP_SECONDS: '3' },
  });
});
afterEach(async () => {
  await raccordo.stop();
  thief.close();
  await node.close();
});

const file = JSON.stringify(sampleWorkers()[0]?.scheda);
const logged = (words: string): Promise<unknown> =>
  eventually(
    async () => raccordo.logged,
    (lines) => lines.some((line) => line.includes(words)),
  );
const AWAY = 'the store is away';

/** One attempt, one call, one effect. */
async function isDeliveredOnce(id: string): Promise<void> {
  const [delivery] = (await settledMessage(raccordo.url, id)).deliveries;
  expect(delivery).toMatchObject({ status: 'acknowledged', attempts: 1, history: [{ outcome: 'acknowledged' }] });
  expect(thief.calls).toBe(1);
  expect(node.state.effects).toHaveLength(1);
}

/** A delivery that the side has answered while the database takes no writes. */
async function answeredWhileAway(): Promise<string> {
  const held = thief.hold();
  const { id } = await push(raccordo.url, 'silp', file);
  await held.come;
  await fence(raccordo.store);
  held.pass();
  await logged(AWAY);
  return id;
}

/** Has a call to the store fail so many times, before or after it has been made. */
function spoil(name: 'claim' | 'close', times: number, made: boolean): void {
  const { store } = raccordo.gateway.context;
  const real = store[name].bind(store) as (...args: unknown[]) => Promise<unknown>;
  let left = times;
  const failing = async (...args: unknown[]): Promise<unknown> => {
    if (left === 0) return real(...args);
    left -= 1;
    if (made) await real(...args);
    throw storeError('store-unreachable', 'the connection has ended');
  };
  Object.assign(store, { [name]: failing } as Partial<Store>);
}

it('stores the answer when the database takes writes again', async () => {
  const id = await answeredWhileAway();
  await unfence(raccordo.store);
  await isDeliveredOnce(id);
});

describe.each(['claim', 'close'] as const)('a connection that ends during %s', (name) => {
  it.each([
    ['before', false],
    ['after', true],
  ])('%s it is done costs nothing', async (_, made) => {
    spoil(name, 3, made);
    const { id } = await push(raccordo.url, 'silp', file);
    await isDeliveredOnce(id);
    await logged(AWAY);
  });
});

it('told to stop waits for the store, and stores what it has heard', async () => {
  const id = await answeredWhileAway();
  const stopped = raccordo.gateway.deliverer.stop();
  await unfence(raccordo.store);
  await stopped;
  await isDeliveredOnce(id);
});

it('does not wait for ever for the store when it is told to stop, and says what it leaves', async () => {
  await answeredWhileAway();
  await raccordo.gateway.deliverer.stop();
  await logged('the delivery is left to its lease');
  await unfence(raccordo.store);
});
