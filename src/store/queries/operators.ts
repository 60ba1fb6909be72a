import { CALLED_OFF, CONFIRMED } from '../../foundation/names.js';
import type { Sql } from '../database.js';
import { noted } from './noted.js';
import { renewed } from './renewed.js';
import { FIRST_OF_KEY, NOT_HELD } from './turn.js';

/** Of a delivery `d`: whether it is what is held or released ($1 scope, $2 name). */
const MEANT = `case $1::text when 'side' then d.destination else d.route end = $2`;

/** One count per partial index, as in DUE: pending deliveries are in one of the two. */
const WAITING = `waiting as (
  select (
    (select count(*) from deliveries d where d.status = 'pending' and d.dispatched_at is null and ${MEANT})
    + (select count(*) from deliveries d where d.status = 'pending' and d.dispatched_at is not null and ${MEANT})
  )::int as waiting
)`;

/** Holds what is not held ($3 why, $4 by whom). No row where another has just begun to hold it: then it is asked once more. */
export const HOLD: Sql = {
  name: 'hold',
  text: `
with held as (
  insert into holds (scope, name, reason, held_by) values ($1::text, $2::text, $3, $4)
  on conflict (scope, name) do nothing
  returning scope, name, reason, held_by, since
), ${WAITING}, ${noted('$5', `(select jsonb_build_object('waiting', waiting) from waiting)`, 'exists (select from held)')}
select hold.scope, hold.name, hold.reason, hold.held_by as "heldBy", hold.since, waiting.waiting
from (
  select scope, name, reason, held_by, since from held
  union all
  select scope, name, reason, held_by, since from holds where scope = $1::text and name = $2::text
) hold cross join waiting`,
};

export const END_HOLD: Sql = {
  name: 'end-hold',
  text: `
with ended as (
  delete from holds where scope = $1::text and name = $2::text returning name
), ${WAITING}, ${noted('$3', `(select jsonb_build_object('waiting', waiting) from waiting)`, 'exists (select from ended)')}
select exists (select from ended) as released, waiting.waiting from waiting`,
};

const RELEASED = 'd.id, d.destination, d.lane, d.ordering_key, d.seq';

/** What may leave now that the hold of $1 and $2 has ended; a call that was made during the hold was refused, so notes of calls do not count. */
export const RELEASED_NOW: Sql = {
  name: 'released-now',
  text: `
select id, destination, lane, ordering_key as "orderingKey" from (
  (select ${RELEASED} from deliveries d
   where d.status = 'pending' and d.dispatched_at is null and d.next_attempt_at <= now()
     and ${MEANT} and ${NOT_HELD} and ${FIRST_OF_KEY}
   order by d.next_attempt_at limit $3)
  union all
  (select ${RELEASED} from deliveries d
   where d.status = 'pending' and d.dispatched_at is not null and d.next_attempt_at <= now()
     and ${MEANT} and ${NOT_HELD} and ${FIRST_OF_KEY}
   order by d.dispatched_at limit $3)
) waiting order by seq limit $3`,
};

/** Few rows, all of them: read through the key, so that the order is the same each time. */
export const HOLDS: Sql = {
  name: 'holds',
  text: `
select scope, name, reason, held_by as "heldBy", since from holds where scope in ('side', 'route') order by scope, name`,
};

interface Ending {
  readonly name: string;
  readonly status: 'cancelled' | 'acknowledged';
  /** Of a delivery `d`: whether it can end so. */
  readonly which: string;
  /** What is kept as its answer: an SQL expression. */
  readonly answer: string;
  /** Outcome code that a source is told. */
  readonly codice: string;
  /** What follows for the keys of messages: CTEs on `ended`. */
  readonly keys: string;
}

const WHY_AND_WHO = { why: `$3::text::json ->> 'reason'`, who: `$3::text::json ->> 'actor'` };

/**
 * Ends those of $1 that can end so, for good. $2: for each the id of the delivery that would tell its source, $3 who and why. The
 * rows returned are read in the snapshot before the update: those that have ended are left out by hand.
 */
