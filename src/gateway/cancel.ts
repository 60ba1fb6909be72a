/** Calling off: deliveries that are not in work end for good, with a reason, and whoever waits for an outcome hears of it. */
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import { crashPoint } from '../foundation/crash.js';
import { CANCELLABLE, type SideName } from '../foundation/names.js';
import type { Acting } from '../store/operating.js';
import type { Context } from './context.js';
import type { Dispatcher } from './dispatch.js';
import {
  type Asked,
  actingFor,
  actionOf,
  type By,
  chosen,
  inBatches,
  ofMessage,
  type Preview,
  preview,
  type WithReason,
} from './selecting.js';

export interface CalledOff {
  readonly deliveries: number;
  /** Messages that were selected. */
  readonly messages: number;
  /** The id under which its entries stand; absent where nothing was left to do, as when somebody else was quicker. */
  readonly action?: string;
}

export class Cancellation {
  constructor(
    private readonly context: Context,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** @param only the side to which alone its delivery is called off; all of them where none is named */
  async message(id: MessageId, by: WithReason<By>, only: { readonly to?: SideName } = {}): Promise<CalledOff> {
    return this.#selected(ofMessage(id, only), actingFor(by, 'cancel', { message: id, ...only }));
  }

  /** What a selection would call off. */
  preview(asked: Asked): Promise<Preview> {
    return preview(this.context.store, asked, CANCELLABLE);
  }

  /** Calls a selection off, in several commits where it is large. @throws `selection-changed` */
  async selection(asked: Asked, by: WithReason<By>, expected?: number): Promise<CalledOff> {
    return this.#selected(asked, actingFor(by, 'cancel', { select: asked }), expected);
  }

  async #selected(asked: Asked, acting: WithReason<Acting>, expected?: number): Promise<CalledOff> {
    const found = await chosen(this.context.store, asked, CANCELLABLE, expected);
    let deliveries = 0;
    for (const some of inBatches(found.deliveries)) deliveries += await this.#deliveries(some, acting);
    return { deliveries, messages: found.messages, ...actionOf(acting, deliveries) };
  }

  async #deliveries(some: readonly DeliveryId[], acting: WithReason<Acting>): Promise<number> {
    const givers = [...this.context.sides.values()].filter(({ adapter }) => adapter?.identify !== undefined);
    const names = givers.map(({ name }) => name);
    const { deliveries, woken } = await this.context.store.cancel(some, acting, names);
    if (deliveries > 0) crashPoint('operator.cancelled');
    this.dispatcher.wake(woken);
    return deliveries;
  }
}
