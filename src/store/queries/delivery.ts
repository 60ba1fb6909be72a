import { DELIVERY_LANES, NOT_WRITABLE } from '../../foundation/names.js';
import type { Sql } from '../database.js';
import { LATE_KEY, otherCodes } from './codes.js';
import { noted } from './noted.js';
import { renewed } from './renewed.js';
import { FIRST_OF_KEY, NOT_HELD } from './turn.js';

/** What a wake-up call needs, and what the sweep asks besides. */
const WAKING = 'd.id, d.destination, d.lane, d.ordering_key, d.attempts, d.seq';

/**
 * What the sweep has to wake: never dispatched; dispatched so long ago that the call must be lost, unless the calls of its line
 * are known to wait still ($4); in work by a process that has died. One branch per partial index, so that a long backlog
 * already dispatched costs nothing; each for one side ($3) and lane, so that the backlog of one keeps nobody else's back.
 */
export const DUE: Sql = {
  name: 'due',
  prepared: true,
  text: `
select id, destination, lane, ordering_key as "orderingKey", attempts > 0 as retry from (
  select due.* from unnest($3::text::text[]) as side cross join (values ${DELIVERY_LANES.map((lane) => `('${lane}')`).join(', ')}) as lanes(lane)
  cross join lateral (
    (select ${WAKING} from deliveries d
     where d.destination = side and d.lane = lanes.lane
       and d.status = 'pending' and d.dispatched_at is null and d.next_attempt_at <= now()
       and ${NOT_HELD} and ${FIRST_OF_KEY}
     order by d.next_attempt_at limit $1)
    union all
    (select ${WAKING} from deliveries d
     where d.destination = side and d.lane = lanes.lane and side || '.' || lanes.lane <> all($4::text::text[])
       and d.status = 'pending' and d.dispatched_at is not null
       and d.dispatched_at < now() - $2 * interval '1 millisecond' and d.next_attempt_at <= now()
       and ${NOT_HELD} and ${FIRST_OF_KEY}
     order by d.dispatched_at limit $1)) due
  union all
  (select ${WAKING} from deliveries d
   where d.status = 'sent' and d.lease_until < now()
     and (d.dispatched_at is null or d.dispatched_at < now() - $2 * interval '1 millisecond')
     and ${NOT_HELD} and ${FIRST_OF_KEY}
   order by d.lease_until limit $1)
) waiting order by seq`,
};

/**
 * Notes confirmed wake-up calls, some time after they were made ($2: milliseconds, one per id). An attempt may have
 * failed meanwhile: `next_attempt_at` then lies after the call and the note would hold up the next one. A delivery that
 * waits behind another, or is held, is not noted either, because its call is refused and the sweep must find it when its turn comes.
 */
export const NOTE_DISPATCHED: Sql = {
  name: 'note-dispatched',
  prepared: true,
  text: `
update deliveries d set dispatched_at = now() - call.age * interval '1 millisecond'
from unnest($1::text::uuid[], $2::text::float8[]) as call(id, age)
where d.id = call.id
  and (d.status = 'pending' and d.next_attempt_at <= now() - call.age * interval '1 millisecond'
    or d.status = 'sent' and d.lease_until < now())
  and ${NOT_HELD} and ${FIRST_OF_KEY}`,
};

const OWN = `(d.status = 'sent' and d.claim is not distinct from $3::text::uuid)`;

/**
 * Takes a delivery for one attempt. A later delivery of the key may be in work although an earlier one waits (their
 * receipts were concurrent and the later committed first): its lease is respected. An attempt whose lease has ended left
 * no answer: it is written down as interrupted, and whatever it sent may have arrived. What is held is not claimed, whoever calls.
 * Under the name ($3) that it was taken under it is taken once more for the same attempt.
 */
export const CLAIM: Sql = {
  name: 'claim',
  prepared: true,
  text: `
with candidate as (
  select d.id, d.attempts, d.started_at, ${OWN} as own, d.status = 'sent' and not ${OWN} as interrupted from deliveries d
  where d.id = $1
    and (${OWN}
      or (d.status = 'pending' and d.next_attempt_at <= now() or d.status = 'sent' and d.lease_until < now())
      and ${NOT_HELD} and ${FIRST_OF_KEY}
      and (
        select other.seq from deliveries other
        where other.ordering_key = d.ordering_key and other.status = 'sent' and other.lease_until >= now()
          and other.id <> d.id
        limit 1) is null)
  for update
), interrupted as (
  insert into attempts (delivery_id, number, started_at, outcome)
  select id, attempts, started_at, 'interrupted' from candidate where interrupted
), taken as (
  update deliveries d set status = 'sent', attempts = d.attempts + case when candidate.own then 0 else 1 end,
    started_at = now(), lease_until = now() + $2 * interval '1 second', dispatched_at = null, claim = $3::text::uuid,
    ambiguous = d.ambiguous or candidate.interrupted
  from candidate where d.id = candidate.id
  returning d.*
)
select taken.id, taken.kind, taken.message_id, taken.destination, taken.ordering_key, taken.attempts as attempt,
  taken.attempts - taken.attempts_before_replay as tries, taken.ambiguous, taken.told,
  m.side as source, m.record, m.event, m.revision, m.reply_to, m.correlation_id, m.received_at,
  r.canonical, r.codice_fiscale, r.identificativo_sap,
  (select json_agg(codice_fiscale) from (${otherCodes('r.codice_fiscale')}) other) as other_codes
from taken
join messages m on m.id = taken.message_id
left join records r on r.message_id = taken.message_id`,
};

