import type { Sql } from '../database.js';

/** Until the end of the transaction: large tables take their time, and so does whoever is at it already. */
export const NO_TIME_LIMIT: Sql = { name: 'no-time-limit', text: 'set local statement_timeout = 0' };

/** Two processes that start together must not both create tables. The number is arbitrary and only ours. */
export const LOCK_MIGRATIONS: Sql = {
  name: 'lock-migrations',
  text: 'select pg_advisory_xact_lock(7227232736)',
};

/** Exists before the first migration, so it is not one. */
export const MIGRATIONS_TABLE: Sql = {
  name: 'migrations-table',
  text: `create table if not exists raccordo_migrations (
  name text primary key,
  applied_at timestamptz not null default now()
)`,
};

export const APPLIED_MIGRATIONS: Sql = {
  name: 'applied-migrations',
  text: 'select name from raccordo_migrations order by name',
};

export const NOTE_MIGRATION: Sql = {
  name: 'note-migration',
  text: 'insert into raccordo_migrations (name) values ($1)',
};
