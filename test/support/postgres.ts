/** A private PostgreSQL in a temporary directory, on a free port of the loopback. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresBin } from '../../scripts/lib/binaries.mjs';
import { freePort, type ServerProcess, startServer, untilReady } from './process.js';

const run = promisify(execFile);

export interface PostgresService {
  /** The maintenance database. */
  readonly url: string;
  /** Makes an empty database; its URL. */
  freshDatabase(): Promise<string>;
  kill9(): Promise<void>;
  /** Stops it without a checkpoint (`pg_ctl stop -m immediate`): it recovers from its log at the next start. */
  quit(): Promise<void>;
  /** Sends a signal to the server and to all of its processes: SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Its data directory. */
  readonly data: string;
  /** Starts it again after `kill9`, on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What is written and not synchronised outlives the server, however it is killed: it is lost with the machine alone. */
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];

/** PostgreSQL refuses to run as root: then it runs as its own user, or as nobody where that one is missing. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name]))).catch(() => undefined);
    if (ids !== undefined) return { uid: Number(ids[0]?.stdout), gid: Number(ids[1]?.stdout) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody');
}

export async function startPostgres(): Promise<PostgresService> {
  const bin = postgresBin();
  if (bin === undefined) throw new Error('PostgreSQL is not installed: run `node scripts/prepare.mjs --test-services`');
  const user = await unprivileged();
  const base = await mkdtemp(join(tmpdir(), 'raccordo-postgres-'));
  if (user !== undefined) await chown(base, user.uid, user.gid);
  const data = join(base, 'data');
  const port = await freePort();
  const url = `postgres://raccordo@127.0.0.1:${port}/postgres`;
  let server: ServerProcess | undefined;

  const start = async (): Promise<void> => {
    const args = ['-D', data, '-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])];
    // After kill -9 the old backends keep the shared memory for a moment, and a new server refuses to start.
    for (let tries = 20; ; tries -= 1) {
      const starting = startServer(join(bin, 'postgres'), args, { onOrphaned: 'QUIT', ...(user && { user }) });
      server = starting;
      try {
        return await untilReady(starting, () => answers(url), 60);
      } catch (error) {
        if (tries === 0 || starting.running) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  };
  const stop = async (): Promise<void> => {
    if (server?.running) await server.kill('SIGQUIT');
    await rm(base, { recursive: true, force: true });
  };

  try {
    const options = ['-D', data, '-U', 'raccordo', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await run(join(bin, 'initdb'), options, { ...user, cwd: base });
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    data,
    freshDatabase: () => createDatabase(url),
    async kill9() {
      await server?.kill('SIGKILL');
    },
    async quit() {
      await server?.kill('SIGQUIT');
    },
    async signal(signal) {
      if (server === undefined) return;
      const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(server.pid)]);
      for (const pid of [server.pid, ...stdout.trim().split(/\s+/).map(Number)]) {
        try {
          process.kill(pid, signal);
        } catch (error) {
          // A session may have ended since they were counted.
          if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
        }
      }
    },
    restart: start,
    stop,
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
  return true;
}

/** Takes a database away, from under whoever still uses it. */
export async function dropDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  await administer(maintenance.href, `drop database ${nameIn(url)} with (force)`);
}

/** Makes a database on the server of `url`, empty or after a template; its URL. */
export async function createDatabase(
  url: string,
  { template, tablespace }: { readonly template?: string; readonly tablespace?: string } = {},
): Promise<string> {
  const name = `raccordo_${randomBytes(6).toString('hex')}`;
  const like = template === undefined ? '' : ` template ${template}`;
  await administer(url, `create database ${name}${like}${tablespace === undefined ? '' : ` tablespace ${tablespace}`}`);
  const fresh = new URL(url);
  fresh.pathname = `/${name}`;
  return fresh.href;
}

/** Runs statements on a connection of their own, which may write even where the database is read-only for others. */
export async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c default_transaction_read_only=off' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Makes a database read-only for all who use it, as a failover does to those who stay with the standby. */
export async function fence(url: string): Promise<void> {
  await administer(url, `alter database ${nameIn(url)} set default_transaction_read_only = on`);
  await administer(
    url,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
}

export const unfence = (url: string): Promise<void> =>
  administer(url, `alter database ${nameIn(url)} reset default_transaction_read_only`);

const nameIn = (url: string): string => new URL(url).pathname.slice(1);
