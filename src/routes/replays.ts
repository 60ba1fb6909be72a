/** Sending again: one message, all that is parked for a side, or a selection. */
import type { FastifyPluginAsync } from 'fastify';
import { REPLAYABLE, type SideName } from '../foundation/names.js';
import { FOR_A_PERSON } from '../gateway/reasons.js';
import { refuseOtherReplay, replayScope } from './access.js';
import type { RouteOptions } from './intake.js';
import { ID_PARAM, type MessageParams, messageIn } from './message-in.js';
import { byOf, OPTIONAL_REASON } from './operator.js';
import { errorResponses, sideNames } from './schemas.js';
import { SELECTED, type SelectBody, select, selectBody } from './selection.js';

interface ReasonBody {
  Body: { reason?: string } | null;
}

const int32 = { type: 'integer', format: 'int32' } as const;

export const replayRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { replay } = gateway;

  app.post<MessageParams & ReasonBody>(
    '/rest/v1/messages/:id/replay',
    {
      schema: {
        operationId: 'replayMessage',
        summary: 'Sends the parked deliveries of a message again, or checks a quarantined one again',
        tags: ['operations'],
        params: ID_PARAM,
        body: OPTIONAL_REASON,
        response: {
          200: {
            type: 'object',
            properties: { deliveries: int32, checked: { type: 'string', enum: ['accepted', 'quarantined'] } },
          },
          ...errorResponses(400, 401, 403, 404),
        },
      },
    },
    async (request) => {
      const caller = callers.identify(request);
      const message = await messageIn(gateway, request.params.id);
      const by = byOf(gateway, caller, request.body ?? {});
      const { deliveries, checked } = await replay.message(message.id, by, replayScope(caller, message));
      return { deliveries, ...(checked === undefined ? {} : { checked: checked.outcome }) };
    },
  );

  app.post<ReasonBody & { Params: { side: SideName } }>(
    '/rest/v1/sides/:side/parked/replay',
    {
      schema: {
        operationId: 'replayParked',
        summary: 'Sends the parked deliveries to a side again once it is well',
        description: `What a person has to decide about one by one (${FOR_A_PERSON.join(', ')}) is left: send such a message, or a selection by that reason.`,
        tags: ['operations'],
        params: { type: 'object', properties: { side: sideNames(gateway) } },
        body: OPTIONAL_REASON,
        response: {
          200: { type: 'object', properties: { deliveries: int32, left: int32 } },
          ...errorResponses(400, 401, 403),
        },
      },
    },
    async (request) => {
      const { side } = request.params;
      const caller = callers.identify(request);
      refuseOtherReplay(caller, side);
      return replay.side(side, byOf(gateway, caller, request.body ?? {}));
    },
  );

  app.post<{ Body: SelectBody }>(
    '/rest/v1/replays',
    {
      schema: {
        operationId: 'replaySelection',
        summary: 'Sends a selection again, and checks what is in quarantine again; or counts it first',
        description:
          'Of deliveries: what is parked, and what could not be written in the form of its side. Those about one person leave in the order received.',
        tags: ['operations'],
        body: selectBody(gateway, REPLAYABLE),
        response: { 200: SELECTED, ...errorResponses(400, 401, 409, 503) },
      },
    },
    async (request) => {
      const caller = callers.identify(request);
      return select(caller, request.body, {
        preview: (asked) => replay.preview(asked),
        act: (asked, reason, expected) => replay.selection(asked, byOf(gateway, caller, { reason }), expected),
      });
    },
  );
};
