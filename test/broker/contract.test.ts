/** What every broker does alike. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Broker, Call, Consumer } from '../../src/broker/broker.js';
import type { SideName } from '../../src/foundation/names.js';
import { callFor, EACH_BROKER, gate, until } from '../support/broker.js';

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
    const consumer = await broker.consume(side, handler, { prefetch });
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
