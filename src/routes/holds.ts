/** Hold and release: what goes to a side, or by a route, waits until it is released. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { HOLD_SCOPES, type SideName } from '../foundation/names.js';
import type { Held } from '../store/operating.js';
import { refuseOtherHolder } from './access.js';
import type { RouteOptions } from './intake.js';
import { byOf, OPTIONAL_REASON, REASON, WORD } from './operator.js';
import { errorResponses, sideNames } from './schemas.js';

const HOLD = {
  scope: { type: 'string', enum: HOLD_SCOPES },
  name: { type: 'string', description: 'The side, or the route' },
  reason: { type: 'string' },
  heldBy: { type: 'string', description: 'The account that holds it' },
  since: { type: 'string', format: 'date-time' },
} as const;

const WAITING = { type: 'integer', format: 'int32', description: 'Deliveries that wait' } as const;

const KNOWN = {
  type: 'boolean',
  description:
    'False of a route that the table in force does not have: it holds what such a route has sent, or will send',
} as const;

type Named = { Params: { name: string } };

export const holdRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { holding } = gateway;
  const places = [
    { scope: 'side', path: '/rest/v1/sides', words: 'a side', called: 'Side', name: sideNames(gateway) },
    { scope: 'route', path: '/rest/v1/routes', words: 'a route', called: 'Route', name: WORD },
  ] as const;

  for (const { scope, path, words, called, name } of places) {
    const params = { type: 'object', required: ['name'], properties: { name } };
    const held = ({ params: { name: given } }: FastifyRequest<Named>): Held => ({ scope, name: given as SideName });

    app.post<Named & { Body: { reason: string } }>(
      `${path}/:name/hold`,
      {
        schema: {
          operationId: `hold${called}`,
          summary: `Holds ${words}: its deliveries wait until it is released`,
          description:
            'It acts at once, in every process. An attempt that is in work ends as it does; what comes in is taken in and waits. What is held already stays as it was held, and is the answer.',
          tags: ['operations'],
          params,
          body: { type: 'object', required: ['reason'], additionalProperties: false, properties: { reason: REASON } },
          response: {
            200: { type: 'object', properties: { ...HOLD, waiting: WAITING, known: KNOWN } },
            ...errorResponses(400, 401, 403, 503),
          },
        },
      },
      async (request) => {
        const caller = callers.identify(request);
        refuseOtherHolder(caller, held(request));
        const { hold, ...more } = await holding.hold(held(request), byOf(gateway, caller, request.body));
        return { ...hold, ...more };
      },
    );

    app.post<Named & { Body: { reason?: string } | null }>(
      `${path}/:name/release`,
      {
        schema: {
          operationId: `release${called}`,
          summary: `Releases ${words}: its deliveries leave again`,
          tags: ['operations'],
          params,
          body: OPTIONAL_REASON,
          response: {
            200: {
              type: 'object',
              properties: { released: { type: 'boolean', description: 'It was held' }, waiting: WAITING },
            },
            ...errorResponses(400, 401, 403, 503),
          },
        },
      },
      async (request) => {
        const caller = callers.identify(request);
        refuseOtherHolder(caller, held(request));
        return holding.release(held(request), byOf(gateway, caller, request.body ?? {}));
      },
    );
  }

  app.get(
    '/rest/v1/holds',
    {
      schema: {
        operationId: 'listHolds',
        summary: 'What is held, why, by whom and since when',
        tags: ['operations'],
        response: {
          200: {
            type: 'object',
            properties: { items: { type: 'array', items: { type: 'object', properties: HOLD } } },
          },
          ...errorResponses(401),
        },
      },
    },
    async (request) => {
      callers.identify(request);
      return { items: await holding.holds() };
    },
  );
};
