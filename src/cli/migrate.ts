/** `raccordo migrate`: the store brought up to date, and the broker where there is one. */
import { migrateRabbit } from '../broker/topology-migrate.js';
import type { Settings } from '../foundation/settings/load.js';
import { SIDES_HERE } from '../sides.js';
import { makeLogger, openConfiguredStore } from './compose.js';
import { settingsFrom } from './input.js';

export async function migrate(options: { config?: string }): Promise<void> {
  const settings = settingsFrom(options);
  const store = await openConfiguredStore(settings);
  try {
    const applied = await store.migrate();
    process.stdout.write(applied.length === 0 ? 'up to date\n' : `applied: ${applied.join(', ')}\n`);
  } finally {
    await store.end();
  }
  if (settings.broker.url !== undefined) await migrateBroker(settings, settings.broker.url);
}

/** Says what was done: what was made as a number, everything else by name. */
async function migrateBroker(settings: Settings, url: string): Promise<void> {
  // What is said here says all that the log would.
  const log = makeLogger({ ...settings, log: { level: 'silent', pretty: false } });
  const changes = await migrateRabbit({ url, log, sides: SIDES_HERE.map(({ name }) => name) });
  const made = changes.filter(({ what }) => what === 'made').length;
  if (changes.length === 0) process.stdout.write('broker: up to date\n');
  if (made > 0) process.stdout.write(`broker: ${made} queues and exchanges made\n`);
  for (const { object, what, detail } of changes.filter((change) => change.what !== 'made'))
    process.stdout.write(`broker: ${what} ${object}${detail === undefined ? '' : ` (${detail})`}\n`);
}
