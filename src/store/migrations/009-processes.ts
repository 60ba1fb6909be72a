import type { Migration } from './migration.js';

/**
 * Which processes work on this store, and who has which job. Both run out by themselves, by the clock of the database: a process
 * that dies needs nobody to clean up behind it. The indexes of what is due begin with the side and its lane, so that
 * the backlog of one is not read to find what is due for another.
 */
export const processes: Migration = {
  name: '009-processes',
  sql: `
create table processes (
  id uuid primary key,
  role text not null,
  host text not null,
  pid integer not null,
  version text not null,
  started_at timestamptz not null default now(),
  lease_until timestamptz not null
);

create table leases (
  name text primary key,
  holder uuid not null,
  lease_until timestamptz not null
);

create index deliveries_undispatched_of on deliveries (destination, lane, next_attempt_at)
  where status = 'pending' and dispatched_at is null;
create index deliveries_dispatched_of on deliveries (destination, lane, dispatched_at)
  where status = 'pending' and dispatched_at is not null;
drop index deliveries_undispatched;
drop index deliveries_dispatched;
`,
};
