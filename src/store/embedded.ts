/**
 * PostgreSQL inside this process (PGlite), on a directory. It survives the death of the process at any instant; it does
 * not call fsync, so a power cut may cost what was written last. Statements run one after the other on the event loop.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { type Database, type Query, storeErrorOf } from './database.js';
import { lockDirectory } from './directory-lock.js';
import { storeError } from './errors.js';

type Runner = Pick<PGlite, 'query' | 'exec'>;

const DATA = 'pg';

/** Whether the store's files under `directory` have ever been made. */
export const isMade = (directory: string): boolean => existsSync(join(directory, DATA));

/**
 * Opens the store's files under `directory`, making them where they are missing.
 * @throws `store-locked` when another process has them open, `store-directory-unusable` when they cannot be written.
 */
export async function openEmbedded(directory: string): Promise<Database> {
  await mkdir(directory, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw storeError('store-directory-unusable', `${directory}: ${cause.code ?? cause.message}`);
  });
  const lock = await lockDirectory(directory);
  try {
    const lite = await PGlite.create({
      dataDir: join(directory, DATA),
      relaxedDurability: false,
      // The stock codec of bytea goes through one string per byte: milliseconds for a document of 30 KB.
      serializers: { [types.BYTEA]: (bytes: Uint8Array) => bytes as unknown as string },
      parsers: { [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), 'hex') },
    });
    return databaseOn(lite, lock.release);
  } catch (error) {
    await lock.release();
    throw storeError(
      'store-directory-unusable',
      `${directory}: ${error instanceof Error ? error.message : 'unknown fault'}`,
    );
  }
}

function databaseOn(lite: PGlite, release: () => Promise<void>): Database {
  const runners = new WeakMap<Query, Runner>();
  const queryOn = (runner: Runner): Query => {
    const query: Query = async <Row>(sql: Parameters<Query>[0], params: Parameters<Query>[1] = []) => {
      try {
        return (await runner.query<Row>(sql.text, [...params])).rows;
      } catch (error) {
        throw lite.closed ? storeError('store-closed', sql.name) : storeErrorOf(error, sql.name);
      }
    };
    runners.set(query, runner);
    return query;
  };
  return {
    alone: true,
    query: queryOn(lite),
    session: (work) => work(queryOn(lite)),
    transaction: (work) => lite.transaction((transaction) => work(queryOn(transaction as unknown as Runner))),
    async script(query, { name, text }) {
      await (runners.get(query) ?? lite).exec(text).catch((error: unknown) => {
        throw storeErrorOf(error, name);
      });
    },
    async end() {
      if (!lite.closed) await lite.close();
      await release();
    },
  };
}
