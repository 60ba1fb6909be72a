/** Sending again: parked deliveries leave once more, quarantined messages are checked once more. */
import type { MessageId } from '../foundation/brand.js';
import type { SideName } from '../foundation/names.js';
import type { Store } from '../store/store.js';
import type { Context } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { gatewayError } from './errors.js';
import type { Intake, IntakeResult } from './intake.js';
import { refuseTrimmed } from './trimmed.js';

export interface Replayed {
  /** Deliveries that were parked and are pending again. */
  readonly deliveries: number;
  /** For a quarantined message: how the new check ended. */
  readonly checked?: IntakeResult;
}

export class Replay {
  constructor(
    private readonly context: Context,
    private readonly intake: Intake,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** @param only the side to which alone its deliveries are sent again; all of them where none is named */
  async message(id: MessageId, only: { readonly to?: SideName } = {}): Promise<Replayed> {
    const raw = await this.context.store.rawMessage(id);
    if (!raw) throw gatewayError('message-not-found', `no message ${id}`);
    refuseTrimmed(raw);
    if (raw.status === 'quarantined') return { deliveries: 0, checked: await this.intake.again(raw) };
    return this.#deliveries({ message: id, ...only });
  }

  /** All parked deliveries to one side. */
  async side(side: SideName): Promise<Replayed> {
    return this.#deliveries({ side });
  }

  async #deliveries(which: Parameters<Store['replay']>[0]): Promise<Replayed> {
    const freed = await this.context.store.replay(which);
    this.dispatcher.wake(freed);
    return { deliveries: freed.length };
  }
}
