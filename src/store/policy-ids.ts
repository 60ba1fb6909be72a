/** The numbers of new policies: one for each row, the same one whenever it is asked for. */
import type { Query } from './database.js';
import { GIVE_POLICY_ID, GIVEN_POLICY_ID } from './queries/policy-ids.js';

/** `system` in the ministry's numbering; `row` names the row of the message that the policy comes from. */
export async function policySequence(query: Query, system: string, row: string): Promise<number> {
  for (;;) {
    const [given] = await query<{ sequence: number }>(GIVEN_POLICY_ID, [system, row]);
    if (given !== undefined) return given.sequence;
    const [fresh] = await query<{ sequence: number }>(GIVE_POLICY_ID, [system, row]);
    if (fresh !== undefined) return fresh.sequence;
  }
}
