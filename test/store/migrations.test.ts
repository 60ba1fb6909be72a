import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/store/migrations/index.js';
import { openPostgres } from '../../src/store/postgres.js';
import { LOCK_MIGRATIONS } from '../../src/store/queries/migrations.js';
import { storeOn } from '../../src/store/sql-store.js';
import { freshPostgres } from '../support/fresh.js';
import { dueOf, EACH_STORE, receipt, somebody } from '../support/store.js';

const names = MIGRATIONS.map((migration) => migration.name);

describe.each(EACH_STORE)('migrations of the $kind store', ({ open }) => {
  it('are applied once, and a store of a newer version is left alone', async () => {
    const opened = await open();
    expect(await opened.store.pendingMigrations()).toEqual([]);
    expect(await opened.store.migrate()).toEqual([]);
    await opened.database.query({
      name: 'test-newer',
      text: `insert into raccordo_migrations (name) values ('999-later')`,
    });
    await expect(opened.store.migrate()).rejects.toMatchObject({ code: 'store-newer' });
    await expect(opened.store.pendingMigrations()).rejects.toMatchObject({ code: 'store-newer' });
    await opened.end();
  });

  it('are named where the database refuses one', async () => {
    const opened = await open();
    const last = names.at(-1);
    await opened.database.query({
      name: 'test-forget',
      text: `delete from raccordo_migrations where name = '${last}'`,
    });
    await expect(opened.store.migrate()).rejects.toMatchObject({
      code: 'store-failed',
      status: 500,
      message: expect.stringMatching(new RegExp(`^migration ${last}: SQLSTATE 42\\w{3} \\w+$`)),
    });
    expect(await opened.store.pendingMigrations()).toEqual([last]);
    await opened.end();
  });
});

describe('migrations on PostgreSQL', () => {
  it('give the records that are there the order in which they came', async () => {
    const database = openPostgres(await freshPostgres(), 2);
    const store = storeOn(database);
    await store.migrate();
    const { codiceFiscale } = somebody();
    const records = [receipt({ codiceFiscale }), receipt({ codiceFiscale }), receipt({ codiceFiscale })];
    for (const one of records) await store.accept(one);
    const script = (text: string) => database.session((query) => database.script(query, { name: 'spoil', text }));
    await script(`
      alter table records drop column seq;
      update records set received_at = received_at - interval '1 hour' where message_id = '${records[2]?.id}';
      delete from raccordo_migrations where name = '013-order-of-receipt';
      create index records_of_person on records (message_id);
      create index records_of_sap on records (message_id);
      create index records_of_others on records (message_id);`);
    expect((await store.migrate())[0]).toBe('013-order-of-receipt');
    const later = receipt({ codiceFiscale });
    await store.accept(later);
    const shown = await store.recordsOf(codiceFiscale, { limit: 10 });
    expect(shown.map(({ messageId }) => messageId)).toEqual(
      [later, records[1], records[0], records[2]].map((one) => one?.id),
    );
    await store.end();
  });

  it('are applied by one of several processes that start at once', async () => {
    const url = await freshPostgres();
    const stores = [1, 2, 3, 4].map(() => storeOn(openPostgres(url, 2)));
    expect(await stores[0]?.pendingMigrations()).toEqual(names);
    const applied = await Promise.all(stores.map((store) => store.migrate()));
    expect(applied.flat()).toEqual(names);
    await Promise.all(stores.map((store) => store.end()));
  });

  it('wait for another process that takes longer over them than any other statement may take', async () => {
    const url = await freshPostgres();
    const other = new pg.Client(url);
    await other.connect();
    await other.query('begin');
    await other.query(LOCK_MIGRATIONS.text);
    const store = storeOn(openPostgres(url, 2, { statementMs: 200, answerMs: 400 }));
    const applied = store.migrate();
    await new Promise((resolve) => setTimeout(resolve, 800));
    await other.end();
    expect(await applied).toEqual(names);
    await store.end();
  });

  it('are named by the error of whoever works without them', async () => {
    const store = storeOn(openPostgres(await freshPostgres(), 2));
    await expect(store.accept(receipt())).rejects.toMatchObject({ code: 'store-not-migrated' });
    await expect(dueOf(store, 1, 1)).rejects.toMatchObject({ code: 'store-not-migrated' });
    await store.end();
  });
});
