/**
 * The broker without a broker: wake-up calls in the memory of this process. What is lost with the process is found
 * again in the store, so it needs no disk; what does not fit is refused, so it needs a bound.
 */
import type { DeliveryId } from '../foundation/brand.js';
import type { Lane, SideName } from '../foundation/names.js';
import type { Broker, Call, Consumer, ConsumerOptions } from './broker.js';
import { brokerError } from './errors.js';

/** Per side: about a megabyte of ids. The sweep brings the rest when there is room again. */
const CAPACITY = 10_000;
const RETRY_MS = 1_000;

interface Working {
  readonly handler: (call: Call) => Promise<void>;
  readonly prefetch: number;
  readonly running: Set<Promise<void>>;
}

class Queue {
  readonly #destination: SideName;
  readonly #retryMs: number;
  /** A call that already waits is not queued twice. */
  readonly #waiting = new Map<DeliveryId, Lane>();
  readonly #later = new Map<DeliveryId, NodeJS.Timeout>();
  readonly #workers = new Set<Working>();

  constructor(destination: SideName, retryMs: number) {
    this.#destination = destination;
    this.#retryMs = retryMs;
  }

  get depth(): number {
    return this.#waiting.size + this.#later.size;
  }

  add(id: DeliveryId, lane: Lane): void {
    this.#waiting.set(id, lane);
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
    for (const timer of this.#later.values()) clearTimeout(timer);
    this.#later.clear();
    this.#waiting.clear();
  }

  #pump(): void {
    for (const worker of this.#workers) {
      while (worker.running.size < worker.prefetch) {
        const [next] = this.#waiting;
        if (next === undefined) return;
        this.#waiting.delete(next[0]);
        this.#start(worker, ...next);
      }
    }
  }

  #start(worker: Working, id: DeliveryId, lane: Lane): void {
    const run = async (): Promise<void> => {
      try {
        await worker.handler({ id, destination: this.#destination, lane });
      } catch {
        this.#again(id, lane);
      }
    };
    const running = run().finally(() => {
      worker.running.delete(running);
      this.#pump();
    });
    worker.running.add(running);
  }

  #again(id: DeliveryId, lane: Lane): void {
    const timer = setTimeout(() => {
      this.#later.delete(id);
      this.add(id, lane);
    }, this.#retryMs).unref();
    this.#later.set(id, timer);
  }
}

export interface InProcessOptions {
  /** Calls that may wait per side. */
  readonly capacity?: number;
  /** How long a call that was rejected waits before it comes again. */
  readonly retryMs?: number;
}

export function openInProcess(options: InProcessOptions = {}): Broker {
  const capacity = options.capacity ?? CAPACITY;
  const lanes = new Map<SideName, Queue>();
  const consumers = new Set<Consumer>();
  let closed = false;

  const queue = (destination: SideName): Queue => {
    const found = lanes.get(destination) ?? new Queue(destination, options.retryMs ?? RETRY_MS);
    lanes.set(destination, found);
    return found;
  };
  const mustBeOpen = (): void => {
    if (closed) throw brokerError('broker-closed', 'the in-process broker has ended');
  };

  return {
    get ready() {
      return !closed;
    },
    async publish({ id, destination, lane }) {
      mustBeOpen();
      if (queue(destination).depth >= capacity)
        throw brokerError('broker-full', `${capacity} calls wait for ${destination}`);
      queue(destination).add(id, lane);
    },
    async consume(destination, handler, { prefetch }: ConsumerOptions) {
      mustBeOpen();
      const worker: Working = { handler, prefetch, running: new Set() };
      const consumer: Consumer = {
        async stop() {
          queue(destination).detach(worker);
          consumers.delete(consumer);
          await Promise.all(worker.running);
        },
      };
      consumers.add(consumer);
      queue(destination).attach(worker);
      return consumer;
    },
    async depth(destination) {
      return queue(destination).depth;
    },
    async ping() {
      mustBeOpen();
    },
    async end() {
      closed = true;
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      for (const each of lanes.values()) each.clear();
    },
  };
}
