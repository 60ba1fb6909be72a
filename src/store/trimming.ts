/** Letting go of what a route does not want kept, once all deliveries of a message have ended well. */
import type { MessageId } from '../foundation/brand.js';
import type { StorageLevel } from '../foundation/names.js';
import { type Database, uuidArray } from './database.js';
import * as queries from './queries/trimming.js';

interface Trimmed {
  readonly id: MessageId;
  readonly storage: StorageLevel;
  readonly body_digest: string;
}

/** Trims up to `limit` messages in one commit; how many there were. */
export async function trim(database: Database, limit: number): Promise<number> {
  return await database.transaction(async (query) => {
    const trimmed = await query<Trimmed>(queries.TRIM_MESSAGES, [limit]);
    if (trimmed.length === 0) return 0;
    const bare = trimmed.filter(({ storage }) => storage === 'metadata').map(({ id }) => id);
    if (bare.length > 0) {
      for (const sql of [queries.DROP_CANONICAL, queries.DROP_ANSWERS, queries.DROP_ATTEMPTS]) {
        await query(sql, [uuidArray(bare)]);
      }
    }
    const digests = JSON.stringify(trimmed.map(({ body_digest }) => body_digest));
    await query(queries.LOCK_BODIES, [digests]);
    await query(queries.DROP_BODIES, [digests]);
    return trimmed.length;
  });
}
