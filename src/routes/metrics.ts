import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Gateway } from '../gateway/gateway.js';

/** Prometheus metrics. Labels name sides, records and states, never persons. */
export class Metrics {
  readonly #registry = new Registry();

  constructor(gateway: Gateway) {
    collectDefaultMetrics({ register: this.#registry });
    const steps = new Counter({
      name: 'raccordo_message_steps_total',
      help: 'Steps that messages and deliveries have taken in this process',
      labelNames: ['step', 'side', 'record', 'destination'],
      registers: [this.#registry],
    });
    gateway.context.journey.listen((event) => {
      steps.inc({ step: event.step, side: event.side, record: event.record, destination: event.destination ?? '' });
    });
    const { store, broker } = gateway.context;
    new Gauge({
      name: 'raccordo_broker_troubles',
      help: 'Messages that lie in a queue of the broker for what went wrong; see docs/operations.md',
      labelNames: ['queue'],
      registers: [this.#registry],
      async collect() {
        this.reset();
        for (const { queue, waiting } of await broker.troubles()) this.set({ queue }, waiting);
      },
    });
    new Gauge({
      name: 'raccordo_deliveries',
      help: 'Deliveries in the store, by destination and state',
      labelNames: ['destination', 'status'],
      registers: [this.#registry],
      async collect() {
        this.reset();
        for (const row of (await store.counts()).deliveries) {
          this.set({ destination: row.destination, status: row.status }, row.count);
        }
      },
    });
    new Gauge({
      name: 'raccordo_holds',
      help: 'Sides and routes that are held: 1 for each',
      labelNames: ['scope', 'name'],
      registers: [this.#registry],
      async collect() {
        this.reset();
        for (const { scope, name } of await store.holds()) this.set({ scope, name }, 1);
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
