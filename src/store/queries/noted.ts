/**
 * A CTE that writes down what an operator does, in the statement that does it: `acting` is the parameter with who and why as JSON,
 * `counts` what it came to (an SQL expression), `when` whether anything was done.
 */
export const noted = (acting: string, counts: string, when: string): string => `noted as (
  insert into operator_actions (id, run, actor, side, action, target, reason, counts)
  select a.id, a.run, a.actor, a.side, a.action, a.target, a.reason, ${counts}
  from json_to_record(${acting}::text::json) as a(
    id uuid, run uuid, actor text, side text, action text, target jsonb, reason text)
  where ${when}
)`;
