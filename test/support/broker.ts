/** Both brokers, and what the tests of them need. */
import type { Broker, ConsumerOptions, WakeUp } from '../../src/broker/broker.js';
import { openInProcess } from '../../src/broker/in-process.js';
import type { BrokerLog } from '../../src/broker/link.js';
import { openRabbit } from '../../src/broker/rabbit.js';
import { newDeliveryId } from '../../src/foundation/ids.js';
import { type DeliveryLane, SIDES, type SideName } from '../../src/foundation/names.js';
import { freshRabbit } from './fresh.js';

export const SILENT: BrokerLog = { info: () => undefined, warn: () => undefined };

export const EACH_BROKER: readonly { readonly kind: string; readonly open: () => Promise<Broker> }[] = [
  { kind: 'in-process', open: async () => openInProcess({ retryMs: 50 }) },
  { kind: 'rabbit', open: async () => openRabbit({ url: await freshRabbit(), log: SILENT, sides: SIDES }) },
];

/** A call about somebody whom no other call is about, unless it is said who. */
export function callFor(
  destination: SideName,
  of: { readonly lane?: DeliveryLane; readonly about?: string } = {},
): WakeUp {
  const id = newDeliveryId();
  return { id, destination, lane: of.lane ?? 'interactive', orderingKey: `${destination}|cf:${of.about ?? id}` };
}

/** So many at once in each lane. */
export const atOnce = (most: number): ConsumerOptions => ({
  prefetch: { interactive: most, bulk: most, esiti: most, events: most },
});

/** Resolves when the condition holds; the test's own time limit is the only one. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A promise and the key to it. */
export function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
