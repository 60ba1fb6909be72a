/** Deliver: claim, translate, check, call the side, store its answer. One worker per side; a dead side holds only its own. */
import type { Answer, Failed, Outbound } from '../adapters/adapter.js';
import type { Call, Consumer } from '../broker/broker.js';
import type { DeliveryId } from '../foundation/brand.js';
import { crashPoint } from '../foundation/crash.js';
import { newDeliveryId } from '../foundation/ids.js';
import type { SideName } from '../foundation/names.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery, Closing } from '../store/store.js';
import type { Translation } from '../translation.js';
import { delayAfter } from './backoff.js';
import { Breaker } from './breaker.js';
import { tellSource } from './callback.js';
import { completed } from './complete.js';
import type { Context, JourneyEvent } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { formOf } from './form.js';
import { takesBack } from './identity.js';
import type { Intake } from './intake.js';
import { destinationsOf } from './routing.js';
import { tooLarge, unwritable } from './unwritable.js';

/** Time kept back from the lease to store the answer in. */
const CLOSING_MARGIN_SECONDS = 5;
/** Reasons for which the document itself has not been tried: they do not use up its retries. */
const NOT_TRIED: ReadonlySet<string> = new Set(['unreachable', 'not-admitted', 'call-limit']);
/** Reasons that concern the side as a whole: it is left alone for a while. */
const NOT_THERE: ReadonlySet<string> = new Set(['unreachable', 'not-admitted']);

export class Deliverer {
  readonly #consumers: Consumer[] = [];
  readonly #breakers = new Map<SideName, Breaker>();

  constructor(
    private readonly context: Context,
    private readonly dispatcher: Dispatcher,
    private readonly intake: Intake,
  ) {}

  /** Begins to work on the deliveries of every side that is configured, and on esiti for every side. */
  async start(): Promise<void> {
    const prefetch = this.context.settings.delivery.concurrency;
    for (const side of this.context.sides.values()) {
      this.#breakers.set(side.name, new Breaker());
      this.#consumers.push(
        await this.context.broker.consume(side.name, (call) => this.#work(side, call), { prefetch }),
      );
    }
  }

  /** Sides that are being left alone for a while because they do not answer. */
  restingSides(): SideName[] {
    return [...this.#breakers].filter(([, breaker]) => breaker.open).map(([name]) => name);
  }

  async stop(): Promise<void> {
    for (const breaker of this.#breakers.values()) breaker.release();
    await Promise.all(this.#consumers.map((consumer) => consumer.stop()));
  }

  async #work(side: Side, call: Call): Promise<void> {
    const breaker = this.#breakers.get(side.name);
    await breaker?.turn();
    const { leaseSeconds } = this.context.settings.delivery;
    const claimed = await this.#claim(call.id, breaker);
    if (!claimed) return;
    const startedAt = this.context.clock();
    crashPoint('delivery.claimed', claimed.messageId, claimed.id);
    const signal = AbortSignal.timeout(Math.max(1, leaseSeconds - CLOSING_MARGIN_SECONDS) * 1000);
    const answer = await this.#attempt(side, claimed, signal);
    crashPoint('delivery.answered', claimed.messageId, claimed.id);
    if (claimed.kind === 'record' && breaker) this.#note(side.name, breaker, answer);
    await this.#takeIn(side, claimed, answer);
    const freed = await this.context.store.close(await this.#closing(claimed, startedAt, answer));
    crashPoint('delivery.closed', claimed.messageId, claimed.id);
    this.dispatcher.wake(freed);
  }

  #note(side: SideName, breaker: Breaker, answer: Answer): void {
    const turn = breaker.note(answer.outcome === 'failed' && NOT_THERE.has(answer.reason));
    const { log } = this.context;
    if (turn === 'rests') log.warn({ side }, 'side does not let us in or is not there; it is left alone for a while');
    if (turn === 'answers again') log.info({ side }, 'side answers again');
  }

  /** Claims the delivery. The breaker's turn goes back when no call to the side follows, a failing store included. */
  async #claim(id: DeliveryId, breaker: Breaker | undefined): Promise<ClaimedDelivery | undefined> {
    let calls = false;
    try {
      const claimed = await this.context.store.claim(id, this.context.settings.delivery.leaseSeconds);
      calls = claimed?.kind === 'record';
      return claimed;
    } finally {
      if (!calls) breaker?.skip();
    }
  }

  async #attempt(side: Side, claimed: ClaimedDelivery, signal: AbortSignal): Promise<Answer> {
    try {
      if (claimed.kind === 'esito') return await tellSource(this.context, claimed, signal);
      return await this.#send(side, claimed, signal);
    } catch (error) {
      this.context.log.error({ delivery: claimed.id, reason: String(error) }, 'delivery failed by a fault of ours');
      return {
        outcome: 'failed',
        reason: 'internal',
        detail: 'a fault inside the gateway; see its log',
        ambiguous: true,
      };
    }
  }

  async #send(side: Side, claimed: ClaimedDelivery, signal: AbortSignal): Promise<Answer> {
    const { adapter } = side;
    if (!adapter) return notConfigured(side.name);
    const complete = await completed(this.context, side, claimed, this.#formOf(claimed), signal);
    if ('outcome' in complete) return complete;
    const made = this.#outbound(side, claimed, complete.canonical);
    if ('outcome' in made) return made;
    const body = complete.finish === undefined ? made.body : await complete.finish(made.body);
    if ('outcome' in body) return body;
    const { capabilities } = adapter;
    if (body.length > capabilities.largestBody) return tooLarge(side.name, body.length, capabilities.largestBody);
    const outbound: Outbound = { ...made, body };
    if (claimed.ambiguous && adapter.arrived && capabilities.canBeAsked && !capabilities.idempotent) {
      const earlier = await adapter.arrived(outbound, signal);
      if (earlier) return earlier;
    }
    this.#tell(claimed, 'sent', claimed.attempt > 1 ? `attempt ${claimed.attempt}` : undefined);
    return adapter.send(outbound, signal);
  }

