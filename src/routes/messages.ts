/** Messages: what became of them, and their mapping report. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { parseMessageId } from '../foundation/ids.js';
import {
  DELIVERY_STATES,
  type DeliveryState,
  EVENTS,
  type EventName,
  MESSAGE_STATES,
  type MessageState,
  RECORDS,
  type RecordName,
  type SideName,
} from '../foundation/names.js';
import { reportOf } from '../gateway/report.js';
import { withWaits } from '../gateway/waiting.js';
import type { MessageSummary, MessageView } from '../store/views.js';
import { refuseOtherReader } from './access.js';
import { httpError } from './errors.js';
import type { RouteOptions } from './intake.js';
import { ID_PARAM, type MessageParams, messageIn } from './message-in.js';
import { instantOf, WORD } from './operator.js';
import { errorResponses, MESSAGE, MESSAGE_PAGE, REPORT, sideNames } from './schemas.js';

interface ListQuery {
  side?: SideName;
  record?: RecordName;
  status?: MessageState;
  event?: EventName;
  'delivery-status'?: DeliveryState;
  destination?: SideName;
  route?: string;
  reason?: string;
  rule?: string;
  since?: string;
  until?: string;
  cursor?: string;
  limit: number;
}

const links = (message: MessageSummary) => ({
  _links: { self: `/rest/v1/messages/${message.id}`, report: `/rest/v1/messages/${message.id}/report` },
});

export const messageRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { store } = gateway.context;

  /** The message in the path, to a caller whom it concerns. */
  async function shown(request: FastifyRequest<MessageParams>): Promise<MessageView> {
    const caller = callers.identify(request);
    const message = await messageIn(gateway, request.params.id);
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
            event: { type: 'string', enum: EVENTS },
            'delivery-status': { type: 'string', enum: DELIVERY_STATES },
            destination: { ...sideNames(gateway), description: 'Where one of its deliveries goes' },
            route: { ...WORD, description: 'The route that sends one of its deliveries' },
            reason: { ...WORD, description: 'Why a delivery of it failed last, or the outcome code of a refusal' },
            rule: { ...WORD, description: 'Rule of one of its findings' },
            since: { type: 'string', format: 'date-time', description: 'Received at this instant or later' },
            until: { type: 'string', format: 'date-time', description: 'Received before this instant' },
            cursor: { type: 'string', maxLength: 200, description: '`next` of the page before' },
            limit: { type: 'integer', format: 'int32', minimum: 1, maximum: 200, default: 50 },
          },
        },
        response: { 200: MESSAGE_PAGE, ...errorResponses(400, 401) },
      },
    },
    async (request) => {
      const { side } = callers.identify(request);
      const { 'delivery-status': deliveryStatus, since, until, ...filter } = request.query;
      if (filter.cursor !== undefined && !parseMessageId(filter.cursor)) {
        throw httpError('invalid-request', 'cursor is not one that a page has named in next');
      }
      const page = await store.messages({
        ...filter,
        ...(deliveryStatus === undefined ? {} : { deliveryStatus }),
        ...instantOf('since', since),
        ...instantOf('until', until),
        // An account sees what its own side has sent.
        ...(side === undefined ? {} : { side }),
      });
      return { ...page, items: page.items.map((message) => ({ ...message, ...links(message) })) };
    },
  );

  app.get<MessageParams>(
    '/rest/v1/messages/:id',
    {
      schema: {
        operationId: 'showMessage',
        summary: 'One message with its deliveries and esiti',
        tags: ['messages'],
        params: ID_PARAM,
        response: { 200: MESSAGE, ...errorResponses(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const message = await withWaits(gateway.context, await shown(request));
      return { ...message, ...links(message) };
    },
  );

  app.get<MessageParams>(
    '/rest/v1/messages/:id/report',
    {
      schema: {
        operationId: 'showReport',
        summary:
          'What the translation of a message lost, kept, defaulted and translated, and where each value came from',
        tags: ['messages'],
        params: ID_PARAM,
        response: { 200: REPORT, ...errorResponses(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { id } = await shown(request);
      return reportOf(gateway.context, id);
    },
  );
};
