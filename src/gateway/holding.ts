/** Hold and release: what goes to a side, or by a route, waits until it is released. What comes in meanwhile is taken in. */
import type { Held, Hold } from '../store/operating.js';
import type { Context } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { actingFor, type By, type WithReason } from './selecting.js';

/** How many deliveries a release wakes itself; the sweep finds the rest. */
const WAKE_AT_ONCE = 500;

export class Holding {
  constructor(
    private readonly context: Context,
    private readonly dispatcher: Dispatcher,
  ) {}

  /**
   * Holds from now on, in every process; attempts in work end as they do. What is held already stays as it was held. `known`: false of a
   * route that the table in force has not (a route may be held before its table is, and after).
   */
  async hold(
    held: Held,
    by: WithReason<By>,
  ): Promise<{ readonly hold: Hold; readonly waiting: number; readonly known: boolean }> {
    const result = await this.context.store.hold(held, actingFor(by, 'hold', targetOf(held)));
    const { routes } = this.context.routes.table;
    return { ...result, known: held.scope === 'side' || routes.some(({ id }) => id === held.name) };
  }

  /** `released`: there was a hold. `waiting`: deliveries that it kept, those that must wait for something else among them. */
  async release(held: Held, by: By): Promise<{ readonly released: boolean; readonly waiting: number }> {
    const acting = actingFor(by, 'release', targetOf(held));
    const { woken, ...result } = await this.context.store.endHold(held, acting, WAKE_AT_ONCE);
    this.dispatcher.wake(woken);
    return result;
  }

  holds(): Promise<readonly Hold[]> {
    return this.context.store.holds();
  }
}

const targetOf = ({ scope, name }: Held): Readonly<Record<string, string>> => ({ [scope]: name });
