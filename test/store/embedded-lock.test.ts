import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from '../../src/store/directory-lock.js';
import { openStore } from '../../src/store/open.js';

const LOCK = join(import.meta.dirname, '../../src/store/directory-lock.ts');

/** A process that holds the lock until it is killed. */
function holding(directory: string): string[] {
  const code = `import { lockDirectory } from ${JSON.stringify(LOCK)};
    await lockDirectory(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 1000);`;
  return ['--import', 'tsx', '--input-type=module', '-e', code];
}

async function holder(directory: string) {
  const child = spawn(process.execPath, holding(directory), { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of an embedded store', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'raccordo-lock-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('refuses a second process, naming the first and the mend, and takes over when that one has been killed', async () => {
    const first = await holder(directory);
    const refusal = await openStore({ directory }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'store-locked', message: expect.stringContaining(`process ${first.pid}`) });
    expect((refusal as { mend: string }).mend).toContain('store.directory');

    first.kill('SIGKILL');
    await once(first, 'exit');
    const lock = await lockDirectory(directory);
    await lock.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('takes over from one that has been killed although its parent has not asked how it ended', async () => {
    // The shell becomes a program that never asks.
    const parent = spawn('sh', ['-c', '"$0" "$@" & echo $!; exec sleep 60', process.execPath, ...holding(directory)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]();
    const pid = Number((await lines.next()).value);
    expect((await lines.next()).value).toBe('locked');
    process.kill(pid, 'SIGKILL');
    await sleep(200);
    await (await lockDirectory(directory)).release();
    parent.kill('SIGKILL');
  });

  it('refuses a second store of the same process, until the first has ended', async () => {
    const first = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'store-locked' });
    await first.release();
    await (await lockDirectory(directory)).release();
  });

  it('lets in one at most of several that start at once', async () => {
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => lockDirectory(directory)));
    expect(tries.filter((each) => each.status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('does not take a pid that was given to another process for the owner', async () => {
    const scope = readlinkSync('/proc/self/ns/pid');
    const owner = { pid: process.pid, started: '1', scope: `${hostname()} ${scope}` };
    await writeFile(join(directory, 'lock.1.old'), JSON.stringify(owner));
    await (await lockDirectory(directory)).release();
  });

  it('believes an owner on another host while its lock is touched', async () => {
    const file = join(directory, 'lock.1.far');
    await writeFile(file, JSON.stringify({ pid: 1, started: '1', scope: 'elsewhere pid:[1]' }));
    await expect(lockDirectory(directory)).rejects.toMatchObject({ message: expect.stringContaining('elsewhere') });
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(file, longAgo, longAgo);
    await (await lockDirectory(directory)).release();
  });

  it('says which directory cannot be used', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expect(openStore({ directory: join(file, 'data') })).rejects.toMatchObject({
      code: 'store-directory-unusable',
      message: expect.stringContaining('ENOTDIR'),
    });
  });
});
