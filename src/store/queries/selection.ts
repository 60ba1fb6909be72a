import { NOT_WRITABLE } from '../../foundation/names.js';
import type { Sql } from '../database.js';
import { WHY } from './why.js';

/** What both kinds narrow by: $2 source, $3 record, $4 event, $7 since, $8 until. */
const RECEIVED = `($2::text is null or m.side = $2) and ($3::text is null or m.record = $3) and ($4::text is null or m.event = $4)
    and ($7::text is null or m.received_at >= $7::text::timestamptz) and ($8::text is null or m.received_at < $8::text::timestamptz)`;

const MESSAGE_IDS = '$9::text::uuid[]';

const deliveries = (wanted: string, which: string): string => `
  select d.id, d.seq, d.message_id, d.destination, m.record, m.event, m.received_at, d.ambiguous, ${WHY} as reason,
    false as quarantined
  from deliveries d cross join lateral (
    select side, record, event, received_at from messages where id = d.message_id offset 0) m
  where ${wanted}::boolean and ${which}
    and ($1::text is null or d.destination = $1) and ($5::text is null or d.route = $5)
    and ($6::text is null or ${WHY} = $6) and coalesce(${WHY} <> all($15::text::text[]), true) and ($9::text is null or d.message_id = any(${MESSAGE_IDS}))
    and ($10::text is null or d.destination = $10 or m.side = $10)
    and ${RECEIVED}`;

/** What goes nowhere yet has neither destination nor route; its reasons are the rules that it breaks. */
const QUARANTINED = `
  select m.id, null, m.id, null, m.record, m.event, m.received_at, false, (
      select finding.value ->> 'rule' from jsonb_array_elements(m.findings) with ordinality as finding(value, n)
      where finding.value ->> 'severity' = 'error' order by finding.n limit 1),
    true
  from messages m
  where $14::boolean and m.status = 'quarantined' and $1::text is null and $5::text is null
    and ($6::text is null or m.findings @> jsonb_build_array(jsonb_build_object('rule', $6::text, 'severity', 'error')))
    and ($9::text is null or m.id = any(${MESSAGE_IDS})) and ($10::text is null or m.side = $10)
    and ${RECEIVED}`;

/**
 * One branch per partial index, each only where it is asked for ($11 to $14). What is on its way to tell a source of an outcome does
 * not count as pending: a person is to hear what became of the rest.
 */
const SELECTED = `
with selected as (
${[
  deliveries('$11', `d.status = 'pending' and d.dispatched_at is null and d.kind = 'record'`),
  deliveries('$11', `d.status = 'pending' and d.dispatched_at is not null and d.kind = 'record'`),
  deliveries('$12', `d.status = 'parked'`),
  deliveries('$13', `d.status = 'refused' and d.answer ->> 'codice' = '${NOT_WRITABLE}'`),
  QUARANTINED,
].join('\n  union all')}
)`;

/** How many there are, by where they go, what they are and why they wait; the row of all of them has `whole`. */
export const COUNT_SELECTED: Sql = {
  name: 'count-selected',
  text: `${SELECTED}
select grouping(quarantined) = 1 as whole, quarantined, destination, record, event, reason, count(*)::int as count,
  count(distinct message_id)::int as messages, count(*) filter (where ambiguous)::int as ambiguous,
  min(received_at) as oldest, max(received_at) as newest
from selected
group by grouping sets ((quarantined, destination, record, event, reason), ())
order by destination, record, event, reason`,
};

/** Their ids. Deliveries in the order of receipt: so they are sent again, in however many commits. */
export const CHOOSE: Sql = {
  name: 'choose',
  text: `${SELECTED}\nselect id, message_id as message, quarantined from selected order by seq, id`,
};
