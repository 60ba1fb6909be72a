import type { Migration } from './migration.js';

/**
 * What operators do: which sides and routes are held, and an entry for every action. Entries are only ever added; their ids are
 * in the order of time, so that each can be chained to the one before it. The few that were cancelled must be found like the few
 * that are parked.
 */
export const operators: Migration = {
  name: '008-operators',
  sql: `
create table holds (
  scope text not null,
  name text not null,
  reason text not null,
  held_by text not null,
  since timestamptz not null default now(),
  primary key (scope, name)
);

create table operator_actions (
  id uuid primary key,
  -- One for all the commits that an action takes.
  run uuid not null,
  at timestamptz not null default now(),
  actor text not null,
  -- The side that the actor speaks for.
  side text,
  action text not null,
  target jsonb not null,
  reason text,
  counts jsonb not null
);

create index deliveries_cancelled on deliveries (message_id) where status = 'cancelled';
`,
};
