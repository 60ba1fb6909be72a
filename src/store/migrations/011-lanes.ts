import type { Migration } from './migration.js';

/** Outcomes and events have lanes of their own. What has ended keeps the lane in which it left. */
export const lanes: Migration = {
  name: '011-lanes',
  sql: `
update deliveries set lane = case kind when 'esito' then 'esiti' else 'events' end
where kind <> 'record' and status in ('pending', 'sent', 'parked');
`,
};
