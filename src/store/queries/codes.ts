import { LATE } from '../../foundation/names.js';

/**
 * The other codici fiscali of the person that `code` (an SQL expression) is one of; no row for a code that was never joined.
 * One look-up by key in a table of few rows.
 */
export const otherCodes = (code: string): string => `
  select another.codice_fiscale from person_codes one join person_codes another on another.person = one.person
  where one.codice_fiscale = ${code} and another.codice_fiscale <> one.codice_fiscale`;

/** All codes of that person, itself among them. */
export const allCodes = (code: string): string => `select ${code} as codice_fiscale union all${otherCodes(code)}`;

/**
 * A CTE of the codes among `codes` (an SQL query) that are joined to others, each with the one that stands for all. The row
 * lock is what a join waits for; who was never joined has no row.
 */
export const places = (codes: string): string => `places as materialized (
  select codice_fiscale, person from person_codes where codice_fiscale = any(array(${codes})) for key share
)`;

/** An ordering key ends with the code of the person: with the one that stands for all, where one does. */
export const orderedBy = (key: string, person: string): string =>
  `case when ${person} is null then ${key} else regexp_replace(${key}, '[A-Z0-9]+$', ${person}) end`;

/**
 * The message that told a newer version of a record (all SQL expressions) of the person of `code`, where one has; what was refused
 * or called off had no effect. Of several, the newest.
 */
export const newerThan = (code: string, record: string, version: string): string => `(
    select r.message_id from records r
    where r.codice_fiscale = any(array(${allCodes(code)})) and r.record = ${record} and r.version > ${version} and (
      select d.id from deliveries d
      where d.message_id = r.message_id and d.kind = 'record' and d.status in ('refused', 'cancelled') limit 1) is null
    order by r.version desc, r.seq desc limit 1)`;

/** What is said of a delivery that is parked at receipt, because a newer version (an SQL expression: its message) came before. */
export const lateAnswer = (newer: string): string => `case when ${newer} is not null then
    jsonb_build_object('reason', '${LATE}', 'detail', 'message ' || ${newer} || ' told a newer version before; send this one again only if it is to replace that, or call it off') end`;

/** A late version waits in no line: what has come before it, and after it, goes its way. */
export const lateKey = (key: string, newer: string): string =>
  `case when ${newer} is null then ${key} else '${LATE_KEY}' || ${key} end`;

export const LATE_KEY = 'late:';

/**
 * Whether every code known of a national id is another person's than `code`: null or false where none is known, or one is
 * this person's.
 */
export const isAnothers = (id: string, code: string): string => `(
  select bool_and(known.codice_fiscale <> ${code} and not known.codice_fiscale in (${otherCodes(code)}))
  from identities known where known.identificativo_sap = ${id})`;
