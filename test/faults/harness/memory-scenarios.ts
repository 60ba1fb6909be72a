/** Memory under the largest bodies, and over time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sapOf } from '../../support/sap-document.js';
import { peakOf, residentOf } from './memory.js';
import type { Random } from './random.js';
import type { Outcome, Scenario } from './scenario.js';
import { inWorld } from './world.js';

/** A body just below `http.bodyLimit`, which is 10 MB by default. */
const LARGE_MB = 9.9;
const AT_ONCE = 4;
/**
 * What so many large bodies at once may add, in MB: each is there as bytes, as text and as a tree of the XML reader before
 * its refusal is kept. Some 220 MB were measured.
 */
const LARGE_BOUND_MB = 600;
/** How much more memory the last third of a soak may take than the middle one, in MB, both as means. */
const SOAK_BOUND_MB = 48;
const SOAK_SECONDS = 300;

async function largeBodies(random: Random): Promise<Outcome> {
  return inWorld({}, async (world) => {
    const { child } = await world.start('all');
    const pid = child.pid ?? 0;
    const load = world.load({ random, senders: 2, patienceSeconds: 60 });
    const people = await load.open(3);
    const before = residentOf(pid);
    const body = sapOf(5_000, { indirizzo: 'V'.repeat(LARGE_MB * 1024 * 1024 - 2_000) });
    const problems: string[] = [];
    const push = async (): Promise<void> => {
      for (let n = 0; n < 3; n += 1) {
        const answer = await fetch(`${world.doors()[0]}/rest/v1/sides/anpal/sap?event=invio`, {
          method: 'POST',
          headers: { 'content-type': 'application/xml' },
          body,
        });
        await answer.text();
        if (answer.status !== 422) problems.push(`an address of ${LARGE_MB} MB was answered with ${answer.status}`);
      }
    };
    await Promise.all([...Array.from({ length: AT_ONCE }, push), load.update(people, 5, 300)]);
    const grown = Math.round(peakOf(pid) - before);
    if (grown > LARGE_BOUND_MB) problems.push(`memory rose by ${grown} MB`);
    const note = `${AT_ONCE} bodies of ${LARGE_MB} MB at a time: ${grown} MB more at most (bound ${LARGE_BOUND_MB} MB)`;
    return { account: await world.account([load]), problems, note };
  });
}

async function soak(random: Random): Promise<Outcome> {
  return inWorld({}, async (world) => {
    const { child } = await world.start('all');
    const pid = child.pid ?? 0;
    const load = world.load({ random, senders: 4, repeat: 0.1, patienceSeconds: 30 });
    const people = [...(await load.open(20))];
    const until = Date.now() + SOAK_SECONDS * 1000;
    const samples: number[] = [];
    let sampling = true;
    const sampler = (async () => {
      while (sampling) {
        samples.push(residentOf(pid));
        await sleep(1_000);
      }
    })();
    while (Date.now() < until) await load.update(people, 2, 20);
    sampling = false;
    await sampler;
    const third = Math.floor(samples.length / 3);
    const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;
    const slope = Math.round(mean(samples.slice(2 * third)) - mean(samples.slice(third, 2 * third)));
    const problems = slope > SOAK_BOUND_MB ? [`memory rose by ${slope} MB from the middle third to the last`] : [];
    const note = `${SOAK_SECONDS} s; from the middle third to the last ${slope} MB more (bound ${SOAK_BOUND_MB} MB)`;
    return { account: await world.account([load], 120), problems, note };
  });
}

export const MEMORY: readonly Scenario[] = [
  { fault: 18, name: 'the largest bodies, several at once', run: largeBodies },
  { fault: 18, name: `five minutes of load`, seconds: SOAK_SECONDS + 300, run: soak },
];