const ended = ({ name, status, which, answer, codice, keys }: Ending): Sql => ({
  name,
  text: `
with ended as (
  update deliveries d set status = '${status}', closed_at = now(), dispatched_at = null, lease_until = null, answer = ${answer}
  from unnest($1::text::uuid[], $2::text::uuid[]) as chosen(id, told)
  where d.id = chosen.id and ${which}
  returning d.id, d.seq, d.message_id, d.kind, d.destination, d.ordering_key, chosen.told
), ${keys}, telling as (
  insert into deliveries (id, message_id, kind, destination, ordering_key, lane, told)
  select c.told, m.id, 'esito', m.side, 'esito|' || m.id, 'esiti',
    jsonb_build_object('message', m.id, 'record', m.record, 'event', m.event, 'side', c.destination, 'status', '${status}',
      'esito', jsonb_build_object('codice', '${codice}', 'messaggio', ${WHY_AND_WHO.why}))
  from ended c join messages m on m.id = c.message_id
  where c.kind = 'record' and m.reply_to is not null
  order by c.seq
  returning id, destination, lane, ordering_key, seq
), ${noted(
    '$3',
    `(select jsonb_build_object('deliveries', count(*), 'messages', count(distinct message_id),
    'told', (select count(*) from telling)) from ended)`,
    'exists (select from ended)',
  )}, woken as (
  select next.id, next.destination, next.lane, next.ordering_key, next.seq
  from (select distinct ordering_key from ended) key cross join lateral (
    select d.id, d.seq, d.destination, d.lane, d.ordering_key, d.status, d.next_attempt_at, ${NOT_HELD} as free
    from deliveries d
    where d.ordering_key = key.ordering_key and d.status in ('pending', 'sent', 'parked')
      and d.id not in (select id from ended)
    order by d.seq limit 1
  ) next
  where next.status = 'pending' and next.free and next.next_attempt_at <= now()
  union all
  select id, destination, lane, ordering_key, seq from telling
)
select (select count(*)::int from ended) as deliveries, coalesce((
  select json_agg(json_build_object('id', id, 'destination', destination, 'lane', lane, 'orderingKey', ordering_key) order by seq)
  from woken), '[]') as woken`,
});

/**
 * Calls off what is pending or parked; what is in work stays. It had no effect: as after a refusal the key of its message is freed,
 * once no other delivery of it has had one or may still have one.
 */
export const CANCEL: Sql = ended({
  name: 'cancel',
  status: 'cancelled',
  which: `d.status in ('pending', 'parked')`,
  answer: `jsonb_build_object('reason', 'cancelled', 'detail', ${WHY_AND_WHO.why}, 'by', ${WHY_AND_WHO.who})`,
  codice: CALLED_OFF,
  keys: `freed as (
  update messages m set dedupe_key = null
  from (select distinct message_id from ended where kind = 'record') gone
  where m.id = gone.message_id and (
    select other.id from deliveries other
    where other.message_id = m.id and other.kind = 'record' and other.status not in ('refused', 'cancelled')
      and other.id not in (select id from ended)
    limit 1) is null
)`,
});

/** Counts as arrived what is parked and may have arrived, because a person has found it there: it has had its effect. */
export const CONFIRM: Sql = ended({
  name: 'confirm',
  status: 'acknowledged',
  which: `d.status = 'parked' and d.ambiguous and d.kind = 'record'`,
  answer: `jsonb_build_object('codice', '${CONFIRMED}', 'messaggio', ${WHY_AND_WHO.why}, 'by', ${WHY_AND_WHO.who})`,
  codice: CONFIRMED,
  keys: renewed('ended', 'true'),
});

/** Those of the deliveries $1 to a side that gives the national ids ($2) whose message has joined two codes. */
export const JOINED_BY: Sql = {
  name: 'joined-by',
  text: `
select d.id from deliveries d
where d.id = any($1::text::uuid[]) and d.kind = 'record' and d.destination = any(array(select json_array_elements_text($2::text::json)))
  and (select true from code_joins j where j.message_id = d.message_id limit 1)`,
};

/** The entry of an action whose effect is another statement of the same transaction: $2 what it came to. */
export const NOTE_ACTION: Sql = {
  name: 'note-action',
  text: `with ${noted('$1', '$2::text::jsonb', 'true')} select true as noted`,
};

/** A page of the newest: ids are in the order of time. What was done to a side as a whole ($4) concerns it, too. */
export const ACTIONS: Sql = {
  name: 'actions',
  text: `
select id, run, at, actor, side, action, target, reason, counts from operator_actions
where ($1::text is null or action = $1) and ($2::text is null or actor = $2) and ($3::uuid is null or run = $3)
  and ($4::text is null or side = $4 or target ->> 'side' = $4) and id < coalesce($5::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
order by id desc limit $6`,
};
