/** Deliver: claim, make the attempt, store its answer. One worker per side; a dead side holds only its own. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '../adapters/adapter.js';
import type { Call, Consumer } from '../broker/broker.js';
import type { DeliveryId } from '../foundation/brand.js';
import { crashPoint } from '../foundation/crash.js';
import type { DeliveryLane, SideName } from '../foundation/names.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import type { SidesSeen } from '../store/members.js';
import { attempted } from './attempt.js';
import { closingOf, historyOf, interruptionsBefore } from './closing.js';
import type { Context, JourneyEvent } from './context.js';
import type { Dispatcher } from './dispatch.js';
import type { Intake } from './intake.js';
import type { Share } from './membership.js';
import { leaseOf, OurTime } from './our-time.js';
import { INTERRUPTED, NOT_BEGUN } from './reasons.js';
import { decisionOf, UNREAD } from './routing/decide.js';
import { SideCalls } from './side-call.js';
import { untilStored } from './until-stored.js';

/** A delivery during which the process has died so often, one attempt after the other, is what kills it. */
const MOST_INTERRUPTIONS = 5;

/** What is in these waits for no turn at the interface of its side. */
const CALLS_NOBODY: readonly DeliveryLane[] = ['esiti', 'events'];

/** What the store has given us, and for how long. */
interface Claimed {
  readonly claimed: ClaimedDelivery | undefined;
  readonly lease: OurTime;
}

export class Deliverer {
  readonly #consumers: Consumer[] = [];
  readonly #calls = new Map<SideName, SideCalls>();
  /** Instant of `performance.now()` until which the store is waited for, once it is known. */
  #until = Number.POSITIVE_INFINITY;
  /** A delivery that was interrupted before is in work. */
  #suspecting = false;
  /** Of how many workers this is one: the calls that a side takes are shared among them. */
  #workers = 1;

  constructor(
    private readonly context: Context,
    private readonly dispatcher: Dispatcher,
    private readonly intake: Intake,
  ) {}

