/** What may be said of a message whose answer is awaited. */
import { describe, expect, it } from 'vitest';
import type { DeliveryId } from '../../src/foundation/brand.js';
import { newDeliveryId, newMessageId } from '../../src/foundation/ids.js';
import type { DeliveryState, SideName } from '../../src/foundation/names.js';
import type { Context } from '../../src/gateway/context.js';
import { outcomeOf, standingOf } from '../../src/gateway/outcome.js';
import type { DeliveryView } from '../../src/store/views.js';

const id = newMessageId();
const delivery = (
  destination: SideName,
  status: DeliveryState,
  kind: DeliveryView['kind'] = 'record',
): DeliveryView => ({
  id: newDeliveryId() as DeliveryId,
  messageId: id,
  kind,
  destination,
  status,
  attempts: 0,
  nextAttemptAt: null,
  closedAt: null,
  answer: null,
  lane: 'interactive',
  history: [],
});
const standing = (...deliveries: DeliveryView[]) =>
  standingOf(id, deliveries, { side: 'lavoro-per-te', answers: (destination) => destination === 'lavoro-per-te' });

describe('waiting for an outcome after a failed attempt', () => {
  const now = new Date('2026-03-01T10:00:00Z');
  /** Seconds that are waited of one, where the next try comes after so many. */
  async function waited(seconds: number, throughRetries: boolean): Promise<number> {
    const nextAttemptAt = new Date(now.getTime() + seconds * 1000);
    const failed = { ...delivery('lavoro-per-te', 'pending'), attempts: 1, nextAttemptAt };
    const context = {
      clock: () => now,
      journey: { listen: () => () => undefined },
      store: { deliveriesOf: async () => [failed] },
    } as unknown as Context;
    const began = performance.now();
    await outcomeOf(context, id, 0.3, { throughRetries });
    return (performance.now() - began) / 1000;
  }

  it('goes on where that is wanted and the next one comes in time', async () => {
    expect(await waited(0.1, true)).toBeGreaterThan(0.25);
    expect(await waited(30, true)).toBeLessThan(0.2);
    expect(await waited(0.1, false)).toBeLessThan(0.2);
  });
});

describe('a message whose answer is awaited', () => {
  it('that is held says so', () => {
    const held = { scope: 'side', name: 'lavoro-per-te', reason: 'x', since: new Date() } as const;
    expect(standing({ ...delivery('lavoro-per-te', 'pending'), held }).words).toContain(
      'delivery to lavoro-per-te waits: side lavoro-per-te is held by an operator',
    );
  });

  it.each([
    ['pending', 'delivery to lavoro-per-te goes on by itself'],
    ['sent', 'delivery to lavoro-per-te goes on by itself'],
    ['parked', 'delivery to lavoro-per-te is parked until it is sent again by hand'],
    ['acknowledged', 'lavoro-per-te has taken it'],
    ['refused', 'lavoro-per-te has refused it'],
  ] as const)('that is %s: %s', (status, words) => {
    const own = delivery('lavoro-per-te', status);
    expect(standing(delivery('anpal', 'pending'), own)).toEqual({
      status,
      words: `accepted as message ${id}; ${words}`,
    });
  });

  it('names no destination where nothing is on its way', () => {
    const words = `accepted as message ${id}; no route leads it to lavoro-per-te`;
    expect(standing()).toEqual({ words });
    expect(standing(delivery('anpal', 'parked'), delivery('lavoro-per-te', 'pending', 'esito'))).toEqual({ words });
  });

  it('names where it goes instead', () => {
    const { words } = standing(delivery('anpal', 'sent'), delivery('inps', 'acknowledged'));
    expect(words).toBe(`accepted as message ${id}; no route leads it to lavoro-per-te; it is on its way to anpal`);
  });
});
