import type { Migration } from './migration.js';

/**
 * The codici fiscali of one person. `code_joins` holds what was told: by this message the SAP passed from one code to another.
 * `person_codes` is what follows of it, for look-ups on the way of a record: every code that was joined, and the one that
 * stands for all of them. A code that was never joined is in neither table.
 */
export const joinedCodes: Migration = {
  name: '006-joined-codes',
  sql: `
create table code_joins (
  message_id uuid not null,
  codice_fiscale text not null,
  former text not null,
  joined_at timestamptz not null default now(),
  primary key (message_id, codice_fiscale, former)
);
create index code_joins_of_code on code_joins (codice_fiscale);
create index code_joins_of_former on code_joins (former);

create table person_codes (
  codice_fiscale text primary key,
  person text not null
);
create index person_codes_of_person on person_codes (person);
`,
};
