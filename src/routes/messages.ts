/** Messages: what became of them, their mapping report, and sending them again. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { parseMessageId } from '../foundation/ids.js';
import {
  DELIVERY_STATES,
  type DeliveryState,
  MESSAGE_STATES,
  type MessageState,
  RECORDS,
  type RecordName,
  type SideName,
} from '../foundation/names.js';
import { gatewayError } from '../gateway/errors.js';
import { reportOf } from '../gateway/report.js';
import type { MessageSummary, MessageView } from '../store/store.js';
import { refuseOtherReader, refuseOtherReplay, replayScope } from './access.js';
import { httpError } from './errors.js';
import type { RouteOptions } from './intake.js';
import { errorResponses, MESSAGE, MESSAGE_PAGE, REPORT, sideNames } from './schemas.js';

interface ListQuery {
  side?: SideName;
  record?: RecordName;
  status?: MessageState;
  'delivery-status'?: DeliveryState;
  cursor?: string;
  limit: number;
}

const idParam = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } };
const links = (message: MessageSummary) => ({
  _links: { self: `/rest/v1/messages/${message.id}`, report: `/rest/v1/messages/${message.id}/report` },
});

function messageId(text: string) {
  const id = parseMessageId(text.toLowerCase());
  if (!id) throw gatewayError('message-not-found', 'the id in the path is not a message id');
  return id;
}

export const messageRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { store } = gateway.context;

  async function messageOf(request: FastifyRequest<{ Params: { id: string } }>): Promise<MessageView> {
    const id = messageId(request.params.id);
    const message = await store.message(id);
    if (!message) throw gatewayError('message-not-found', `no message ${id}`);
    return message;
  }

  /** The message in the path, to a caller whom it concerns. */
  async function shown(request: FastifyRequest<{ Params: { id: string } }>): Promise<MessageView> {
    const caller = callers.identify(request);
    const message = await messageOf(request);
    refuseOtherReader(caller, message);
    return message;
  }

  app.get<{ Querystring: ListQuery }>(
    '/rest/v1/messages',
    {
      schema: {
        operationId: 'listMessages',
        summary: 'Messages, newest first',
        tags: ['messages'],
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: {
            side: sideNames(gateway),
            record: { type: 'string', enum: RECORDS },
            status: { type: 'string', enum: MESSAGE_STATES },
            'delivery-status': { type: 'string', enum: DELIVERY_STATES },
            cursor: { type: 'string', maxLength: 200, description: '`next` of the page before' },
            limit: { type: 'integer', format: 'int32', minimum: 1, maximum: 200, default: 50 },
          },
        },
        response: { 200: MESSAGE_PAGE, ...errorResponses(400, 401) },
      },
    },
    async (request) => {
      const { side } = callers.identify(request);
      const { 'delivery-status': deliveryStatus, ...filter } = request.query;
      if (filter.cursor !== undefined && !parseMessageId(filter.cursor)) {
        throw httpError('invalid-request', 'cursor is not one that a page has named in next');
      }
      const page = await store.messages({
        ...filter,
        ...(deliveryStatus === undefined ? {} : { deliveryStatus }),
        // An account sees what its own side has sent.
        ...(side === undefined ? {} : { side }),
      });
      return { ...page, items: page.items.map((message) => ({ ...message, ...links(message) })) };
    },
  );

  app.get<{ Params: { id: string } }>(
    '/rest/v1/messages/:id',
    {
      schema: {
        operationId: 'showMessage',
        summary: 'One message with its deliveries and esiti',
        tags: ['messages'],
        params: idParam,
        response: { 200: MESSAGE, ...errorResponses(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const message = await shown(request);
      return { ...message, ...links(message) };
    },
  );

  app.get<{ Params: { id: string } }>(
    '/rest/v1/messages/:id/report',
    {
      schema: {
        operationId: 'showReport',
        summary:
          'What the translation of a message lost, kept, defaulted and translated, and where each value came from',
        tags: ['messages'],
        params: idParam,
        response: { 200: REPORT, ...errorResponses(400, 401, 403, 404, 410) },
      },
    },
    async (request) => {
      const { id } = await shown(request);
      return reportOf(gateway.context, id);
    },
  );

  app.post<{ Params: { id: string } }>(
    '/rest/v1/messages/:id/replay',
    {
      schema: {
        operationId: 'replayMessage',
        summary: 'Sends the parked deliveries of a message again, or checks a quarantined one again',
        tags: ['messages'],
        params: idParam,
        response: {
          200: {
            type: 'object',
            properties: {
              deliveries: { type: 'integer', format: 'int32' },
              checked: { type: 'string', enum: ['accepted', 'repeated', 'quarantined', 'parked'] },
            },
          },
          ...errorResponses(400, 401, 403, 404, 410),
        },
      },
    },
    async (request) => {
      const caller = callers.identify(request);
      const message = await messageOf(request);
      const { deliveries, checked } = await gateway.replay.message(message.id, replayScope(caller, message));
      return { deliveries, ...(checked === undefined ? {} : { checked: checked.outcome }) };
    },
  );

  app.post<{ Params: { side: SideName } }>(
    '/rest/v1/sides/:side/parked/replay',
    {
      schema: {
        operationId: 'replayParked',
        summary: 'Sends all parked deliveries to a side again',
        tags: ['messages'],
        params: { type: 'object', properties: { side: sideNames(gateway) } },
        response: {
          200: { type: 'object', properties: { deliveries: { type: 'integer', format: 'int32' } } },
          ...errorResponses(400, 401, 403),
        },
      },
    },
    async (request) => {
      const { side } = request.params;
      refuseOtherReplay(callers.identify(request), side);
      const { deliveries } = await gateway.replay.side(side);
      return { deliveries };
    },
  );
};
