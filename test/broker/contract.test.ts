/** What every broker does alike. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Broker, Call, Consumer } from '../../src/broker/broker.js';
import type { SideName } from '../../src/foundation/names.js';
import { atOnce, callFor, EACH_BROKER, gate, until } from '../support/broker.js';

describe.each(EACH_BROKER)('the $kind broker', ({ open }) => {
  let broker: Broker;
  let consumers: Consumer[] = [];
  beforeAll(async () => {
    broker = await open();
  });
  afterEach(async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    consumers = [];
  });
  afterAll(() => broker.end());

  const consume = async (side: SideName, handler: (call: Call) => Promise<void>, prefetch = 4): Promise<Consumer> => {
    const consumer = await broker.consume(side, handler, atOnce(prefetch));
    consumers.push(consumer);
    return consumer;
  };

  it('brings every call to its own side, those published before its consumer came too', async () => {
    const seen: Call[] = [];
    const before = callFor('silp');
    await broker.publish(before);
    await consume('silp', async (call) => void seen.push(call));
    await consume('anpal', async (call) => void seen.push(call));
    const calls = [before, callFor('anpal'), callFor('silp')];
    await Promise.all(calls.slice(1).map((call) => broker.publish(call)));
    await until(() => seen.length === 3);
    const heard = calls.map(({ orderingKey: _, ...call }) => call);
    expect(seen.sort((a, b) => a.id.localeCompare(b.id))).toEqual(heard.sort((a, b) => a.id.localeCompare(b.id)));
  });

  it('works on no more calls at once than asked for', async () => {
    const { passed, open: letThrough } = gate();
    let [working, most, done] = [0, 0, 0];
    await consume(
      'inps',
      async () => {
        working += 1;
        most = Math.max(most, working);
        await passed;
        working -= 1;
        done += 1;
      },
      3,
    );
    await Promise.all(Array.from({ length: 12 }, () => broker.publish(callFor('inps'))));
    await until(() => working === 3);
    letThrough();
    await until(() => done === 12);
    expect(most).toBe(3);
  });

  it('brings a call again when its handler rejects, and the others meanwhile', async () => {
    const poison = callFor('miattivo');
    const others = Array.from({ length: 3 }, () => callFor('miattivo'));
    const order: string[] = [];
    await consume(
      'miattivo',
      async (call) => {
        order.push(call.id);
        if (call.id === poison.id && order.filter((id) => id === poison.id).length < 3) throw new Error('not now');
      },
      1,
    );
    for (const call of [poison, ...others]) await broker.publish(call);
    await until(() => order.length === 6);
    expect(order.filter((id) => id === poison.id)).toHaveLength(3);
    expect(order.slice(0, 4)).toEqual([poison.id, ...others.map((call) => call.id)]);
  });

  it('lets a slow side hold up no other', async () => {
    const { passed, open: letThrough } = gate();
    const seen: string[] = [];
    await consume('toscana-lavoro', () => passed);
    await consume('lavoro-per-te', async (call) => void seen.push(call.id));
    await Promise.all(Array.from({ length: 20 }, () => broker.publish(callFor('toscana-lavoro'))));
    await broker.publish(callFor('lavoro-per-te'));
    await until(() => seen.length === 1);
    letThrough();
    await until(async () => (await broker.depth('toscana-lavoro')) === 0);
  });

  it('ends a consumer after the calls in work, and keeps the others for the next', async () => {
    const { passed, open: letThrough } = gate();
    const done: string[] = [];
    const first = await consume(
      'silp',
      async (call) => {
        await passed;
        done.push(call.id);
      },
      1,
    );
    const calls = [callFor('silp'), callFor('silp'), callFor('silp')];
    for (const call of calls) await broker.publish(call);
    await until(async () => (await broker.depth('silp')) !== 3);
    const stopped = first.stop();
    letThrough();
    await stopped;
    expect(done).toEqual([calls[0]?.id]);
    await consume('silp', async (call) => void done.push(call.id));
    await until(() => done.length === 3);
    expect(new Set(done)).toEqual(new Set(calls.map((call) => call.id)));
  });

  it('hands out the calls of one key one at a time in the order published, and those of other keys meanwhile', async () => {
    const calls = Array.from({ length: 60 }, (_, n) => callFor('inps', { about: `person ${n % 5}` }));
    const person = new Map(calls.map((call) => [call.id, call.orderingKey]));
    const inWork = new Set<string | undefined>();
    const order: string[] = [];
    let [together, most] = [0, 0];
    for (const call of calls) await broker.publish(call);
    await consume(
      'inps',
      async ({ id }) => {
        if (inWork.has(person.get(id))) together += 1;
        inWork.add(person.get(id));
        most = Math.max(most, inWork.size);
        order.push(id);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inWork.delete(person.get(id));
      },
      8,
    );
    await until(() => order.length === calls.length);
    expect(together).toBe(0);
    expect(most).toBeGreaterThan(1);
    for (const key of new Set(person.values())) {
      const mine = (id: string | undefined) => person.get(id as Call['id']) === key;
      expect(order.filter(mine)).toEqual(calls.map(({ id }) => id).filter(mine));
    }
  });

  it('lets no call of a key overtake one that was rejected', async () => {
    const calls = Array.from({ length: 4 }, () => callFor('silp', { about: 'one person' }));
    const order: string[] = [];
    await consume('silp', async ({ id }) => {
      order.push(id);
      if (id === calls[1]?.id && order.length === 2) throw new Error('not now');
    });
    for (const call of calls) await broker.publish(call);
    await until(() => order.length === 5);
    expect(order).toEqual([0, 1, 1, 2, 3].map((n) => calls[n]?.id));
  });

  it('tells the lane, and delays no interactive call by a flood of bulk ones', async () => {
    const { passed, open: letThrough } = gate();
    const lanes: Call['lane'][] = [];
    let [working, most] = [0, 0];
    const consumer = await broker.consume(
      'miattivo',
      async ({ lane }) => {
        lanes.push(lane);
        if (lane === 'interactive') return;
        working += 1;
        most = Math.max(most, working);
        await passed;
        working -= 1;
      },
      { prefetch: { interactive: 1, bulk: 2, esiti: 1, events: 1 } },
    );
    consumers.push(consumer);
    await Promise.all(Array.from({ length: 50 }, () => broker.publish(callFor('miattivo', { lane: 'bulk' }))));
    await until(() => working === 2);
    for (let n = 1; n <= 5; n += 1) {
      await broker.publish(callFor('miattivo'));
      await until(() => lanes.filter((lane) => lane === 'interactive').length === n);
    }
    expect(lanes.filter((lane) => lane === 'bulk')).toHaveLength(2);
    letThrough();
    await until(() => lanes.length === 55);
    expect(most).toBe(2);
  });

  it('knows of no trouble where there is none, and takes it that others come', async () => {
    await broker.balance(0, 1);
    expect(await broker.troubles()).toEqual([]);
  });

  it('tells how many calls wait', async () => {
    await until(async () => (await broker.depth('anpal')) === 0);
    await Promise.all(Array.from({ length: 5 }, () => broker.publish(callFor('anpal'))));
    await until(async () => (await broker.depth('anpal')) === 5);
    await consume('anpal', async () => undefined);
    await until(async () => (await broker.depth('anpal')) === 0);
  });

  it('answers while it is open, and refuses everything afterwards', async () => {
    const short = await open();
    expect(short.ready).toBe(true);
    await short.ping();
    await short.end();
    expect(short.ready).toBe(false);
    await expect(short.publish(callFor('anpal'))).rejects.toMatchObject({ code: 'broker-closed' });
    await expect(short.ping()).rejects.toMatchObject({ status: 503 });
  });
});
