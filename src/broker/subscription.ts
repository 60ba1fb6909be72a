/** Works on one lane of one side: on its partitions together, over as many connections as it takes. */
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import type { DeliveryId } from '../foundation/brand.js';
import { parseDeliveryId } from '../foundation/ids.js';
import type { DeliveryLane, SideName } from '../foundation/names.js';
import type { Call, Consumer } from './broker.js';
import { KeyedLine } from './keyed-line.js';
import { KEY_HEADER, type Partition, partitionsOf, queueOf } from './topology.js';
import { closeChannel } from './topology-declare.js';

/**
 * How long a call whose handler rejected rests with us before it is tried again. It does not go back to the queue: there
 * others of its key would overtake it, and the server would count it.
 */
const RETRY_MS = 1_000;

/** A channel with the calls that came over it: they can be answered on no other. */
interface Session {
  readonly channel: Channel;
  readonly places: readonly Place[];
  alive: boolean;
}

/** Our place in the line of those who consume a partition. */
interface Place {
  readonly partition: Partition;
  tag: string;
  /** Everything of it that is not answered. */
  readonly hand: Set<Job>;
  /** Nothing new is begun: we are about to go behind the others. */
  leaving: boolean;
  /** It has brought a call since we last went behind the others, or since the start. */
  busy: boolean;
  /** It has brought a call since `silent` was last asked. */
  heard: boolean;
}

interface Job {
  readonly id: DeliveryId;
  readonly key: string;
  readonly message: ConsumeMessage;
  readonly session: Session;
  readonly place: Place;
  /** Set while it is worked on. */
  running?: Promise<void>;
  /** Set while it waits to be tried again. */
  resting?: NodeJS.Timeout;
}

export interface SubscriptionOptions {
  readonly destination: SideName;
  readonly lane: DeliveryLane;
  readonly handler: (call: Call) => Promise<void>;
  readonly atOnce: number;
  /** Called when the broker has ended our subscription alone: a queue was deleted, or an answer came too late. */
  readonly cancelled: () => void;
  readonly stopped: (self: Subscription) => void;
}

