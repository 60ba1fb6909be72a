/** Kill -9 in the middle of accepts: whatever was acknowledged must be there afterwards. */

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../src/foundation/brand.js';
import { openStore } from '../../src/store/open.js';
import { dueOf } from '../support/store.js';

const WRITER = join(import.meta.dirname, '../support/embedded-writer.ts');

interface Told {
  readonly attempted: Set<string>;
  readonly acknowledged: Set<string>;
}

/** Lets a writer work until it has acknowledged so many, then kills it in the middle of the next. */
async function writeAndDie(directory: string, afterAcknowledged: number): Promise<Told> {
  const told: Told = { attempted: new Set(), acknowledged: new Set() };
  const writer = spawn(process.execPath, ['--import', 'tsx', WRITER, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const died = new Promise<void>((resolve) => {
    writer.on('close', () => resolve());
  });
  for await (const line of createInterface({ input: writer.stdout })) {
    const [what, id = ''] = line.split(' ');
    told[what as keyof Told].add(id);
    if (told.acknowledged.size === afterAcknowledged) writer.kill('SIGKILL');
  }
  await died;
  return told;
}

describe('the embedded store after kill -9', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'raccordo-crash-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('has lost nothing that was acknowledged and holds nothing that was not sent', async () => {
    const all: Told[] = [];
    for (const afterAcknowledged of [3, 60]) all.push(await writeAndDie(directory, afterAcknowledged));
    const attempted = new Set(all.flatMap((told) => [...told.attempted]));
    const acknowledged = all.flatMap((told) => [...told.acknowledged]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(63);

    const store = await openStore({ directory });
    const lost: string[] = [];
    for (const id of acknowledged) {
      const message = await store.message(id as MessageId);
      const body = (await store.rawMessage(id as MessageId))?.body.length;
      if (message?.deliveries.length !== 1 || message.canonical === null || body !== 2_000) lost.push(id);
    }
    const { items } = await store.messages({ limit: 10_000 });
    const due = await dueOf(store, 10_000, 1_000);
    await store.end();
    expect(lost).toEqual([]);
    expect(items.filter((item) => !attempted.has(item.id))).toEqual([]);
    // A message is there whole, with its delivery, or not at all.
    expect(due).toHaveLength(items.length);
  });
});
