/** PostgreSQL and RabbitMQ for the faults: shared ones where nobody harms them, own ones where somebody does. */
import { afterAll } from 'vitest';
import { freshRabbit, freshStore } from '../../support/fresh.js';
import { migrated } from '../../support/migrated.js';
import {
  createDatabase,
  type PostgresService,
  type RabbitService,
  startPostgres,
  startRabbit,
} from '../../support/services.js';

const templates = new Map<string, Promise<string>>();
let postgres: Promise<PostgresService> | undefined;
let rabbit: Promise<RabbitService> | undefined;

afterAll(async () => {
  await (await postgres?.catch(() => undefined))?.stop();
  await (await rabbit?.catch(() => undefined))?.stop();
});

/** A new database that is brought up to date, on the server of `url`; its URL. */
export async function databaseOn(url: string, options: { readonly tablespace?: string } = {}): Promise<string> {
  const { host } = new URL(url);
  const made =
    templates.get(host) ??
    createDatabase(url).then(async (fresh) => {
      await migrated({ url: fresh });
      return new URL(fresh).pathname.slice(1);
    });
  templates.set(host, made);
  return createDatabase(url, { template: await made, ...options });
}

/** The PostgreSQL of this test file, which may be harmed. */
export function ownPostgres(): Promise<PostgresService> {
  postgres ??= startPostgres();
  return postgres;
}

/** The RabbitMQ of this test file, which may be harmed. */
export function ownRabbit(): Promise<RabbitService> {
  rabbit ??= startRabbit();
  return rabbit;
}

/** A database of our own on the server that all tests of the run share. */
export const sharedDatabase = freshStore;

export const sharedVhost = freshRabbit;
