import type { Sql } from '../database.js';
import { isAnothers, lateAnswer, lateKey, newerThan, orderedBy, places } from './codes.js';

const insertedFrom = (which: string): string => `
  insert into messages (id, side, record, event, revision, channel, content_type, body_digest, body_bytes, dedupe_key,
    reply_to, correlation_id, part_of, addressee, storage, routes, status, findings, report)
  select id, side, record, event, revision, channel, content_type, decode(body_digest, 'hex'), body_bytes, dedupe_key,
    reply_to, correlation_id, part_of, addressee, coalesce(storage, 'full'), routes, 'accepted', findings, report
  from input where ${which} order by side, dedupe_key, n
  on conflict (side, dedupe_key) where status = 'accepted' do nothing
  returning id`;

/**
 * A batch of receipts in one statement, whatever their number, so that it is planned once: $1 the columns of every
 * receipt as JSON, $2 all bodies and canonical records one after the other (sent in binary, no escaping, addressed by
 * position and length), $3 the deliveries as JSON.
 *
 * Messages go in by key, not by arrival: two processes that store the same keys then wait for one another in the same
 * order and cannot deadlock. Records and deliveries go in by arrival, because their `seq` is the order of receipt. A row that is neither
 * stored nor answered with an earlier message lost against one that this snapshot cannot see: FIND_ACCEPTED tells.
 *
 * What was read out of a document goes in with the document or not at all: a repeated document has its parts already.
 *
 * A body that is there already is locked (an update that changes nothing), so that it is not dropped (DROP_BODIES) meanwhile.
 *
 * A document whose national id is known with another person's code is not stored either, unless `identity` says that this has
 * been thought of: it comes back as contested. Deliveries take the place of their person, whatever code the document names.
 */
export const ACCEPT: Sql = {
  name: 'accept',
  prepared: true,
  text: `
with input as materialized (
  select * from json_to_recordset($1::text::json) as input(
    n int, id uuid, side text, record text, event text, revision text, channel text, content_type text,
    body_digest text, body_at int, body_bytes int, dedupe_key text, reply_to text, correlation_id text, part_of uuid, addressee text,
    findings jsonb, report jsonb, subject text, codice_fiscale text, identificativo_sap text,
    canonical_at int, canonical_bytes int, whole uuid, identity text, storage text, routes text, version date, late text)
), late as materialized (
  select id, ${newerThan('input.codice_fiscale', 'input.record', 'input.version')} as newer from input
  where version is not null and codice_fiscale is not null
), contested as materialized (
  select distinct coalesce(whole, id) as id from input
  where identity is null and identificativo_sap is not null and codice_fiscale is not null
    and ${isAnothers('input.identificativo_sap', 'input.codice_fiscale')}
), wholes as (
  ${insertedFrom('whole is null and id not in (select id from contested)')}
), parts as (
  ${insertedFrom('whole in (select id from wholes)')}
), stored as (
  select id from wholes union all select id from parts
), fresh as materialized (
  select * from input where id in (select id from stored)
), kept as (
  insert into bodies (digest, body)
  select decode(body_digest, 'hex'), substr($2::bytea, body_at, body_bytes)
  from (select distinct on (body_digest) body_digest, body_at, body_bytes from fresh order by body_digest) once
  on conflict (digest) do update set digest = excluded.digest
), recorded as (
  insert into records (message_id, side, record, event, subject, codice_fiscale, identificativo_sap, canonical, version)
  select id, side, record, event, subject, codice_fiscale, identificativo_sap,
    convert_from(substr($2::bytea, canonical_at, canonical_bytes), 'UTF8')::json, version
  from fresh order by n
), ${places('select codice_fiscale from input')}, outgoing as (
  insert into deliveries (id, message_id, kind, destination, ordering_key, route, lane, status, answer)
  select d.id, d.message_id, d.kind, d.destination, ${lateKey(orderedBy('d.ordering_key', 'p.person'), 'parked.newer')},
    d.route, d.lane, case when parked.newer is null then 'pending' else 'parked' end, ${lateAnswer('parked.newer')}
  from json_to_recordset($3::text::json) as d(
    n int, id uuid, message_id uuid, kind text, destination text, ordering_key text, route text, lane text, person text)
  left join places p on p.codice_fiscale = d.person
  left join (select late.id, late.newer from late join input on input.id = late.id where input.late = 'park') parked
    on parked.id = d.message_id
  where d.message_id in (select id from stored)
  order by d.n
), met as (
  insert into identities (identificativo_sap, codice_fiscale)
  select distinct identificativo_sap, codice_fiscale from fresh
  where identificativo_sap is not null and codice_fiscale is not null
  order by 1, 2
  on conflict (identificativo_sap, codice_fiscale) do update set seen_at = excluded.seen_at
)
select input.n, stored.id is not null as stored, earlier.id as earlier_id,
  encode(earlier.body_digest, 'hex') as earlier_digest, contested.id is not null as contested, late.newer
from input
left join stored on stored.id = input.id
left join late on late.id = input.id
left join contested on contested.id = coalesce(input.whole, input.id)
left join lateral (
  select id, body_digest from messages
  where stored.id is null and side = input.side and dedupe_key = input.dedupe_key and status = 'accepted'
  limit 1
) earlier on true`,
};

