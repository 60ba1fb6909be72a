/** What follows of an attempt that is not final. */
import { describe, expect, it } from 'vitest';
import { doubtOf } from '../../src/adapters/adapter.js';
import { EVENTS, RECORDS } from '../../src/foundation/names.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { closingOf, interruptionsBefore } from '../../src/gateway/closing.js';
import type { Context } from '../../src/gateway/context.js';
import { buildSides } from '../../src/sides.js';
import type { ClaimedDelivery } from '../../src/store/attempt.js';
import type { AttemptView } from '../../src/store/views.js';

const history = (...outcomes: string[]): AttemptView[] =>
  outcomes.map((outcome, n) => ({ number: n + 1, startedAt: new Date(), endedAt: new Date(), outcome, answer: null }));

describe('interruptions in a row', () => {
  it.each([
    [['interrupted'], 2, 1],
    [['failed', 'interrupted', 'interrupted', 'interrupted'], 5, 3],
    [['interrupted', 'interrupted', 'failed'], 4, 0],
    [['interrupted', 'failed', 'interrupted'], 4, 1],
    [[], 1, 0],
    // What was put off is no attempt, and breaks no row.
    [['interrupted', 'postponed', 'interrupted', 'postponed'], 5, 2],
    // Those before the last replay are past: two tries since then, this one counted.
    [['interrupted', 'interrupted', 'interrupted', 'interrupted'], 2, 1],
    [['interrupted', 'interrupted', 'interrupted'], 1, 0],
  ])('after %j, at try %i, are %i', (outcomes, tries, count) => {
    expect(interruptionsBefore(history(...outcomes), tries)).toBe(count);
  });
});

describe('the pause after an attempt', () => {
  const { settings } = loadSettings({ env: {} });
  const pauseAfter = async (
    ambiguous: boolean,
    spentSeconds: number,
    kind: ClaimedDelivery['kind'] = 'record',
  ): Promise<number> => {
    const context = { settings, sides: new Map() } as unknown as Context;
    const claimed = { kind, attempt: 1, tries: 1 } as ClaimedDelivery;
    const answer = { outcome: 'failed', reason: 'timeout', detail: 'nothing came', ambiguous } as const;
    const { next } = await closingOf(context, claimed, answer, spentSeconds);
    return (next as { readonly afterMs: number }).afterMs;
  };

  it('is as long as the attempt was, where what was sent may be under way still', async () => {
    expect(await pauseAfter(true, 40)).toBeGreaterThanOrEqual(40_000);
    expect(await pauseAfter(false, 40)).toBeLessThan(40_000);
  });

  it('is as long as a side may take, where the connection broke off at once', async () => {
    expect(await pauseAfter(true, 0.1)).toBeGreaterThanOrEqual(settings.delivery.doubtSeconds * 1000);
    expect(await pauseAfter(false, 0.1)).toBeLessThan(settings.delivery.doubtSeconds * 1000);
    expect(await pauseAfter(true, 0.1, 'esito')).toBeLessThan(settings.delivery.doubtSeconds * 1000);
  });
});

describe('what is done when an answer was lost', () => {
  const env = {
    RACCORDO_SIDES_ANPAL_URL: 'http://localhost:1',
    RACCORDO_SIDES_SILP_URL: 'http://localhost:1',
    RACCORDO_SIDES_INPS_URL: 'http://localhost:1',
    RACCORDO_SIDES_LAVORO_PER_TE_URL: 'http://localhost:1',
    RACCORDO_SIDES_MIATTIVO_URL: 'http://localhost:1',
    RACCORDO_SIDES_TOSCANA_LAVORO_URL: 'http://localhost:1',
  };
  const sides = buildSides(loadSettings({ env }).settings);

  it.each([...sides.values()].map((side) => [side.name, side] as const))(
    'is said of every operation of %s',
    (_, side) => {
      const doubts = side.adapter?.capabilities.inDoubt ?? { '*': 'repeat' };
      const taken = RECORDS.flatMap((record) =>
        EVENTS.filter((event) => side.takes(record, event)).flatMap((event) =>
          ['', ...side.revisions(record, event)].map((revision) => ({ record, event, revision })),
        ),
      );
      const asked = taken.filter((what) => doubtOf(doubts, what) === 'ask');
      // A side that is to be asked can be, and one that can be asked is.
      expect(asked.length > 0).toBe(side.adapter?.arrived !== undefined);
      // Every operation that the table names is one of the side's.
      for (const name of Object.keys(doubts).filter((one) => one !== '*'))
        expect(taken.map(({ record, event, revision }) => `${record}/${event} ${revision}`.trim())).toContain(name);
    },
  );
});
