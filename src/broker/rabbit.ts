/**
 * The broker on RabbitMQ. Publishing and consuming have a connection each: when RabbitMQ holds back a publisher that is
 * too fast, answers of consumers must still get through.
 */
import type { Channel, ChannelModel } from 'amqplib';
import { RaccordoError } from '../foundation/errors.js';
import { inTime } from '../foundation/in-time.js';
import { DELIVERY_LANES } from '../foundation/names.js';
import type { Announcement, Broker, Trouble, WakeUp } from './broker.js';
import { brokerError } from './errors.js';
import { Link } from './link.js';
import { type Outgoing, Publisher } from './publisher.js';
import { Subscription } from './subscription.js';
import {
  DEAD,
  EVENTS,
  EXCHANGE,
  KEY_HEADER,
  keyOf,
  type Partition,
  partitionOf,
  partitionsOf,
  queueOf,
  queuesOf,
  routingKeyOf,
  turnOf,
  UNROUTABLE,
} from './topology.js';
import { declareTopology, quietChannel } from './topology-declare.js';
import type { RabbitOptions } from './topology-migrate.js';
import { recoverUnroutable } from './unroutable.js';

/** How often a worker looks after its places in the lines. */
const TEND_MS = 15_000;

const AFTER_MEND_MS = 200;

/** How long a question to RabbitMQ may take: that a server has stopped is known only when its heartbeats are missed. */
const ANSWER_MS = 2_000;

const ASIDE: readonly Omit<Trouble, 'waiting'>[] = [
  { queue: UNROUTABLE, meaning: 'calls for which no queue is bound' },
  { queue: DEAD, meaning: 'messages in a queue of calls that are none of ours' },
];

const SILENT = `RabbitMQ has not answered in ${ANSWER_MS / 1000} s`;

export interface OpenRabbitOptions extends RabbitOptions {
  /** How often a worker looks after its places in the lines. */
  readonly tendMs?: number;
}

/**
 * Connects and declares the topology. Afterwards lost connections come back by themselves, and consumers with them.
 * @param options.url `amqp://user:password@host:port/vhost` (or `amqps:`); of a cluster one for each node, separated by commas.
 * @throws `broker-unreachable`, `broker-refused`, `broker-topology`.
 */
