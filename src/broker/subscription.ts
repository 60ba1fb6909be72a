/** Works on the queue of one side, over as many connections as it takes. */
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { parseDeliveryId } from '../foundation/ids.js';
import type { SideName } from '../foundation/names.js';
import type { Call, Consumer } from './broker.js';
import { queueOf } from './topology.js';

/** How long a call whose handler rejected stays with us before it goes back to the queue. */
const RETRY_MS = 1_000;

/** A channel with the calls that came over it: they can be answered on no other. */
interface Session {
  readonly channel: Channel;
  consumerTag: string;
  readonly waiting: ConsumeMessage[];
  alive: boolean;
}

export class Subscription implements Consumer {
  readonly #destination: SideName;
  readonly #handler: (call: Call) => Promise<void>;
  readonly #prefetch: number;
  /** Called when the broker has ended our subscription alone: the queue was deleted, or an answer came too late. */
  readonly #onCancelled: () => void;
  readonly #onStopped: (self: Subscription) => void;
  readonly #running = new Set<Promise<void>>();
  #session: Session | undefined;
  #stopped = false;

  constructor(
    destination: SideName,
    handler: (call: Call) => Promise<void>,
    prefetch: number,
    events: { readonly cancelled: () => void; readonly stopped: (self: Subscription) => void },
  ) {
    this.#destination = destination;
    this.#handler = handler;
    this.#prefetch = prefetch;
    this.#onCancelled = events.cancelled;
    this.#onStopped = events.stopped;
  }

  async attach(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel();
    const session: Session = { channel, consumerTag: '', waiting: [], alive: true };
    channel.on('error', () => undefined);
    channel.on('close', () => {
      const alone = session.alive && this.#session === session && !this.#stopped;
      session.alive = false;
      if (alone) this.#onCancelled();
    });
    // Twice as many as are worked on: calls that wait out a rejection do not keep the others from coming.
    await channel.prefetch(this.#prefetch * 2);
    this.#session = session;
    const { consumerTag } = await channel.consume(queueOf(this.#destination), (message) => {
      if (message === null) return this.#onCancelled();
      session.waiting.push(message);
      this.#pump(session);
    });
    session.consumerTag = consumerTag;
    // Stopped while the broker was being asked.
    if (this.#stopped) await channel.close();
  }

  /** The connection is gone; RabbitMQ gives what was not answered to whoever comes next. */
  detach(): void {
    if (this.#session !== undefined) this.#session.alive = false;
    this.#session = undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#onStopped(this);
    const session = this.#session;
    if (session !== undefined) {
      session.waiting.length = 0;
      await session.channel.cancel(session.consumerTag).catch(() => undefined);
    }
    await Promise.all(this.#running);
    // Whatever is still unanswered goes back to the queue with the channel.
    if (session?.alive) await session.channel.close().catch(() => undefined);
  }

  #pump(session: Session): void {
    while (!this.#stopped && session.alive && this.#running.size < this.#prefetch) {
      const message = session.waiting.shift();
      if (message === undefined) return;
      const running = this.#work(session, message).finally(() => {
        this.#running.delete(running);
        const current = this.#session;
        if (current !== undefined) this.#pump(current);
      });
      this.#running.add(running);
    }
  }

  async #work(session: Session, message: ConsumeMessage): Promise<void> {
    const id = parseDeliveryId(message.content.toString('latin1'));
    // Not one of our calls; there is nothing to look up in the store, and giving it back would only bring it again.
    if (id === undefined) return answer(session, (channel) => channel.ack(message));
    try {
      await this.#handler({ id, destination: this.#destination, lane: 'interactive' });
      answer(session, (channel) => channel.ack(message));
    } catch {
      setTimeout(() => answer(session, (channel) => channel.nack(message, false, true)), RETRY_MS).unref();
    }
  }
}

function answer(session: Session, how: (channel: Channel) => void): void {
  if (!session.alive) return;
  try {
    how(session.channel);
  } catch {
    // The channel has closed under our hands: the call comes again, and the store knows that it is done.
  }
}