/**
 * Ends an attempt, with everything that follows from it, in one commit. $3 is the new status, $4 whether it is final,
 * $5 the outcome of the attempt, $9 and $10 the pair learned, $11 the delivery that tells the source.
 *
 * A refused record had no effect, so its key is freed and the same document may be sent again. So are the keys of a person
 * whose record has been withdrawn: what was sent before then is a new record when it comes again. What is learned is also
 * written on the record, which until now was known by codice fiscale alone. Nothing happens when the attempt is no
 * longer ours. The rows returned are read in the snapshot before the update: the closed one is left out by hand. What is held is
 * not woken.
 */
export const CLOSE: Sql = {
  name: 'close',
  prepared: true,
  text: `
with closed as (
  update deliveries set status = $3, answer = $6::text::jsonb, dispatched_at = null, lease_until = null,
    closed_at = case when $4::boolean then now() end,
    next_attempt_at = coalesce(now() + $7::text::float8 * interval '1 millisecond', next_attempt_at),
    ambiguous = ambiguous or $8::boolean
  where id = $1 and attempts = $2 and status = 'sent'
  returning id, seq, message_id, kind, ordering_key, started_at
), attempted as (
  insert into attempts (delivery_id, number, started_at, outcome, answer)
  select id, $2, started_at, $5, $6::text::jsonb from closed
), freed as (
  update messages m set dedupe_key = null from closed
  where m.id = closed.message_id and closed.kind = 'record' and $3 = 'refused'
), ${renewed('closed', `$3 = 'acknowledged'`)}, identified as (
  update records r set identificativo_sap = $10::text from closed
  where r.message_id = closed.message_id and r.identificativo_sap is null and $10::text is not null
), met as (
  insert into identities (codice_fiscale, identificativo_sap)
  select $9::text, $10::text from closed where $10::text is not null
  on conflict (identificativo_sap, codice_fiscale) do update set seen_at = excluded.seen_at
), telling as (
  insert into deliveries (id, message_id, kind, destination, ordering_key, lane, told)
  select t.id, closed.message_id, t.kind, t.destination, t.ordering_key, t.lane, t.told
  from closed, json_to_record($11::text::json) as t(
    id uuid, kind text, destination text, ordering_key text, lane text, told jsonb)
  where $11::text is not null
  returning id, destination, lane, ordering_key
)
select next.id, next.destination, next.lane, next.ordering_key as "orderingKey"
from closed cross join lateral (
  select d.id, d.seq, d.destination, d.lane, d.ordering_key, d.status, d.next_attempt_at,
    ${NOT_HELD} as free from deliveries d
  where d.ordering_key = closed.ordering_key and d.status in ('pending', 'sent', 'parked') and d.id <> closed.id
  order by d.seq limit 1
) next
where next.status = 'pending' and next.free and next.next_attempt_at <= now() and ($4::boolean or next.seq < closed.seq)
union all
select telling.id, telling.destination, telling.lane, telling.ordering_key as "orderingKey"
from telling, closed
where (
  select d.seq from deliveries d
  where d.ordering_key = telling.ordering_key and d.status in ('pending', 'sent', 'parked')
    and not (d.id = closed.id and $4::boolean)
  limit 1) is null`,
};

const replayed = (which: string, acting: string): string => `
with replayed as (
  update deliveries d set status = 'pending', next_attempt_at = now(), dispatched_at = null, closed_at = null,
    attempts_before_replay = attempts, ordering_key = regexp_replace(d.ordering_key, '^${LATE_KEY}', '')
  where ${which}
    and (d.status = 'parked' or d.status = 'refused' and d.answer ->> 'codice' = '${NOT_WRITABLE}')
  returning d.id, d.message_id, d.destination, d.lane, d.ordering_key, d.seq
), ${noted(
  acting,
  `(select jsonb_build_object('deliveries', count(*), 'messages', count(distinct message_id)) from replayed)`,
  'exists (select from replayed)',
)}
select id, destination, lane, ordering_key as "orderingKey" from replayed order by seq`;

/**
 * A replay starts the retries anew; the history of attempts stays, and a late version takes its place in the line of its person. Of one message ($1), where asked to one side ($2), also what we
 * ourselves could not write in the side's form (nothing was sent): after a mend of the mapping it may leave.
 */
export const REPLAY_MESSAGE: Sql = {
  name: 'replay-message',
  text: replayed('d.message_id = $1 and ($2::text is null or d.destination = $2)', '$3'),
};

/** As REPLAY_MESSAGE, of the deliveries $1. */
export const REPLAY_CHOSEN: Sql = {
  name: 'replay-chosen',
  text: replayed('d.id = any($1::text::uuid[])', '$2'),
};
