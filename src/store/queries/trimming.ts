import type { Sql } from '../database.js';

/**
 * Marks up to $1 messages whose deliveries have all ended well, the oldest first, and returns them. One with a refused or parked
 * delivery keeps everything: somebody has to look at it. What another process has in hand is left to it.
 */
export const TRIM_MESSAGES: Sql = {
  name: 'trim-messages',
  text: `
with ended as (
  select m.id from messages m
  where m.status = 'accepted' and m.storage <> 'full' and m.trimmed_at is null and (
    select d.id from deliveries d
    where d.message_id = m.id and d.status not in ('acknowledged', 'cancelled') limit 1) is null
  order by m.id limit $1
  for update of m skip locked
)
update messages m set trimmed_at = now(), report = case when m.storage = 'metadata' then '[]' else m.report end
from ended where m.id = ended.id
returning m.id, m.storage, encode(m.body_digest, 'hex') as body_digest`,
};

const DIGESTS = `array(select decode(value, 'hex') from json_array_elements_text($1::text::json))`;

/**
 * Waits for the receipts under way that bring one of these bodies ($1) once more, and holds up others that do. Receipts lock a body
 * that is there already (ACCEPT), in the same order.
 */
export const LOCK_BODIES: Sql = {
  name: 'lock-bodies',
  text: `select digest from bodies where digest = any(${DIGESTS}) order by digest for update`,
};

/** A statement of its own after LOCK_BODIES: it sees the messages that have come in up to then. */
export const DROP_BODIES: Sql = {
  name: 'drop-bodies',
  text: `
delete from bodies b where b.digest = any(${DIGESTS}) and (
  select m.id from messages m where m.body_digest = b.digest and m.trimmed_at is null limit 1) is null`,
};

export const DROP_CANONICAL: Sql = {
  name: 'drop-canonical',
  text: `update records set canonical = null where message_id = any($1::text::uuid[])`,
};

/** An answer without its documents: codes, ids and the side's own fields stay, which a repeated receipt is answered with. */
const without = (answer: string): string =>
  `case when jsonb_typeof(${answer}) = 'object' then ${answer} - 'document' - 'attachments' else ${answer} end`;

export const DROP_ANSWERS: Sql = {
  name: 'drop-answers',
  text: `
update deliveries set answer = ${without('answer')}, told = told #- '{esito,document}' #- '{esito,attachments}'
where message_id = any($1::text::uuid[])`,
};

export const DROP_ATTEMPTS: Sql = {
  name: 'drop-attempts',
  text: `
update attempts a set answer = ${without('a.answer')}
from deliveries d where d.message_id = any($1::text::uuid[]) and a.delivery_id = d.id`,
};
