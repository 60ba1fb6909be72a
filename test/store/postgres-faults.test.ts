import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { openPostgres } from '../../src/store/postgres.js';
import { storeOn } from '../../src/store/sql-store.js';
import type { Store } from '../../src/store/store.js';
import { type PostgresService, startPostgres } from '../support/services.js';
import { claimed, closing, deliveryId, dueOf, receipt } from '../support/store.js';

describe('the store while PostgreSQL is away', () => {
  let server: PostgresService;
  let store: Store;
  beforeAll(async () => {
    server = await startPostgres();
    store = await openStore({ url: await server.freshDatabase(), poolSize: 4 });
    await store.migrate();
  });
  afterAll(async () => {
    await store.end();
    await server.stop();
  });

  it('refuses what it cannot keep, loses nothing that it has acknowledged, and works again by itself', async () => {
    const acknowledged: ReturnType<typeof receipt>[] = [];
    let refused = 0;
    const send = async (): Promise<void> => {
      const one = receipt();
      await store.accept(one).then(
        () => acknowledged.push(one),
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'store-unreachable', status: 503 });
          refused += 1;
        },
      );
    };
    for (let n = 0; n < 20; n += 1) await send();
    const sending = Promise.all(Array.from({ length: 100 }, send));
    await server.kill9();
    await sending;
    // A session of the killed server may live on for a moment, and keep what it is given.
    do {
      await send();
      await sleep(10);
    } while (refused === 0);
    expect(refused).toBeGreaterThan(0);
    await expect(store.ping()).rejects.toMatchObject({ code: 'store-unreachable' });

    await server.restart();
    await store.ping();
    await send();
    const due = new Set((await dueOf(store, 10_000, 1_000)).map((each) => each.id));
    expect(acknowledged.filter((one) => !due.has(deliveryId(one)))).toEqual([]);
    const [first] = acknowledged;
    if (first === undefined) throw new Error('nothing was acknowledged');
    await store.close(closing(await claimed(store, deliveryId(first))));
    expect((await store.delivery(deliveryId(first)))?.status).toBe('acknowledged');
  });

  it('gives a server up that says nothing any more, and comes back with it', async () => {
    const silent = storeOn(openPostgres(await server.freshDatabase(), 2, 300));
    await silent.migrate();
    await server.signal('SIGSTOP');
    try {
      const asked = await Promise.allSettled([silent.ping(), silent.accept(receipt()), silent.trim(1)]);
      for (const one of asked) expect(one).toMatchObject({ reason: { code: 'store-unreachable', status: 503 } });
    } finally {
      await server.signal('SIGCONT');
    }
    const one = receipt();
    expect(await silent.accept(one)).toMatchObject({ outcome: 'stored', id: one.id });
    await silent.end();
  });

  it('is not reached by a role that the server does not know', async () => {
    const url = new URL(await server.freshDatabase());
    url.username = 'nessuno';
    await expect(openStore({ url: url.href })).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('28000'),
    });
  });

  it('says at once that no server is there, without naming the password', async () => {
    const error = await openStore({ url: 'postgres://u:geheim@127.0.0.1:1/x' }).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'store-unreachable' });
    expect(String(error)).not.toContain('geheim');
  });
});
