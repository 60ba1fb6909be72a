import type { Migration } from './migration.js';

/**
 * What a route does not want kept is let go of once everything is delivered. The row of a record stays without its canonical
 * record: by it is known whose the message was, which sides have had to do with the person, and what her codes are. The bytes of
 * a document may belong to several messages (one and those read out of it): the index finds whether one still needs them.
 */
export const trimming: Migration = {
  name: '010-trimming',
  sql: `
alter table messages add column trimmed_at timestamptz;
create index messages_to_trim on messages (id) where status = 'accepted' and storage <> 'full' and trimmed_at is null;
create index messages_with_body on messages (body_digest) where trimmed_at is null;
alter table records alter column canonical drop not null;
`,
};
