/**
 * The port through which every statement leaves. Two implementations, one SQL: PostgreSQL over a pool, and PGlite in
 * this process.
 */
import { RaccordoError } from '../foundation/errors.js';
import { type STORE_ERRORS, storeError } from './errors.js';

/** A statement with a name of its own: the name is the key of the prepared statement, of EXPLAIN tests and of errors. */
export interface Sql {
  readonly name: string;
  readonly text: string;
  /** Kept prepared on each connection: for statements of the hot path, whose plan does not depend on the values. */
  readonly prepared?: boolean;
}

export type Param = string | number | boolean | null | Uint8Array;

/** Runs one statement and returns its rows. bigint is never asked for: both drivers read it differently. */
export type Query = <Row>(sql: Sql, params?: readonly Param[]) => Promise<Row[]>;

export interface Database {
  /** Whether it admits one process alone. */
  readonly alone: boolean;
  /** Runs in a transaction of its own. Rejects with the store's errors. */
  readonly query: Query;
  /** Runs `work` on one connection without a transaction around it; one on which it rejects is given up. */
  session<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction; whatever it rejects with rolls back. After a collision with another it is run again. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Runs several statements without parameters, which errors name together: migrations. */
  script(query: Query, sql: Sql): Promise<void>;
  end(): Promise<void>;
}

interface DriverError {
  readonly code?: string;
  readonly routine?: string;
  readonly constraint?: string;
  readonly message?: string;
}

/** SQLSTATE classes that say "the value", "the resources or the operator", in the order of the PostgreSQL manual's annex A. */
const VALUE_CLASSES = new Set(['21', '22', '23']);
const UNREACHABLE_CLASSES = new Set(['08', '53', '57', '58']);
/** What a database that cannot be written is told of in, whether it refused a statement or was asked. */
export const READ_ONLY = 'it is read-only (a standby?)';
/** What a person can mend without knowing SQLSTATEs: the error, and what to say of it. */
const PLAIN: Readonly<Record<string, readonly [code: keyof typeof STORE_ERRORS, words: string]>> = {
  '25006': ['store-read-only', READ_ONLY],
  '28000': ['store-not-admitted', 'the role in store.url does not exist, or may not log in from here'],
  '28P01': ['store-not-admitted', 'the password in store.url is refused, or its role does not exist'],
  '3D000': ['store-not-admitted', 'the database named in store.url does not exist'],
  '3F000': ['store-forbidden', 'there is no schema that the user in store.url may use'],
  '42501': ['store-forbidden', 'the user in store.url may not do this'],
};
/** Routines of the server whose message names the object alone; a trigger may raise the same SQLSTATE with any words. */
const NAMES_OBJECT = /^(aclcheck_error|nextval_internal$|CheckMyDatabase$)/;
const NOT_MIGRATED = new Set(['42P01', '42703']);
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Another transaction was in the way: the statement had no effect and may be run again. */
export function isCollision(error: unknown): boolean {
  const code = (error as DriverError).code;
  return code === '40001' || code === '40P01';
}

/**
 * The store's error for what a driver threw. Drivers put values of the row into message, detail and params; none of it
 * may reach a log, so only SQLSTATE, routine and constraint go on, and the name of an object that is refused.
 */
export function storeErrorOf(error: unknown, statement: string): RaccordoError {
  if (error instanceof RaccordoError) return error;
  const { code = '', routine = '', constraint = '', message = '' } = error as DriverError;
  if (!SQLSTATE.test(code)) {
    const reason = code || (error instanceof Error ? error.message : 'unknown fault');
    return storeError('store-unreachable', `${statement}: ${reason}`);
  }
  const cause = `SQLSTATE ${[code, routine, constraint].filter(Boolean).join(' ')}`;
  const plain = PLAIN[code];
  if (plain !== undefined) {
    const words = plain[0] === 'store-forbidden' && NAMES_OBJECT.test(routine) ? message : plain[1];
    return storeError(plain[0], `${words} (${statement}: ${cause})`);
  }
  const detail = `${statement}: ${cause}`;
  if (NOT_MIGRATED.has(code)) return storeError('store-not-migrated', detail);
  const family = code.slice(0, 2);
  if (VALUE_CLASSES.has(family)) return storeError('store-value-refused', detail);
  if (UNREACHABLE_CLASSES.has(family)) return storeError('store-unreachable', detail);
  return storeError('store-failed', detail);
}

/** Ids as a PostgreSQL array literal: the one array form that both drivers send alike. For UUIDs only. */
export const uuidArray = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** Names as a PostgreSQL array literal. */
export const textArray = (names: readonly string[]): string =>
  `{${names.map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
