/** The processes of one version are replaced by those of another, one by one, under load. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openStore } from '../../../src/store/open.js';
import { freshPostgres } from '../../support/fresh.js';
import type { ProcessOptions } from '../../support/gateway.js';
import type { Random } from './random.js';
import { NotRun, type Outcome, type Scenario } from './scenario.js';
import { sharedDatabase, sharedVhost } from './servers.js';
import { inWorld, ROUTES, type World } from './world.js';

const run = promisify(execFile);

/** The version before this one, as its last commit. */
const BEFORE = 'af1946bad4c9e58375056348dd6a6d6078fb72e1';

/** Builds the version before in a folder of its own; the folder. */
async function built(): Promise<string> {
  await run('git', ['cat-file', '-e', `${BEFORE}^{commit}`]).catch(() => {
    throw new NotRun(`the version before this one (commit ${BEFORE.slice(0, 12)}) is not in this clone`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'raccordo-before-'));
  await run('sh', ['-c', `git archive ${BEFORE} | tar -x -C ${folder}`]);
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await run(resolve('node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], { cwd: folder });
  return folder;
}

/** Lets that version bring an empty database up to date. */
async function migratedBy(folder: string, url: string): Promise<void> {
  const env = { PATH: process.env.PATH ?? '', RACCORDO_STORE_URL: url };
  await run(process.execPath, [join(folder, 'dist/src/main.js'), 'migrate'], { env });
}

const ROLES = { 'api 1': 'api', 'api 2': 'api', 'worker 1': 'worker', 'worker 2': 'worker' } as const;
type Name = keyof typeof ROLES;
const NAMES = Object.keys(ROLES) as Name[];

/** That version had its routes among the settings, and no time of doubt. */
const AS_BEFORE = {
  RACCORDO_ROUTES: JSON.stringify(ROUTES),
  RACCORDO_ROUTES_FILE: '',
  RACCORDO_DELIVERY_DOUBT_SECONDS: '',
};

const start = (world: World, name: Name, options: ProcessOptions = {}, env: Readonly<Record<string, string>> = {}) =>
  world.start(name, { role: ROLES[name], ...options }, env);

/** Ends each process in order and starts one of the other version in its place, while the senders go on. */
async function replaced(world: World, order: readonly Name[], options: ProcessOptions = {}): Promise<void> {
  for (const name of order) {
    await world.end(name);
    await sleep(200);
    await start(world, name, options);
  }
}

async function upgraded(random: Random): Promise<Outcome> {
  const folder = await built();
  try {
    const store = await freshPostgres();
    await migratedBy(folder, store);
    const program = join(folder, 'dist/src/main.js');
    if (!existsSync(program)) throw new Error(`${program} was not built`);
    return await inWorld({ store, broker: await sharedVhost() }, async (world) => {
      for (const name of NAMES) await start(world, name, { program }, AS_BEFORE);
      const load = world.load({ random, repeat: 0.1 });
      const people = await load.open(8);
      const sending = Promise.all([load.update(people, 12, 300), load.open(10, { oneShot: true })]);
      const present = await openStore({ url: store });
      const applied = await present.migrate();
      await present.end();
      await sleep(500);
      await replaced(world, NAMES);
      await sending;
      await load.update(people, 2);
      return {
        account: await world.account([load], 120),
        note: `migrated while the old version ran: ${applied.join(', ') || 'nothing'}`,
      };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rolled(random: Random): Promise<Outcome> {
  return inWorld({ store: await sharedDatabase(), broker: await sharedVhost() }, async (world) => {
    for (const name of NAMES) await start(world, name);
    const load = world.load({ random, repeat: 0.1 });
    const people = await load.open(6);
    const sending = Promise.all([load.update(people, 8, 150), load.open(6, { oneShot: true })]);
    await replaced(world, NAMES);
    await sending;
    return { account: await world.account([load], 60), note: `${load.unheard} calls unheard` };
  });
}

export const UPGRADES: readonly Scenario[] = [
  { fault: 19, name: 'every process restarted one by one under load', run: rolled },
  { fault: 19, name: 'the version before replaced by this one, process by process', seconds: 400, run: upgraded },
];
