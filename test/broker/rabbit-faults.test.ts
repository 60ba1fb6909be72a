/** RabbitMQ killed, blocked, misdeclared: on a node of this file's own. */
import { Socket } from 'node:net';
import { type Channel, connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Broker } from '../../src/broker/broker.js';
import { openBroker } from '../../src/broker/open.js';
import { openRabbit } from '../../src/broker/rabbit.js';
import {
  CURRENT,
  DEAD,
  EVENTS,
  EXCHANGE,
  OLDER,
  type Partition,
  partitionOf,
  queueOf,
  queuesOf,
  routingKeyOf,
  UNROUTABLE,
} from '../../src/broker/topology.js';
import { leftOvers, migrateRabbit } from '../../src/broker/topology-migrate.js';
import { SIDES, type SideName } from '../../src/foundation/names.js';
import { atOnce, callFor, SILENT, until } from '../support/broker.js';
import { type RabbitService, startRabbit } from '../support/services.js';

describe('the broker while RabbitMQ misbehaves', () => {
  let server: RabbitService;
  let url: string;
  const brokers: Broker[] = [];
  beforeAll(async () => {
    server = await startRabbit();
  });
  beforeEach(async () => {
    url = await server.freshVhost();
    warnings.length = 0;
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(brokers.splice(0).map((broker) => broker.end()));
  });
  afterAll(() => server.stop());

  const warnings: string[] = [];
  const log = {
    info: () => undefined,
    warn: (details: object, message: string) => void warnings.push(`${message} ${JSON.stringify(details)}`),
  };
  const open = async (): Promise<Broker> => {
    const broker = await openBroker({ url, log, sides: SIDES });
    brokers.push(broker);
    return broker;
  };
  /** Something done to RabbitMQ by somebody else. */
  const tamper = async <T>(how: (channel: Channel) => Promise<T>): Promise<T> => {
    const model = await connect(url);
    const channel = await model.createChannel();
    const done = await how(channel);
    // Closed first: the end of the connection would overtake what was published.
    await channel.close();
    await model.close();
    return done;
  };

  // First: a server that starts again recovers the queues of every virtual host there has been.
  it('delivers all that was confirmed when RabbitMQ is killed under calls in flight, and consumes again by itself', async () => {
    const broker = await open();
    const attempted = new Set<string>();
    const confirmed = new Set<string>();
    const delivered = new Set<string>();
    await broker.consume('anpal', async (call) => void delivered.add(call.id), atOnce(8));
    let stop = false;
    const refusals = new Set<string>();
    const publishing = Promise.all(
      // More than may be in flight, so that some wait for their turn when it happens.
      Array.from({ length: 400 }, async () => {
        while (!stop) {
          const call = callFor('anpal');
          attempted.add(call.id);
          await broker.publish(call).then(
            () => confirmed.add(call.id),
            async (error: { code: string }) => {
              refusals.add(error.code);
              await new Promise((resolve) => setTimeout(resolve, 20));
            },
          );
        }
      }),
    );
    await until(() => confirmed.size > 500);
    await server.kill9();
    await until(() => refusals.size > 0 && !broker.ready);
    await expect(broker.publish(callFor('anpal'))).rejects.toMatchObject({ status: 503 });
    await expect(broker.ping()).rejects.toMatchObject({ code: 'broker-unreachable' });
    const before = confirmed.size;
    await server.restart();
    await until(() => confirmed.size > before + 200);
    stop = true;
    await publishing;
    await until(() => [...confirmed].every((id) => delivered.has(id)));
    expect([...delivered].filter((id) => !attempted.has(id))).toEqual([]);
    expect([...refusals].filter((code) => !code.startsWith('broker-un'))).toEqual([]);
  });

  it('sends small packets at once on both connections', async () => {
    const noDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
    await open();
    expect(noDelay.mock.calls).toEqual([[true], [true]]);
  });

  it('declares the topology again when a call finds no queue, and brings the call', async () => {
    const broker = await open();
    const seen: string[] = [];
    await broker.consume('inps', async ({ id }) => void seen.push(id), atOnce(4));
    const call = callFor('inps');
    const lost = partitionOf(call);
    await tamper((channel) => channel.unbindQueue(queueOf(lost), EXCHANGE, routingKeyOf(lost)));
    await broker.publish(call);
    await until(() => seen.includes(call.id));
    expect(seen).toEqual([call.id]);
    expect(warnings.join()).toContain(routingKeyOf(lost));
    await until(async () => (await broker.troubles()).length === 0);
  });

  it('leaves a call for a side that nobody knows to the sweep', async () => {
    const broker = await open();
    await tamper(async (channel) => channel.publish(EXCHANGE, 'delivery.x-altrove.bulk.0', Buffer.from('x')));
    await until(() => warnings.some((line) => line.includes('x-altrove')));
    await until(async () => (await broker.troubles()).length === 0);
  });

  it('rejects a call that is in no queue at all, although RabbitMQ confirms it', async () => {
    const broker = await open();
    const call = callFor('inps');
    const lost = partitionOf(call);
    await tamper(async (channel) => {
      await channel.unbindQueue(queueOf(lost), EXCHANGE, routingKeyOf(lost));
      await channel.unbindQueue(UNROUTABLE, UNROUTABLE, '');
    });
    await expect(broker.publish(call)).rejects.toMatchObject({ code: 'broker-unconfirmed' });
    await broker.publish(callFor('anpal'));
  });

  it('declares what is needed for a side from outside', async () => {
    const outside: SideName = 'x-regione-nuova';
    const broker = await openBroker({ url, log, sides: [...SIDES, outside] });
    brokers.push(broker);
    const seen: string[] = [];
    const call = callFor(outside, { lane: 'bulk' });
    await broker.publish(call);
    await broker.consume(outside, async ({ id }) => void seen.push(id), atOnce(1));
    await until(() => seen.includes(call.id));
  });

  const bulk: Partition = { destination: 'silp', lane: 'bulk', number: 1 };

  it('makes a queue anew that has other arguments and is used by nobody, and says so', async () => {
    await tamper(async (channel) => {
      await channel.assertQueue(queueOf(bulk), { durable: true });
      channel.sendToQueue(queueOf(bulk), Buffer.from('one'));
    });
    const broker = await open();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(queueOf(bulk));
    expect(warnings[0]).toMatch(/x-[a-z-]+ is (none|'classic'), expected '.+'; it held 1 messages/);
    const seen: string[] = [];
    await broker.consume('silp', async ({ id }) => void seen.push(id), atOnce(4));
    const calls = Array.from({ length: 10 }, () => callFor('silp', { lane: 'bulk' }));
    for (const call of calls) await broker.publish(call);
    await until(() => seen.length === calls.length);
  });

  it('makes an exchange anew that has other arguments while nobody works behind it', async () => {
    await tamper(async (channel) => {
      await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
      await channel.assertExchange(EVENTS, 'fanout', { durable: true });
    });
    const broker = await open();
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/alternate-exchange is none, expected 'raccordo.v2.unroutable'/);
    expect(warnings[1]).toMatch(/type is 'fanout', expected '?topic/);
    await broker.publish(callFor('anpal'));
    await broker.ping();
  });

  it('names a queue with other arguments that is in use, what differs, and the mend', async () => {
    const model = await connect(url);
    const channel = await model.createChannel();
    await channel.assertQueue(queueOf(bulk), { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await channel.consume(queueOf(bulk), () => undefined);
    const error = await openBroker({ url, log, sides: SIDES }).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'broker-topology', mend: expect.stringContaining('raccordo migrate') });
    expect(String(error)).toMatch(
      /queue raccordo\.v2\.delivery\.silp\.bulk\.1: x-[a-z-]+ is none, expected '.+'; 1 consumers/,
    );
    await model.close();
    await open();
  });

  it('never takes the exchange of the events from under those who have bound to it', async () => {
    await tamper(async (channel) => {
      await channel.assertExchange(EVENTS, 'fanout', { durable: true });
      await channel.assertQueue('theirs', { durable: true });
      await channel.bindQueue('theirs', EVENTS, '');
    });
    const error = await openBroker({ url, log, sides: SIDES }).catch((fault: unknown) => fault);
    expect(error).toMatchObject({
      code: 'broker-topology',
      message: expect.stringContaining('queues are bound to it'),
    });
  });

  describe('after an upgrade', () => {
    const older = OLDER.map((topology) => topology.objects(SIDES));
    const declareOlder = () =>
      tamper(async (channel) => {
        for (const { exchanges, queues, bindings } of older) {
          for (const { name, type } of exchanges) await channel.assertExchange(name, type, { durable: true });
          for (const each of queues) await channel.assertQueue(each.name, { durable: true, arguments: each.arguments });
          for (const { queue, exchange, key } of bindings) await channel.bindQueue(queue, exchange, key);
        }
      });
    const migrate = async () => {
      const changes = await migrateRabbit({ url, log, sides: SIDES });
      return { changes, of: (what: string) => changes.filter((change) => change.what === what) };
    };

    it('leaves the older version to those who work with it, and removes it when they have gone', async () => {
      await declareOlder();
      await open();
      const model = await connect(url);
      const channel = await model.createChannel();
      const seen: string[] = [];
      await channel.consume('raccordo.v1.delivery.silp', (message) => void seen.push(String(message?.content)));
      const during = await migrate();
      expect(during.of('removed')).toEqual([]);
      expect(during.of('left')).toHaveLength(SIDES.length + 1);
      expect(during.of('left')[0]?.detail).toBe('in use by 1 consumers of version v1');
      channel.publish('raccordo.v1', 'delivery.silp', Buffer.from('still works'));
      await until(() => seen.length === 1);
      expect(await leftOvers({ url, log, sides: SIDES })).toMatchObject([{ version: 'v1', consumers: 1 }]);
      await model.close();
      const after = await migrate();
      expect(after.of('removed').map(({ object }) => object)).toEqual([
        ...SIDES.map((side) => `queue raccordo.v1.delivery.${side}`),
        'exchange raccordo.v1',
      ]);
      expect(await leftOvers({ url, log, sides: SIDES })).toEqual([]);
      expect((await migrate()).changes).toEqual([]);
    });

    it('says what was made on an empty broker', async () => {
      const { changes, of } = await migrate();
      expect(of('made')).toHaveLength(changes.length);
      expect(changes.map(({ object }) => object)).toContain(`queue ${queueOf(bulk)}`);
      expect(changes).toHaveLength(SIDES.flatMap(queuesOf).length + 2 + 4);
    });
  });

  it('says that the virtual host is not there', async () => {
    const nowhere = url.replace(/[^/]+$/, 'non-esiste');
    const error = await openBroker({ url: nowhere, log: SILENT, sides: SIDES }).catch((fault: unknown) => fault);
    expect(error).toMatchObject({
      code: 'broker-refused',
      message: expect.stringContaining('no virtual host non-esiste'),
    });
  });

  it('tells a wrong password from a server that is not there, and prints neither', async () => {
    const wrong = url.replace('guest:guest', 'guest:geheim');
    const refused = await openBroker({ url: wrong, log: SILENT, sides: SIDES }).catch((fault: unknown) => fault);
    expect(refused).toMatchObject({ code: 'broker-refused' });
    const nobody = await openBroker({ url: 'amqp://u:geheim@127.0.0.1:1', log: SILENT, sides: SIDES }).catch(
      (fault: unknown) => fault,
    );
    expect(nobody).toMatchObject({ code: 'broker-unreachable' });
    expect(String(refused) + String(nobody)).not.toContain('geheim');
  });

  it('consumes again after its queue was deleted under it', async () => {
    const broker = await open();
    const seen: string[] = [];
    await broker.consume('anpal', async (call) => void seen.push(call.id), atOnce(4));
    const call = callFor('anpal');
    await tamper((channel) => channel.deleteQueue(queueOf(partitionOf(call))));
    await until(async () => {
      await broker.publish(call).catch(() => undefined);
      return seen.includes(call.id);
    });
  });

  it('consumes again after its queue was deleted and made again at once', async () => {
    const broker = await openRabbit({ url, log, sides: SIDES, tendMs: 300 });
    brokers.push(broker);
    const seen: string[] = [];
    await broker.consume('anpal', async (call) => void seen.push(call.id), atOnce(4));
    const call = callFor('anpal');
    const queue = queueOf(partitionOf(call));
    const spec = CURRENT.objects(SIDES).queues.find(({ name }) => name === queue);
    await tamper(async (channel) => {
      // All three are on their way before RabbitMQ has told anybody.
      const deleted = channel.deleteQueue(queue);
      const made = channel.assertQueue(queue, { durable: true, arguments: spec?.arguments });
      await channel.bindQueue(queue, EXCHANGE, routingKeyOf(partitionOf(call)));
      await Promise.all([deleted, made]);
    });
    for (let n = 0; n < 20; n += 1) await broker.publish(call);
    await until(async () => seen.includes(call.id) && (await broker.depth('anpal')) === 0);
  });

  it('puts aside what is not one of its calls, where it can be seen', async () => {
    const broker = await open();
    const seen: string[] = [];
    const call = callFor('anpal');
    await tamper(async (channel) =>
      channel.publish(EXCHANGE, routingKeyOf(partitionOf(call)), Buffer.from('nonsense')),
    );
    await broker.publish(call);
    await broker.consume('anpal', async ({ id }) => void seen.push(id), atOnce(1));
    await until(async () => (await broker.troubles()).length === 1);
    expect(await broker.troubles()).toMatchObject([{ queue: DEAD, waiting: 1 }]);
    await until(async () => seen.length === 1 && (await broker.depth('anpal')) === 0);
    expect(seen).toEqual([call.id]);
    const dead = await tamper((channel) => channel.get(DEAD));
    expect(dead !== false && dead.content.toString()).toBe('nonsense');
  });

  it('refuses a call for a queue that is full, and takes others', async () => {
    const broker = await open();
    const vhost = url.split('/').pop() ?? '';
    // The smaller of two bounds holds: our own would take ten thousand calls to reach.
    await server.ctl('set_policy', '-p', vhost, 'small', '^raccordo\\.v2\\.delivery\\.inps\\.', '{"max-length":5}');
    const publish = () => broker.publish(callFor('inps', { about: 'one person' }));
    let refused: unknown;
    await until(async () => {
      await publish().catch((error: unknown) => {
        refused = error;
      });
      return refused !== undefined;
    });
    expect(refused).toMatchObject({ code: 'broker-full', message: expect.stringContaining('delivery.inps') });
    await broker.publish(callFor('anpal'));
    expect(await broker.depth('inps')).toBeGreaterThanOrEqual(5);
    const consumer = await broker.consume('inps', async () => undefined, atOnce(4));
    await until(async () => (await broker.depth('inps')) === 0);
    await consumer.stop();
    await publish();
  });

  it('refuses at once while RabbitMQ is short of memory, and works again afterwards', async () => {
    const broker = await open();
    await server.ctl('set_vm_memory_high_watermark', '0.000001');
    // RabbitMQ tells a publisher that it is blocked at its first publish.
    const first = broker.publish(callFor('anpal'));
    await until(() => !broker.ready);
    await expect(broker.publish(callFor('anpal'))).rejects.toMatchObject({ code: 'broker-blocked' });
    await server.ctl('set_vm_memory_high_watermark', '0.4');
    await first;
    await until(() => broker.ready);
    await broker.publish(callFor('anpal'));
  });
});
