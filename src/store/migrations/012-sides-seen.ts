import type { Migration } from './migration.js';

/** How each process that calls the sides sees them: those that only take in show it, too. */
export const sidesSeen: Migration = {
  name: '012-sides-seen',
  sql: `
alter table processes add column sides json;
`,
};
