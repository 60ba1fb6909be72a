/**
 * CTEs that free the keys of a person whose record has been withdrawn: what was sent before then is a new record when it comes again.
 * @param ended CTE of the deliveries that have ended, with `message_id` and `kind`
 * @param well SQL condition: they were acknowledged
 */
export const renewed = (ended: string, well: string): string => `withdrawn as (
  select r.message_id, r.side, r.codice_fiscale, r.identificativo_sap from records r, ${ended}
  where r.message_id = ${ended}.message_id and ${ended}.kind = 'record' and ${well} and r.event = 'annullamento'
), renewed as (
  update messages m set dedupe_key = null
  where m.dedupe_key is not null and m.id = any(array(
    select before.message_id from withdrawn cross join lateral (
      select r.message_id, r.side from records r where r.codice_fiscale = withdrawn.codice_fiscale
      union all
      select r.message_id, r.side from records r where r.identificativo_sap = withdrawn.identificativo_sap) before
    where before.side = withdrawn.side and before.message_id <> withdrawn.message_id))
)`;
