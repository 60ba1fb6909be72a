/** PostgreSQL is killed, stopped, paused, slow, cut off, deadlocked, full: senders are told to come again, nothing is lost. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { databaseOn } from '../support/migrated.js';
import type { PostgresService } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { DISK } from './harness/disk.js';
import type { Load } from './harness/load.js';
import type { Random } from './harness/random.js';
import { faults, NotRun, type Outcome } from './harness/scenario.js';
import { ownPostgres, sharedDatabase } from './harness/servers.js';
import { inWorld, type World } from './harness/world.js';

const run = promisify(execFile);

interface Strike {
  /** Does the harm and, before it resolves, takes it back. */
  readonly strike: (world: World, load: Load) => Promise<void>;
  /** Whether senders must have been told to come again. */
  readonly turnsAway: boolean;
  readonly patienceSeconds?: number;
  readonly note?: () => string;
}

/** The process lives: nothing waits for the end of its leases, and no attempt is cut off by them on a slow machine. */
const LIVES = { RACCORDO_DELIVERY_LEASE_SECONDS: '30' };

/** Updates and first documents while the database is harmed, in one process on that database. */
async function under(
  store: string,
  random: Random,
  { strike, turnsAway, patienceSeconds = 10, note }: Strike,
): Promise<Outcome> {
  return inWorld({ store, env: LIVES }, async (world) => {
    await world.start('all');
    const load = world.load({ random, repeat: 0.1, patienceSeconds });
    const people = await load.open(6);
    const sending = Promise.all([load.update(people, 6, 100), load.open(6, { oneShot: true }), load.open(6)]);
    await sleep(random.between(50, 300));
    await strike(world, load);
    await sending;
    const problems = [
      ...(turnsAway && load.later === 0 ? ['no sender was told to come again'] : []),
      ...(load.laterWithTime < load.later
        ? [`${load.later - load.laterWithTime} were not told when to come again`]
        : []),
    ];
    const account = await world.account([load], 90);
    const doubts = await doubtful(store);
    if (doubts > 0) problems.push(`${doubts} attempts were in doubt, whose answers were heard`);
    const said = `${load.later} told to come again, ${load.unheard} unheard`;
    return { account, problems, note: note === undefined ? said : `${note()}; ${said}` };
  });
}

/** Attempts of which it is not known what came of them: neither the side nor the process has failed. */
const doubtful = (store: string): Promise<number> =>
  asAdministrator(store, async (client) => {
    const { rows } = await client.query(
      `select count(*)::int as n from attempts where outcome in ('interrupted', 'ambiguous')`,
    );
    return Number(rows[0].n);
  });

/** PostgreSQL is away for a while; what REST callers hear meanwhile. */
const away =
  (end: (postgres: PostgresService) => Promise<void>) =>
  async (random: Random): Promise<Outcome> => {
    const postgres = await ownPostgres();
    let heard = '';
    return under(await databaseOn(postgres.url), random, {
      turnsAway: true,
      note: () => heard,
      async strike(world) {
        await end(postgres);
        heard = await restWhileAway(world);
        const { status } = await fetch(`${world.doors()[0]}/health/ready`);
        await postgres.restart();
        if (!/^503 with Retry-After \d+$/.test(heard)) throw new Error(`REST was answered with ${heard}`);
        if (status !== 503) throw new Error(`it is ready (${status}) without a database`);
      },
    });
  };

