/** Senders repeat, at two doors at once; and the order of each person stands through retries, restarts and two workers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sampleWorkers } from '../../src/sandbox/index.js';
import { SAPS } from './harness/kinds.js';
import type { Random } from './harness/random.js';
import { faults, type Outcome } from './harness/scenario.js';
import { sharedDatabase, sharedVhost } from './harness/servers.js';
import { inWorld, LEASE_SECONDS, type World } from './harness/world.js';

async function twoOfEach(work: (world: World) => Promise<Outcome>): Promise<Outcome> {
  return inWorld({ store: await sharedDatabase(), broker: await sharedVhost() }, async (world) => {
    for (const name of ['api 1', 'api 2']) await world.start(name, { role: 'api' });
    for (const name of ['worker 1', 'worker 2']) await world.start(name, { role: 'worker' });
    return work(world);
  });
}

/** Everybody sends each document at both doors at the same time, three times over. */
async function atBothDoors(random: Random): Promise<Outcome> {
  return twoOfEach(async (world) => {
    const load = world.load({ random });
    const problems: string[] = [];
    for (let person = 0; person < 20; person += 1) {
      const sent = { person, number: 0 };
      const calls = [0, 1, 0, 1, 0, 1].map((door) =>
        SAPS.call(world.doors()[door] ?? '', sent, undefined, AbortSignal.timeout(10_000)),
      );
      const heard = await Promise.all(calls);
      const messages = new Set(heard.map((one) => ('message' in one ? one.message : JSON.stringify(one))));
      if (messages.size !== 1) problems.push(`${person}: ${[...messages].join(' and ')}`);
      load.count(sent, [...messages][0] ?? '');
    }
    return { account: await world.account(), problems, note: '120 calls for 20 documents' };
  });
}

/** The sender's own key with the same words, then with others. */
async function underOneKey(random: Random): Promise<Outcome> {
  return twoOfEach(async (world) => {
    const problems: string[] = [];
    const call = async (door: number, key: string, document: string) => {
      const answer = await fetch(`${world.doors()[door]}/rest/v1/sides/silp/sap?event=invio`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: document,
      });
      const { type = '' } = (await answer.json()) as { type?: string };
      return { status: answer.status, type, at: answer.headers.get('location') ?? '' };
    };
    const files = sampleWorkers().slice(0, 3);
    for (const [n, { scheda }] of files.entries()) {
      const [words, others] = [JSON.stringify(scheda), JSON.stringify({ ...scheda, idSilLavAnagrafica: 9000 + n })];
      const key = `chiave ${random.seed} ${n}`;
      const same = await Promise.all([call(0, key, words), call(1, key, words)]);
      if (same.some(({ status }) => status !== 202) || same[0]?.at !== same[1]?.at)
        problems.push(`the same words: ${JSON.stringify(same)}`);
      const conflict = await call(n % 2, key, others);
      if (conflict.status !== 409 || conflict.type !== '/problems/key-reused')
        problems.push(`other words: ${JSON.stringify(conflict)}`);
    }
    await world.settle();
    const { length } = world.anpal.state.effects;
    if (length !== files.length) problems.push(`${length} effects of ${files.length} documents`);
    return { problems, note: `${files.length} keys` };
  });
}

/** One person with many updates among others, while attempts fail and workers are killed and replaced. */
async function inOrder(random: Random, updates: number, kills: number): Promise<Outcome> {
  return twoOfEach(async (world) => {
    const load = world.load({ random, repeat: 0.05 });
    const people = await load.open(10);
    const [one = 0, ...others] = people;
    const sending = Promise.all([load.update([one], updates, 20), load.update(others, 5, 50), load.open(10)]);
    for (let kill = 0; kill < kills; kill += 1) {
      world.anpal.setFault(random.pick(['garbage', 'half', 'silent', 'down', 'x001']), { times: random.between(1, 3) });
      await sleep(random.between(200, 600));
      const name = random.pick(['worker 1', 'worker 2', 'api 2']);
      world.process(name).child.kill('SIGKILL');
      await world.process(name).ended;
      await world.start(name, { role: name.startsWith('api') ? 'api' : 'worker' });
    }
    await sending;
    return { account: await world.account([load], 120), note: `${updates} updates of one person, ${kills} kills` };
  });
}

/** How often a worker may die of one delivery before it must have been set aside. */
const DEATHS = 6;

/** A delivery of which every worker dies: it ends parked, and the others get through. */
async function poison(random: Random): Promise<Outcome> {
  return inWorld({ store: await sharedDatabase(), broker: await sharedVhost() }, async (world) => {
    await world.start('api', { role: 'api' });
    const load = world.load({ random });
    await load.open(8, { oneShot: true });
    const poisoned = random.pick(load.acknowledged);
    let deaths = 0;
    for (let start = 0; start < DEATHS; start += 1) {
      const started = world.start(
        'worker',
        { role: 'worker' },
        { RACCORDO_CRASH_AT: `delivery.claimed@${poisoned.message}` },
      );
      // It may die of it before it says that it is ready.
      const ended = started.then((worker) => worker.ended).catch((error: Error) => /SIGKILL/.exec(error.message)?.[0]);
      const died = await Promise.race([ended, sleep(4 * LEASE_SECONDS * 1000, 'lives', { ref: false })]);
      if (died === 'lives') break;
      deaths += 1;
    }
    const account = await world.account([load], 30);
    const problems = [
      ...(account.parked.length === 1 ? [] : [`${account.parked.length} are parked, and it should be the one`]),
      ...(deaths === 5 ? [] : [`${deaths} workers died of it`]),
    ];
    return { account, allowed: ['parked'], problems, note: `${deaths} workers died` };
  });
}

faults('senders and order', [
  { fault: 11, name: 'the same document at two doors at once', run: atBothDoors },
  { fault: 11, name: 'the same key with the same words and with others', run: underOneKey },
  { fault: 12, name: 'a delivery of which every worker dies', run: poison },
  {
    fault: 13,
    name: 'order through failures, two workers and a kill',
    quick: true,
    run: (random) => inOrder(random, 15, 1),
  },
  {
    fault: 13,
    name: 'order through failures, two workers and six kills',
    seconds: 400,
    run: (random) => inOrder(random, 50, 6),
  },
]);
