/** Several processes on one store: who lives, which of the workers each is, who has a job, and what becomes of it after a death. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/gateway/context.js';
import { Jobs } from '../../src/gateway/jobs.js';
import { Membership, type Role, type Share } from '../../src/gateway/membership.js';
import { eventually } from '../support/gateway.js';
import { EACH_STORE, type OpenStore } from '../support/store.js';

const LOG = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
const BEAT_SECONDS = 0.1;

describe.each(EACH_STORE)('processes on the $kind store', ({ kind, open }) => {
  let opened: OpenStore;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    opened = await open();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  afterAll(() => opened.end());

  /** A store that is not the only process's, so that the embedded one plays its part here too. */
  const shared = () => ({ ...opened.store, alone: false });

  async function member(role: Role, store = shared()): Promise<{ membership: Membership; shares: Share[] }> {
    const shares: Share[] = [];
    const membership = new Membership(store, role, LOG, {
      beatSeconds: BEAT_SECONDS,
      sides: () => ({ resting: ['silp'], slowed: [] }),
      onShare: (share) => void shares.push(share),
    });
    await membership.start();
    ends.push(() => membership.stop());
    return { membership, shares };
  }

  it('give every worker a place of its own, doors and jobs not counted', async () => {
    const one = await member('worker');
    const two = await member('all');
    await member('api');
    await member('sync');
    const last = async () => [one.shares.at(-1), two.shares.at(-1)];
    await eventually(last, (shares) => shares.every((share) => share?.of === 2));
    expect((await last()).map((share) => share?.rank).sort()).toEqual([0, 1]);
    const living = await opened.store.processes();
    expect(living.map(({ role }) => role).sort()).toEqual(['all', 'api', 'sync', 'worker']);
    expect(living.map(({ resting, slowed }) => ({ resting, slowed }))).toEqual(
      living.map(() => ({ resting: ['silp'], slowed: [] })),
    );
    await two.membership.stop();
    await eventually(last, ([share]) => share?.of === 1 && share.rank === 0);
  });

  it('take one that says nothing any more for dead', async () => {
    const store = shared();
    const { shares } = await member('worker');
    const silent = await member('worker', {
      ...store,
      beat: (...beat) => store.beat(...beat),
      leave: async () => undefined,
    });
    await eventually(
      async () => shares.at(-1),
      (share) => share?.of === 2,
    );
    await silent.membership.stop();
    await eventually(
      async () => shares.at(-1),
      (share) => share?.of === 1,
    );
  });

  it('do a job one at a time, and another takes it over when the first has left', async () => {
    const rounds: string[] = [];
    const job = (who: string) => ({ name: 'count', everySeconds: 0.02, round: async () => void rounds.push(who) });
    const context = { log: LOG } as unknown as Context;
    const first = await member('worker');
    const second = await member('sync');
    const firstJobs = new Jobs(context, first.membership);
    firstJobs.start(job('first'));
    await eventually(
      async () => rounds.length,
      (count) => count > 2,
    );
    const secondJobs = new Jobs(context, second.membership);
    secondJobs.start(job('second'));
    ends.push(() => secondJobs.stop());
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(new Set(rounds)).toEqual(new Set(['first']));
    await firstJobs.stop();
    await first.membership.stop();
    await eventually(async () => rounds.includes('second'), Boolean);
  });

  it('go on with a job that failed once', async () => {
    let rounds = 0;
    const { membership } = await member('worker');
    const jobs = new Jobs({ log: LOG } as unknown as Context, membership);
    jobs.start({
      name: 'fails',
      everySeconds: 0.02,
      round: async () => {
        rounds += 1;
        if (rounds === 1) throw new Error('the first round');
      },
    });
    ends.push(() => jobs.stop());
    await eventually(
      async () => rounds,
      (count) => count > 2,
    );
  });

  it('get a lease again only after it has ended, by the clock of the store', async () => {
    const { store } = opened;
    const [mine, yours] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];
    expect(await store.takeLease('alone', mine, 60)).toBe(true);
    expect(await store.takeLease('alone', yours, 60)).toBe(false);
    expect(await store.takeLease('alone', mine, 0.05)).toBe(true);
    await eventually(() => store.takeLease('alone', yours, 60), Boolean);
    expect(await store.takeLease('alone', mine, 60)).toBe(false);
  });

  const single = kind === 'embedded';
  if (single)
    it('know in a store of their own that whoever was there before is dead', async () => {
      const { store } = opened;
      const dead = '01900000-0000-7000-8000-00000000dead';
      await store.beat({ id: dead, role: 'all', host: 'here', pid: 1, version: '0' }, 3_600, {
        resting: [],
        slowed: [],
      });
      await store.takeLease('sweep', dead, 3_600);
      const { membership } = await member('all', store);
      expect((await store.processes()).map(({ id }) => id)).toEqual([membership.id]);
      expect(await membership.holds('sweep', 5)).toBe(true);
    });
});
