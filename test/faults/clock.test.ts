/** The clock of the gateway jumps, or summer time ends, while records are under way. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fakeTimeLibrary } from '../../scripts/lib/binaries.mjs';
import type { Random } from './harness/random.js';
import { faults, NotRun, type Outcome } from './harness/scenario.js';
import { sharedDatabase } from './harness/servers.js';
import { inWorld } from './harness/world.js';

/** A process whose clock is set by a file: `+1h` is an hour ahead of the machine. */
async function withClock(random: Random, first: string, jumps: readonly string[], zone = 'UTC'): Promise<Outcome> {
  const library = fakeTimeLibrary();
  if (library === undefined || !existsSync(library))
    throw new NotRun('libfaketime is not installed (Debian: apt-get install libfaketime)');
  const directory = await mkdtemp(join(tmpdir(), 'raccordo-clock-'));
  const file = join(directory, 'time');
  const set = (time: string): Promise<void> => writeFile(file, `${time}\n`);
  await set(first);
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    TZ: zone,
  };
  try {
    return await inWorld({ store: await sharedDatabase() }, async (world) => {
      await world.start('all', {}, env);
      const load = world.load({ random });
      const people = await load.open(5);
      for (const jump of jumps) {
        world.anpal.setFault('garbage', { times: 3 });
        const sending = load.update(people, 4, 50);
        await sleep(random.between(100, 400));
        await set(jump);
        await sending;
        await load.open(2);
      }
      return { account: await world.account([load], 60), note: `the clock: ${[first, ...jumps].join(', ')}` };
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

faults('the clock', [
  {
    fault: 14,
    name: 'jumps an hour ahead, back, and an hour behind',
    quick: true,
    run: (random) => withClock(random, '+0', ['+3600', '+0', '-3600', '+0']),
  },
  {
    fault: 14,
    name: 'summer time begins and ends in Rome',
    run: (random) =>
      withClock(random, '@2026-03-29 00:59:58', ['@2026-03-29 00:59:59', '@2026-10-25 00:59:58'], 'Europe/Rome'),
  },
]);
