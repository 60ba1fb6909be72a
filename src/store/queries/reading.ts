import type { Sql } from '../database.js';
import { allCodes, otherCodes } from './codes.js';
import { CALLED_OFF_IN_DOUBT, mayHaveHadEffect } from './effect.js';
import { BEHIND, HELD_FOR, NOT_HELD } from './turn.js';
import { WHY } from './why.js';

const SUMMARY = `m.id, m.side, m.record, m.event, m.revision, m.channel, m.status, m.received_at, m.body_bytes, m.findings, m.part_of, m.addressee,
  m.storage, m.routes, m.trimmed_at`;

export const MESSAGE: Sql = {
  name: 'message',
  text: `
select ${SUMMARY}, m.correlation_id, m.reply_to, m.report, r.canonical
from messages m left join records r on r.message_id = m.id
where m.id = $1`,
};

/** Messages read out of this one's document, or out of the answers to its deliveries. */
export const PARTS_OF: Sql = {
  name: 'parts-of',
  text: `select ${SUMMARY} from messages m where m.part_of = $1 order by m.id`,
};

/** The bytes are there until the message is trimmed, then not any more, whoever else still needs them. */
export const RAW_MESSAGE: Sql = {
  name: 'raw-message',
  text: `
select ${SUMMARY}, m.content_type, m.dedupe_key, m.correlation_id, m.reply_to, b.body
from messages m left join bodies b on b.digest = m.body_digest and m.trimmed_at is null
where m.id = $1`,
};

/**
 * $1 side, $2 record, $3 status, $4 cursor, $6 event, $7 rule of a finding. An id tells when it was made: $8 and $9 lie around the
 * time that is asked for ($10, $11), so that a page is read from the key and never from the newest message on.
 */
const PAGE = `
select ${SUMMARY}, (
    select ${HELD_FOR} from deliveries d
    where d.message_id = m.id and d.status = 'pending' and not (${NOT_HELD}) limit 1) as held
from messages m
where ($1::text is null or m.side = $1) and ($2::text is null or m.record = $2)
  and ($3::text is null or m.status = $3) and ($4::uuid is null or m.id < $4) and ($6::text is null or m.event = $6)
  and ($7::text is null or m.findings @> jsonb_build_array(jsonb_build_object('rule', $7::text)))
  and ($8::uuid is null or m.id >= $8) and ($9::uuid is null or m.id <= $9)
  and ($10::text is null or m.received_at >= $10::text::timestamptz)
  and ($11::text is null or m.received_at < $11::text::timestamptz)`;

/** A page of the newest: ids are in the order of time, so the primary key is the order and the cursor. */
export const MESSAGES: Sql = { name: 'messages', text: `${PAGE}\norder by m.id desc limit $5` };

/** Of a delivery `d`: $13 destination, $14 route, $15 reason. */
const GOING = `($13::text is null or d.destination = $13) and ($14::text is null or d.route = $14)
    and ($15::text is null or ${WHY} = $15)`;

/** Apart from MESSAGES, because the few that are parked, refused or cancelled ($12) must be found from their own index. */
export const MESSAGES_BY_DELIVERY: Sql = {
  name: 'messages-by-delivery',
  text: `${PAGE}
  and m.id in (select d.message_id from deliveries d where d.status = $12 and ${GOING})
order by m.id desc limit $5`,
};

/** Of the many that are in another state, or whose state does not matter: looked up message by message, newest first. */
export const MESSAGES_GOING: Sql = {
  name: 'messages-going',
  text: `${PAGE}
  and (
    select true from deliveries d
    where d.message_id = m.id and ($12::text is null or d.status = $12) and ${GOING} limit 1)
order by m.id desc limit $5`,
};

