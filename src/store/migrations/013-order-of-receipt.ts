import type { Migration } from './migration.js';

/**
 * The order in which records were taken in, as the store counts it. Ids tell it as long as one clock makes them: of two processes
 * the one whose clock is behind made the later record the earlier one.
 */
export const orderOfReceipt: Migration = {
  name: '013-order-of-receipt',
  sql: `
create sequence records_seq;
alter table records add column seq bigint;
update records r set seq = numbered.n
from (select message_id, row_number() over (order by received_at, message_id) as n from records) numbered
where numbered.message_id = r.message_id;
select setval('records_seq', max(seq)) from records having max(seq) is not null;
alter table records alter column seq set default nextval('records_seq'), alter column seq set not null;
alter sequence records_seq owned by records.seq;
drop index records_of_person, records_of_sap, records_of_others;
create index records_of_person on records (codice_fiscale, seq) where codice_fiscale is not null;
create index records_of_sap on records (identificativo_sap, seq) where identificativo_sap is not null;
create index records_of_others on records (subject, seq) where codice_fiscale is null;
`,
};
