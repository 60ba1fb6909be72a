import type { Migration } from './migration.js';

/**
 * No foreign keys: the rows of a message are written by one statement, so none can be left out, and each key would cost
 * a look-up and a row lock per row on the hot path. Ids are UUID version 7: ordered by time, so `id desc` is newest first.
 */
export const firstTables: Migration = {
  name: '001-first-tables',
  sql: `
create table bodies (
  digest bytea primary key,
  body bytea not null
);

create table messages (
  id uuid primary key,
  side text not null,
  record text not null,
  event text not null,
  revision text not null,
  channel text not null,
  content_type text not null,
  body_digest bytea not null,
  body_bytes integer not null,
  dedupe_key text,
  reply_to text,
  correlation_id text,
  status text not null,
  findings jsonb not null,
  report jsonb not null,
  received_at timestamptz not null default now()
);
-- A quarantined receipt had no effect: its key stays free for the corrected document.
create unique index messages_accepted_once on messages (side, dedupe_key) where status = 'accepted';
create unique index messages_quarantined_once on messages (side, dedupe_key, body_digest) where status = 'quarantined';
create index messages_quarantined on messages (id) where status = 'quarantined';

create table records (
  message_id uuid primary key,
  side text not null,
  record text not null,
  event text not null,
  subject text not null,
  codice_fiscale text,
  identificativo_sap text,
  -- json, not jsonb: it is never searched inside, and building a jsonb costs 0.2 ms of each receipt.
  canonical json not null,
  received_at timestamptz not null default now()
);
create index records_of_person on records (codice_fiscale, message_id) where codice_fiscale is not null;
create index records_of_sap on records (identificativo_sap, message_id) where identificativo_sap is not null;

create table deliveries (
  id uuid primary key,
  -- The order of receipt.
  seq bigserial not null,
  message_id uuid not null,
  kind text not null,
  destination text not null,
  ordering_key text not null,
  status text not null default 'pending',
  attempts integer not null default 0,
  -- Attempts made before the last replay: the retry policy counts from there.
  attempts_before_replay integer not null default 0,
  ambiguous boolean not null default false,
  next_attempt_at timestamptz not null default now(),
  dispatched_at timestamptz,
  lease_until timestamptz,
  started_at timestamptz,
  closed_at timestamptz,
  answer jsonb,
  told jsonb
);
create index deliveries_of_message on deliveries (message_id, seq);
create index deliveries_open on deliveries (ordering_key, seq) where status in ('pending', 'sent', 'parked');
create index deliveries_undispatched on deliveries (next_attempt_at) where status = 'pending' and dispatched_at is null;
create index deliveries_dispatched on deliveries (dispatched_at) where status = 'pending' and dispatched_at is not null;
create index deliveries_leased on deliveries (lease_until) where status = 'sent';
create index deliveries_unwelcome on deliveries (destination, status, message_id) where status in ('parked', 'refused');

create table attempts (
  delivery_id uuid not null,
  number integer not null,
  started_at timestamptz not null,
  ended_at timestamptz not null default now(),
  outcome text not null,
  answer jsonb,
  primary key (delivery_id, number)
);

create table identities (
  identificativo_sap text not null,
  codice_fiscale text not null,
  seen_at timestamptz not null default now(),
  primary key (identificativo_sap, codice_fiscale)
);
create index identities_of_person on identities (codice_fiscale, seen_at);

-- Documents are stored at every receipt: lz4 compresses them several times faster than the default, where it is built in.
do $$ begin
  alter table bodies alter column body set compression lz4;
  alter table records alter column canonical set compression lz4;
exception when feature_not_supported then null;
end $$;
`,
};