const DELIVERY_VIEW = `
select d.id, d.message_id, d.kind, d.destination, d.route, d.lane, d.status, d.attempts, d.closed_at, d.answer,
  case when d.status = 'pending' then d.next_attempt_at end as next_attempt_at, ${HELD_FOR} as held,
  ${BEHIND} as behind,
  coalesce((
    select json_agg(json_build_object('number', a.number, 'startedAt', a.started_at, 'endedAt', a.ended_at,
      'outcome', a.outcome, 'answer', a.answer) order by a.number)
    from attempts a where a.delivery_id = d.id), '[]') as history
from deliveries d`;

export const DELIVERY: Sql = { name: 'delivery', prepared: true, text: `${DELIVERY_VIEW}\nwhere d.id = $1` };

/** A caller that waits for the outcome asks this again and again: no body, no canonical record. */
export const DELIVERIES_OF: Sql = {
  name: 'deliveries-of',
  prepared: true,
  text: `${DELIVERY_VIEW}\nwhere d.message_id = $1 order by d.seq`,
};

const RECORD_COLUMNS = 'r.message_id, r.side, r.record, r.event, r.received_at, r.canonical, r.seq::float8';

const RECORD_VIEW = `select ${RECORD_COLUMNS} from records r`;

const recordsOf = (which: string): string => `
select r.* from (${allCodes('$1::text')}) code cross join lateral (
  ${RECORD_VIEW}
  where r.codice_fiscale = code.codice_fiscale and ($2::text is null or r.record = $2)${which}
  order by r.seq desc limit $3) r
order by r.seq desc limit $3`;

/** The newest of each code of the person, and of these the newest: each code is read from its index no further than the limit. */
export const RECORDS_OF: Sql = { name: 'records-of', prepared: true, text: recordsOf('') };

/**
 * Whether a record has to do with a side: sent by it, delivered or on its way to it, meant for it, or read out of the answer to
 * what it sent. What it refused, what could not be written for it or was called off, it does not hold. The limit keeps the planner from
 * answering for all deliveries at once.
 */
const seenBy = (side: string): string => `(r.side = ${side} or (
    select true from deliveries d
    where d.message_id = r.message_id and d.kind = 'record' and d.destination = ${side}
      and d.status not in ('refused', 'cancelled') limit 1)
  or (
    select m.addressee = ${side} or m.channel = 'answer' and (select w.side = ${side} from messages w where w.id = m.part_of)
    from messages m where m.id = r.message_id))`;

/** As RECORDS_OF, of what a side ($4) has to do with: told apart before the limit, so that a page is never short of them. */
export const RECORDS_SEEN_BY: Sql = {
  name: 'records-seen-by',
  prepared: true,
  text: recordsOf(`\n  and ${seenBy('$4')}`),
};

/** The codes under which the person of $1 is known beside it. */
export const OTHER_CODES: Sql = { name: 'other-codes', text: `${otherCodes('$1')}\norder by 1` };

/** As OTHER_CODES, those under which a side ($2) has to do with a record. */
export const OTHER_CODES_SEEN_BY: Sql = {
  name: 'other-codes-seen-by',
  text: `
select other.codice_fiscale from (${otherCodes('$1')}) other
where (select true from records r where r.codice_fiscale = other.codice_fiscale and ${seenBy('$2')} limit 1)
order by 1`,
};

const TOLD_SINCE = `
  select r.* from records r
  where % and r.seq > mine.seq and r.record = mine.record and ${mayHaveHadEffect('r.message_id')}
    and not r.received_at between now() - $3 * interval '1 millisecond' and now()`;

/**
 * What has been told since a message ($1) of the same record and subject, newest first; what was refused, or called off
 * before it left, had no effect.
 * What was told in the last $3 milliseconds is left out; what seems yet to come, because the clock was set back, is not.
 */
export const TOLD_SINCE_MESSAGE: Sql = {
  name: 'told-since-message',
  text: `${RECORD_VIEW.replace('records r', '(')}
  select since.* from records mine, lateral (${TOLD_SINCE.replace('%', `r.codice_fiscale = any(array(${allCodes('mine.codice_fiscale')}))`)}
    union all${TOLD_SINCE.replace('%', 'mine.codice_fiscale is null and r.codice_fiscale is null and r.subject = mine.subject')}
  ) since where mine.message_id = $1) r
order by r.seq desc limit $2`,
};

