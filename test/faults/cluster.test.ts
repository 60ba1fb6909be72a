/** RabbitMQ of three nodes: parted in the four ways of its own suite, and robbed of the node that leads the queues. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { eventually } from '../support/gateway.js';
import { freePort } from '../support/process.js';
import { Cluster, SHAPES, type Shape } from './harness/cluster.js';
import type { Load } from './harness/load.js';
import { emptied, listed, vhostOf } from './harness/queues.js';
import type { Random } from './harness/random.js';
import { faults, type Outcome, type Scenario } from './harness/scenario.js';
import { sharedDatabase, sharedVhost } from './harness/servers.js';
import { inWorld, type World } from './harness/world.js';

/** How long the nodes are parted. */
const SECONDS = 10;
/** Traffic before, and after all nodes are together again. */
const BEFORE_MS = 3_000;
const AFTER_MS = 2_000;
/** RabbitMQ 3.10 on Erlang 25 can remain stuck in the start after its pause; so long it has before it is started anew. */
const BACK_SECONDS = 30;

let started: Promise<Cluster> | undefined;
afterAll(async () => (await started?.catch(() => undefined))?.stop());

function ownCluster(random: Random): Promise<Cluster> {
  started ??= Cluster.start(random);
  return started;
}

/** What a fault did and how long; it ends with the fault mended. */
type Harm = (cluster: Cluster, vhost: string) => Promise<string>;

