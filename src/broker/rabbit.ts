/**
 * The broker on RabbitMQ. Publishing and consuming have a connection each: when RabbitMQ holds back a publisher that is
 * too fast, answers of consumers must still get through.
 */
import type { Channel, ChannelModel } from 'amqplib';
import type { Broker } from './broker.js';
import { brokerError } from './errors.js';
import { type BrokerLog, Link } from './link.js';
import { Publisher } from './publisher.js';
import { Subscription } from './subscription.js';
import { declareTopology, EXCHANGE, queueOf } from './topology.js';

/**
 * Connects and declares exchange and queues. Afterwards lost connections come back by themselves, and consumers with them.
 * @param url `amqp://user:password@host:port/vhost` (or `amqps:`).
 * @throws `broker-unreachable`, `broker-refused`, `broker-topology`.
 */
export async function openRabbit(url: string, log: BrokerLog): Promise<Broker> {
  const publisher = new Publisher();
  const subscriptions = new Set<Subscription>();
  let control: Channel | undefined;
  let consuming: ChannelModel | undefined;
  let closed = false;

  const publishLink = new Link(
    url,
    'publish',
    {
      async up(model) {
        control = await quietChannel(model);
        await declareTopology(control);
        const confirms = await model.createConfirmChannel();
        confirms.on('error', () => undefined);
        confirms.on('close', () => publishLink.renew());
        model.on('blocked', (reason) => publisher.block(reason));
        model.on('unblocked', () => publisher.block(undefined));
        publisher.attach(confirms);
      },
      down(fault) {
        control = undefined;
        publisher.detach(fault);
      },
    },
    log,
  );

  const consumeLink = new Link(
    url,
    'consume',
    {
      async up(model) {
        const channel = await quietChannel(model);
        await declareTopology(channel);
        await channel.close();
        for (const subscription of subscriptions) await subscription.attach(model);
        consuming = model;
      },
      down() {
        consuming = undefined;
        for (const subscription of subscriptions) subscription.detach();
      },
    },
    log,
  );

  const ask = async <T>(question: (channel: Channel) => Promise<T>): Promise<T> => {
    if (publisher.fault !== undefined) throw publisher.fault;
    if (control === undefined) throw brokerError('broker-unreachable', 'no channel');
    try {
      return await question(control);
    } catch (error) {
      // The question has cost the channel; the connection is made anew with a new one.
      publishLink.renew();
      throw brokerError('broker-unreachable', error instanceof Error ? error.message : 'no answer');
    }
  };

  await publishLink.start();
  try {
    await consumeLink.start();
  } catch (error) {
    await publishLink.end();
    throw error;
  }

  return {
    get ready() {
      return !closed && publisher.fault === undefined;
    },
    publish: (call) =>
      closed ? Promise.reject(brokerError('broker-closed', 'the broker has ended')) : publisher.publish(call),
    async consume(destination, handler, { prefetch }) {
      if (closed) throw brokerError('broker-closed', 'the broker has ended');
      const subscription = new Subscription(destination, handler, prefetch, {
        cancelled: () => consumeLink.renew(),
        stopped: (self) => subscriptions.delete(self),
      });
      subscriptions.add(subscription);
      // Without a connection, or when it breaks just now, the link attaches it with the others.
      if (consuming !== undefined) await subscription.attach(consuming).catch(() => consumeLink.renew());
      return subscription;
    },
    depth: async (destination) =>
      (await ask((channel) => channel.checkQueue(queueOf(destination))).catch(() => undefined))?.messageCount,
    async ping() {
      await ask((channel) => channel.checkExchange(EXCHANGE));
    },
    async end() {
      closed = true;
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      await publisher.drained();
      await Promise.all([publishLink.end(), consumeLink.end()]);
    },
  };
}

async function quietChannel(model: ChannelModel): Promise<Channel> {
  const channel = await model.createChannel();
  // Its rejections tell; an `error` without a listener would end the process.
  channel.on('error', () => undefined);
  return channel;
}
