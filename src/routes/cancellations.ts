/** Ends by hand: calling off one message or a selection, or counting what was found at its side as arrived. */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { MessageId } from '../foundation/brand.js';
import { CANCELLABLE, type SideName } from '../foundation/names.js';
import type { By, WithReason } from '../gateway/selecting.js';
import { replayScope } from './access.js';
import { httpError } from './errors.js';
import type { RouteOptions } from './intake.js';
import { ID_PARAM, type MessageParams, messageIn } from './message-in.js';
import { byOf, REASON } from './operator.js';
import { errorResponses, sideNames } from './schemas.js';
import { SELECTED, type SelectBody, select, selectBody } from './selection.js';

interface EndBody {
  Body: { reason: string; destination?: SideName };
}

export const cancellationRoutes: FastifyPluginAsync<RouteOptions> = async (app, options) => {
  const { gateway, callers } = options;
  const { cancel, confirm } = gateway;

  endsDeliveries(app, options, 'cancel', {
    operationId: 'cancelMessage',
    summary: 'Calls off the deliveries of a message that are pending or parked',
    act: async (id, by, only) => (await cancel.message(id, by, only)).deliveries,
  });
  endsDeliveries(app, options, 'confirm', {
    operationId: 'confirmMessage',
    summary: 'Counts the parked deliveries of a message as arrived, of which the side was found to have it',
    description:
      'Only those that may have arrived: an attempt was sent and its answer lost. The reason says where it was seen. A source that waits for an esito is told `acknowledged`, and deliveries that waited behind leave.',
    act: (id, by, only) => confirm.message(id, by, only),
  });

  app.post<{ Body: SelectBody }>(
    '/rest/v1/cancellations',
    {
      schema: {
        operationId: 'cancelSelection',
        summary: 'Calls a selection off; or counts it first',
        description:
          'What is pending or parked ends for good; what is in work goes on. A source that waits for an esito is told, and deliveries that waited behind leave.',
        tags: ['operations'],
        body: selectBody(gateway, CANCELLABLE),
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

interface Ends {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  /** How many deliveries have ended. */
  readonly act: (id: MessageId, by: WithReason<By>, only: { readonly to?: SideName }) => Promise<number>;
}

/** A route that ends deliveries of one message, with a reason. */
function endsDeliveries(
  app: FastifyInstance,
  { gateway, callers }: RouteOptions,
  verb: 'cancel' | 'confirm',
  { act, ...said }: Ends,
): void {
  app.post<MessageParams & EndBody>(
    `/rest/v1/messages/:id/${verb}`,
    {
      schema: {
        ...said,
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
      // A destination ends what goes to itself; of anything else there is nothing for it to end.
      if (own !== undefined && destination !== undefined && own !== destination) return { deliveries: 0 };
      const only = own === undefined ? {} : { to: own };
      return { deliveries: await act(message.id, byOf(gateway, caller, { reason }), only) };
    },
  );
}
