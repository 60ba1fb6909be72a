/** Stores that are up to date, to be copied or opened by others. */
import { openStore } from '../../src/store/open.js';
import { createDatabase } from './postgres.js';

/** Brings the store there up to date, and closes it. */
export async function migrated(where: { readonly url: string } | { readonly directory: string }): Promise<void> {
  const store = await openStore(where);
  try {
    await store.migrate();
  } finally {
    await store.end();
  }
}

const templates = new Map<string, Promise<string>>();

/** A new database that is brought up to date, on the server of `url`: a copy of one that nobody opens. Its URL. */
export async function databaseOn(url: string, options: { readonly tablespace?: string } = {}): Promise<string> {
  const { host } = new URL(url);
  const made =
    templates.get(host) ??
    createDatabase(url).then(async (fresh) => {
      await migrated({ url: fresh });
      return new URL(fresh).pathname.slice(1);
    });
  templates.set(host, made);
  return createDatabase(url, { template: await made, ...options });
}