/** The message that has this key now, read after the statement that lost against it. */
export const FIND_ACCEPTED: Sql = {
  name: 'find-accepted',
  text: `
select id, encode(body_digest, 'hex') as body_digest from messages
where side = $1 and dedupe_key = $2 and status = 'accepted'`,
};

/** Keeps a refused receipt. Rare, so one at a time; the same key and body in quarantine is the same message. */
export const QUARANTINE: Sql = {
  name: 'quarantine',
  text: `
with stored as (
  insert into messages (id, side, record, event, revision, channel, content_type, body_digest, body_bytes, dedupe_key,
    reply_to, correlation_id, part_of, addressee, status, findings, report)
  values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11, $12, $15, $16, 'quarantined', $13::text::jsonb,
    '[]')
  on conflict (side, dedupe_key, body_digest) where status = 'quarantined' do nothing
  returning id, body_digest
), kept as (
  insert into bodies (digest, body) select body_digest, $14::bytea from stored
  on conflict (digest) do update set digest = excluded.digest
)
select id from stored`,
};

export const FIND_QUARANTINED: Sql = {
  name: 'find-quarantined',
  text: `
select id from messages
where side = $1 and dedupe_key = $2 and body_digest = decode($3, 'hex') and status = 'quarantined'`,
};

/**
 * Replay of a quarantined message whose document passes now. Nothing happens when a later receipt with the same key has
 * been accepted meanwhile: its effect must not come twice. The key ($12) is what is known of the document now that it can be
 * read.
 */
export const RELEASE: Sql = {
  name: 'release',
  text: `
with newer as materialized (
  select ${newerThan('$8::text', '$2', '$15::text::date')} as id where $8::text is not null and $15::text is not null
), released as (
  update messages m set status = 'accepted', record = $2, event = $3, revision = $4,
    findings = $5::text::jsonb, report = $6::text::jsonb, dedupe_key = $12, storage = $13, routes = $14
  where id = $1 and status = 'quarantined' and (
    select other.id from messages other
    where other.side = m.side and other.dedupe_key = $12 and other.status = 'accepted'
    limit 1) is null
  returning id, side, record, event, received_at
), recorded as (
  insert into records (message_id, side, record, event, subject, codice_fiscale, identificativo_sap, canonical,
    received_at, version)
  select id, side, record, event, $7, $8::text, $9::text, $10::text::json, received_at, $15::text::date from released
), ${places('select $8::text')}, outgoing as (
  insert into deliveries (id, message_id, kind, destination, ordering_key, route, lane, status, answer)
  select d.id, released.id, d.kind, d.destination, ${lateKey(orderedBy('d.ordering_key', 'p.person'), 'parked.id')},
    d.route, d.lane, case when parked.id is null then 'pending' else 'parked' end, ${lateAnswer('parked.id')}
  from released cross join json_to_recordset($11::text::json) as d(
    n int, id uuid, kind text, destination text, ordering_key text, route text, lane text, person text)
  left join places p on p.codice_fiscale = d.person
  left join newer parked on parked.id is not null and $16 = 'park'
  order by d.n
), met as (
  insert into identities (identificativo_sap, codice_fiscale)
  select $9::text, $8::text from released where $8::text is not null and $9::text is not null
  on conflict (identificativo_sap, codice_fiscale) do update set seen_at = excluded.seen_at
)
select released.id, newer.id as newer from released left join newer on true`,
};

export const REQUARANTINE: Sql = {
  name: 'requarantine',
  text: `update messages set findings = $2::text::jsonb where id = $1 and status = 'quarantined'`,
};

/** Lets the bytes of a message count as a new one, and with it those of the messages that were read out of its document. */
export const FREE: Sql = {
  name: 'free',
  text: `
with told as (select side from messages where id = $1)
update messages m set dedupe_key = null from told
where m.dedupe_key is not null and m.side = told.side
  and m.id = any(array(select $1::uuid union all select part.id from messages part where part.part_of = $1))`,
};
