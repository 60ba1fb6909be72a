/** GET /asyncapi.json: the events that RabbitMQ carries to systems outside. */
import { readFile } from 'node:fs/promises';
import type { FastifyPluginAsync } from 'fastify';
import { packageRoot } from '../foundation/package.js';

export const asyncApiRoute: FastifyPluginAsync = async (app) => {
  const document = await readFile(new URL('schemas/asyncapi.json', packageRoot()), 'utf8');
  app.get('/asyncapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(document),
  );
};
