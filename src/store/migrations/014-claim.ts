import type { Migration } from './migration.js';

/** Whose attempt it is that a delivery is taken for: who is not told by a connection that ends asks again, and it is the same attempt. */
export const claim: Migration = {
  name: '014-claim',
  sql: `
alter table deliveries add column claim uuid;
`,
};
