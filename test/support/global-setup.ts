/**
 * Starts servers for the whole test run, each when the first test asks for it, and stops them at its end. Tests run in
 * processes of their own, so they ask over HTTP.
 *
 * With RACCORDO_TEST_POSTGRES_URL or RACCORDO_TEST_RABBIT_URL the server named is used instead. On that PostgreSQL every
 * test file gets a database of its own; that RabbitMQ's virtual host is used as it is, and should be empty.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { createDatabase, type PostgresService, type RabbitService, startPostgres, startRabbit } from './services.js';

declare module 'vitest' {
  interface ProvidedContext {
    testServices: string;
  }
}

class Services {
  #postgres: Promise<PostgresService> | undefined;
  #rabbit: Promise<RabbitService> | undefined;

  async freshDatabase(): Promise<string> {
    const given = process.env.RACCORDO_TEST_POSTGRES_URL;
    if (given !== undefined) return await createDatabase(given);
    this.#postgres ??= startPostgres();
    return await (await this.#postgres).freshDatabase();
  }

  async freshVhost(): Promise<string> {
    const given = process.env.RACCORDO_TEST_RABBIT_URL;
    if (given !== undefined) return given;
    this.#rabbit ??= startRabbit();
    return await (await this.#rabbit).freshVhost();
  }

  async stop(): Promise<void> {
    const started = await Promise.allSettled([this.#postgres, this.#rabbit]);
    await Promise.all(started.map((service) => (service.status === 'fulfilled' ? service.value?.stop() : undefined)));
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = new Services();
  const server = createServer((request, response) => {
    const making = request.url === '/postgres' ? services.freshDatabase() : services.freshVhost();
    making.then(
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
