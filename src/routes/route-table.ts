/** GET /rest/v1/routes: the table of routes in force. */
import type { FastifyPluginAsync } from 'fastify';
import { tableName } from '../gateway/routing/route.js';
import { seesRoute } from './access.js';
import type { RouteOptions } from './intake.js';
import { errorResponses } from './schemas.js';

export const routeTableRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  app.get(
    '/rest/v1/routes',
    {
      schema: {
        operationId: 'showRoutes',
        summary: 'The table of routes in force',
        description:
          'An account of the nation sees all of it, another one the rules of which its side is the source or a destination.',
        tags: ['operations'],
        response: {
          200: {
            type: 'object',
            properties: {
              table: { type: 'string', description: 'Name and version, as messages name them: `default@2026-11`' },
              ok: { type: 'boolean', description: 'Whether its file can still be used' },
              detail: { type: 'string', description: 'The table in force, and what is wrong with the file' },
              routes: {
                type: 'array',
                items: {
                  type: 'object',
                  additionalProperties: true,
                  properties: { id: { type: 'string', description: 'What deliveries name' } },
                },
              },
            },
          },
          ...errorResponses(401),
        },
      },
    },
    async (request) => {
      const caller = callers.identify(request);
      const { table, standing } = gateway.context.routes;
      return {
        table: tableName(table),
        ...standing,
        routes: table.routes.filter((route) => seesRoute(caller, route)),
      };
    },
  );
};