export class Subscription implements Consumer {
  readonly #options: SubscriptionOptions;
  readonly #line = new KeyedLine<Job>();
  readonly #running = new Set<Promise<void>>();
  #moving: Promise<void> = Promise.resolve();
  #session: Session | undefined;
  #stopped = false;
  #tags = 0;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
  }

  async attach(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel();
    const { destination, lane, atOnce, cancelled } = this.#options;
    const places = partitionsOf(destination, lane).map(
      (partition): Place => ({ partition, tag: '', hand: new Set(), leaving: false, busy: false, heard: false }),
    );
    const session: Session = { channel, places, alive: true };
    channel.on('error', () => undefined);
    channel.on('close', () => {
      const alone = session.alive && this.#session === session && !this.#stopped;
      session.alive = false;
      if (alone) cancelled();
    });
    // For each partition twice as many as are worked on: those that rest, or wait for their key, do not keep others from coming.
    await channel.prefetch(atOnce * 2);
    this.#session = session;
    for (const place of places) await this.#consume(session, place);
    // Stopped while the broker was being asked.
    if (this.#stopped) await closeChannel(channel);
  }

  /** The connection is gone; RabbitMQ gives what was not answered to whoever comes next. */
  detach(): void {
    const session = this.#session;
    this.#session = undefined;
    if (session === undefined) return;
    session.alive = false;
    this.#line.drop((job) => job.session === session);
    for (const place of session.places) this.#putDown(place);
  }

  /**
   * Goes behind the other workers on the partitions that fit: ends what it works on there, gives back the rest, and consumes
   * again, as the last in line.
   * @param fits `busy`: calls have come from the partition since it was last left.
   */
  goBehind(fits: (partition: Partition, busy: boolean) => boolean): Promise<void> {
    this.#moving = this.#moving.then(async () => {
      const session = this.#session;
      if (session === undefined || this.#stopped) return;
      const places = session.places.filter(({ partition, busy }) => fits(partition, busy));
      // What fails here fails because the channel has gone: then all is consumed anew.
      await Promise.all(places.map((place) => this.#leave(session, place).catch(() => undefined)));
    });
    return this.#moving;
  }

  /** The partitions from which nothing has come since this was last asked, and of which nothing is in hand. */
  silent(): readonly Partition[] {
    const places = this.#session?.places ?? [];
    const silent = places.filter(({ heard, hand, leaving }) => !heard && !leaving && hand.size === 0);
    for (const place of places) place.heard = false;
    return silent.map(({ partition }) => partition);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#options.stopped(this);
    const session = this.#session;
    if (session !== undefined) {
      this.#line.drop(() => true);
      await Promise.all(session.places.map(({ tag }) => session.channel.cancel(tag).catch(() => undefined)));
    }
    await Promise.all(this.#running);
    for (const place of session?.places ?? []) this.#putDown(place);
    // Whatever is still unanswered goes back to the queue with the channel.
    if (session?.alive) await closeChannel(session.channel);
  }

  async #consume(session: Session, place: Place): Promise<void> {
    this.#tags += 1;
    place.tag = `${place.partition.number}-${this.#tags}`;
    const take = (message: ConsumeMessage | null): void => {
      if (message === null) this.#options.cancelled();
      else this.#take(session, place, message);
    };
    await session.channel.consume(queueOf(place.partition), take, { consumerTag: place.tag });
  }

  async #leave(session: Session, place: Place): Promise<void> {
    place.leaving = true;
    this.#line.drop((job) => job.place === place);
    // First the answers, then the farewell: as soon as that is said another one begins.
    await Promise.all([...place.hand].map(({ running }) => running));
    await session.channel.cancel(place.tag);
    for (const job of this.#putDown(place)) answer(job, (channel) => channel.nack(job.message, false, true));
    place.leaving = false;
    place.busy = false;
    if (!this.#stopped) await this.#consume(session, place);
  }

  /** Takes out of the hand what is not worked on; it is not answered. */
  #putDown(place: Place): readonly Job[] {
    const jobs = [...place.hand].filter(({ running }) => running === undefined);
    for (const job of jobs) {
      place.hand.delete(job);
      if (job.resting === undefined) continue;
      clearTimeout(job.resting);
      this.#line.free(job.key);
    }
    return jobs;
  }

  #take(session: Session, place: Place, message: ConsumeMessage): void {
    const id = parseDeliveryId(message.content.toString('latin1'));
    // Not one of our calls. There is nothing to look up in the store: it goes where somebody can look at it.
    if (id === undefined) {
      session.channel.reject(message, false);
      return;
    }
    const key: unknown = message.properties.headers?.[KEY_HEADER];
    const job: Job = { id, key: typeof key === 'string' ? key : id, message, session, place };
    place.busy = true;
    place.heard = true;
    place.hand.add(job);
    if (place.leaving) return;
    this.#line.add(job);
    this.#pump();
  }

  #pump(): void {
    while (!this.#stopped && this.#running.size < this.#options.atOnce) {
      const job = this.#line.take();
      if (job === undefined) return;
      const running = this.#work(job).finally(() => {
        this.#running.delete(running);
        this.#pump();
      });
      job.running = running;
      this.#running.add(running);
    }
  }

  async #work(job: Job): Promise<void> {
    const { destination, lane, handler } = this.#options;
    try {
      await handler({ id: job.id, destination, lane });
      delete job.running;
      job.place.hand.delete(job);
      answer(job, (channel) => channel.ack(job.message));
      this.#line.free(job.key);
    } catch {
      delete job.running;
      this.#rest(job);
    }
  }

  #rest(job: Job): void {
    if (!job.session.alive || job.place.leaving || this.#stopped) {
      this.#line.free(job.key);
      return;
    }
    job.resting = setTimeout(() => {
      delete job.resting;
      this.#line.again(job);
      this.#pump();
    }, RETRY_MS).unref();
  }
}

function answer({ session }: Job, how: (channel: Channel) => void): void {
  if (!session.alive) return;
  try {
    how(session.channel);
  } catch {
    // The channel has closed under our hands: the call comes again, and the store knows that it is done.
  }
}