  /** Begins to work on the deliveries of every side that is configured, and on esiti for every side. */
  async start(): Promise<void> {
    const { concurrency, bulkConcurrency } = this.context.settings.delivery;
    const prefetch = { interactive: concurrency, bulk: bulkConcurrency, esiti: concurrency, events: concurrency };
    for (const side of this.context.sides.values()) {
      const calls = new SideCalls(side.name, this.context.log, { limit: () => this.#limitOf(side.name) });
      this.#calls.set(side.name, calls);
      this.#consumers.push(
        await this.context.broker.consume(side.name, (call) => this.#work(side, calls, call), { prefetch }),
      );
    }
  }

  /** Tells which of how many workers this is. */
  share({ rank, of }: Share): void {
    this.#workers = of;
    this.context.broker
      .balance(rank, of)
      .catch((error: unknown) =>
        this.context.log.debug({ reason: String(error) }, 'sharing the calls is left for later'),
      );
  }

  /** How the sides are, as far as this process calls them. */
  sides(): SidesSeen {
    const those = (are: (calls: SideCalls) => boolean): SideName[] =>
      [...this.#calls].filter(([, calls]) => are(calls)).map(([name]) => name);
    return { resting: those(({ resting }) => resting), slowed: those(({ slowed }) => slowed) };
  }

  async stop(): Promise<void> {
    this.#until = performance.now() + this.context.settings.processes.stopSeconds * 1000;
    for (const calls of this.#calls.values()) calls.release();
    await Promise.all(this.#consumers.map((consumer) => consumer.stop()));
  }

  /** Calls in a second that this worker may make; a side from outside has no setting. */
  #limitOf(side: SideName): number | undefined {
    const sides: Readonly<Partial<Record<SideName, { readonly callsPerSecond?: number }>>> =
      this.context.settings.sides;
    const limit = sides[side]?.callsPerSecond;
    return limit === undefined ? undefined : limit / this.#workers;
  }

  async #work(side: Side, calls: SideCalls, call: Call): Promise<void> {
    const turn = CALLS_NOBODY.includes(call.lane) ? undefined : calls;
    await turn?.turn();
    const { claimed, lease } = await this.#claim(call.id, turn);
    if (!claimed) return;
    const interruptions = claimed.ambiguous
      ? interruptionsBefore(await this.#stored(call.id, () => historyOf(this.context, claimed)), claimed.tries)
      : 0;
    const answer = await this.#answer(side, claimed, lease, interruptions);
    crashPoint('delivery.answered', claimed.messageId, claimed.id);
    if (claimed.kind === 'record') calls.note(answer);
    await this.#stored(call.id, () => this.#takeIn(side, claimed, answer));
    const closing = await this.#stored(call.id, () => closingOf(this.context, claimed, answer, lease.spentSeconds));
    this.#tellOf(claimed, answer, closing.next === 'parked');
    const freed = await this.#stored(call.id, () => this.context.store.close(closing));
    crashPoint('delivery.closed', claimed.messageId, claimed.id);
    this.dispatcher.wake(freed);
  }

  /** What was interrupted before may be what kills the process: it is tried alone, and not for ever. */
  #answer(side: Side, claimed: ClaimedDelivery, lease: OurTime, interruptions: number): Promise<Answer> {
    if (interruptions >= MOST_INTERRUPTIONS) return Promise.resolve(poison(interruptions));
    const attempt = (): Promise<Answer> => {
      crashPoint('delivery.claimed', claimed.messageId, claimed.id);
      return attempted(this.context, side, claimed, lease, () =>
        this.#tell(claimed, 'sent', claimed.attempt > 1 ? `attempt ${claimed.attempt}` : undefined),
      );
    };
    return interruptions === 0 ? attempt() : this.#alone(attempt);
  }

  /**
   * One suspect at a time, whatever its side. Another one goes back at once: waiting here it would be in the hands of a process that
   * may die of the first.
   */
  async #alone(attempt: () => Promise<Answer>): Promise<Answer> {
    if (this.#suspecting) return notItsTurn;
    this.#suspecting = true;
    try {
      return await attempt();
    } finally {
      this.#suspecting = false;
    }
  }

  /**
   * Claims the delivery. The breaker's turn goes back when no call to the side follows, a failing store included. When the store
   * fails it may have claimed it: asked again under the same name, it is ours still, and nothing of it is in doubt.
   */
  async #claim(id: DeliveryId, turn: SideCalls | undefined): Promise<Claimed> {
    const { delivery } = this.context.settings;
    const name = randomUUID();
    const ours = (): OurTime => new OurTime(performance.now(), delivery.leaseSeconds);
    const first = ours();
    let calls = false;
    try {
      const claim = async (): Promise<Claimed> => {
        const lease = ours();
        return { claimed: await this.context.store.claim(id, leaseOf(delivery), name), lease };
      };
      // Of a process that is about to end nothing new is begun.
      const result = await this.#stored(id, claim, () => first.isOver || this.#until < Number.POSITIVE_INFINITY);
      calls = result.claimed?.kind === 'record';
      return result;
    } finally {
      if (!calls) turn?.skip();
    }
  }

  /** Does not give up what we alone know because the store is away for a while. */
  #stored<T>(
    delivery: DeliveryId,
    work: () => Promise<T>,
    ended = (): boolean => performance.now() >= this.#until,
  ): Promise<T> {
    return untilStored(work, ended, ({ message: reason }, last) =>
      this.context.log.warn(
        { delivery, reason },
        last
          ? 'the store is away, and the process ends: the delivery is left to its lease'
          : 'the store is away; the delivery waits for it',
      ),
    );
  }

  /**
   * What a side made of a record is a record itself where it answers in a document of its own: a DID comes back with its
   * profiling. It is taken in before the delivery closes; when that is interrupted, the same key makes it the same message.
   */
  async #takeIn(side: Side, claimed: ClaimedDelivery, answer: Answer): Promise<void> {
    if (answer.outcome === 'failed' || answer.outcomeOnly || answer.esito.document === undefined) return;
    const { record } = claimed;
    const what = { record, event: 'esito', source: side.name, canonical: UNREAD } as const;
    if (decisionOf(this.context.routes.table, what) === undefined || !side.speaks(record, 'esito')) return;
    await this.intake.receiveAll({
      source: side.name,
      format: side.name,
      record,
      event: 'esito',
      channel: 'answer',
      contentType: side.mediaType(record, 'esito'),
      body: Buffer.from(answer.esito.document),
      idempotencyKey: `answer|${claimed.id}`,
      partOf: claimed.messageId,
      ...(claimed.codiceFiscale === undefined ? {} : { about: claimed.codiceFiscale }),
      ...(claimed.correlationId === undefined ? {} : { correlationId: claimed.correlationId }),
    });
    crashPoint('delivery.taken-in', claimed.messageId, claimed.id);
  }

  #tellOf(claimed: ClaimedDelivery, answer: Answer, parked: boolean): void {
    if (answer.outcome === 'failed') {
      const step = parked ? 'parked' : answer.tooMany !== undefined ? 'postponed' : 'failed';
      this.#tell(claimed, step, `${answer.reason}: ${answer.detail}`);
    } else this.#tell(claimed, answer.outcome, answer.esito.codice);
  }

  #tell(claimed: ClaimedDelivery, step: JourneyEvent['step'], detail?: string): void {
    this.context.journey.tell({
      at: this.context.clock(),
      message: claimed.messageId,
      delivery: claimed.id,
      step: claimed.kind === 'esito' && step === 'acknowledged' ? 'told' : step,
      side: claimed.source,
      destination: claimed.destination,
      record: claimed.record,
      event: claimed.event,
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

const notItsTurn: Answer = {
  outcome: 'failed',
  reason: NOT_BEGUN,
  detail: 'another delivery during which the process had ended was in work; nothing was sent',
  ambiguous: false,
};

const poison = (times: number): Answer => ({
  outcome: 'failed',
  reason: INTERRUPTED,
  detail: `the process ended during each of the last ${times} attempts; see its log, then send it again or call it off`,
  ambiguous: true,
});
