/**
 * The broker without a broker: wake-up calls in the memory of this process. What is lost with the process is found
 * again in the store, so it needs no disk; what does not fit is refused, so it needs a bound.
 */
import type { DeliveryId } from '../foundation/brand.js';
import { DELIVERY_LANES, type DeliveryLane, type SideName } from '../foundation/names.js';
import type { Broker, Call, Consumer, ConsumerOptions, WakeUp } from './broker.js';
import { brokerError } from './errors.js';
import { KeyedLine } from './keyed-line.js';

/** Per side and lane: about a megabyte of ids. The sweep brings the rest when there is room again. */
const CAPACITY = 10_000;
const RETRY_MS = 1_000;

interface Waiting {
  readonly key: string;
  readonly call: Call;
}

interface Working {
  readonly handler: (call: Call) => Promise<void>;
  readonly atOnce: number;
  readonly running: Set<Promise<void>>;
}

/** The calls of one lane of one side. */
class Queue {
  readonly #retryMs: number;
  readonly #line = new KeyedLine<Waiting>();
  /** A call that already waits is not queued twice. */
  readonly #known = new Set<DeliveryId>();
  readonly #later = new Set<NodeJS.Timeout>();
  readonly #workers = new Set<Working>();

  constructor(retryMs: number) {
    this.#retryMs = retryMs;
  }

  get depth(): number {
    return this.#line.size + this.#later.size;
  }

  add({ id, destination, lane, orderingKey }: WakeUp): void {
    if (this.#known.has(id)) return;
    this.#known.add(id);
    this.#line.add({ key: orderingKey, call: { id, destination, lane } });
    queueMicrotask(() => this.#pump());
  }

  attach(worker: Working): void {
    this.#workers.add(worker);
    this.#pump();
  }

  detach(worker: Working): void {
    this.#workers.delete(worker);
  }

  clear(): void {
    for (const timer of this.#later) clearTimeout(timer);
    this.#later.clear();
    this.#line.drop(() => true);
  }

  #pump(): void {
    for (const worker of this.#workers) {
      while (worker.running.size < worker.atOnce) {
        const next = this.#line.take();
        if (next === undefined) return;
        this.#known.delete(next.call.id);
        this.#start(worker, next);
      }
    }
  }

  #start(worker: Working, next: Waiting): void {
    const run = async (): Promise<void> => {
      try {
        await worker.handler(next.call);
        this.#line.free(next.key);
      } catch {
        this.#again(next);
      }
    };
    const running = run().finally(() => {
      worker.running.delete(running);
      this.#pump();
    });
    worker.running.add(running);
  }

  #again(next: Waiting): void {
    const timer = setTimeout(() => {
      this.#later.delete(timer);
      this.#known.add(next.call.id);
      this.#line.again(next);
      this.#pump();
    }, this.#retryMs).unref();
    this.#later.add(timer);
  }
}

export interface InProcessOptions {
  /** Calls that may wait per side and lane. */
  readonly capacity?: number;
  /** How long a call that was rejected waits before it comes again. */
  readonly retryMs?: number;
}

export function openInProcess(options: InProcessOptions = {}): Broker {
  const capacity = options.capacity ?? CAPACITY;
  const sides = new Map<SideName, Readonly<Record<DeliveryLane, Queue>>>();
  const consumers = new Set<Consumer>();
  let closed = false;

  const queues = (destination: SideName): Readonly<Record<DeliveryLane, Queue>> => {
    const queue = () => new Queue(options.retryMs ?? RETRY_MS);
    const found = sides.get(destination) ?? { interactive: queue(), bulk: queue(), esiti: queue(), events: queue() };
    sides.set(destination, found);
    return found;
  };
  const mustBeOpen = (): void => {
    if (closed) throw brokerError('broker-closed', 'the in-process broker has ended');
  };

  return {
    get ready() {
      return !closed;
    },
    async publish(call) {
      mustBeOpen();
      const queue = queues(call.destination)[call.lane];
      if (queue.depth >= capacity)
        throw brokerError('broker-full', `${capacity} calls of lane ${call.lane} wait for ${call.destination}`);
      queue.add(call);
    },
    async consume(destination, handler, { prefetch }: ConsumerOptions) {
      mustBeOpen();
      const workers = DELIVERY_LANES.map((lane) => {
        const worker: Working = { handler, atOnce: prefetch[lane], running: new Set() };
        queues(destination)[lane].attach(worker);
        return { worker, queue: queues(destination)[lane] };
      });
      const consumer: Consumer = {
        async stop() {
          for (const { queue, worker } of workers) queue.detach(worker);
          consumers.delete(consumer);
          await Promise.all(workers.flatMap(({ worker }) => [...worker.running]));
        },
      };
      consumers.add(consumer);
      return consumer;
    },
    // No other process can have these calls.
    async balance() {},
    async depth(destination, only) {
      const lanes: readonly DeliveryLane[] = only === undefined ? DELIVERY_LANES : [only];
      return lanes.reduce<number>((sum, lane) => sum + queues(destination)[lane].depth, 0);
    },
    async troubles() {
      return [];
    },
    async ping() {
      mustBeOpen();
    },
    async end() {
      closed = true;
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      for (const each of sides.values()) for (const lane of DELIVERY_LANES) each[lane].clear();
    },
  };
}
