/** Several workers on one RabbitMQ: who works on what, and what happens when one goes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Broker, Call, WakeUp } from '../../src/broker/broker.js';
import { openRabbit } from '../../src/broker/rabbit.js';
import { partitionOf, queueOf, queuesOf, turnOf } from '../../src/broker/topology.js';
import { SIDES } from '../../src/foundation/names.js';
import { atOnce, callFor, SILENT, until } from '../support/broker.js';
import { freshRabbit } from '../support/fresh.js';

describe('two workers on one RabbitMQ', () => {
  let url: string;
  let brokers: Broker[] = [];
  /** Who has had which call, in order. */
  let had: { readonly worker: number; readonly id: string }[] = [];
  /** Ordering keys in work now, by call; `clashes` counts those that were in work at both. */
  let keys: Map<string, string>;
  let inWork: Map<string, number>;
  let clashes: number;

  beforeEach(async () => {
    url = await freshRabbit();
    [brokers, had, keys, inWork, clashes] = [[], [], new Map(), new Map(), 0];
  });
  afterEach(() => Promise.all(brokers.map((broker) => broker.end())));

  const work =
    (worker: number) =>
    async ({ id }: Call): Promise<void> => {
      const key = keys.get(id) ?? '';
      const other = inWork.get(key);
      if (other !== undefined) clashes += 1;
      inWork.set(key, worker);
      had.push({ worker, id });
      await new Promise((resolve) => setTimeout(resolve, 4));
      inWork.delete(key);
    };
  const open = async (tendMs?: number): Promise<Broker> => {
    const options = { url, log: SILENT, sides: SIDES };
    const broker = await openRabbit(tendMs === undefined ? options : { ...options, tendMs });
    const worker = brokers.push(broker) - 1;
    await broker.consume('silp', work(worker), atOnce(4));
    return broker;
  };
  const publish = async (by: Broker, count: number): Promise<WakeUp[]> => {
    const calls = Array.from({ length: count }, (_, n) =>
      callFor('silp', { about: `person ${n % 40}`, lane: n % 4 === 0 ? 'bulk' : 'interactive' }),
    );
    // The order across lanes is the store's to keep: a key here is of one lane.
    for (const call of calls) keys.set(call.id, `${call.lane} ${call.orderingKey}`);
    for (const call of calls) await by.publish(call);
    return calls;
  };
  const allHad = (calls: readonly WakeUp[]) => until(() => calls.every(({ id }) => had.some((one) => one.id === id)));
  const workersOf = (call: WakeUp) => new Set(had.filter(({ id }) => id === call.id).map(({ worker }) => worker));

  it('gives each its half once they know of each other, and loses nothing on the way', async () => {
    const first = await open();
    const early = await publish(first, 60);
    const second = await open();
    const meanwhile = publish(second, 200);
    await Promise.all([first.balance(0, 2), second.balance(1, 2)]);
    await allHad([...early, ...(await meanwhile)]);
    [clashes] = [0];
    const settled = await publish(first, 200);
    await allHad(settled);
    for (const call of settled) expect([...workersOf(call)]).toEqual([turnOf(partitionOf(call), 2)]);
    expect(new Set(settled.flatMap((call) => [...workersOf(call)]))).toEqual(new Set([0, 1]));
    expect(clashes).toBe(0);
  });

  it('gives everything to the other when one ends', async () => {
    const first = await open();
    const second = await open();
    await Promise.all([first.balance(0, 2), second.balance(1, 2)]);
    const calls = await publish(second, 120);
    await until(() => had.length > 20);
    await first.end();
    await allHad(calls);
    await second.balance(0, 1);
    [clashes] = [0];
    const alone = await publish(second, 60);
    await allHad(alone);
    for (const call of alone) expect([...workersOf(call)]).toEqual([1]);
    expect(clashes).toBe(0);
  });

  it('goes behind by itself where it does what is the turn of the other', async () => {
    const first = await open(200);
    await first.balance(0, 2);
    // Comes after the other has made room for it: without more, everything would stay where it is.
    const second = await open(200);
    await second.balance(1, 2);
    await until(async () => {
      const calls = await publish(first, 40);
      await allHad(calls);
      return calls.every((call) => [...workersOf(call)].every((worker) => worker === turnOf(partitionOf(call), 2)));
    });
  });
});

describe('the turns of workers', () => {
  it('are shared evenly, and leave no partition without one', () => {
    for (const of of [2, 3, 4, 8]) {
      const turns = SIDES.flatMap(queuesOf).map((partition) => turnOf(partition, of));
      const counts = Array.from({ length: of }, (_, rank) => turns.filter((turn) => turn === rank).length);
      expect(Math.min(...counts)).toBeGreaterThan(0);
      expect(Math.max(...counts)).toBeLessThanOrEqual((2 * turns.length) / of);
    }
  });

  it('put the calls of one subject and side into one queue', () => {
    const once = callFor('inps', { about: 'one person' });
    const again = callFor('inps', { about: 'one person' });
    expect(queueOf(partitionOf(again))).toBe(queueOf(partitionOf(once)));
  });
});
