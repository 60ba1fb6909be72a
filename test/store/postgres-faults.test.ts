import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { openPostgres } from '../../src/store/postgres.js';
import { RIGHTS } from '../../src/store/queries/ping.js';
import { storeOn } from '../../src/store/sql-store.js';
import type { Store } from '../../src/store/store.js';
import { administer, fence, type PostgresService, startPostgres, unfence } from '../support/services.js';
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
    const silent = storeOn(openPostgres(await server.freshDatabase(), 2, { answerMs: 300 }));
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

  it('says at once that no server is there, without naming the password', async () => {
    const error = await openStore({ url: 'postgres://u:geheim@127.0.0.1:1/x' }).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'store-unreachable' });
    expect(String(error)).not.toContain('geheim');
  });
});

/** Resolves for all as soon as so many wait for it. */
function atOnce(size: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting === size) open();
    return opened;
  };
}

describe('the store on a PostgreSQL that does not do what is asked', () => {
  let server: PostgresService;
  let url: string;
  let store: Store;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.freshDatabase();
    store = await openStore({ url, poolSize: 2 });
    await store.migrate();
    await administer(url, `create role reader login; create role writer login password 'segreta'`);
    await administer(url, 'grant select on all tables in schema public to reader');
  });
  afterAll(async () => {
    await store.end();
    await server.stop();
  });

  const as = (change: Partial<Record<'username' | 'password' | 'pathname', string>>): string =>
    Object.assign(new URL(url), change).href;

  it('says that the database is read-only, and works again by itself when it is not', async () => {
    await fence(url);
    // A session that was ended may be met first.
    await vi.waitFor(() => expect(store.ping()).rejects.toMatchObject({ code: 'store-read-only' }));
    for (let n = 0; n < 3; n += 1) {
      for (const ask of [() => store.ping(), () => store.accept(receipt()), () => store.trim(1)])
        await expect(ask()).rejects.toMatchObject({
          code: 'store-read-only',
          status: 503,
          retryAfter: 5,
          message: expect.stringMatching(/^it is read-only \(a standby\?\)/),
        });
    }
    await expect(openStore({ url })).rejects.toMatchObject({ code: 'store-read-only' });
    await expect(store.migrate()).rejects.toMatchObject({ code: 'store-read-only' });
    await unfence(url);
    await store.ping();
    await store.trim(1);
    const one = receipt();
    expect(await store.accept(one)).toMatchObject({ outcome: 'stored', id: one.id });
  });

  it('asks a new connection where the ones it has are read-only since their start', async () => {
    const size = 3;
    const database = openPostgres(url, size);
    const several = storeOn(database);
    const readOnly = { name: 'set', text: 'set default_transaction_read_only = on' };
    for (const ask of [() => several.ping(), () => several.trim(1), () => several.accept(receipt())]) {
      const held = atOnce(size);
      const spoilt = Array.from({ length: size }, () =>
        database.session(async (query) => {
          await held();
          await query(readOnly);
        }),
      );
      await Promise.all(spoilt);
      await ask();
    }
    await several.end();
  });
  it.each(['transaction', 'session'] as const)(
    'outlives a connection that ends between two statements of a %s',
    async (kind) => {
      const database = openPostgres(url, 1);
      const own = { name: 'own', text: 'select pg_backend_pid() as pid' };
      const broken = database[kind](async (query) => {
        const [row] = await query<{ pid: number }>(own);
        await administer(url, `select pg_terminate_backend(${row?.pid}, 5000)`);
        await sleep(50);
        await query(own);
      });
      await expect(broken).rejects.toMatchObject({ code: 'store-unreachable' });
      await database.query(own);
      await database.end();
    },
  );

  it('is asked to have every commit on its disk, whatever its default', async () => {
    await administer(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
    const database = openPostgres(url, 1);
    const shown = await database.query({ name: 'show', text: 'show synchronous_commit' });
    expect(shown).toEqual([{ synchronous_commit: 'on' }]);
    await database.end();
    await administer(url, `alter database ${new URL(url).pathname.slice(1)} reset synchronous_commit`);
  });

  it('names what its user may not do', async () => {
    const refused = async (message: string) =>
      expect(openStore({ url: as({ username: 'reader' }) })).rejects.toMatchObject({
        code: 'store-forbidden',
        status: 503,
        message: `the rights of the user in store.url do not suffice; it lacks: ${message}`,
      });
    const named = (which: (name: string) => boolean) =>
      Object.entries(RIGHTS)
        .filter(([name]) => which(name))
        .map(([name, rights]) => `${name} (${[...rights].sort().join(', ')})`)
        .join(', ');
    await refused(named(() => true));
    await administer(url, 'grant all on all tables in schema public to reader');
    await refused('deliveries_seq_seq (usage), records_seq (usage)');
    await administer(url, 'grant usage on all sequences in schema public to reader');
    const reader = await openStore({ url: as({ username: 'reader' }) });
    expect(await reader.accept(receipt())).toMatchObject({ outcome: 'stored' });
    await administer(url, 'revoke insert on bodies from reader');
    await expect(reader.accept(receipt())).rejects.toMatchObject({
      code: 'store-forbidden',
      message: 'permission denied for table bodies (accept: SQLSTATE 42501 aclcheck_error)',
    });
    await refused('bodies (insert)');
    await reader.end();
  });

  it('tells nothing that a trigger says when it refuses', async () => {
    await administer(
      url,
      `create function refuse() returns trigger language plpgsql as $$
      begin raise 'nome segreto' using errcode = '42501'; end $$;
      create trigger refuse before insert on messages execute function refuse()`,
    );
    const error = await store.accept(receipt()).catch((fault: unknown) => fault);
    await administer(url, 'drop trigger refuse on messages');
    expect(error).toMatchObject({
      code: 'store-forbidden',
      message: 'the user in store.url may not do this (accept: SQLSTATE 42501 exec_stmt_raise)',
    });
  });

  it('asks nothing of tables that are not made yet, and says what making them lacks', async () => {
    const empty = new URL(await server.freshDatabase());
    empty.username = 'reader';
    const reader = await openStore({ url: empty.href });
    expect(await reader.pendingMigrations()).not.toEqual([]);
    await expect(reader.migrate()).rejects.toMatchObject({
      code: 'store-forbidden',
      message: expect.stringContaining('permission denied for schema public'),
    });
    await reader.end();
  });

  it('says which part of its address is wrong, without the address', async () => {
    await writeFile(
      join(server.data, 'pg_hba.conf'),
      'host all writer all scram-sha-256\nhost all raccordo,nessuno,chiusa all trust\n',
    );
    await administer(url, 'create role chiusa nologin; select pg_reload_conf()');
    const said = async (change: Parameters<typeof as>[0]): Promise<string> => {
      const error = await openStore({ url: as(change) }).catch((fault: unknown) => fault);
      expect(error).toMatchObject({ code: 'store-not-admitted', status: 503 });
      return (error as Error).message;
    };
    const noRole = /^the role in store\.url does not exist, or may not log in from here \(connect: SQLSTATE 28000/;
    for (const username of ['nessuno', 'chiusa', 'altrove']) expect(await said({ username })).toMatch(noRole);
    expect(await said({ username: 'writer', password: 'parola-sbagliata' })).toBe(
      'the password in store.url is refused, or its role does not exist (connect: SQLSTATE 28P01 auth_failed)',
    );
    expect(await said({ pathname: '/manca' })).toBe(
      'the database named in store.url does not exist (connect: SQLSTATE 3D000 InitPostgres)',
    );
    await administer(url, `revoke connect on database ${new URL(url).pathname.slice(1)} from public`);
    const error = await openStore({ url: as({ username: 'writer', password: 'segreta' }) }).catch(
      (fault: unknown) => fault,
    );
    expect(error).toMatchObject({
      code: 'store-forbidden',
      message: expect.stringContaining('permission denied for database'),
    });
  });
});
