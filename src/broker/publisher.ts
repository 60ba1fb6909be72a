/** Publishes with confirms, so many in flight and no more. */
import type { ConfirmChannel, Message } from 'amqplib';
import type { RaccordoError } from '../foundation/errors.js';
import { brokerError } from './errors.js';

/** In flight at once. Above some hundred RabbitMQ gains nothing and a lost connection leaves more in doubt. */
const WINDOW = 256;
/** May wait for their turn. Beyond that the sweep is the better queue: it is on disk. */
const BACKLOG = 10_000;
/** RabbitMQ holds confirms back while it is short of memory or disk; a caller must not be held with them. */
const CONFIRM_TIMEOUT_MS = 15_000;

/** How the library tells a refusal of RabbitMQ from a channel that has gone. */
const NACKED = 'message nacked';

export interface Outgoing {
  readonly exchange: string;
  readonly routingKey: string;
  readonly content: Buffer;
  readonly contentType: string;
  /** What the message is about: the same when it is published again. */
  readonly messageId: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it means that no queue got it. */
  unrouted(): RaccordoError;
}

interface Pending {
  readonly outgoing: Outgoing;
  readonly resolve: () => void;
  readonly reject: (reason: RaccordoError) => void;
  returned: boolean;
  timer?: NodeJS.Timeout;
}

export class Publisher {
  /** By the number of the publish: the same message may be in flight twice. */
  readonly #inFlight = new Map<number, Pending>();
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
      for (const pending of this.#inFlight.values())
        if (sameMessage(pending.outgoing, message)) pending.returned = true;
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

  /** Resolves when RabbitMQ has confirmed it; rejects with the broker's error when it is not known to be kept. */
  publish(outgoing: Outgoing): Promise<void> {
    return new Promise((resolve, reject) => {
      const pending: Pending = { outgoing, resolve, reject, returned: false };
      if (this.fault !== undefined) reject(this.fault);
      else if (this.#inFlight.size < WINDOW) this.#send(pending);
      else if (this.#backlog.length < BACKLOG) this.#backlog.push(pending);
      else reject(brokerError('broker-full', `${BACKLOG} messages wait to be published`));
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
    const id = this.#last;
    this.#inFlight.set(id, pending);
    pending.timer = setTimeout(
      () => this.#settle(id, brokerError('broker-unconfirmed', `no confirm in ${CONFIRM_TIMEOUT_MS / 1000} s`)),
      CONFIRM_TIMEOUT_MS,
    ).unref();
    const { exchange, routingKey, content, contentType, messageId, headers } = pending.outgoing;
    const properties = { persistent: true, mandatory: true, messageId, contentType };
    try {
      channel.publish(
        exchange,
        routingKey,
        content,
        headers === undefined ? properties : { ...properties, headers },
        (refusal: unknown) => this.#confirmed(id, pending, refusal),
      );
    } catch {
      // The channel has closed under our hands, before its `close` came.
      this.detach(brokerError('broker-unreachable', 'the channel has closed'));
    }
  }

  #confirmed(id: number, pending: Pending, refusal: unknown): void {
    if (refusal instanceof Error && refusal.message === NACKED)
      this.#settle(
        id,
        brokerError('broker-full', `RabbitMQ has refused it: the queue of ${pending.outgoing.routingKey} is full`),
      );
    else if (refusal != null) this.#settle(id, brokerError('broker-unconfirmed', 'lost with the connection'));
    else if (pending.returned) this.#settle(id, pending.outgoing.unrouted());
    else this.#settle(id);
  }

  #settle(id: number, fault?: RaccordoError): void {
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

function sameMessage(outgoing: Outgoing, { fields, properties }: Message): boolean {
  return outgoing.messageId === properties.messageId && outgoing.routingKey === fields.routingKey;
}