/**
 * What a side ($2) holds, or may hold, beside a message ($1), of the same record about the same person, newest first: what it has
 * acknowledged, with its answers, and what was called off in doubt.
 */
export const HELD_BESIDE: Sql = {
  name: 'held-beside',
  text: `
select ${RECORD_COLUMNS}, d.answer, d.status = 'cancelled' as doubtful, r.seq < mine.seq as earlier,
  (select m.dedupe_key is null from messages m where m.id = r.message_id) as freed
from records mine
cross join lateral (${allCodes('mine.codice_fiscale')}) code
join records r on r.codice_fiscale = code.codice_fiscale and r.record = mine.record and r.message_id <> mine.message_id
join deliveries d on d.message_id = r.message_id and d.kind = 'record' and d.destination = $2
  and (d.status = 'acknowledged' or ${CALLED_OFF_IN_DOUBT})
where mine.message_id = $1
order by r.seq desc`,
};

/**
 * What a side ($2) was last known to hold under a national id: what it sent itself, or has acknowledged. What it refused,
 * has not answered yet or was never sent, because it was called off, it does not hold; a withdrawal it has acknowledged is found too, and tells that there is nothing.
 * The limit keeps the planner from answering for all deliveries at once.
 */
export const LATEST_SAP: Sql = {
  name: 'latest-sap',
  prepared: true,
  text: `${RECORD_VIEW}
where r.identificativo_sap = $1 and r.record = 'sap' and r.event in ('invio', 'annullamento')
  and (r.side = $2 or (
    select true from deliveries d
    where d.message_id = r.message_id and d.kind = 'record' and d.destination = $2 and d.status = 'acknowledged' limit 1))
order by r.seq desc limit 1`,
};

/** Where two answers disagree the later one counts: national ids are merged and given anew. */
export const WHO_IS: Sql = {
  name: 'who-is',
  prepared: true,
  text: `
select codice_fiscale from identities where identificativo_sap = $1
order by seen_at desc, codice_fiscale desc limit 1`,
};

export const SAP_OF: Sql = {
  name: 'sap-of',
  prepared: true,
  text: `
select i.identificativo_sap from (${allCodes('$1::text')}) code join identities i on i.codice_fiscale = code.codice_fiscale
order by i.seen_at desc, i.identificativo_sap desc limit 1`,
};

/**
 * A record sent before the person had a national id counts too: it is found by codice fiscale. So does what was told of the
 * person under a code that has been joined to one of this id, also where she had another id under it.
 */
export const SIDES_OF: Sql = {
  name: 'sides-of',
  text: `
with concerned as (
  select message_id, side, received_at from records where identificativo_sap = $1
  union
  select r.message_id, r.side, r.received_at from identities i
  join records r on r.codice_fiscale = i.codice_fiscale and r.identificativo_sap is null
  where i.identificativo_sap = $1
  union
  select r.message_id, r.side, r.received_at from identities i
  cross join lateral (${otherCodes('i.codice_fiscale')}) other
  join records r on r.codice_fiscale = other.codice_fiscale
  where i.identificativo_sap = $1
)
select side from (
  select side, received_at as seen_at from concerned
  union all
  select d.destination, d.closed_at from concerned c
  join deliveries d on d.message_id = c.message_id and d.kind = 'record' and d.status = 'acknowledged'
) seen
group by side order by max(seen_at) desc`,
};

/** Whole-table counts, for /status and metrics: asked every few seconds at most, never on the way of a record. */
export const COUNT_MESSAGES: Sql = {
  name: 'count-messages',
  text: 'select status, count(*)::int as count from messages group by status',
};

export const COUNT_DELIVERIES: Sql = {
  name: 'count-deliveries',
  text: `
select destination, status, count(*)::int as count from deliveries
group by destination, status order by destination, status`,
};
