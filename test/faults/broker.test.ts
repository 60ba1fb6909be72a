/** RabbitMQ is killed, forgets to confirm, has nowhere to put a call, is short of memory, or is not what we declared. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, connect } from 'amqplib';
import { queueOf } from '../../src/broker/topology.js';
import { confirmsFrom, TcpProxy } from '../support/tcp-proxy.js';
import { emptied, vhostOf } from './harness/queues.js';
import type { Random } from './harness/random.js';
import { faults, type Outcome } from './harness/scenario.js';
import { ownRabbit, sharedDatabase, sharedVhost } from './harness/servers.js';
import { inWorld, type World } from './harness/world.js';

/** Two processes on the shared database and on this RabbitMQ. */
async function between(
  broker: string,
  work: (world: World) => Promise<Outcome>,
  workers: readonly string[] = ['worker'],
): Promise<Outcome> {
  return inWorld({ store: await sharedDatabase(), broker }, async (world) => {
    await world.start('api', { role: 'api' });
    for (const name of workers) await world.start(name, { role: 'worker' });
    return work(world);
  });
}

async function killedUnderLoad(random: Random, kills: number): Promise<Outcome> {
  const rabbit = await ownRabbit();
  const vhost = await rabbit.freshVhost();
  return between(vhost, async (world) => {
    const load = world.load({ random, repeat: 0.1 });
    const people = await load.open(6);
    const states: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const sending = Promise.all([load.update(people, 4, 50), load.open(6)]);
      await sleep(random.between(50, 400));
      await rabbit.kill9();
      // Documents are taken in meanwhile; those of new people are delivered when it is back.
      await sleep(1_500);
      const { health } = (await (await fetch(`${world.doors()[0]}/status`)).json()) as { health: string };
      if (health !== 'degraded') states.push(`the status says ${health} while RabbitMQ is away`);
      await rabbit.restart();
      await sending;
    }
    const account = await world.account([load], 120);
    const heard = load.later + load.unheard;
    const problems = heard === 0 ? [] : [`${heard} calls were not taken in although the store was there`];
    return {
      account,
      problems: [...states, ...problems, ...(await emptied(rabbit.ctl, vhost))],
      note: `${kills} kills`,
    };
  });
}

