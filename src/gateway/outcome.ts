/** Waiting for what becomes of a message: for the doors whose callers expect the side's own answer at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageId } from '../foundation/brand.js';
import { type DeliveryState, LATE, type SideName } from '../foundation/names.js';
import type { DeliveryView } from '../store/views.js';
import type { Context } from './context.js';
import { behindWords } from './waiting.js';

/** How often the store is asked when another process does the delivering. */
const POLL_MS = 250;

const isFinal = (delivery: DeliveryView): boolean =>
  delivery.kind !== 'record' ||
  delivery.status === 'acknowledged' ||
  delivery.status === 'refused' ||
  delivery.status === 'parked' ||
  delivery.status === 'cancelled';

/** @param until where given, what is tried again by then is waited for. */
const goesOnLater = ({ status, attempts, nextAttemptAt, behind }: DeliveryView, until: Date | undefined): boolean =>
  status === 'pending' &&
  (behind?.status === 'parked' ||
    (attempts > 0 && (until === undefined || (nextAttemptAt !== null && nextAttemptAt > until))));

/**
 * Resolves with the deliveries of a message when all have ended, or as they stand when the time is over. A delivery that
 * failed for now ends the waiting too, because its next try comes later by itself; and so does one that waits for a person to
 * decide about the one before it.
 * @param throughRetries goes on waiting where the next try comes within the time: for a caller who acts on what he hears
 */
export async function outcomeOf(
  context: Context,
  message: MessageId,
  waitSeconds: number,
  { throughRetries = false }: { readonly throughRetries?: boolean } = {},
): Promise<readonly DeliveryView[]> {
  const until = performance.now() + waitSeconds * 1000;
  const retriedBy = throughRetries ? new Date(context.clock().getTime() + waitSeconds * 1000) : undefined;
  for (;;) {
    const heard = hearOf(context, message, Math.min(POLL_MS, Math.max(0, until - performance.now())));
    const deliveries = await context.store.deliveriesOf(message);
    const settled = deliveries.every((d) => isFinal(d) || goesOnLater(d, retriedBy));
    if (settled || performance.now() >= until) {
      heard.cancel();
      return deliveries;
    }
    await heard.done;
  }
}

/** Resolves when something happened to the message in this process, or after the given time. */
function hearOf(context: Context, message: MessageId, ms: number): { done: Promise<void>; cancel(): void } {
  const ended = new AbortController();
  const stop = context.journey.listen((event) => {
    if (event.message === message && event.step !== 'sent') ended.abort();
  });
  const done = sleep(ms, undefined, { signal: ended.signal })
    .catch(() => sleep(5))
    .then(() => stop());
  return { done, cancel: () => ended.abort() };
}

/** How a message stands whose answer is awaited from a side. */
export interface Standing {
  /** Of the delivery to that side; absent where nothing goes there, so that its answer never comes. */
  readonly status?: DeliveryState;
  /** For the sender; names no destination to which nothing is on its way. */
  readonly words: string;
}

/** @param awaited whose answer is awaited, and whether a destination can give it. */
export function standingOf(
  id: MessageId,
  deliveries: readonly DeliveryView[],
  awaited: { readonly side: SideName; answers(destination: SideName): boolean },
): Standing {
  const records = deliveries.filter(({ kind }) => kind === 'record');
  const own = records.find(({ destination }) => awaited.answers(destination));
  const accepted = `accepted as message ${id}`;
  if (own !== undefined) return { status: own.status, words: `${accepted}; ${standsWords(own)}` };
  const others = records.filter(({ status }) => status === 'pending' || status === 'sent');
  const elsewhere =
    others.length === 0 ? '' : `; it is on its way to ${others.map((one) => one.destination).join(', ')}`;
  return { words: `${accepted}; no route leads it to ${awaited.side}${elsewhere}` };
}

/** What is said of a message that no route takes yet. */
export const unroutedWords = (id: MessageId): string =>
  `kept as message ${id}; no route takes it yet, and it goes on once one does`;

function standsWords({ kind, status, destination, behind, held, answer }: DeliveryView): string {
  if (held !== undefined) return `delivery to ${destination} waits: ${held.scope} ${held.name} is held by an operator`;
  if (behind !== undefined) return `delivery to ${destination} waits: ${behindWords(kind, behind)}`;
  const { reason, detail } = (answer ?? {}) as { readonly reason?: string; readonly detail?: string };
  // A sender that only hears "later" would send it for ever.
  return reason === LATE ? `delivery to ${destination} is parked: ${detail}` : STANDS[status](destination);
}

const onItsWay = (side: SideName): string => `delivery to ${side} goes on by itself`;
const STANDS: Readonly<Record<DeliveryState, (destination: SideName) => string>> = {
  pending: onItsWay,
  sent: onItsWay,
  parked: (side) => `delivery to ${side} is parked until it is sent again by hand`,
  acknowledged: (side) => `${side} has taken it`,
  refused: (side) => `${side} has refused it`,
  cancelled: (side) => `delivery to ${side} was called off by an operator`,
};
