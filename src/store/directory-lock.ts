/**
 * One process at a time on an embedded store. PGlite has no lock of its own, and a second process on the same files
 * destroys what the first has acknowledged, silently.
 *
 * Each process writes a file of its own name first and looks at the others' afterwards: two that start at once may both
 * be refused, never both let in.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { storeError } from './errors.js';

export interface DirectoryLock {
  release(): Promise<void>;
}

interface Owner {
  readonly pid: number;
  /** Start of the process in clock ticks since boot, where the system tells; a pid alone is given again to others. */
  readonly started: string;
  /** Host and process namespace: only inside it does a pid mean anything. */
  readonly scope: string;
}

const PREFIX = 'lock.';
const BEAT_MS = 10_000;
/** An owner on another host or in another container is taken for dead after six missed beats. */
const STALE_MS = 6 * BEAT_MS;

/** A process that has ended stands there until its parent has asked how: proc(5), states zombie and dead. */
const GONE: ReadonlySet<string | undefined> = new Set(['Z', 'X', 'x']);

function startOf(pid: number | 'self'): string {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold spaces: fields are counted after it. The state is field 3, the start field 22.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return GONE.has(fields[0]) ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function scopeHere(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

async function isAlive(owner: Owner, file: string): Promise<boolean> {
  if (owner.scope !== scopeHere()) {
    const touched = await stat(file).catch(() => undefined);
    return touched !== undefined && Date.now() - touched.mtimeMs < STALE_MS;
  }
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startOf(owner.pid) === owner.started;
}

async function ownerIn(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch {
    // Gone meanwhile, or its writer died halfway.
    return undefined;
  }
}

/** A file that others see whole or not at all: a half-written lock would be taken for a dead owner's. */
async function writeWhole(file: string, text: string): Promise<void> {
  const draft = join(dirname(file), `draft-${basename(file)}`);
  await writeFile(draft, text, { flag: 'wx' });
  await rename(draft, file);
}

/**
 * Takes the directory for this process until `release` or the end of the process.
 * @throws `store-locked`, naming the pid, when another living process (or another store of this one) has it.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const name = `${PREFIX}${process.pid}.${randomUUID()}`;
  const mine = join(directory, name);
  const owner: Owner = { pid: process.pid, started: startOf('self'), scope: scopeHere() };
  await writeWhole(mine, JSON.stringify(owner)).catch((cause: NodeJS.ErrnoException) => {
    throw storeError('store-directory-unusable', `${directory}: ${cause.code ?? cause.message}`);
  });
  for (const other of await readdir(directory)) {
    if (!other.startsWith(PREFIX) || other === name) continue;
    const file = join(directory, other);
    const holder = await ownerIn(file);
    if (holder !== undefined && (await isAlive(holder, file))) {
      await rm(mine, { force: true });
      throw storeError(
        'store-locked',
        `${directory} is in use by process ${holder.pid} (${holder.scope.split(' ')[0]})`,
      );
    }
    await rm(file, { force: true });
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(mine, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      await rm(mine, { force: true });
    },
  };
}
