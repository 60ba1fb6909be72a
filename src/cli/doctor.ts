/** `raccordo doctor`: configuration, store, broker and sides, each with its own verdict and mend. */
import { constants, existsSync, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ProbeResult } from '../adapters/adapter.js';
import { openBroker } from '../broker/open.js';
import { type LeftOver, leftOvers, whyBlocked } from '../broker/topology-migrate.js';
import { RaccordoError } from '../foundation/errors.js';
import type { SideName } from '../foundation/names.js';
import type { Settings } from '../foundation/settings/load.js';
import { delivers } from '../gateway/membership.js';
import { MARGIN_SECONDS } from '../gateway/our-time.js';
import { routesFileOf, routeWorld } from '../gateway/routing/book.js';
import { readRouteFile } from '../gateway/routing/file.js';
import { tableName } from '../gateway/routing/route.js';
import { buildSides, SIDES_HERE } from '../sides.js';
import { isMade } from '../store/embedded.js';
import { storeError } from '../store/errors.js';
import type { ProcessView } from '../store/members.js';
import { makeLogger, openConfiguredStore } from './compose.js';
import { EXIT } from './errors.js';
import { gatewaySettings } from './gateway-settings.js';

const PROBE_MS = 15_000;

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('says of every needed part whether it is there, and what to do where it is not')
    .option('--config <file>', 'configuration file')
    .action(doctor);
}

interface Verdict extends ProbeResult {
  /** It works, but somebody should look at it. */
  readonly look?: boolean;
}

async function doctor(options: { config?: string }): Promise<void> {
  const settings = gatewaySettings(options);
  const sides = buildSides(settings);
  const { table } = readRouteFile(routesFileOf(settings), routeWorld(settings, sides));
  let missing = false;
  const say = ({ what, ok, detail, mend, look = false }: Verdict): void => {
    missing ||= !ok;
    const todo = (ok && !look) || mend === undefined ? '' : `\n         ${mend}`;
    process.stdout.write(`${ok ? (look ? 'look   ' : 'ok     ') : 'MISSING'}  ${what}: ${detail}${todo}\n`);
  };
  say({ what: 'configuration', ok: true, detail: options.config ?? 'defaults and environment' });
  say({ what: 'routes', ok: true, detail: `${tableName(table)}, ${table.routes.length} in ${routesFileOf(settings)}` });
  for (const probe of [storeProbe, brokerProbe]) for (const result of await probe(settings)) say(result);
  for (const side of sides.values()) {
    if (!side.adapter) {
      process.stdout.write(`not set  side ${side.name}: set sides.${side.name}.url to reach it\n`);
      continue;
    }
    for (const result of await side.adapter.probe(AbortSignal.timeout(PROBE_MS))) say(result);
    for (const result of shortened(settings, side.name)) say(result);
    await side.adapter.close();
  }
  if (missing) process.exitCode = EXIT.missing;
}

/** A side that is given longer than a delivery has: its slow answers would never be heard. */
function shortened({ sides, delivery: { leaseSeconds } }: Settings, side: SideName): Verdict[] {
  const given = (sides as Partial<Record<SideName, { readonly timeoutSeconds: number }>>)[side]?.timeoutSeconds ?? 0;
  if (given + MARGIN_SECONDS <= leaseSeconds) return [];
  const most = `an attempt at a delivery ends ${MARGIN_SECONDS} s before delivery.leaseSeconds (${leaseSeconds})`;
  const detail = `${given} s may be waited for an answer (sides.${side}.timeoutSeconds), but ${most}; raise that to ${given + MARGIN_SECONDS}`;
  return [{ what: `side ${side}`, ok: true, look: true, detail }];
}

