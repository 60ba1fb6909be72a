import type { Migration } from './migration.js';

/**
 * What a route says of a message and of its deliveries: which table of routes and which rule of it decided, how urgent it is,
 * what is kept of it. And the version of a record (of a SAP, `dataultimoagg`), by which a late one is known.
 */
export const routes: Migration = {
  name: '007-routes',
  sql: `
alter table messages add column storage text not null default 'full';
alter table messages add column routes text;
alter table deliveries add column route text;
alter table deliveries add column lane text not null default 'interactive';
alter table records add column version date;
create index records_versions on records (codice_fiscale, record, version) where version is not null;
`,
};
