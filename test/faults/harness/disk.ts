/** The disk: what the routes do not want kept is let go of, and the room it took is used again or given back. */
import pg from 'pg';
import { eventually } from '../../support/gateway.js';
import { routesEnv } from '../../support/routes.js';
import type { Random } from './random.js';
import type { Outcome, Scenario } from './scenario.js';
import { sharedDatabase } from './servers.js';
import { inWorld, ROUTES } from './world.js';

const DAYS = 6;
const PEOPLE = 15;
const UPDATES = 20;
/** What may still take room once everything has been let go of: the pages of the indexes are used again, not given back. */
const LEFT_BOUND = 160 * 1024;
/** How much more room the last day may take at its fullest than the second, when the first has been let go of. */
const GROWTH_BOUND = 1.5;

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;

async function retention(random: Random): Promise<Outcome> {
  const store = await sharedDatabase();
  const client = new pg.Client({ connectionString: store });
  await client.connect();
  const number = async (sql: string): Promise<number> => Number(Object.values((await client.query(sql)).rows[0])[0]);
  // What takes room: the bytes received and the canonical records; their rows of a few words stay.
  const room = (): Promise<number> =>
    number(
      "select pg_total_relation_size('bodies') + pg_table_size(reltoastrelid) from pg_class where relname = 'records'",
    );
  const untrimmed = (): Promise<number> => number('select count(*) from messages where trimmed_at is null');
  const env = {
    ...routesEnv(ROUTES.map((route) => (route.destinations.length > 0 ? { ...route, storage: 'metadata' } : route))),
    RACCORDO_STORAGE_TRIM_SECONDS: '1',
  };
  try {
    return await inWorld({ store, env }, async (world) => {
      await world.start('all');
      const load = world.load({ random });
      const people = await load.open(PEOPLE);
      const full: number[] = [];
      const left: number[] = [];
      for (let day = 0; day < DAYS; day += 1) {
        await load.update(people, UPDATES);
        full.push(await room());
        await world.settle();
        await eventually(untrimmed, (count) => count === 0, 60);
        // The server does so by itself, every minute.
        await client.query('vacuum bodies, records');
        left.push(await room());
      }
      const received = await number('select sum(body_bytes) from messages');
      const [second = 0, last = 0, remains = 0] = [full[1], full.at(-1), left.at(-1)];
      const problems = [
        ...(last > second * GROWTH_BOUND ? [`the room grew: ${full.map(kilobytes).join(', ')}`] : []),
        ...(remains > LEFT_BOUND ? [`room was not given back: ${left.map(kilobytes).join(', ')}`] : []),
      ];
      const note = `${DAYS} days, ${kilobytes(received)} received: at most ${kilobytes(Math.max(...full))} of room, ${kilobytes(remains)} at the end (bound ${kilobytes(LEFT_BOUND)})`;
      return { account: await world.account([load]), problems, note };
    });
  } finally {
    await client.end();
  }
}

export const DISK: readonly Scenario[] = [
  { fault: 17, name: 'documents that are not kept, day after day', run: retention },
];
