/** Sending again: parked deliveries leave once more, quarantined messages are checked once more. */
import type { MessageId } from '../foundation/brand.js';
import { crashPoint } from '../foundation/crash.js';
import { RaccordoError } from '../foundation/errors.js';
import { REPLAYABLE, type SideName } from '../foundation/names.js';
import type { Acting } from '../store/operating.js';
import type { Store } from '../store/store.js';
import type { Context } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { gatewayError } from './errors.js';
import type { Intake, IntakeResult } from './intake.js';
import { FOR_A_PERSON } from './reasons.js';
import { type Asked, actingFor, actionOf, type By, chosen, inBatches, type Preview, preview } from './selecting.js';
import { refuseTrimmed } from './trimmed.js';

export interface Replayed {
  /** Deliveries that were parked and are pending again. */
  readonly deliveries: number;
  /** For a quarantined message: how the new check ended. */
  readonly checked?: IntakeResult;
}

export interface SelectionReplayed {
  readonly deliveries: number;
  /** Messages that were selected. */
  readonly messages: number;
  /** Messages that were checked again. */
  readonly checked: { readonly accepted: number; readonly quarantined: number };
  /** The id under which its entries stand; absent where nothing was left to do, as when somebody else was quicker. */
  readonly action?: string;
}

export class Replay {
  constructor(
    private readonly context: Context,
    private readonly intake: Intake,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** @param only the side to which alone its deliveries are sent again; all of them where none is named */
  async message(id: MessageId, by: By, only: { readonly to?: SideName } = {}): Promise<Replayed> {
    const acting = actingFor(by, 'replay', { message: id, ...only });
    const raw = await this.context.store.rawMessage(id);
    if (!raw) throw gatewayError('message-not-found', `no message ${id}`);
    refuseTrimmed(raw);
    if (raw.status === 'quarantined') return { deliveries: 0, checked: await this.intake.again(raw, acting) };
    return { deliveries: await this.#deliveries({ message: id, ...only }, acting) };
  }

  /** All deliveries to one side that are parked because of it; `left`: how many wait for a person to decide about each. */
  async side(side: SideName, by: By): Promise<Pick<SelectionReplayed, 'deliveries'> & { readonly left: number }> {
    const parked: Asked = { destination: side, status: 'parked' };
    const acting = actingFor(by, 'replay', { side, status: 'parked' });
    const { deliveries } = await this.#selected({ ...parked, sparing: FOR_A_PERSON }, acting);
    const counts = await Promise.all(FOR_A_PERSON.map((reason) => this.preview({ ...parked, reason })));
    return { deliveries, left: counts.reduce((sum, { total }) => sum + total, 0) };
  }

  /** What a selection would send again. */
  preview(asked: Asked): Promise<Preview> {
    return preview(this.context.store, asked, REPLAYABLE);
  }

  /** Sends a selection again, in several commits where it is large. @throws `selection-changed` */
  async selection(asked: Asked, by: By, expected?: number): Promise<SelectionReplayed> {
    return this.#selected(asked, actingFor(by, 'replay', { select: asked }), expected);
  }

  async #selected(asked: Asked, acting: Acting, expected?: number): Promise<SelectionReplayed> {
    const found = await chosen(this.context.store, asked, REPLAYABLE, expected);
    let deliveries = 0;
    for (const some of inBatches(found.deliveries)) deliveries += await this.#deliveries({ deliveries: some }, acting);
    const checked = { accepted: 0, quarantined: 0 };
    for (const id of found.quarantined) {
      const outcome = await this.#checked(id, { ...acting, target: { ...acting.target, message: id } });
      if (outcome === 'quarantined' || outcome === 'parked') checked.quarantined += 1;
      else if (outcome !== undefined) checked.accepted += 1;
    }
    const done = deliveries + checked.accepted + checked.quarantined;
    return { deliveries, messages: found.messages, checked, ...actionOf(acting, done) };
  }

  /** One of several: what cannot even be tried must not keep the others from it. */
  async #checked(id: MessageId, acting: Acting): Promise<IntakeResult['outcome'] | undefined> {
    const raw = await this.context.store.rawMessage(id);
    if (raw?.status !== 'quarantined') return undefined;
    try {
      return (await this.intake.again(raw, acting)).outcome;
    } catch (error) {
      if (!(error instanceof RaccordoError) || error.code !== 'side-not-configured') throw error;
      this.context.log.warn({ message: id, reason: error.message }, 'message cannot be checked again');
      return 'quarantined';
    }
  }

  async #deliveries(which: Parameters<Store['replay']>[0], acting: Acting): Promise<number> {
    const freed = await this.context.store.replay(which, acting);
    if (freed.length > 0) crashPoint('operator.replayed');
    this.dispatcher.wake(freed);
    return freed.length;
  }
}
