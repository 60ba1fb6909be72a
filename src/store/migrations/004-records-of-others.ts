import type { Migration } from './migration.js';

/** Records that name no person (a body, the outcome of an appointment): the later ones about the same are looked for too. */
export const recordsOfOthers: Migration = {
  name: '004-records-of-others',
  sql: `
create index records_of_others on records (subject, message_id) where codice_fiscale is null;
`,
};
