/** Counting as arrived: a person has found at the side what was parked because its answer was lost. */
import type { MessageId } from '../foundation/brand.js';
import { crashPoint } from '../foundation/crash.js';
import type { SideName } from '../foundation/names.js';
import type { Context } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { actingFor, type By, chosen, ofMessage, type WithReason } from './selecting.js';

export class Confirmation {
  constructor(
    private readonly context: Context,
    private readonly dispatcher: Dispatcher,
  ) {}

  /**
   * Of a message what is parked and may have arrived counts as acknowledged; how many deliveries that were.
   * @param only the side to which alone its delivery counts as arrived
   */
  async message(id: MessageId, by: WithReason<By>, only: { readonly to?: SideName } = {}): Promise<number> {
    const { store } = this.context;
    const acting = actingFor(by, 'confirm', { message: id, ...only });
    const found = await chosen(store, ofMessage(id, only), ['parked']);
    const { deliveries, woken } = await store.confirm(found.deliveries, acting);
    if (deliveries > 0) crashPoint('operator.confirmed');
    this.dispatcher.wake(woken);
    return deliveries;
  }
}
