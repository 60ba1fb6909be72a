/** How fast a side is called: a limit that is known, and one that the side tells of while it is called. */
import { describe, expect, it } from 'vitest';
import { RetryBudget } from '../../src/gateway/budget.js';
import { Pace } from '../../src/gateway/pace.js';

/** A clock that the test moves, with those who sleep by it. */
class Clock {
  now = 0;
  #sleeping: { readonly until: number; readonly wake: () => void }[] = [];

  readonly options = {
    limit: (): number | undefined => undefined,
    now: () => this.now,
    sleep: (ms: number): Promise<void> =>
      new Promise((wake) => void this.#sleeping.push({ until: this.now + ms, wake })),
  };

  /** So many callers who all want to call; the instants at which they were let through. */
  callers(pace: Pace, count: number): number[] {
    const at: number[] = [];
    for (let n = 0; n < count; n += 1) void pace.turn().then(() => at.push(this.now));
    return at;
  }

  async pass(ms: number): Promise<void> {
    for (const end = this.now + ms; this.now < end; ) {
      this.now += 10;
      const due = this.#sleeping.filter(({ until }) => until <= this.now);
      this.#sleeping = this.#sleeping.filter(({ until }) => until > this.now);
      for (const { wake } of due) wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

describe('the pace of a side', () => {
  it('lets everyone through at once where nothing is known', async () => {
    const clock = new Clock();
    const at = clock.callers(new Pace(clock.options), 50);
    await clock.pass(10);
    expect(at).toHaveLength(50);
  });

  it('keeps to a limit that was told beforehand', async () => {
    const clock = new Clock();
    const at = clock.callers(new Pace({ ...clock.options, limit: () => 10 }), 30);
    await clock.pass(2_000);
    expect(at.length).toBeGreaterThanOrEqual(19);
    expect(at.length).toBeLessThanOrEqual(21);
  });

  it('leaves a side alone as long as it asks, those too who were waiting already', async () => {
    const clock = new Clock();
    const pace = new Pace({ ...clock.options, limit: () => 10 });
    const at = clock.callers(pace, 20);
    await clock.pass(500);
    const before = at.length;
    pace.tooMany(3);
    await clock.pass(2_900);
    expect(at.length).toBe(before);
    expect(pace.slowed).toBe(true);
    await clock.pass(3_000);
    expect(at.length).toBeGreaterThan(before);
  });

  it('calls half as often afterwards, and little by little more often again', async () => {
    const clock = new Clock();
    const pace = new Pace(clock.options);
    // A hundred calls in ten seconds: ten a second.
    for (let n = 0; n < 100; n += 1) {
      await pace.turn();
      clock.now += 100;
    }
    pace.tooMany(1);
    const halved = pace.perSecond ?? 0;
    expect(halved).toBeGreaterThan(4);
    expect(halved).toBeLessThan(6);
    for (let n = 0; n < 20; n += 1) pace.well();
    expect(pace.perSecond).toBeGreaterThan(halved * 1.4);
  });

  it('takes complaints of calls that were under way together for one', async () => {
    const clock = new Clock();
    const pace = new Pace(clock.options);
    for (let n = 0; n < 100; n += 1) {
      await pace.turn();
      clock.now += 100;
    }
    pace.tooMany(5);
    const once = pace.perSecond;
    pace.tooMany(5);
    pace.tooMany(5);
    expect(pace.perSecond).toBe(once);
  });

  it('forgets the complaint when none has come for a minute', async () => {
    const clock = new Clock();
    const pace = new Pace(clock.options);
    pace.tooMany(1);
    expect(pace.perSecond).toBeGreaterThan(0);
    clock.now += 61_000;
    expect(pace.perSecond).toBeUndefined();
    expect(pace.slowed).toBe(false);
  });

  it('lets everyone through at the end of the process', async () => {
    const pace = new Pace({ limit: () => 0.01, now: () => 0 });
    await pace.turn();
    const waiting = pace.turn();
    pace.release();
    await waiting;
  });
});

describe('the budget of retries', () => {
  it('gives each side its own, refilled as time goes by and never saved up', () => {
    let now = 0;
    const budget = new RetryBudget(5, () => now);
    const taken = (side: 'anpal' | 'silp'): number =>
      Array.from({ length: 20 }, () => budget.take(side)).filter(Boolean).length;
    expect(taken('anpal')).toBe(5);
    expect(taken('silp')).toBe(5);
    now += 400;
    expect(taken('anpal')).toBe(2);
    now += 3_600_000;
    expect(taken('anpal')).toBe(5);
  });
});
