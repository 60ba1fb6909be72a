/** PostgreSQL and RabbitMQ for the faults: shared ones where nobody harms them, own ones where somebody does. */
import { afterAll } from 'vitest';
import { freshRabbit, freshStore } from '../../support/fresh.js';
import { type PostgresService, type RabbitService, startPostgres, startRabbit } from '../../support/services.js';

let postgres: Promise<PostgresService> | undefined;
let rabbit: Promise<RabbitService> | undefined;

afterAll(async () => {
  await (await postgres?.catch(() => undefined))?.stop();
  await (await rabbit?.catch(() => undefined))?.stop();
});

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
