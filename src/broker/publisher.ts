/** Publishes wake-up calls with confirms, so many in flight and no more. */
import type { ConfirmChannel } from 'amqplib';
import type { RaccordoError } from '../foundation/errors.js';
import type { WakeUp } from './broker.js';
import { brokerError } from './errors.js';
import { EXCHANGE, routingKeyOf } from './topology.js';

/** In flight at once. Above some hundred RabbitMQ gains nothing and a lost connection leaves more in doubt. */
const WINDOW = 256;
/** May wait for their turn. Beyond that the sweep is the better queue: it is on disk. */
const BACKLOG = 10_000;
/** RabbitMQ holds confirms back while it is short of memory or disk; a caller must not be held with them. */
const CONFIRM_TIMEOUT_MS = 15_000;

interface Pending {
  readonly call: WakeUp;
  readonly resolve: () => void;
  readonly reject: (reason: RaccordoError) => void;
  returned: boolean;
  timer?: NodeJS.Timeout;
}

export class Publisher {
  readonly #inFlight = new Map<string, Pending>();
  readonly #backlog: Pending[] = [];
  readonly #whenDrained: (() => void)[] = [];
  #channel: ConfirmChannel | undefined;
  #fault: RaccordoError = brokerError('broker-unreachable', 'not connected yet');
  #blocked: RaccordoError | undefined;
  #last = 0;

  /** Why nothing can be published now; undefined when it can. */
  get fault(): RaccordoError | undefined {
    return this.#channel === undefined ? this.#fault : this.#blocked;
  }

  attach(channel: ConfirmChannel): void {
    this.#channel = channel;
    this.#blocked = undefined;
    // An unroutable message is confirmed all the same, right after it has come back.
    channel.on('return', (message) => {
      const pending = this.#inFlight.get(String(message.properties.messageId));
      if (pending !== undefined) pending.returned = true;
    });
  }

  /** Everything in flight is in doubt now, and what waits has nowhere to go: all is rejected with `fault`. */
  detach(fault: RaccordoError): void {
    this.#channel = undefined;
    this.#fault = fault;
    for (const pending of this.#backlog.splice(0)) pending.reject(fault);
    for (const id of [...this.#inFlight.keys()]) this.#settle(id, fault);
  }

  block(reason: string | undefined): void {
    this.#blocked = reason === undefined ? undefined : brokerError('broker-blocked', reason);
  }

  publish(call: WakeUp): Promise<void> {
    return new Promise((resolve, reject) => {
      const pending: Pending = { call, resolve, reject, returned: false };
      if (this.fault !== undefined) reject(this.fault);
      else if (this.#inFlight.size < WINDOW) this.#send(pending);
      else if (this.#backlog.length < BACKLOG) this.#backlog.push(pending);
      else reject(brokerError('broker-full', `${BACKLOG} calls wait`));
    });
  }

  /** Resolves when nothing is in flight any more. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#inFlight.size === 0) resolve();
      else this.#whenDrained.push(resolve);
    });
  }

  #send(pending: Pending): void {
    const channel = this.#channel;
    if (channel === undefined) {
      pending.reject(this.#fault);
      return;
    }
    this.#last += 1;
    // An id of the publish, not of the delivery: the same delivery may be in flight twice.
    const id = String(this.#last);
    this.#inFlight.set(id, pending);
    pending.timer = setTimeout(
      () => this.#settle(id, brokerError('broker-unconfirmed', `no confirm in ${CONFIRM_TIMEOUT_MS / 1000} s`)),
      CONFIRM_TIMEOUT_MS,
    ).unref();
    const { call } = pending;
    try {
      channel.publish(
        EXCHANGE,
        routingKeyOf(call.destination),
        Buffer.from(call.id),
        { persistent: true, mandatory: true, messageId: id, contentType: 'text/plain' },
        (refusal: unknown) => this.#confirmed(id, pending, refusal != null),
      );
    } catch {
      // The channel has closed under our hands, before its `close` came.
      this.detach(brokerError('broker-unreachable', 'the channel has closed'));
    }
  }

  #confirmed(id: string, pending: Pending, refused: boolean): void {
    if (refused) this.#settle(id, brokerError('broker-unconfirmed', 'refused, or lost with the connection'));
    else if (pending.returned) this.#settle(id, brokerError('broker-unconfirmed', 'no queue is bound for this side'));
    else this.#settle(id);
  }

  #settle(id: string, fault?: RaccordoError): void {
    const pending = this.#inFlight.get(id);
    if (pending === undefined) return;
    this.#inFlight.delete(id);
    clearTimeout(pending.timer);
    if (fault === undefined) pending.resolve();
    else pending.reject(fault);
    const next = this.#backlog.shift();
    if (next !== undefined) this.#send(next);
    if (this.#inFlight.size === 0) for (const resolve of this.#whenDrained.splice(0)) resolve();
  }
}