export async function openRabbit({ url, log, sides, tendMs = TEND_MS }: OpenRabbitOptions): Promise<Broker> {
  const publisher = new Publisher();
  const subscriptions = new Set<Subscription>();
  const keys = new Set(sides.flatMap(queuesOf).map(routingKeyOf));
  let others: ((partition: Partition) => boolean) | undefined;
  let control: Channel | undefined;
  let consuming: ChannelModel | undefined;
  let closed = false;
  let unanswered = false;

  const publishLink = new Link(
    url,
    'publish',
    {
      async up(model) {
        await declareTopology(model, sides, log);
        control = await quietChannel(model);
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
        await declareTopology(model, sides, log);
        await recoverUnroutable(model, {
          knows: (routingKey) => keys.has(routingKey),
          async mend() {
            await declareTopology(model, sides, log);
            // The queue was not there: our consumer of it may be none any more (see `tend`). First the calls go out again.
            setTimeout(() => consumeLink.renew(), AFTER_MEND_MS).unref();
          },
          republish: ({ content, fields: { routingKey }, properties: { headers, messageId } }) =>
            publisher.publish(call(String(messageId), routingKey, content, headers)),
          cancelled: () => consumeLink.renew(),
          log,
        });
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
    // Until it has answered an earlier question nobody else waits for it.
    if (unanswered) throw brokerError('broker-unreachable', SILENT);
    try {
      const answer = question(control);
      return await inTime(answer, ANSWER_MS, () => {
        unanswered = true;
        const heard = (): void => {
          unanswered = false;
        };
        answer.then(heard, heard);
        return brokerError('broker-unreachable', SILENT);
      });
    } catch (error) {
      if (error instanceof RaccordoError) throw error;
      // The question has cost the channel; the connection is made anew with a new one.
      publishLink.renew();
      throw brokerError('broker-unreachable', error instanceof Error ? error.message : 'no answer');
    }
  };
  const waitingIn = async (queue: string): Promise<number> =>
    (await ask((channel) => channel.checkQueue(queue))).messageCount;
  const open = (): void => {
    if (closed) throw brokerError('broker-closed', 'the broker has ended');
  };

  const goBehind = async (fits: (partition: Partition, busy: boolean) => boolean): Promise<void> => {
    await Promise.all([...subscriptions].map((each) => each.goBehind(fits)));
  };
  let suspects: ReadonlySet<string> = new Set();
  /**
   * Goes behind where a worker does what is another one's turn: a lost connection puts it at the end of every line although
   * nobody has come or gone. And makes the connection anew where it is our turn, calls wait, and twice none has come: when a
   * queue is deleted and made again at once, RabbitMQ 3 goes on with our consumer by itself, and what that takes never
   * reaches us.
   */
  const tend = async (): Promise<void> => {
    const silent = [...subscriptions].flatMap((each) => each.silent()).filter((each) => !others?.(each));
    const waiting = new Set<string>();
    try {
      for (const queue of silent.map(queueOf)) if ((await waitingIn(queue)) > 0) waiting.add(queue);
    } catch {
      // Without an answer there is nothing to mend: with a new connection all is consumed anew.
    }
    const stuck = [...waiting].find((queue) => suspects.has(queue));
    suspects = waiting;
    if (stuck !== undefined) {
      log.warn({ queue: stuck }, 'calls wait and none comes: the connection is made anew');
      consumeLink.renew();
    } else if (others !== undefined) {
      const theirs = others;
      await goBehind((partition, busy) => busy && theirs(partition));
    }
  };

  await publishLink.start();
  try {
    await consumeLink.start();
  } catch (error) {
    await publishLink.end();
    throw error;
  }

  let tending: Promise<void> = Promise.resolve();
  const tender = setInterval(() => {
    tending = tending.then(tend);
  }, tendMs).unref();

  return {
    get ready() {
      return !closed && publisher.fault === undefined;
    },
    async publish(wakeUp) {
      open();
      await publisher.publish(outgoing(wakeUp));
    },
    async announce(event) {
      open();
      await publisher.publish(announcement(event));
    },
    async consume(destination, handler, { prefetch }) {
      open();
      const lanes = DELIVERY_LANES.map(
        (lane) =>
          new Subscription({
            destination,
            lane,
            handler,
            atOnce: prefetch[lane],
            cancelled: () => consumeLink.renew(),
            stopped: (self) => subscriptions.delete(self),
          }),
      );
      for (const subscription of lanes) subscriptions.add(subscription);
      const model = consuming;
      // Without a connection, or when it breaks just now, the link attaches them with the others.
      if (model !== undefined)
        await Promise.all(lanes.map((each) => each.attach(model))).catch(() => consumeLink.renew());
      return {
        async stop() {
          await Promise.all(lanes.map((subscription) => subscription.stop()));
        },
      };
    },
    async balance(rank, of) {
      others = of > 1 ? (partition) => turnOf(partition, of) !== rank : undefined;
      const theirs = others;
      if (theirs !== undefined) await goBehind(theirs);
    },
    depth: async (destination, lane) => {
      try {
        let sum = 0;
        for (const partition of lane === undefined ? queuesOf(destination) : partitionsOf(destination, lane))
          sum += await waitingIn(queueOf(partition));
        return sum;
      } catch {
        return undefined;
      }
    },
    async troubles() {
      try {
        const found: Trouble[] = [];
        for (const aside of ASIDE) found.push({ ...aside, waiting: await waitingIn(aside.queue) });
        return found.filter(({ waiting }) => waiting > 0);
      } catch {
        return [];
      }
    },
    async ping() {
      await ask((channel) => channel.checkExchange(EXCHANGE));
    },
    async end() {
      closed = true;
      clearInterval(tender);
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      await publisher.drained();
      await Promise.all([publishLink.end(), consumeLink.end()]);
    },
  };
}

function outgoing(wakeUp: WakeUp): Outgoing {
  const key = keyOf(wakeUp.orderingKey).toString(16);
  return call(wakeUp.id, routingKeyOf(partitionOf(wakeUp)), Buffer.from(wakeUp.id), { [KEY_HEADER]: key });
}

function call(messageId: string, routingKey: string, content: Buffer, headers: Outgoing['headers'] = {}): Outgoing {
  return {
    exchange: EXCHANGE,
    routingKey,
    content,
    contentType: 'text/plain',
    messageId,
    headers,
    unrouted: () => brokerError('broker-unconfirmed', `no queue is bound for ${routingKey}`),
  };
}

function announcement({ id, routingKey, contentType, body }: Announcement): Outgoing {
  return {
    exchange: EVENTS,
    routingKey,
    content: body,
    contentType,
    messageId: id,
    unrouted: () => brokerError('broker-no-subscriber', `no queue is bound to ${EVENTS} for ${routingKey}`),
  };
}
