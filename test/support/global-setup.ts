/**
 * Starts servers for the whole test run, each when the first test asks for it, and stops them at its end. Tests run in
 * processes of their own, so they ask over HTTP.
 *
 * With RACCORDO_TEST_POSTGRES_URL or RACCORDO_TEST_RABBIT_URL the server named is used instead. On that PostgreSQL every
 * test file gets a database of its own; that RabbitMQ's virtual host is used as it is, and should be empty.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { databaseOn, migrated } from './migrated.js';
import { createDatabase, type PostgresService, type RabbitService, startPostgres, startRabbit } from './services.js';

declare module 'vitest' {
  interface ProvidedContext {
    testServices: string;
  }
}

class Services {
  #postgres: Promise<PostgresService> | undefined;
  #rabbit: Promise<RabbitService> | undefined;
  #embedded: Promise<string> | undefined;

  async postgresUrl(): Promise<string> {
    const given = process.env.RACCORDO_TEST_POSTGRES_URL;
    if (given !== undefined) return given;
    this.#postgres ??= startPostgres();
    return (await this.#postgres).url;
  }

  async freshVhost(): Promise<string> {
    const given = process.env.RACCORDO_TEST_RABBIT_URL;
    if (given !== undefined) return given;
    this.#rabbit ??= startRabbit();
    return await (await this.#rabbit).freshVhost();
  }

  /** The folder of an embedded store that nobody opens: to make one takes seconds, to copy it does not. */
  embeddedTemplate(): Promise<string> {
    this.#embedded ??= mkdtemp(join(tmpdir(), 'raccordo-template-')).then(async (directory) => {
      await migrated({ directory });
      return directory;
    });
    return this.#embedded;
  }

  async stop(): Promise<void> {
    const started = await Promise.allSettled([this.#postgres, this.#rabbit]);
    await Promise.all(started.map((service) => (service.status === 'fulfilled' ? service.value?.stop() : undefined)));
    const template = await this.#embedded?.catch(() => undefined);
    if (template !== undefined) await rm(template, { recursive: true, force: true });
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = new Services();
  const making: Readonly<Record<string, () => Promise<string>>> = {
    '/postgres': async () => createDatabase(await services.postgresUrl()),
    '/store': async () => databaseOn(await services.postgresUrl()),
    '/rabbit': () => services.freshVhost(),
    '/embedded': () => services.embeddedTemplate(),
  };
  const server = createServer((request, response) => {
    making[request.url ?? '']?.().then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  project.provide('testServices', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await services.stop();
  };
}
