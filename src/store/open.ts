import { openEmbedded } from './embedded.js';
import { openPostgres } from './postgres.js';
import { storeOn } from './sql-store.js';
import type { Store } from './store.js';

export interface StoreOptions {
  /** PostgreSQL, `postgres://user:password@host:port/database`. Without it the store is embedded in this process. */
  readonly url?: string;
  /** Where the embedded store keeps its files; made when it is missing. */
  readonly directory?: string;
  /** Connections to PostgreSQL at most. */
  readonly poolSize?: number;
}

/**
 * Opens the store. Its tables are not touched: see `pendingMigrations` and `migrate`.
 * @throws `store-unreachable`, `store-not-admitted`, `store-forbidden`, `store-read-only`; embedded: `store-locked` (another process has the
 * files), `store-directory-unusable`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  if (options.url === undefined) return storeOn(await openEmbedded(options.directory ?? 'raccordo-data'));
  const database = openPostgres(options.url, options.poolSize ?? 10);
  const store = storeOn(database);
  try {
    await store.ping();
    return store;
  } catch (error) {
    await store.end();
    throw error;
  }
}
