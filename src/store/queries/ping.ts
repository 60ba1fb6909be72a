import type { Sql } from '../database.js';

/** What the statements of the store need beside reading each table. */
export const RIGHTS: Readonly<Record<string, readonly ('insert' | 'update' | 'delete' | 'usage')[]>> = {
  attempts: ['insert', 'update'],
  bodies: ['insert', 'update', 'delete'],
  code_joins: ['insert', 'delete'],
  deliveries: ['insert', 'update'],
  deliveries_seq_seq: ['usage'],
  holds: ['insert', 'delete'],
  identities: ['insert', 'update', 'delete'],
  leases: ['insert', 'update', 'delete'],
  messages: ['insert', 'update'],
  operator_actions: ['insert'],
  person_codes: ['insert', 'update', 'delete'],
  policy_ids: ['insert'],
  processes: ['insert', 'update', 'delete'],
  records: ['insert', 'update'],
  records_seq: ['usage'],
};

/** The same in the words of `grant`: of a sequence its use. */
export const GRANTS: readonly (readonly [name: string, rights: readonly string[]])[] = Object.entries(RIGHTS).map(
  ([name, rights]) => [name, rights.includes('usage') ? rights : ['select', ...rights]],
);

const needed = GRANTS.flatMap(([name, rights]) => rights.map((right) => `('${name}', '${right}')`));

/**
 * Answers where nothing has been written for a while, so it asks whether it could be. Tables that are not there yet
 * refuse nothing.
 */
export const PING: Sql = {
  name: 'ping',
  text: `select current_setting('transaction_read_only') = 'on' as "readOnly",
  (select string_agg(name || ' (' || rights || ')', ', ' order by name)
   from (
     select name, string_agg(privilege, ', ' order by privilege) as rights
     from (values ${needed.join(', ')}) needed(name, privilege)
     where not case privilege when 'usage' then has_sequence_privilege(to_regclass(name)::oid, privilege)
       else has_table_privilege(to_regclass(name)::oid, privilege) end
     group by name) lacking) as refused`,
};
