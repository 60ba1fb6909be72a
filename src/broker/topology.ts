/**
 * What we declare in RabbitMQ, version by version, as data. The version stands in every name: RabbitMQ refuses to change
 * the arguments of what exists, so other arguments get other names, and during an upgrade both versions work side by side.
 */
import { createHash } from 'node:crypto';
import { DELIVERY_LANES, type DeliveryLane, type SideName } from '../foundation/names.js';
import type { WakeUp } from './broker.js';

type Arguments = Readonly<Record<string, string | number | boolean>>;

export interface ExchangeSpec {
  readonly kind: 'exchange';
  readonly name: string;
  readonly type: 'topic' | 'fanout';
  readonly arguments: Arguments;
  /** Others bind queues of theirs to it: it is never deleted under them. */
  readonly shared?: true;
}

export interface QueueSpec {
  readonly kind: 'queue';
  readonly name: string;
  readonly arguments: Arguments;
}

export interface Binding {
  readonly queue: string;
  readonly exchange: string;
  readonly key: string;
}

/** What one version consists of, for the sides that are known where it is declared. */
export interface Objects {
  readonly exchanges: readonly ExchangeSpec[];
  readonly queues: readonly QueueSpec[];
  readonly bindings: readonly Binding[];
}

export interface Topology {
  readonly version: string;
  objects(sides: readonly SideName[]): Objects;
}

const topic = (name: string, args: Arguments = {}): ExchangeSpec => ({
  kind: 'exchange',
  name,
  type: 'topic',
  arguments: args,
});
const fanout = (name: string): ExchangeSpec => ({ kind: 'exchange', name, type: 'fanout', arguments: {} });
/** A confirmed message of a quorum queue is on disk, and on most of the nodes where there are several. */
const quorum = (name: string, args: Arguments = {}): QueueSpec => ({
  kind: 'queue',
  name,
  arguments: { 'x-queue-type': 'quorum', ...args },
});

/** One queue for each side. */
const V1: Topology = {
  version: 'v1',
  objects(sides) {
    const queues = sides.map((side) => quorum(`raccordo.v1.delivery.${side}`));
    return {
      exchanges: [topic('raccordo.v1')],
      queues,
      bindings: sides.map((side) => ({
        queue: `raccordo.v1.delivery.${side}`,
        exchange: 'raccordo.v1',
        key: `delivery.${side}`,
      })),
    };
  },
};

export const EXCHANGE = 'raccordo.v2';
/** Calls for which no queue was bound. */
export const UNROUTABLE = 'raccordo.v2.unroutable';
/** What came into a queue of calls and is none. */
export const DEAD = 'raccordo.v2.dead';
/** For systems outside. Its version is that of the events, whatever becomes of our own queues. */
export const EVENTS = 'raccordo.events.v1';

/**
 * Queues per side and lane. Part of the version: with another number the calls of a subject would go to another queue while
 * the old one still holds some. Four are enough to share the work among as many workers; every one costs each process a
 * consumer and the server a log.
 */
export const PARTITIONS: Readonly<Record<DeliveryLane, number>> = { interactive: 4, bulk: 2, esiti: 1, events: 1 };

/**
 * Calls in one queue, some 150 bytes each. While nobody works, the sweep calls every delivery again and again; without a
 * bound those calls would fill the disk. What does not fit is refused and stays in the store, where the sweep finds it.
 */
const LONGEST_QUEUE = 10_000;

/**
 * How often a call may come back because a worker was lost. RabbitMQ 3 sets no limit and 4 one of 20; attempts are counted
 * in the store, so the broker's own count must mean nothing in either. With a limit a call that comes back goes to the
 * front, where it was; without one it would go to the back.
 */
const RETURNS = 1_000_000;

const CALLS: Arguments = {
  // Of all workers one gets the calls of a queue; the next in line takes over when it goes.
  'x-single-active-consumer': true,
  // The two that dead-lettering without loss asks for.
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
  'x-dead-letter-exchange': DEAD,
  'x-max-length': LONGEST_QUEUE,
  'x-delivery-limit': RETURNS,
};

/** These take what went wrong. When they are full the oldest goes: a queue of calls must never wait for room in them. */
const ASIDE: Arguments = { 'x-max-length': LONGEST_QUEUE, 'x-overflow': 'drop-head' };

/** A queue of calls: one partition of one lane of one side. */
export interface Partition {
  readonly destination: SideName;
  readonly lane: DeliveryLane;
  readonly number: number;
}

export const queueOf = ({ destination, lane, number }: Partition): string =>
  `${EXCHANGE}.delivery.${destination}.${lane}.${number}`;
export const routingKeyOf = ({ destination, lane, number }: Partition): string =>
  `delivery.${destination}.${lane}.${number}`;

export const partitionsOf = (destination: SideName, lane: DeliveryLane): readonly Partition[] =>
  Array.from({ length: PARTITIONS[lane] }, (_, number) => ({ destination, lane, number }));

/** Every queue of calls of a side. */
export const queuesOf = (destination: SideName): readonly Partition[] =>
  DELIVERY_LANES.flatMap((lane) => partitionsOf(destination, lane));

/** Partitions with one active consumer each, and places for what goes astray. */
const V2: Topology = {
  version: 'v2',
  objects(sides) {
    const partitions = sides.flatMap(queuesOf);
    return {
      exchanges: [
        topic(EXCHANGE, { 'alternate-exchange': UNROUTABLE }),
        fanout(UNROUTABLE),
        fanout(DEAD),
        { ...topic(EVENTS), shared: true },
      ],
      queues: [
        quorum(UNROUTABLE, ASIDE),
        quorum(DEAD, ASIDE),
        ...partitions.map((each) => quorum(queueOf(each), CALLS)),
      ],
      bindings: [
        { queue: UNROUTABLE, exchange: UNROUTABLE, key: '' },
        { queue: DEAD, exchange: DEAD, key: '' },
        ...partitions.map((each) => ({ queue: queueOf(each), exchange: EXCHANGE, key: routingKeyOf(each) })),
      ],
    };
  },
};

/** Oldest first; the last one is the current one. */
const TOPOLOGIES: readonly Topology[] = [V1, V2];
export const CURRENT: Topology = V2;
export const OLDER: readonly Topology[] = TOPOLOGIES.filter((each) => each !== CURRENT);

/** Header of a call: `keyOf` its ordering key. */
export const KEY_HEADER = 'x-key';

/**
 * What stands for an ordering key on the broker: 16 bits of its digest. So few that some hundred persons share each value:
 * nobody is known by it. Two that share one only wait for each other.
 */
export const keyOf = (orderingKey: string): number => createHash('sha256').update(orderingKey).digest().readUInt16BE(0);

/** Where a call goes. */
export const partitionOf = ({ destination, lane, orderingKey }: WakeUp): Partition => ({
  destination,
  lane,
  number: keyOf(orderingKey) % PARTITIONS[lane],
});

/**
 * The worker, of so many, whose turn a partition is. Sides begin at different workers: when there are more workers than
 * partitions, not the same ones are left without.
 */
export const turnOf = (partition: Partition, of: number): number =>
  (keyOf(`${partition.destination}.${partition.lane}`) + partition.number) % of;
