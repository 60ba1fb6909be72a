import type { Migration } from './migration.js';

/** Which of several regions a caller meant: what it brought goes to that one alone, also when it is replayed. */
export const addressee: Migration = {
  name: '005-addressee',
  sql: `
alter table messages add column addressee text;
`,
};