  /** The form in which the record came: `silp:v1` → SILP's mapping of it. */
  #formOf({ revision, record, event }: ClaimedDelivery): Translation | undefined {
    const form = formOf(revision);
    return this.context.sides.get(form.side)?.writing(record, event, form.revision);
  }

  /** The record in the side's form, or the refusal of our own check before anything is sent. */
  #outbound(side: Side, claimed: ClaimedDelivery, canonical: unknown): Outbound | Answer {
    const keys = {
      record: claimed.record,
      event: claimed.event,
      idempotencyKey: claimed.id,
      attempt: claimed.attempt,
      ...(claimed.codiceFiscale === undefined ? {} : { codiceFiscale: claimed.codiceFiscale }),
      ...(claimed.identificativoSap === undefined ? {} : { identificativoSap: claimed.identificativoSap }),
    };
    const translation = side.writing(claimed.record, claimed.event, undefined, canonical);
    if (!translation) {
      // The event itself is the message: the side has no document for it, only keys.
      return { ...keys, revision: '', body: Buffer.alloc(0), onto: () => ({ document: {}, changed: [] }) };
    }
    const onto = (present: unknown) => translation.onto(canonical, present);
    const revision = translation.contract.revision;
    // What such a side gets depends on what it holds: the adapter writes the document onto that, through `onto`.
    const merging = side.adapter?.capabilities.readMergeWrite.includes(claimed.record) ?? false;
    if (merging) return { ...keys, revision, body: Buffer.alloc(0), onto };
    const produced = translation.produce(canonical);
    if (produced.body) return { ...keys, revision, body: produced.body, onto };
    return unwritable(`${side.name} ${revision}`, produced.findings);
  }

  /**
   * What a side made of a record is a record itself where it answers in a document of its own: a DID comes back with its
   * profiling. It is taken in before the delivery closes; when that is interrupted, the same key makes it the same message.
   */
  async #takeIn(side: Side, claimed: ClaimedDelivery, answer: Answer): Promise<void> {
    if (answer.outcome === 'failed' || answer.outcomeOnly || answer.esito.document === undefined) return;
    const { record } = claimed;
    const routed = destinationsOf(this.context.settings.routes, { record, event: 'esito', source: side.name });
    if (routed === undefined || !side.speaks(record, 'esito')) return;
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

  async #closing(claimed: ClaimedDelivery, startedAt: Date, answer: Answer): Promise<Closing> {
    const base = { id: claimed.id, attempt: claimed.attempt, startedAt, outcome: answer.outcome };
    if (answer.outcome === 'failed') {
      const { reason, detail } = answer;
      const next = await this.#next(claimed, answer);
      this.#tell(claimed, next === 'parked' ? 'parked' : 'failed', `${reason}: ${detail}`);
      return { ...base, answer: { reason, detail }, next, ambiguous: answer.ambiguous };
    }
    const { esito } = answer;
    this.#tell(claimed, answer.outcome, esito.codice);
    const { codiceFiscale } = claimed;
    const identificativoSap = esito.identificativoSap;
    return {
      ...base,
      answer: esito,
      ...(takesBack(this.context.sides.get(claimed.destination), claimed, answer) ? { separates: true } : {}),
      ...(codiceFiscale && identificativoSap ? { learned: { codiceFiscale, identificativoSap } } : {}),
      ...(claimed.kind === 'record' && claimed.replyTo ? { tell: this.#esitoDelivery(claimed, answer) } : {}),
    };
  }

  async #next(claimed: ClaimedDelivery, answer: Failed): Promise<{ at: Date } | 'parked'> {
    const { delivery } = this.context.settings;
    const next = {
      at: new Date(this.context.clock().getTime() + delayAfter(claimed.tries, delivery, answer.retryAfterSeconds)),
    };
    if (NOT_TRIED.has(answer.reason) || claimed.tries < delivery.attempts) return next;
    const history = (await this.context.store.delivery(claimed.id))?.history ?? [];
    const spent = history
      .slice(-claimed.tries)
      .filter(({ answer: past }) => !NOT_TRIED.has((past as { reason?: string } | null)?.reason ?? ''));
    return spent.length + 1 >= delivery.attempts ? 'parked' : next;
  }

  #esitoDelivery(claimed: ClaimedDelivery, answer: Exclude<Answer, Failed>): NonNullable<Closing['tell']> {
    const id = newDeliveryId();
    return {
      id,
      kind: 'esito',
      destination: claimed.source,
      orderingKey: `esito|${claimed.messageId}`,
      lane: 'interactive',
      told: {
        message: claimed.messageId,
        record: claimed.record,
        event: claimed.event,
        side: claimed.destination,
        status: answer.outcome,
        esito: answer.esito,
      },
    };
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

function notConfigured(name: SideName): Failed {
  return {
    outcome: 'failed',
    reason: 'unreachable',
    detail: `side ${name} has no address; set sides.${name}.url`,
    ambiguous: false,
  };
}
