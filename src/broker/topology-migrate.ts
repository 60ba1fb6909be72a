/** `raccordo migrate` and `raccordo doctor` for RabbitMQ: the current topology made, what older versions left taken away. */
import { randomUUID } from 'node:crypto';
import type { ChannelModel } from 'amqplib';
import type { RaccordoError } from '../foundation/errors.js';
import type { SideName } from '../foundation/names.js';
import { brokerError } from './errors.js';
import { type BrokerLog, Link } from './link.js';
import { CURRENT, EXCHANGE, type ExchangeSpec, OLDER, type QueueSpec, type Topology } from './topology.js';
import { type BrokerChange, Channels, consumersOf, declareTopology, quietChannel } from './topology-declare.js';

export interface RabbitOptions {
  readonly url: string;
  readonly log: BrokerLog;
  readonly sides: readonly SideName[];
}

/** What an older version has left on the broker. */
export interface LeftOver {
  readonly version: string;
  /** `queue raccordo.v1.delivery.silp` */
  readonly objects: readonly string[];
  /** Of all its queues. While there is one, a process of that version is at work. */
  readonly consumers: number;
}

/**
 * Declares the current topology and removes the objects of older ones that nobody uses: of one version all or none, so that an
 * old process keeps what it works with.
 * @throws `broker-unreachable`, `broker-refused`, `broker-topology`.
 */
export async function migrateRabbit({ url, log, sides }: RabbitOptions): Promise<readonly BrokerChange[]> {
  return await connected(url, log, async (model) => {
    const declared = await declareTopology(model, sides, log, true);
    const channels = new Channels(model);
    const removed: BrokerChange[] = [];
    for (const topology of OLDER) removed.push(...(await remove(channels, topology, sides)));
    return [...declared, ...removed];
  });
}

/**
 * What older versions have left.
 * @throws `broker-unreachable`, `broker-refused`.
 */
export async function leftOvers({ url, log, sides }: RabbitOptions): Promise<readonly LeftOver[]> {
  return await connected(url, log, async (model) => {
    const channels = new Channels(model);
    const found = await Promise.all(
      OLDER.map(async (topology) => {
        const { queues, exchanges, consumers } = await present(channels, topology, sides);
        const objects = [...queues, ...exchanges].map(({ kind, name }) => `${kind} ${name}`);
        return { version: topology.version, objects, consumers };
      }),
    );
    return found.filter(({ objects }) => objects.length > 0);
  });
}

/**
 * Why RabbitMQ takes no messages now; undefined while it takes them. It tells that to who publishes alone, so something is
 * published: to a queue of its own, which goes with the connection.
 * @throws `broker-unreachable`, `broker-refused`.
 */
export async function whyBlocked({ url, log }: RabbitOptions): Promise<RaccordoError | undefined> {
  return await connected(url, log, async (model) => {
    const blocked = new Promise<string>((resolve) => model.once('blocked', resolve));
    const channel = await quietChannel(model);
    const name = `raccordo.look.${randomUUID()}`;
    await channel.assertQueue(name, { exclusive: true, durable: false });
    await channel.bindQueue(name, EXCHANGE, name);
    channel.publish(EXCHANGE, name, Buffer.from('x'));
    // RabbitMQ reads this after what was published: it answers, or has stopped reading there and says why.
    const read = channel.checkExchange(EXCHANGE).then(() => undefined);
    const reason = await Promise.race([blocked, read]);
    read.catch(() => undefined);
    return reason === undefined ? undefined : brokerError('broker-blocked', reason);
  });
}

async function connected<T>(url: string, log: BrokerLog, work: (model: ChannelModel) => Promise<T>): Promise<T> {
  let result: { readonly value: T } | undefined;
  const link = new Link(
    url,
    'migrate',
    {
      async up(model) {
        result ??= { value: await work(model) };
      },
      down: () => undefined,
    },
    log,
  );
  await link.start();
  await link.end();
  return (result as unknown as { readonly value: T }).value;
}

interface Present {
  readonly queues: readonly QueueSpec[];
  readonly exchanges: readonly ExchangeSpec[];
  readonly consumers: number;
}

/** The objects of a version that exist and do not belong to the current one. */
async function present(channels: Channels, topology: Topology, sides: readonly SideName[]): Promise<Present> {
  const current = CURRENT.objects(sides);
  const kept = new Set([...current.queues, ...current.exchanges].map(({ name }) => name));
  const mine = topology.objects(sides);
  const queues: QueueSpec[] = [];
  const exchanges: ExchangeSpec[] = [];
  for (const spec of mine.queues.filter(({ name }) => !kept.has(name)))
    if (await channels.find((channel) => channel.checkQueue(spec.name))) queues.push(spec);
  for (const spec of mine.exchanges.filter(({ name }) => !kept.has(name)))
    if (await channels.find((channel) => channel.checkExchange(spec.name))) exchanges.push(spec);
  return { queues, exchanges, consumers: await consumersOf(channels, queues) };
}

async function remove(channels: Channels, topology: Topology, sides: readonly SideName[]): Promise<BrokerChange[]> {
  const { queues, exchanges, consumers } = await present(channels, topology, sides);
  if (consumers > 0) {
    const detail = `in use by ${consumers} consumers of version ${topology.version}`;
    return [...queues, ...exchanges].map(({ kind, name }) => ({ object: `${kind} ${name}`, what: 'left', detail }));
  }
  const removed: BrokerChange[] = [];
  for (const { name } of queues) {
    const { messageCount } = await channels.run((channel) => channel.deleteQueue(name));
    removed.push({ object: `queue ${name}`, what: 'removed', detail: `it held ${messageCount} calls` });
  }
  for (const { name } of exchanges) {
    await channels.run((channel) => channel.deleteExchange(name));
    removed.push({ object: `exchange ${name}`, what: 'removed' });
  }
  return removed;
}
