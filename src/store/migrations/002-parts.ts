import type { Migration } from './migration.js';

/** A message that was read out of another one's document, or out of the answer to its delivery, names that one. */
export const parts: Migration = {
  name: '002-parts',
  sql: `
alter table messages add column part_of uuid;
create index messages_parts on messages (part_of) where part_of is not null;
`,
};
