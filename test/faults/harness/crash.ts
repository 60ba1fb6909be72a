/**
 * kill -9 of each process at every named instant, on the embedded store and on PostgreSQL with RabbitMQ. The senders go on
 * meanwhile, and kill follows kill before what the one before left behind is through.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { RECORD_CRASH_POINTS } from '../../../src/foundation/crash.js';
import { PROFILINGS } from './kinds.js';
import type { Load } from './load.js';
import type { Random } from './random.js';
import type { Outcome, Scenario } from './scenario.js';
import { sharedDatabase, sharedVhost } from './servers.js';
import { inWorld, type World, type WorldOptions } from './world.js';

/** Those on the way of a record; what operators do is driven by test/integration/operator-crashes.test.ts. */
type CrashPoint = (typeof RECORD_CRASH_POINTS)[number];

interface Driver {
  /** Which process passes there, where doors and deliveries are processes of their own. */
  readonly in: 'api' | 'worker';
  /** Passages that one wave makes at least. */
  readonly passages: number;
  readonly wave: (world: World, loads: Loads) => Promise<void>;
}

interface Loads {
  readonly saps: Load;
  readonly profilings: Load;
}

const saps = async (_world: World, { saps: load }: Loads): Promise<void> => {
  const known = load.acknowledged.filter(({ sent }) => sent.number === 0).map(({ sent }) => sent.person);
  await Promise.all([
    load.update(known.filter((person) => load.isOpen(person)).slice(-3), 2),
    load.open(3, { oneShot: true }),
    load.open(3),
  ]);
};

/** Attempts that fail, so that the sweep has something to find. */
const failing = async (world: World, loads: Loads): Promise<void> => {
  world.anpal.setFault('garbage', { times: 12 });
  await saps(world, loads);
};

const answeredWithDocuments = async (_world: World, { profilings }: Loads): Promise<void> => {
  await profilings.open(5);
};

/** How each point is reached. The compiler does not let one be forgotten. */
const DRIVERS: Readonly<Record<CrashPoint, Driver>> = {
  'intake.received': { in: 'api', passages: 5, wave: saps },
  'intake.committed': { in: 'api', passages: 5, wave: saps },
  'dispatch.published': { in: 'api', passages: 4, wave: saps },
  'dispatch.swept': { in: 'worker', passages: 1, wave: failing },
  'delivery.claimed': { in: 'worker', passages: 5, wave: saps },
  'delivery.called': { in: 'worker', passages: 5, wave: saps },
  'delivery.answered': { in: 'worker', passages: 5, wave: saps },
  'delivery.taken-in': { in: 'worker', passages: 4, wave: answeredWithDocuments },
  'delivery.closed': { in: 'worker', passages: 5, wave: saps },
};

interface Shape {
  readonly name: string;
  readonly processes: readonly ('all' | 'api' | 'worker')[];
  services(): Promise<WorldOptions>;
}

const services = async (): Promise<WorldOptions> => ({ store: await sharedDatabase(), broker: await sharedVhost() });
export const EMBEDDED: Shape = { name: 'embedded', processes: ['all'], services: async () => ({}) };
export const ONE: Shape = { name: 'PostgreSQL and RabbitMQ, one process', processes: ['all'], services };
export const TWO: Shape = { name: 'PostgreSQL and RabbitMQ, api and worker', processes: ['api', 'worker'], services };

/** Longest wait for a kill after its wave is through: retries and leases have ended by then. */
const NEVER_AFTER_MS = 20_000;

/** Kills at each of these points in turn, then lets everything settle. */
async function killedAt(shape: Shape, points: readonly CrashPoint[], random: Random): Promise<Outcome> {
  return inWorld(await shape.services(), async (world) => {
    const loads: Loads = {
      saps: world.load({ random, repeat: 0.1 }),
      profilings: world.load({ random, kind: PROFILINGS, first: 100_000 }),
    };
    const problems: string[] = [];
    const waves: Promise<void>[] = [];
    const strikes: string[] = [];
    const nameOf = (point: CrashPoint) => (shape.processes.length === 1 ? 'all' : DRIVERS[point].in);
    const [firstPoint] = points;
    for (const role of shape.processes) {
      if (firstPoint !== undefined && role !== nameOf(firstPoint)) await world.start(role, { role });
    }
    for (const [place, point] of points.entries()) {
      const role = nameOf(point);
      const { passages, wave } = DRIVERS[point];
      const strike = `${point}:${random.between(1, passages)}`;
      strikes.push(strike);
      await world.end(role);
      // What the kill before has left may bring it there before it has opened its doors.
      const start = world.start(role, { role }, { RACCORDO_CRASH_AT: strike });
      const ended = start.then((started) => started.ended).catch((error: Error) => /SIGKILL/.exec(error.message)?.[0]);
      waves.push(wave(world, loads));
      const late = Promise.all(waves).then(() => sleep(NEVER_AFTER_MS, 'never passed', { ref: false }));
      const how = await Promise.race([ended, late]);
      if (how !== 'SIGKILL') problems.push(`${strike}: ${how ?? 'did not start'}`);
      const next = points[place + 1];
      if (next === undefined || nameOf(next) !== role) {
        await world.end(role);
        await world.start(role, { role });
      }
    }
    await Promise.all(waves);
    // By chance one may have been in work at five kills in a row: it was set aside for a person.
    await world.settle();
    await world.replayParked();
    const account = await world.account([loads.saps, loads.profilings]);
    return { account, problems, note: `${strikes.length} kills: ${strikes.join(', ')}` };
  });
}

/** One kill at each point, all in one world. */
export const inTurn = (shape: Shape): Scenario => ({
  fault: 1,
  name: `killed at every point in turn: ${shape.name}`,
  quick: true,
  seconds: 300,
  run: (random) => killedAt(shape, RECORD_CRASH_POINTS, random),
});

/** Three kills at each point, a world for each. */
export const thrice = (shape: Shape): readonly Scenario[] =>
  RECORD_CRASH_POINTS.map((point) => ({
    fault: 1,
    name: `killed at ${point}, three times: ${shape.name}`,
    seconds: 300,
    run: (random) => killedAt(shape, [point, point, point], random),
  }));

/** People whose documents are on the way at every kill of `anywhere`. */
const PEOPLE = 10;

/** Kills between the named instants too: one after the other, wherever the process stands, while every person has documents on the way. */
async function killedAnywhere(shape: Shape, kills: number, random: Random): Promise<Outcome> {
  return inWorld(await shape.services(), async (world) => {
    const load = world.load({ random, repeat: 0.1, senders: PEOPLE });
    for (const role of shape.processes) await world.start(role, { role });
    const people = await load.open(PEOPLE);
    let goesOn = true;
    const sending = (async () => {
      while (goesOn) await load.update(people, 2);
    })();
    for (let kill = 0; kill < kills; kill += 1) {
      const role = random.pick(shape.processes);
      await sleep(random.between(50, 2_500));
      const { child, ended } = world.process(role);
      child.kill('SIGKILL');
      await ended;
      await world.start(role, { role });
    }
    goesOn = false;
    await sending;
    await world.settle();
    await world.replayParked();
    return { account: await world.account([load]), note: `${kills} kills` };
  });
}

/** Twenty kills at any instant. */
export const anywhere = (shape: Shape): Scenario => ({
  fault: 1,
  name: `killed anywhere, twenty times: ${shape.name}`,
  seconds: 300,
  run: (random) => killedAnywhere(shape, 20, random),
});
