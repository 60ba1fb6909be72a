import type { Sql } from '../database.js';

/**
 * The next number of a system, for the row that $2 names. Two that ask at once want the same number: the second waits for the
 * first, is given nothing, and asks again.
 */
export const GIVE_POLICY_ID: Sql = {
  name: 'give-policy-id',
  text: `
insert into policy_ids (system, sequence, given_for)
select $1::text, coalesce((select max(sequence) from policy_ids where system = $1::text), 0) + 1, $2::text
on conflict do nothing
returning sequence::int as sequence`,
};

/** The number that a row was given earlier. */
export const GIVEN_POLICY_ID: Sql = {
  name: 'given-policy-id',
  text: 'select sequence::int as sequence from policy_ids where system = $1 and given_for = $2',
};
