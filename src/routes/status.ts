/** /status, /health/live, /health/ready and /metrics. */
import type { FastifyPluginAsync } from 'fastify';
import { readinessOf, statusOf } from '../gateway/status.js';
import type { RouteOptions } from './intake.js';
import { Metrics } from './metrics.js';
import { PROBLEM } from './schemas.js';

export const statusRoutes: FastifyPluginAsync<RouteOptions & { version: string }> = async (
  app,
  { gateway, version },
) => {
  const metrics = new Metrics(gateway);

  app.get(
    '/status',
    {
      schema: {
        operationId: 'status',
        summary: 'How the gateway and its sides are doing',
        description: 'Answers application/problem+json, as the national guidelines for REST ask of /status.',
        tags: ['operations'],
        security: [],
        response: {
          '2xx': {
            description: 'The status',
            content: { 'application/problem+json': { schema: { ...PROBLEM, additionalProperties: true } } },
          },
        },
      },
    },
    async (_request, reply) => {
      const status = await statusOf(gateway, version);
      const code = status.status === 'down' ? 503 : 200;
      const title = { ok: 'Working', degraded: 'Working with less than all its parts', down: 'Not working' }[
        status.status
      ];
      return reply
        .code(code)
        .type('application/problem+json')
        .send(JSON.stringify({ ...status, type: '/problems/status', title, health: status.status, status: code }));
    },
  );

  app.get(
    '/health/live',
    { schema: { operationId: 'live', summary: 'The process answers', tags: ['operations'], security: [] } },
    async () => ({ live: true }),
  );

  app.get(
    '/health/ready',
    { schema: { operationId: 'ready', summary: 'Messages can be taken in', tags: ['operations'], security: [] } },
    async (_request, reply) => {
      const store = await readinessOf(gateway);
      return reply.code(store.ok ? 200 : 503).send({ ready: store.ok, parts: [store] });
    },
  );

  app.get(
    '/metrics',
    { schema: { operationId: 'metrics', summary: 'Prometheus metrics', tags: ['operations'], security: [] } },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );
};
