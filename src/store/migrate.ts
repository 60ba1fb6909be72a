/** Brings the tables of a store to this version. Several processes may try at once: one does it, the others wait. */
import type { Database } from './database.js';
import { storeError } from './errors.js';
import { MIGRATIONS } from './migrations/index.js';
import {
  APPLIED_MIGRATIONS,
  LOCK_MIGRATIONS,
  MIGRATIONS_TABLE,
  NO_TIME_LIMIT,
  NOTE_MIGRATION,
} from './queries/migrations.js';

/**
 * Applies what is missing, all in one transaction; returns the names applied.
 * @throws `store-newer` when the store holds migrations that this version does not know; what the database says of one that it
 *   refuses comes with its name.
 */
export async function migrate(database: Database): Promise<string[]> {
  return await database.transaction(async (query) => {
    await query(NO_TIME_LIMIT);
    await database.script(query, LOCK_MIGRATIONS);
    await query(MIGRATIONS_TABLE);
    const applied = await query<{ name: string }>(APPLIED_MIGRATIONS);
    const missing = missingFrom(applied.map((row) => row.name));
    for (const { name, sql } of missing) {
      await database.script(query, { name: `migration ${name}`, text: sql });
      await query(NOTE_MIGRATION, [name]);
    }
    return missing.map((migration) => migration.name);
  });
}

/** Names of the migrations that `migrate` would apply. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  try {
    const applied = await database.query<{ name: string }>(APPLIED_MIGRATIONS);
    return missingFrom(applied.map((row) => row.name)).map((migration) => migration.name);
  } catch (error) {
    if ((error as { code?: string }).code !== 'store-not-migrated') throw error;
    return MIGRATIONS.map((migration) => migration.name);
  }
}

function missingFrom(applied: readonly string[]) {
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const strange = applied.filter((name) => !known.has(name));
  if (strange.length > 0) throw storeError('store-newer', `unknown migrations: ${strange.join(', ')}`);
  return MIGRATIONS.filter((migration) => !applied.includes(migration.name));
}