/** Harms the cluster while documents come and go, and accounts for all of them. */
async function harmed(random: Random, harm: Harm): Promise<Outcome> {
  const cluster = await ownCluster(random);
  const broker = await cluster.freshVhost();
  return inWorld({ store: await sharedDatabase(), broker }, async (world) => {
    await world.start('api', { role: 'api' });
    for (const name of ['worker', 'other worker']) await world.start(name, { role: 'worker' });
    const load = world.load({ random, repeat: 0.1 });
    const people = await load.open(8);
    const whole = await declaredOn(cluster, broker);
    const watching = watch(world);
    let over = false;
    const sending = Promise.all([on(load, people, () => over), sleep(BEFORE_MS).then(() => load.open(8))]);
    await sleep(BEFORE_MS);
    const note = await harm(cluster, vhostOf(broker));
    const mended = Date.now();
    const started = await cluster.mended(BACK_SECONDS);
    const together = Date.now() - mended;
    await sleep(AFTER_MS);
    over = true;
    await sending;
    const { away, pause } = watching.end();
    const account = await world.account([load], 180);
    const problems = [
      ...(load.later + load.unheard === 0 ? [] : [`${load.later + load.unheard} calls were not taken in`]),
      ...(await emptied(cluster.node(0).ctl, broker)),
      ...(await differences(cluster, broker, whole)),
    ];
    const found = [
      note,
      `longest pause between deliveries ${seconds(pause)}`,
      `one door without connection for ${seconds(away)}`,
      `nodes together ${seconds(together)} after the end`,
      ...started.map(
        (place) => `node ${place + 1} did not come back by itself in ${BACK_SECONDS} s and was started again`,
      ),
    ];
    return { account, problems, note: found.join(', ') };
  });
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const LOOK_MS = 100;

/** How long the doors had no connection to RabbitMQ, and the longest time in which nothing was delivered. */
function watch(world: World): { end(): { readonly away: number; readonly pause: number } } {
  let [away, pause, effects] = [0, 0, 0];
  let [looked, changed] = [Date.now(), Date.now()];
  let asking = false;
  const look = async (): Promise<void> => {
    const count = world.anpal.state.effects.length;
    if (count !== effects) {
      effects = count;
      changed = Date.now();
    }
    pause = Math.max(pause, Date.now() - changed);
    if (asking) return;
    asking = true;
    const answer = await fetch(`${world.doors()[0]}/status`).catch(() => undefined);
    const { health } = ((await answer?.json().catch(() => undefined)) ?? {}) as { health?: string };
    if (health !== 'ok') away += Date.now() - looked;
    looked = Date.now();
    asking = false;
  };
  const looking = setInterval(() => void look(), LOOK_MS);
  return {
    end() {
      clearInterval(looking);
      return { away, pause };
    },
  };
}

/** Documents of these people until it is over. */
async function on(load: Load, people: readonly number[], isOver: () => boolean): Promise<void> {
  while (!isOver()) await load.update(people, 1, 200);
}

/** What every node knows of the topology, by node. */
async function declaredOn(cluster: Cluster, broker: string): Promise<readonly string[]> {
  const all: string[] = [];
  for (const { ctl } of cluster.nodes) {
    const queues = await listed(ctl, broker, 'list_queues', 'name', 'arguments', 'type');
    const exchanges = await listed(ctl, broker, 'list_exchanges', 'name', 'type', 'arguments');
    const bindings = await listed(ctl, broker, 'list_bindings', 'source_name', 'destination_name', 'routing_key');
    all.push([...queues, ...exchanges, ...bindings].sort().join('\n'));
  }
  return all;
}

/** Whether all is declared as it was, on every node, and every queue has a member on each of them that works. */
async function differences(cluster: Cluster, broker: string, whole: readonly string[]): Promise<string[]> {
  const now = await declaredOn(cluster, broker);
  const changed = now.flatMap((one, n) => (one === whole[n] ? [] : [`node ${n + 1} has another topology than before`]));
  const same = new Set(now).size === 1 ? [] : ['the nodes have different topologies'];
  const missing = (await shortOf(cluster, broker)).map((line) => `a queue without a member on each node: ${line}`);
  return [...changed, ...same, ...missing];
}

/** A node that has come back starts its members one by one. */
const MEMBERS_SECONDS = 60;

/** The queues whose members do not work on every node, once they have had the time to. */
async function shortOf(cluster: Cluster, broker: string): Promise<readonly string[]> {
  const look = async (): Promise<readonly string[]> => {
    const members = await listed(cluster.node(0).ctl, broker, 'list_queues', 'name', 'members', 'online');
    return members.filter((line) => (line.match(/rabbit@/g) ?? []).length !== 2 * cluster.nodes.length);
  };
  return eventually(look, (short) => short.length === 0, MEMBERS_SECONDS).catch(look);
}

const parted = (shape: Shape): Scenario => ({
  fault: 7,
  name: `three nodes of RabbitMQ parted for ${SECONDS} s: ${shape}`,
  seconds: 400,
  run: (random) =>
    harmed(random, async (cluster) => {
      const cut = await cluster.partition(shape, random);
      try {
        await sleep(SECONDS * 1000);
      } finally {
        await cluster.heal();
      }
      return `${shape} for ${SECONDS} s (lost: ${cut})`;
    }),
});

faults('a cluster of the broker', [
  {
    fault: 7,
    name: 'of three addresses of RabbitMQ two are dead',
    quick: true,
    async run(random) {
      const [one, two] = [await freePort(), await freePort()];
      const alive = await sharedVhost();
      const broker = [`amqp://127.0.0.1:${one}`, alive, `amqp://127.0.0.1:${two}`].join(',');
      return inWorld({ store: await sharedDatabase(), broker }, async (world) => {
        await world.start('all');
        const load = world.load({ random });
        await load.update(await load.open(4), 2);
        return { account: await world.account([load]) };
      });
    },
  },
  ...SHAPES.map(parted),
  {
    fault: 7,
    name: `the node that leads the queues killed, and started again after ${SECONDS} s`,
    seconds: 400,
    run: (random) =>
      harmed(random, async (cluster, vhost) => {
        const place = await cluster.leader(vhost);
        const node = cluster.node(place);
        await node.kill9();
        await sleep(SECONDS * 1000);
        const began = Date.now();
        await node.start();
        return `node ${place + 1} away for ${SECONDS} s, its start took ${seconds(Date.now() - began)}`;
      }),
  },
]);
