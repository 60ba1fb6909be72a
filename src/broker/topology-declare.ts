/**
 * Declares a topology, and makes anew what exists with other arguments and is used by nobody: it holds only calls, which
 * the store makes again.
 */
import type { Channel, ChannelModel } from 'amqplib';
import type { SideName } from '../foundation/names.js';
import { brokerError } from './errors.js';
import type { BrokerLog } from './link.js';
import { CURRENT, type ExchangeSpec, type Objects, type QueueSpec } from './topology.js';

const PRECONDITION_FAILED = 406;
const NOT_FOUND = 404;

/** What was done with an object on the broker. */
export interface BrokerChange {
  /** `queue raccordo.v2.dead` */
  readonly object: string;
  readonly what: 'made' | 'remade' | 'removed' | 'left';
  /** For a person: what differed, what it held, who uses it. */
  readonly detail?: string;
}

const codeOf = (error: unknown): number | undefined => (error as { code?: number }).code;
const nameOf = ({ kind, name }: ExchangeSpec | QueueSpec): string => `${kind} ${name}`;

/** Channels on one connection, a new one whenever RabbitMQ has closed the last because it said no. */
export class Channels {
  #channel: Channel | undefined;

  constructor(private readonly model: ChannelModel) {}

  /** @returns undefined when the object asked about does not exist. */
  async find<T>(ask: (channel: Channel) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.run(ask);
    } catch (error) {
      if (codeOf(error) === NOT_FOUND) return undefined;
      throw error;
    }
  }

  async run<T>(work: (channel: Channel) => Promise<T>): Promise<T> {
    this.#channel ??= await quietChannel(this.model);
    try {
      return await work(this.#channel);
    } catch (error) {
      this.#channel = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#channel !== undefined) await closeChannel(this.#channel);
    this.#channel = undefined;
  }
}

/** Closes a channel. The library's own promise is left unsettled when the connection goes before the server has answered. */
export async function closeChannel(channel: Channel): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    channel.once('close', resolve);
  });
  await Promise.race([channel.close().catch(() => undefined), gone]);
}

/** A channel whose rejections tell; an `error` without a listener would end the process. */
export async function quietChannel(model: ChannelModel): Promise<Channel> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  return channel;
}

/**
 * Declares exchanges, queues and bindings of the current version; nothing happens where they exist as they should.
 * @param look also say what was made: costs a question per object.
 * @throws `broker-topology` when one exists with other arguments and is in use.
 */
export async function declareTopology(
  model: ChannelModel,
  sides: readonly SideName[],
  log: BrokerLog,
  look = false,
): Promise<readonly BrokerChange[]> {
  const objects = CURRENT.objects(sides);
  const channels = new Channels(model);
  const changes: BrokerChange[] = [];
  for (const spec of [...objects.exchanges, ...objects.queues]) {
    const there = look && (await channels.find((channel) => check(channel, spec))) !== undefined;
    const remade = await ensure(channels, spec, objects);
    if (remade !== undefined) {
      log.warn(remade, 'an object on the broker had other arguments and was made anew');
      changes.push(remade);
    } else if (look && !there) changes.push({ object: nameOf(spec), what: 'made' });
  }
  await channels.run(async (channel) => {
    for (const { queue, exchange, key } of objects.bindings) await channel.bindQueue(queue, exchange, key);
  });
  await channels.close();
  return changes;
}

function check(channel: Channel, { kind, name }: ExchangeSpec | QueueSpec): Promise<unknown> {
  return kind === 'queue' ? channel.checkQueue(name) : channel.checkExchange(name);
}

async function declare(channel: Channel, spec: ExchangeSpec | QueueSpec): Promise<void> {
  const options = { durable: true, arguments: spec.arguments };
  if (spec.kind === 'queue') await channel.assertQueue(spec.name, options);
  else await channel.assertExchange(spec.name, spec.type, options);
}

/** Declares one object; says what it did when the object was there with other arguments. */
async function ensure(
  channels: Channels,
  spec: ExchangeSpec | QueueSpec,
  objects: Objects,
): Promise<BrokerChange | undefined> {
  try {
    await channels.run((channel) => declare(channel, spec));
    return undefined;
  } catch (error) {
    if (codeOf(error) !== PRECONDITION_FAILED) throw error;
    const differs = differenceIn(error instanceof Error ? error.message : '');
    const held = spec.kind === 'queue' ? await removeQueue(channels, spec, differs) : undefined;
    if (spec.kind === 'exchange') await removeExchange(channels, spec, objects, differs);
    await channels.run((channel) => declare(channel, spec));
    const detail = held === undefined ? differs : `${differs}; it held ${held} messages`;
    return { object: nameOf(spec), what: 'remade', detail };
  }
}

/**
 * How many messages it held. Quorum queues do not know "delete if unused", so it is asked first; one who comes in between
 * loses his consumer and declares again.
 */
async function removeQueue(channels: Channels, spec: QueueSpec, differs: string): Promise<number> {
  const found = await channels.find((channel) => channel.checkQueue(spec.name));
  if (found === undefined) return 0;
  if (found.consumerCount > 0) throw inUse(spec, differs, `${found.consumerCount} consumers use it`);
  return (await channels.run((channel) => channel.deleteQueue(spec.name))).messageCount;
}

/** Who publishes to an exchange cannot be seen; who works on our queues can. */
async function removeExchange(
  channels: Channels,
  spec: ExchangeSpec,
  { queues }: Objects,
  differs: string,
): Promise<void> {
  if (spec.shared) {
    try {
      await channels.run((channel) => channel.deleteExchange(spec.name, { ifUnused: true }));
    } catch (error) {
      if (codeOf(error) !== PRECONDITION_FAILED) throw error;
      throw inUse(spec, differs, 'queues are bound to it');
    }
    return;
  }
  const consumers = await consumersOf(channels, queues);
  if (consumers > 0) throw inUse(spec, differs, `${consumers} consumers work on the queues behind it`);
  await channels.run((channel) => channel.deleteExchange(spec.name));
}

/** Consumers of all these queues together. */
export async function consumersOf(channels: Channels, queues: readonly QueueSpec[]): Promise<number> {
  let sum = 0;
  for (const { name } of queues)
    sum += (await channels.find((channel) => channel.checkQueue(name)))?.consumerCount ?? 0;
  return sum;
}

const inUse = (spec: ExchangeSpec | QueueSpec, differs: string, by: string): Error =>
  brokerError('broker-topology', `${nameOf(spec)}: ${differs}; ${by}`);

/** RabbitMQ's words: `inequivalent arg 'x-max-length' for queue 'q' in vhost '/': received '10' but current is '20'`. */
const INEQUIVALENT =
  /inequivalent arg '([^']+)' for .*?: received (?:the value )?(none|'[^']*').*? but current is (?:the value )?(none|'[^']*')/;

function differenceIn(message: string): string {
  const found = INEQUIVALENT.exec(message);
  if (found === null) return message;
  const [, argument, wanted, present] = found;
  return `${argument} is ${present}, expected ${wanted}`;
}
