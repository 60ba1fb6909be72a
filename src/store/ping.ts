/** Whether the database can do what the store needs of it at any moment. */
import { type Query, READ_ONLY } from './database.js';
import { storeError } from './errors.js';
import { PING } from './queries/ping.js';

/**
 * Asks whether messages could be written, without writing.
 * @throws `store-read-only`, `store-forbidden`, and what any statement may throw.
 */
export async function ping(query: Query): Promise<void> {
  const [row] = await query<{ readOnly: boolean; refused: string | null }>(PING);
  if (row?.readOnly) throw storeError('store-read-only', READ_ONLY);
  if (row?.refused)
    throw storeError('store-forbidden', `the rights of the user in store.url do not suffice; it lacks: ${row.refused}`);
}
