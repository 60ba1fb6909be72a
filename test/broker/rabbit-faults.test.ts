/** RabbitMQ killed, blocked, misdeclared: on a node of this file's own. */
import { Socket } from 'node:net';
import { connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Broker } from '../../src/broker/broker.js';
import { openBroker } from '../../src/broker/open.js';
import { EXCHANGE, queueOf, routingKeyOf } from '../../src/broker/topology.js';
import { callFor, SILENT, until } from '../support/broker.js';
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
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(brokers.splice(0).map((broker) => broker.end()));
  });
  afterAll(() => server.stop());

  const open = async (): Promise<Broker> => {
    const broker = await openBroker({ url, log: SILENT });
    brokers.push(broker);
    return broker;
  };

  it('sends small packets at once on both connections', async () => {
    const noDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
    await open();
    expect(noDelay.mock.calls).toEqual([[true], [true]]);
  });

  it('rejects a call that no queue would get, although RabbitMQ confirms it', async () => {
    const broker = await open();
    const model = await connect(url);
    const channel = await model.createChannel();
    await channel.unbindQueue(queueOf('inps'), EXCHANGE, routingKeyOf('inps'));
    await expect(broker.publish(callFor('inps'))).rejects.toMatchObject({ code: 'broker-unconfirmed' });
    await broker.publish(callFor('anpal'));
    await model.close();
  });

  it('names a queue that exists with other properties, and the mend', async () => {
    const model = await connect(url);
    const channel = await model.createChannel();
    await channel.assertQueue(queueOf('silp'), { durable: true });
    await model.close();
    const error = await openBroker({ url, log: SILENT }).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'broker-topology', message: expect.stringContaining(queueOf('silp')) });
  });

  it('says that the virtual host is not there', async () => {
    const nowhere = url.replace(/[^/]+$/, 'non-esiste');
    const error = await openBroker({ url: nowhere, log: SILENT }).catch((fault: unknown) => fault);
    expect(error).toMatchObject({
      code: 'broker-refused',
      message: expect.stringContaining('no virtual host non-esiste'),
    });
  });

  it('tells a wrong password from a server that is not there, and prints neither', async () => {
    const wrong = url.replace('guest:guest', 'guest:geheim');
    const refused = await openBroker({ url: wrong, log: SILENT }).catch((fault: unknown) => fault);
    expect(refused).toMatchObject({ code: 'broker-refused' });
    const nobody = await openBroker({ url: 'amqp://u:geheim@127.0.0.1:1', log: SILENT }).catch(
      (fault: unknown) => fault,
    );
    expect(nobody).toMatchObject({ code: 'broker-unreachable' });
    expect(String(refused) + String(nobody)).not.toContain('geheim');
  });

  it('consumes again after its queue was deleted under it', async () => {
    const broker = await open();
    const seen: string[] = [];
    await broker.consume('anpal', async (call) => void seen.push(call.id), { prefetch: 4 });
    const model = await connect(url);
    await (await model.createChannel()).deleteQueue(queueOf('anpal'));
    await model.close();
    const call = callFor('anpal');
    await until(async () => {
      await broker.publish(call).catch(() => undefined);
      return seen.includes(call.id);
    });
  });

  it('throws away what is not one of its calls', async () => {
    const broker = await open();
    const seen: string[] = [];
    const model = await connect(url);
    (await model.createChannel()).publish(EXCHANGE, routingKeyOf('anpal'), Buffer.from('nonsense'));
    await model.close();
    const call = callFor('anpal');
    await broker.publish(call);
    await broker.consume('anpal', async ({ id }) => void seen.push(id), { prefetch: 1 });
    await until(async () => seen.length === 1 && (await broker.depth('anpal')) === 0);
    expect(seen).toEqual([call.id]);
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

  it('delivers all that was confirmed when RabbitMQ is killed under calls in flight, and consumes again by itself', async () => {
    const broker = await open();
    const attempted = new Set<string>();
    const confirmed = new Set<string>();
    const delivered = new Set<string>();
    await broker.consume('anpal', async (call) => void delivered.add(call.id), { prefetch: 8 });
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
});
