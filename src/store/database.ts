/**
 * The port through which every statement leaves. Two implementations, one SQL: PostgreSQL over a pool, and PGlite in
 * this process.
 */
import { RaccordoError } from '../foundation/errors.js';
import { storeError } from './errors.js';

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
  /** Runs `work` in one transaction; whatever it rejects with rolls back. After a collision with another it is run again. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Runs several statements without parameters: migrations. */
  script(query: Query, text: string): Promise<void>;
  end(): Promise<void>;
}

interface DriverError {
  readonly code?: string;
  readonly routine?: string;
  readonly constraint?: string;
}

/** SQLSTATE classes that say "the value", "the resources or the operator", in the order of the PostgreSQL manual's annex A. */
const VALUE_CLASSES = new Set(['21', '22', '23']);
const UNREACHABLE_CLASSES = new Set(['08', '53', '57', '58']);
/** Role, password or database that is not there, or an address that pg_hba.conf does not let in. */
const WRONG_ADDRESS = new Set(['28000', '28P01', '3D000']);
const NOT_MIGRATED = new Set(['42P01', '42703']);
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Another transaction was in the way: the statement had no effect and may be run again. */
export function isCollision(error: unknown): boolean {
  const code = (error as DriverError).code;
  return code === '40001' || code === '40P01';
}

/**
 * The store's error for what a driver threw. Drivers put values of the row into message, detail and params; none of it
 * may reach a log, so only SQLSTATE, routine and constraint go on.
 */
export function storeErrorOf(error: unknown, statement: string): RaccordoError {
  if (error instanceof RaccordoError) return error;
  const { code = '', routine = '', constraint = '' } = error as DriverError;
  if (!SQLSTATE.test(code)) {
    const reason = code || (error instanceof Error ? error.message : 'unknown fault');
    return storeError('store-unreachable', `${statement}: ${reason}`);
  }
  const detail = `${statement}: SQLSTATE ${[code, routine, constraint].filter(Boolean).join(' ')}`;
  if (NOT_MIGRATED.has(code)) return storeError('store-not-migrated', detail);
  const family = code.slice(0, 2);
  if (VALUE_CLASSES.has(family)) return storeError('store-value-refused', detail);
  if (UNREACHABLE_CLASSES.has(family) || WRONG_ADDRESS.has(code)) return storeError('store-unreachable', detail);
  return storeError('store-failed', detail);
}

/** Ids as a PostgreSQL array literal: the one array form that both drivers send alike. For UUIDs only. */
export const uuidArray = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** Names as a PostgreSQL array literal. */
export const textArray = (names: readonly string[]): string =>
  `{${names.map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