faults('the broker', [
  {
    fault: 2,
    name: 'RabbitMQ killed and restarted under load',
    quick: true,
    run: (random) => killedUnderLoad(random, 1),
  },
  {
    fault: 2,
    name: 'RabbitMQ killed and restarted under load, four times',
    seconds: 400,
    run: (random) => killedUnderLoad(random, 4),
  },
  {
    fault: 2,
    name: 'connections to RabbitMQ cut, refused, half-open, slow',
    seconds: 300,
    async run(random) {
      const proxy = await TcpProxy.inFrontOf(await sharedVhost());
      try {
        return await between(proxy.url, async (world) => {
          const load = world.load({ random });
          const people = await load.open(6);
          const during = async (begin: () => void, end: () => void, ms: number): Promise<void> => {
            begin();
            const sending = load.update(people, 3, 100);
            await sleep(ms);
            end();
            await sending;
          };
          await during(
            () => proxy.cut(),
            () => proxy.cut(),
            300,
          );
          await during(
            () => proxy.refuse(true),
            () => proxy.refuse(false),
            2_000,
          );
          await during(
            () => proxy.freeze(true),
            () => proxy.freeze(false),
            3_000,
          );
          await during(
            () => proxy.delay(200),
            () => proxy.delay(0),
            2_000,
          );
          return { account: await world.account([load], 120) };
        });
      } finally {
        await proxy.close();
      }
    },
  },
  {
    fault: 3,
    name: 'confirms are lost from a delivery tag on',
    async run(random) {
      const proxy = await TcpProxy.inFrontOf(await sharedVhost());
      try {
        return await between(proxy.url, async (world) => {
          const load = world.load({ random });
          const people = await load.open(6);
          proxy.swallow(confirmsFrom(random.between(2, 5)));
          await Promise.all([load.update(people, 4, 50), load.open(6)]);
          await world.settle(60);
          const { swallowed } = proxy;
          proxy.swallow(undefined);
          await load.update(people, 2);
          const problems = swallowed > 0 ? [] : ['no confirm was swallowed'];
          return { account: await world.account([load], 120), problems, note: `on ${swallowed} connections` };
        });
      } finally {
        await proxy.close();
      }
    },
  },
  {
    fault: 4,
    name: 'no queue is bound any more: calls come back',
    async run(random) {
      const rabbit = await ownRabbit();
      const vhost = await rabbit.freshVhost();
      return between(vhost, async (world) => {
        const load = world.load({ random });
        const people = await load.open(4);
        await unbound(vhost);
        await Promise.all([load.update(people, 3, 50), load.open(4, { oneShot: true })]);
        await sleep(1_500);
        const waiting = await pendingIn(world);
        // What it has declared at its start it declares again when its connection is made anew.
        await rabbit.ctl('close_all_connections', '--vhost', vhostOf(vhost), 'test of a lost binding');
        const problems = waiting > 0 ? [] : ['everything arrived without a binding: the fault did not strike'];
        const account = await world.account([load], 120);
        return {
          account,
          problems: [...problems, ...(await emptied(rabbit.ctl, vhost))],
          note: `${waiting} waited meanwhile`,
        };
      });
    },
  },
  {
    fault: 5,
    name: 'RabbitMQ is short of memory: the intake goes on',
    async run(random) {
      const rabbit = await ownRabbit();
      const vhost = await rabbit.freshVhost();
      return between(vhost, async (world) => {
        const load = world.load({ random, patienceSeconds: 5 });
        const people = await load.open(4);
        await rabbit.ctl('set_vm_memory_high_watermark', '0.000001');
        try {
          await Promise.all([load.update(people, 3, 50), load.open(4, { oneShot: true })]);
        } finally {
          await rabbit.ctl('set_vm_memory_high_watermark', '0.4');
        }
        const problems =
          load.unheard + load.later === 0 ? [] : [`${load.unheard + load.later} calls were not taken in`];
        const account = await world.account([load], 120);
        return { account, problems: [...problems, ...(await emptied(rabbit.ctl, vhost))] };
      });
    },
  },
  { fault: 6, name: 'a queue exists with other arguments: made anew, and what is sent arrives', run: remade },
  { fault: 6, name: 'such a queue is in use: no start, and a word that says which', run: inUse },
]);

/** A queue of ours that somebody has made with other arguments; `work` gets its name. */
async function otherQueue(
  work: (broker: string, queue: string, channel: Channel) => Promise<Outcome>,
): Promise<Outcome> {
  const broker = await sharedVhost();
  const queue = queueOf({ destination: 'anpal', lane: 'interactive', number: 0 });
  const model = await connect(broker);
  const channel = await model.createChannel();
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'classic' } });
  try {
    return await work(broker, queue, channel);
  } finally {
    await model.close();
  }
}

/** Nobody uses it: it is made anew, and what is sent arrives. */
function remade(random: Random): Promise<Outcome> {
  return otherQueue((broker) =>
    between(broker, async (world) => {
      const load = world.load({ random });
      await load.open(8);
      return { account: await world.account([load]) };
    }),
  );
}

/** Somebody uses it: the gateway must not work with it, and must say what to do. */
function inUse(): Promise<Outcome> {
  return otherQueue(async (broker, queue, channel) => {
    await channel.consume(queue, () => undefined);
    return inWorld({ store: await sharedDatabase(), broker }, async (world) => {
      const words = await world.start('all').then(
        () => 'it started',
        (error: Error) => error.message,
      );
      // RabbitMQ names the first property that differs.
      const wanted = [queue, 'expected', 'raccordo migrate'];
      return { problems: wanted.filter((one) => !words.includes(one)).map((one) => `does not say ${one}: ${words}`) };
    });
  });
}

/** Deliveries that are not final, by the gateway's own count. */
async function pendingIn(world: World): Promise<number> {
  const { counts } = (await (await fetch(`${world.doors()[0]}/status`)).json()) as {
    counts: { deliveries: { status: string; count: number }[] };
  };
  return counts.deliveries.filter(({ status }) => status === 'pending').reduce((sum, { count }) => sum + count, 0);
}

/** Takes every binding of our exchange away. */
async function unbound(url: string): Promise<void> {
  const { ctl } = await ownRabbit();
  await ctl(
    'eval',
    `[rabbit_binding:remove(B, <<"test">>) || B <- rabbit_binding:list(<<"${vhostOf(url)}">>),
      element(4, element(2, B)) =/= <<"">>].`,
  );
}
