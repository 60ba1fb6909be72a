import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/store/migrations/index.js';
import { openPostgres } from '../../src/store/postgres.js';
import { storeOn } from '../../src/store/sql-store.js';
import { freshPostgres } from '../support/fresh.js';
import { dueOf, EACH_STORE, receipt } from '../support/store.js';

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
});

describe('migrations on PostgreSQL', () => {
  it('are applied by one of several processes that start at once', async () => {
    const url = await freshPostgres();
    const stores = [1, 2, 3, 4].map(() => storeOn(openPostgres(url, 2)));
    expect(await stores[0]?.pendingMigrations()).toEqual(names);
    const applied = await Promise.all(stores.map((store) => store.migrate()));
    expect(applied.flat()).toEqual(names);
    await Promise.all(stores.map((store) => store.end()));
  });

  it('are named by the error of whoever works without them', async () => {
    const store = storeOn(openPostgres(await freshPostgres(), 2));
    await expect(store.accept(receipt())).rejects.toMatchObject({ code: 'store-not-migrated' });
    await expect(dueOf(store, 1, 1)).rejects.toMatchObject({ code: 'store-not-migrated' });
    await store.end();
  });
});
