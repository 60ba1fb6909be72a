import type { Sql } from '../database.js';
import { isAnothers } from './codes.js';
import { hadEffect } from './effect.js';

/**
 * Comes first in a transaction that joins or separates codes. It waits for the receipts under way, which lock the rows they
 * look for (`places`), and holds up the others until the commit: each then has its place before the join or sees it, none in
 * between. Who only reads is not held up and does not hold up, a dump of the database among them.
 */
export const LOCK_PERSONS: Sql = { name: 'lock-persons', text: 'lock table person_codes in exclusive mode' };

/**
 * A message ($3) says that the SAP $1 has passed to the code $2. The code that had it before is the one last told, of which a
 * record stands that nobody has refused: what was refused, or called off before anybody took it, had no effect. Returns both.
 */
export const JOIN: Sql = {
  name: 'join',
  text: `
insert into code_joins (message_id, codice_fiscale, former)
select $3::uuid, $2::text, had.codice_fiscale from (
  select i.codice_fiscale from identities i
  where i.identificativo_sap = $1 and i.codice_fiscale <> $2 and exists (
    select r.message_id from records r
    where r.identificativo_sap = i.identificativo_sap and r.codice_fiscale = i.codice_fiscale and ${hadEffect('r.message_id')})
  order by i.seen_at desc, i.codice_fiscale desc limit 1) had
on conflict do nothing
returning codice_fiscale, former`,
};

/** What the refusal of a message, or calling it off, takes back; nothing where the delivery $1 is not closed in this way. */
export const SEPARATE: Sql = {
  name: 'separate',
  text: `
delete from code_joins j using deliveries d
where d.id = $1 and d.status in ('refused', 'cancelled') and j.message_id = d.message_id
returning j.codice_fiscale, j.former`,
};

/**
 * Works out anew who is one person, for the codes of a join made or taken back ($1, a JSON list) and all that stood with
 * them. The lowest code stands for the person: which one it is means nothing.
 */
export const REGROUP: Sql = {
  name: 'regroup',
  text: `
with recursive affected as (
  select value as code from json_array_elements_text($1::text::json)
  union
  select other.codice_fiscale from json_array_elements_text($1::text::json)
  join person_codes mine on mine.codice_fiscale = value
  join person_codes other on other.person = mine.person
), reached as (
  select code as root, code from affected
  union
  select reached.root, next.code from reached cross join lateral (
    select former as code from code_joins where codice_fiscale = reached.code
    union all
    select codice_fiscale from code_joins where former = reached.code) next
), grouped as (
  select root, min(code) as person, count(*) > 1 as several from reached group by root
), alone as (
  delete from person_codes p using grouped where p.codice_fiscale = grouped.root and not grouped.several
), joined as (
  insert into person_codes (codice_fiscale, person) select root, person from grouped where several
  on conflict (codice_fiscale) do update set person = excluded.person
)
select root as codice_fiscale from grouped`,
};

/** Puts what is still to leave for these codes ($1) into the one order of their person: the order of receipt, `seq`. */
export const REORDER: Sql = {
  name: 'reorder',
  text: `
update deliveries d
set ordering_key = regexp_replace(d.ordering_key, '[A-Z0-9]+$', open.person)
from (
  select waiting.id, coalesce(p.person, r.codice_fiscale) as person
  from records r left join person_codes p on p.codice_fiscale = r.codice_fiscale
  cross join lateral (
    select id from deliveries
    where message_id = r.message_id and kind = 'record' and status in ('pending', 'sent', 'parked')
    order by seq offset 0) waiting
  where r.codice_fiscale = any(array(select json_array_elements_text($1::text::json)))
    and r.subject = 'cf:' || r.codice_fiscale
) open
where d.id = open.id`,
};

/** What the message of the delivery $1 stated of who is who is forgotten, unless a record says it that had effect. */
export const FORGET: Sql = {
  name: 'forget',
  text: `
delete from identities i using deliveries closed, records mine
where closed.id = $1 and closed.status in ('refused', 'cancelled') and mine.message_id = closed.message_id
  and i.identificativo_sap = mine.identificativo_sap and i.codice_fiscale = mine.codice_fiscale and not exists (
    select r.message_id from records r
    where r.identificativo_sap = i.identificativo_sap and r.codice_fiscale = i.codice_fiscale and ${hadEffect('r.message_id')})`,
};

/** Whether a national id ($1) is known with other codes only than those of this person ($2). */
export const CONTESTED: Sql = { name: 'contested', text: `select ${isAnothers('$1', '$2')} as contested` };
