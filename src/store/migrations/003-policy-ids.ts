import type { Migration } from './migration.js';

/** The numbers that were given to policies, each for one row of one message, so that a repeated delivery finds its own again. */
export const policyIds: Migration = {
  name: '003-policy-ids',
  sql: `
create table policy_ids (
  system text not null,
  sequence bigint not null,
  given_for text not null,
  given_at timestamptz not null default now(),
  primary key (system, sequence),
  unique (system, given_for)
);
`,
};
