/** Whether it is the turn of a delivery `d`: nothing of its key before it, and nothing that holds it. */

/**
 * No other delivery of the key is open before this one. `parked` counts: order is kept until a person decides. A scalar
 * query and not `not exists`: that one the planner may turn into a join over all open deliveries.
 */
export const FIRST_OF_KEY = `(
    select before.seq from deliveries before
    where before.ordering_key = d.ordering_key and before.status in ('pending', 'sent', 'parked')
      and before.seq < d.seq
    limit 1) is null`;

/**
 * Neither its side nor its route is held, in the snapshot of the statement itself: so a hold acts at once in every process. Both
 * lists hang on nothing of the row: they are read once per statement, from a table of few rows, whatever number of rows is looked at.
 */
export const NOT_HELD = `d.destination <> all (array(select name from holds where scope = 'side'))
    and coalesce(d.route <> all (array(select name from holds where scope = 'route')), true)`;

/** The open delivery before `d` of its key, as JSON; null where it is the turn of `d`, or where it would not leave anyway. */
export const BEHIND = `case when d.status = 'pending' then (
    select json_build_object('message', before.message_id, 'status', before.status,
      'reason', coalesce(before.answer ->> 'reason', before.answer ->> 'codice'))
    from deliveries before
    where before.ordering_key = d.ordering_key and before.status in ('pending', 'sent', 'parked') and before.seq < d.seq
    order by before.seq limit 1) end`;

const holdOf = (scope: string, name: string): string => `
      select json_build_object('scope', h.scope, 'name', h.name, 'reason', h.reason, 'since', h.since)
      from holds h where h.scope = '${scope}' and h.name = ${name}`;

/** The hold for which a delivery `d` waits, as JSON; null for one that is not held, or that would not leave anyway. */
export const HELD_FOR = `case when d.status = 'pending' then coalesce((${holdOf('side', 'd.destination')}), (${holdOf('route', 'd.route')})) end`;