/** Status and Retry-After of a document over REST. A session of a killed server may live on for a moment. */
async function restWhileAway(world: World): Promise<string> {
  for (let tries = 50; ; tries -= 1) {
    const answer = await fetch(`${world.doors()[0]}/rest/v1/sides/silp/sap`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (answer.status === 503 || tries === 0)
      return `${answer.status} with Retry-After ${answer.headers.get('retry-after')}`;
    await sleep(20);
  }
}

async function asAdministrator<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Takes the tables in the other order than the gateway does. The gateway is the one that gives way: it waits as long for
 * the lock as we do, and has begun to wait before us.
 */
async function deadlock(url: string): Promise<void> {
  await asAdministrator(url, async (client) => {
    for (let n = 0; n < 8; n += 1) {
      await client.query('begin');
      await client.query('lock table deliveries in exclusive mode');
      await sleep(150);
      await client.query('lock table messages in exclusive mode').catch(() => undefined);
      await client.query('rollback');
      await sleep(50);
    }
  });
}

faults('the database', [
  {
    fault: 8,
    name: 'PostgreSQL killed and restarted under load',
    quick: true,
    run: away((postgres) => postgres.kill9()),
  },
  { fault: 8, name: 'PostgreSQL stopped without a checkpoint and restarted', run: away((postgres) => postgres.quit()) },
  {
    fault: 8,
    name: 'PostgreSQL paused for ten seconds',
    async run(random) {
      const postgres = await ownPostgres();
      return under(await databaseOn(postgres.url), random, {
        turnsAway: false,
        patienceSeconds: 3,
        async strike() {
          await postgres.signal('SIGSTOP');
          await sleep(10_000);
          await postgres.signal('SIGCONT');
        },
      });
    },
  },
  {
    fault: 8,
    name: 'PostgreSQL slow, then half-open, then refusing',
    async run(random) {
      const proxy = await TcpProxy.inFrontOf(await sharedDatabase());
      try {
        return await under(proxy.url, random, {
          turnsAway: true,
          async strike() {
            proxy.delay(100);
            await sleep(2_000);
            proxy.delay(0);
            proxy.freeze(true);
            await sleep(3_000);
            proxy.freeze(false);
            proxy.refuse(true);
            await sleep(1_500);
            proxy.refuse(false);
          },
        });
      } finally {
        await proxy.close();
      }
    },
  },
  {
    fault: 8,
    name: 'sessions of the gateway ended by the server, again and again',
    async run(random) {
      const url = await sharedDatabase();
      let ended = 0;
      return under(url, random, {
        turnsAway: false,
        note: () => `${ended} sessions ended`,
        strike: () =>
          asAdministrator(url, async (client) => {
            for (let n = 0; n < 10; n += 1) {
              const { rowCount } = await client.query(
                `select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()`,
              );
              ended += rowCount ?? 0;
              await sleep(100);
            }
          }),
      });
    },
  },
  {
    fault: 8,
    name: 'deadlocks with another session',
    async run(random) {
      const url = await sharedDatabase();
      let deadlocks = 0;
      const outcome = await under(url, random, {
        turnsAway: false,
        note: () => `${deadlocks} deadlocks`,
        async strike() {
          await deadlock(url);
          await sleep(1_500);
          deadlocks = await asAdministrator(url, async (client) => {
            const { rows } = await client.query(
              'select deadlocks from pg_stat_database where datname = current_database()',
            );
            return Number(rows[0].deadlocks);
          });
        },
      });
      return deadlocks > 0 ? outcome : { ...outcome, problems: ['there was no deadlock', ...(outcome.problems ?? [])] };
    },
  },
  {
    fault: 8,
    name: 'the disk is full',
    async run(random) {
      const postgres = await ownPostgres();
      const disk = await mkdtemp(join(tmpdir(), 'raccordo-disk-'));
      const balloon = join(disk, 'balloon');
      await run('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'none', disk]).catch((error: Error) => {
        throw new NotRun(`a small disk cannot be mounted here: ${error.message.split('\n')[0]}`);
      });
      try {
        await chmod(disk, 0o777);
        await run('install', ['-d', '-m', '0777', join(disk, 'space')]);
        await run('chown', ['--reference', postgres.data, join(disk, 'space')]);
        const name = `small_${random.between(0, 1e9)}`;
        await asAdministrator(postgres.url, (client) =>
          client.query(`create tablespace ${name} location '${join(disk, 'space')}'`),
        );
        return await under(await databaseOn(postgres.url, { tablespace: name }), random, {
          turnsAway: true,
          async strike(_world, load) {
            await writeFile(balloon, Buffer.alloc(64 * 1024 * 1024)).catch(() => undefined);
            // Pages that have room are filled before a new one is asked for.
            const more: Promise<unknown>[] = [];
            for (let waited = 0; load.later === 0 && waited < 20_000; waited += 100) {
              // Not waited for: most senders go on until there is room again.
              more.push(load.open(1, { oneShot: true }));
              await sleep(100);
            }
            await sleep(1_000);
            await rm(balloon);
            await Promise.all(more);
          },
        });
      } finally {
        await postgres.quit();
        await run('umount', [disk]);
        await rm(disk, { recursive: true, force: true });
        await postgres.restart().catch(() => undefined);
      }
    },
  },
]);

faults('the disk', DISK);
