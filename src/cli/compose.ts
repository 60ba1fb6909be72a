/** Composition root: opens store and broker, builds the sides and the gateway, from settings alone. */
import { readFileSync } from 'node:fs';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import { openBroker } from '../broker/open.js';
import { canonicalError } from '../canonical/errors.js';
import { readTerritorio, Territorio } from '../canonical/territorio.js';
import { systemClock } from '../foundation/clock.js';
import { RaccordoError } from '../foundation/errors.js';
import { packageVersion } from '../foundation/package.js';
import type { Settings } from '../foundation/settings/load.js';
import { type Context, Journey } from '../gateway/context.js';
import { createGateway, type Gateway } from '../gateway/gateway.js';
import { hasDoors, type Role } from '../gateway/membership.js';
import { RouteBook } from '../gateway/routing/book.js';
import { buildApp } from '../routes/app.js';
import type { SideDefinition } from '../sides/definition.js';
import { buildSides } from '../sides.js';
import { storeError } from '../store/errors.js';
import { openStore } from '../store/open.js';
import type { Store } from '../store/store.js';
import { ensureListenable, listenFault } from './listening.js';

export interface Running {
  readonly gateway: Gateway;
  /** Where the HTTP server listens; absent for the roles without doors. */
  readonly url: string | undefined;
  stop(): Promise<void>;
}

export function makeLogger(settings: Settings): FastifyBaseLogger {
  const { level, pretty } = settings.log;
  return pino({
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    // What an error of a library carries may hold a piece of a document; its kind and code are enough.
    serializers: { err: describeError },
    ...(pretty ? { transport: { target: 'pino-pretty', options: { singleLine: true } } } : {}),
  }) as unknown as FastifyBaseLogger;
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, stack } = error;
  const frames = stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8);
  return { type: name, code: (error as { code?: unknown }).code, stack: frames?.join('\n') };
}

export async function openConfiguredStore(settings: Settings): Promise<Store> {
  const { url, directory, poolSize } = settings.store;
  return openStore({ directory, poolSize, ...(url === undefined ? {} : { url }) });
}

/** Starts a gateway with the given role, with sides from outside beside those of the house. Everything it opened is closed again when the start fails. */
export async function startGateway(
  settings: Settings,
  role: Role,
  logger: FastifyBaseLogger,
  outside: readonly SideDefinition[] = [],
): Promise<Running> {
  const territorio = configuredTerritorio(settings);
  const sides = buildSides(settings, outside);
  const routes = new RouteBook(settings, sides, logger);
  if (hasDoors(role)) await ensureListenable(settings.http.host, settings.http.port);
  const store = await openConfiguredStore(settings);
  try {
    await ensureMigrated(store, settings);
    const { url } = settings.broker;
    const broker = await openBroker({ log: logger, sides: [...sides.keys()], ...(url === undefined ? {} : { url }) });
    const context: Context = {
      settings,
      store,
      broker,
      sides,
      routes,
      clock: systemClock,
      territorio,
      log: logger,
      journey: new Journey(),
    };
    const gateway = createGateway(context);
    return await listen(gateway, role, logger);
  } catch (error) {
    await store.end().catch(() => undefined);
    throw error;
  }
}

function configuredTerritorio({ competenza: { file } }: Settings): Territorio {
  if (file === undefined) return new Territorio();
  try {
    return readTerritorio(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw error instanceof RaccordoError ? error : canonicalError('territorio-invalid', `${file}: ${code}`);
  }
}

/** An embedded store belongs to this process alone and is brought up to date at once; a shared one is migrated on purpose. */
async function ensureMigrated(store: Store, settings: Settings): Promise<void> {
  if (settings.store.url === undefined) {
    await store.migrate();
    return;
  }
  const pending = await store.pendingMigrations();
  if (pending.length > 0) throw storeError('store-not-migrated', `missing: ${pending.join(', ')}`);
}

async function listen(gateway: Gateway, role: Role, logger: FastifyBaseLogger): Promise<Running> {
  await gateway.start(role);
  if (!hasDoors(role)) return { gateway, url: undefined, stop: () => gateway.stop() };
  const { host, port } = gateway.context.settings.http;
  const app = await buildApp({ gateway, logger, version: packageVersion() });
  let url: string;
  try {
    url = await app.listen({ host, port });
  } catch (error) {
    await gateway.stop();
    throw listenFault(error, host, port);
  }
  return {
    gateway,
    url,
    async stop() {
      await app.close();
      await gateway.stop();
    },
  };
}
