/** Why a delivery that is pending does not leave, in words for whoever looks at its message. */

import type { ProcessView } from '../store/members.js';
import type { DeliveryView, MessageView } from '../store/views.js';
import type { Context } from './context.js';
import { delivers } from './membership.js';

/** What a delivery waits for. Its hold stands beside it (`held`). */
export const WAITS_FOR = [
  'behind',
  'retry',
  'no-process',
  'no-address',
  'resting',
  'slowed',
  'no-broker',
  'turn',
] as const;

export interface Waits {
  readonly for: (typeof WAITS_FOR)[number];
  readonly detail: string;
}

/** How things are here, as far as deliveries hang on it. */
export interface Here {
  readonly processes: readonly Pick<ProcessView, 'role' | 'resting' | 'slowed'>[];
  readonly brokerReady: boolean;
  readonly hasAddress: (side: DeliveryView['destination']) => boolean;
  readonly now: Date;
}

/** The message with what each of its pending deliveries waits for. */
export async function withWaits({ store, broker, sides, clock }: Context, message: MessageView) {
  const here: Here = {
    processes: message.deliveries.some(({ status }) => status === 'pending') ? await store.processes() : [],
    brokerReady: broker.ready,
    hasAddress: (side) => sides.get(side)?.adapter !== undefined,
    now: clock(),
  };
  const deliveries = message.deliveries.map((delivery) => {
    const waits = waitsOf(delivery, here);
    return waits === undefined ? delivery : { ...delivery, waits };
  });
  return { ...message, deliveries };
}

/** What a delivery waits for; undefined where it has ended, is in work, or is held. */
export function waitsOf(delivery: DeliveryView, here: Here): Waits | undefined {
  const { status, held, behind, destination: side, kind, nextAttemptAt } = delivery;
  if (status !== 'pending' || held !== undefined) return undefined;
  if (behind !== undefined) return { for: 'behind', detail: behindWords(kind, behind) };
  if (!here.processes.some(({ role }) => delivers(role))) return { for: 'no-process', detail: NO_PROCESS };
  if (nextAttemptAt !== null && nextAttemptAt > here.now) {
    return { for: 'retry', detail: `tried again at ${nextAttemptAt.toISOString()}; why is in the answer` };
  }
  if (kind === 'record') {
    if (!here.hasAddress(side)) return { for: 'no-address', detail: `set sides.${side}.url to reach ${side}` };
    const seen = (as: 'resting' | 'slowed'): boolean => here.processes.some((one) => one[as].includes(side));
    if (seen('resting')) return { for: 'resting', detail: `${side} does not answer, and is left alone for a while` };
    if (seen('slowed')) return { for: 'slowed', detail: `${side} has said that it is called too often` };
  }
  return here.brokerReady
    ? { for: 'turn', detail: 'it leaves when a worker comes to it' }
    : { for: 'no-broker', detail: 'RabbitMQ takes no calls now; see /status' };
}

export const NO_PROCESS = 'no process delivers: start one with raccordo serve --role worker (or all)';

/** What has to end first. */
export function behindWords(kind: DeliveryView['kind'], behind: NonNullable<DeliveryView['behind']>): string {
  const { message, status, reason } = behind;
  const why = reason === undefined ? '' : ` (${reason})`;
  const mend = status === 'parked' ? '; send that again or call it off' : '';
  // Outcomes stand in a line with those of the same message only.
  const what = kind === 'esito' ? 'an outcome of this message' : `message ${message} about the same person`;
  return `${what} goes first, and is ${status}${why}${mend}`;
}
