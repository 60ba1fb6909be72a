/** GET /rest/v1/operator-actions: what operators have done, newest first. */
import type { FastifyPluginAsync } from 'fastify';
import { parseMessageId } from '../foundation/ids.js';
import { OPERATOR_ACTIONS, type OperatorAction } from '../foundation/names.js';
import { concerning } from './access.js';
import { httpError } from './errors.js';
import type { RouteOptions } from './intake.js';
import { errorResponses } from './schemas.js';

interface ActionsQuery {
  action?: OperatorAction;
  actor?: string;
  run?: string;
  cursor?: string;
  limit: number;
}

const uuid = { type: 'string', format: 'uuid' } as const;

const ACTION = {
  type: 'object',
  properties: {
    id: uuid,
    run: { ...uuid, description: 'The action; one that takes several commits leaves an entry for each' },
    at: { type: 'string', format: 'date-time' },
    actor: { type: 'string', description: 'The account; local or anonymous where calls are taken without one' },
    side: { type: 'string', description: 'The side that the actor speaks for' },
    action: { type: 'string', enum: OPERATOR_ACTIONS },
    target: { type: 'object', additionalProperties: true, description: 'What it was done to: ids, or the selection' },
    reason: { type: 'string' },
    counts: {
      type: 'object',
      additionalProperties: { type: 'integer', format: 'int32' },
      description: 'What it came to',
    },
  },
} as const;

export const actionRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  app.get<{ Querystring: ActionsQuery }>(
    '/rest/v1/operator-actions',
    {
      schema: {
        operationId: 'listOperatorActions',
        summary: 'What operators have done, newest first',
        description:
          'The account of a side is shown what its own accounts have done, and what was done to its side as a whole.',
        tags: ['operations'],
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: {
            action: { type: 'string', enum: OPERATOR_ACTIONS },
            actor: { type: 'string', maxLength: 200 },
            run: uuid,
            cursor: { type: 'string', maxLength: 200, description: '`next` of the page before' },
            limit: { type: 'integer', format: 'int32', minimum: 1, maximum: 200, default: 50 },
          },
        },
        response: {
          200: {
            type: 'object',
            properties: {
              items: { type: 'array', items: ACTION },
              next: { type: 'string', description: 'Cursor of the next page; absent on the last' },
            },
          },
          ...errorResponses(400, 401),
        },
      },
    },
    async (request) => {
      const caller = callers.identify(request);
      const { cursor, run } = request.query;
      if (run !== undefined && !parseMessageId(run))
        throw httpError('invalid-request', 'run is not the id of an action');
      if (cursor !== undefined && !parseMessageId(cursor)) {
        throw httpError('invalid-request', 'cursor is not one that a page has named in next');
      }
      return gateway.context.store.actions({ ...request.query, ...concerning(caller) });
    },
  );
};