async function storeProbe(settings: Settings): Promise<Verdict[]> {
  const { url, directory } = settings.store;
  const what = url === undefined ? `store embedded in ${directory}` : 'store PostgreSQL';
  try {
    if (url === undefined && !isMade(directory)) {
      await expectRoom(directory);
      return [{ what, ok: true, detail: 'not made yet; the first start makes it' }];
    }
    const store = await openConfiguredStore(settings);
    try {
      await store.ping();
      const pending = await store.pendingMigrations();
      const fresh = url === undefined || pending.length === 0;
      const detail =
        pending.length === 0 ? 'answers, up to date' : `answers, migrations to apply: ${pending.join(', ')}`;
      const itself = { what, ok: fresh, detail, mend: 'Run: raccordo migrate' };
      if (pending.length > 0) return [itself];
      // Nobody else has an embedded store that could be opened here; what is noted in it of others is of the dead.
      return [itself, workers(store.alone ? [] : await store.processes())];
    } finally {
      await store.end();
    }
  } catch (error) {
    // Whoever has the embedded store open can use it: it is the gateway that runs.
    if (error instanceof RaccordoError && error.code === 'store-locked')
      return [{ what, ok: true, detail: `there; ${error.message}` }];
    return [failed(what, error)];
  }
}

/**
 * Without a process that delivers, everything waits. Where none runs at all this is looked at before the first start, too, and a
 * start may hang on the answer: so nothing is missing yet.
 */
function workers(processes: readonly ProcessView[]): Verdict {
  const what = 'workers';
  const delivering = processes.filter(({ role }) => delivers(role)).length;
  if (delivering > 0) return { what, ok: true, detail: `${delivering} of ${processes.length} processes deliver` };
  if (processes.length === 0) {
    const detail = 'no process runs, so nothing is delivered';
    return { what, ok: true, look: true, detail, mend: 'Start one with: raccordo serve' };
  }
  const roles = processes.map(({ role }) => role).join(', ');
  const mend = 'Start one that does, with: raccordo serve --role worker (or all)';
  return { what, ok: false, detail: `no process delivers, of those that run (${roles})`, mend };
}

/** Throws `store-directory-unusable` unless the folder, or the nearest around it that is there, may be written. */
async function expectRoom(directory: string): Promise<void> {
  let nearest = resolve(directory);
  while (!existsSync(nearest)) nearest = dirname(nearest);
  const code = statSync(nearest).isDirectory()
    ? await access(nearest, constants.W_OK | constants.X_OK).then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error.code,
      )
    : 'ENOTDIR';
  if (code !== undefined) throw storeError('store-directory-unusable', `${nearest}: ${code}`);
}

async function brokerProbe(settings: Settings): Promise<ProbeResult[]> {
  const { url } = settings.broker;
  if (url === undefined) return [{ what: 'broker', ok: true, detail: 'in process, nothing needed' }];
  const what = 'broker RabbitMQ';
  try {
    const log = makeLogger({ ...settings, log: { level: 'silent', pretty: false } });
    const options = { url, log, sides: SIDES_HERE.map(({ name }) => name) };
    const broker = await openBroker(options);
    try {
      await broker.ping();
      const troubles = (await broker.troubles()).map(
        ({ queue, waiting, meaning }): ProbeResult => ({
          what: `${what}: ${queue}`,
          ok: true,
          detail: `${waiting} ${meaning}`,
        }),
      );
      const blocked = await whyBlocked(options);
      const itself = blocked === undefined ? { what, ok: true, detail: 'answers' } : failed(what, blocked);
      return [itself, ...troubles, ...(await leftOvers(options)).map(leftOver)];
    } finally {
      await broker.end();
    }
  } catch (error) {
    return [failed(what, error)];
  }
}

function leftOver({ version, objects, consumers }: LeftOver): ProbeResult {
  const todo =
    consumers > 0
      ? `in use by ${consumers} consumers: stop the processes of that version`
      : 'used by nobody: run raccordo migrate';
  return {
    what: `broker RabbitMQ: ${version}`,
    ok: true,
    detail: `${objects.length} queues and exchanges left, ${todo}`,
  };
}

function failed(what: string, error: unknown): ProbeResult {
  const known = error instanceof RaccordoError;
  return {
    what,
    ok: false,
    detail: error instanceof Error ? error.message : String(error),
    ...(known ? { mend: error.mend } : {}),
  };
}
