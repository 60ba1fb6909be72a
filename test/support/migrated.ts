/** Stores that are up to date, to be copied or opened by others. */
import { openStore } from '../../src/store/open.js';

/** Brings the store there up to date, and closes it. */
export async function migrated(where: { readonly url: string } | { readonly directory: string }): Promise<void> {
  const store = await openStore(where);
  try {
    await store.migrate();
  } finally {
    await store.end();
  }
}
