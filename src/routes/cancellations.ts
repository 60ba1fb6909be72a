/** Calling off: one message, or a selection. What was called off does not leave again. */
import type { FastifyPluginAsync } from 'fastify';
import type { SideName } from '../foundation/names.js';
import { replayScope } from './access.js';
import { httpError } from './errors.js';
import type { RouteOptions } from './intake.js';
import { ID_PARAM, type MessageParams, messageIn } from './message-in.js';
import { byOf, REASON } from './operator.js';
import { errorResponses, sideNames } from './schemas.js';
import { SELECTED, type SelectBody, select, selectBody } from './selection.js';

interface CancelBody {
  Body: { reason: string; destination?: SideName };
}

export const cancellationRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { cancel } = gateway;

  app.post<MessageParams & CancelBody>(
    '/rest/v1/messages/:id/cancel',
    {
      schema: {
        operationId: 'cancelMessage',
        summary: 'Calls off the deliveries of a message that are pending or parked',
        tags: ['operations'],
        params: ID_PARAM,
        body: {
          type: 'object',
          required: ['reason'],
          additionalProperties: false,
          properties: {
            reason: REASON,
            destination: { ...sideNames(gateway), description: 'Only what goes to this side' },
          },
        },
        response: {
          200: { type: 'object', properties: { deliveries: { type: 'integer', format: 'int32' } } },
          ...errorResponses(400, 401, 403, 404, 503),
        },
      },
    },
    async (request) => {
      const caller = callers.identify(request);
      const message = await messageIn(gateway, request.params.id);
      const { reason, destination } = request.body;
      const { to: own = destination } = replayScope(caller, message);
      // A destination calls off what goes to itself; of anything else there is nothing for it to call off.
      if (own !== undefined && destination !== undefined && own !== destination) return { deliveries: 0 };
      const only = own === undefined ? {} : { to: own };
      const { deliveries } = await cancel.message(message.id, byOf(gateway, caller, { reason }), only);
      return { deliveries };
    },
  );

  app.post<{ Body: SelectBody }>(
    '/rest/v1/cancellations',
    {
      schema: {
        operationId: 'cancelSelection',
        summary: 'Calls a selection off; or counts it first',
        description:
          'What is pending or parked ends for good; what is in work goes on. A source that waits for an esito is told, and deliveries that waited behind leave.',
        tags: ['operations'],
        body: selectBody(gateway, ['pending', 'parked']),
        response: { 200: SELECTED, ...errorResponses(400, 401, 409, 503) },
      },
    },
    async (request) => {
      const caller = callers.identify(request);
      if (Object.keys(request.body.select).every((name) => name === 'status')) {
        throw httpError('invalid-request', 'select narrows by status alone; expected another field beside it');
      }
      return select(caller, request.body, {
        preview: (asked) => cancel.preview(asked),
        act: (asked, reason, expected) => cancel.selection(asked, byOf(gateway, caller, { reason }), expected),
      });
    },
  );
};
