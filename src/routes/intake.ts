/** POST /rest/v1/sides/{side}/{record}: a native document comes in and is kept before the answer is given. */
import type { FastifyPluginAsync } from 'fastify';
import type { RaccordoError } from '../foundation/errors.js';
import { EVENTS, type EventName, RECORDS, type RecordName, type SideName } from '../foundation/names.js';
import { mayCall } from '../gateway/callback.js';
import { gatewayError } from '../gateway/errors.js';
import type { Gateway } from '../gateway/gateway.js';
import type { IntakeResult } from '../gateway/intake.js';
import type { NativeReceipt } from '../gateway/receipt.js';
import { fetchedFor, refuseOtherFetcher, refuseOtherSender } from './access.js';
import type { Callers } from './callers.js';
import { httpError } from './errors.js';
import { refuse } from './problem.js';
import { ACCEPTED, errorResponses, keptResponses, PULLED, sideNames } from './schemas.js';

export interface RouteOptions {
  readonly gateway: Gateway;
  readonly callers: Callers;
}

interface IntakeRequest {
  Params: { side: SideName; record: RecordName };
  Querystring: { event: EventName; form?: SideName; revision?: string };
  Headers: { 'x-replyto'?: string; 'x-correlation-id'?: string; 'idempotency-key'?: string; 'content-type'?: string };
}

const documentParams = (gateway: Gateway) => ({
  type: 'object',
  required: ['side', 'record'],
  properties: {
    side: { ...sideNames(gateway), description: 'The side the document comes from' },
    record: { type: 'string', enum: RECORDS, description: 'The type of record' },
  },
});

export const intakeRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  // Bytes as they came: the contract room decides about encodings, and what is quarantined must be what was sent.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post<IntakeRequest>(
    '/rest/v1/sides/:side/:record',
    {
      schema: {
        operationId: 'receiveDocument',
        summary: 'Takes in a document in the side’s own form',
        description:
          'The document is checked against the side’s contract, mapped, stored and routed. 202 means it is stored and will be delivered, or, with the outcome `parked`, once a route takes it; 422 means it breaks a rule and is kept in quarantine as the message that `message` and `Location` name. A file of rows becomes one message for each: 202 then lists them in the order of the file, and says of each whether it is taken in or kept in quarantine.',
        tags: ['intake'],
        params: documentParams(gateway),
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: {
            event: { type: 'string', enum: EVENTS, default: 'invio' },
            revision: {
              type: 'string',
              maxLength: 40,
              description:
                'Revision of the side’s contract that the document has; without it every revision spoken is tried',
            },
            form: {
              ...sideNames(gateway),
              description:
                'The side whose form the document has, where the sender speaks that of another side; default: its own',
            },
          },
        },
        headers: {
          type: 'object',
          properties: {
            'Idempotency-Key': {
              type: 'string',
              minLength: 1,
              maxLength: 200,
              description: 'The sender’s own key of this message; without it the same document is the same message',
            },
            'X-ReplyTo': { type: 'string', format: 'uri', maxLength: 2000, description: 'Where the esito is posted' },
            'X-Correlation-Id': { type: 'string', maxLength: 200, description: 'Given back with the esito' },
          },
        },
        consumes: ['application/xml', 'application/json', 'text/csv'],
        response: {
          202: ACCEPTED,
          ...errorResponses(400, 401, 403, 404, 413, 415, 503),
          ...keptResponses(409, 422),
        },
      },
    },
    async (request, reply) => {
      const { side, record } = request.params;
      const { event, form = side, revision } = request.query;
      refuseOtherSender(callers.identify(request), side);
      const contentType = expectMediaType(gateway, form, record, event, request.headers['content-type']);
      const replyTo = request.headers['x-replyto'];
      if (replyTo !== undefined && !mayCall(replyTo, gateway.context.settings.callback.allowedHosts)) {
        throw httpError('reply-address-refused', 'the host in X-ReplyTo is not among those that may be called');
      }
      const key = request.headers['idempotency-key'];
      const correlationId = request.headers['x-correlation-id'];
      const native: NativeReceipt = {
        source: side,
        format: form,
        record,
        event,
        channel: 'rest',
        contentType,
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        ...(revision === undefined ? {} : { revision }),
        ...(key === undefined ? {} : { idempotencyKey: key }),
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(correlationId === undefined ? {} : { correlationId }),
      };
      const documents = gateway.intake.split(native);
      if (documents !== undefined) {
        const results = await gateway.intake.receiveAll(native, documents);
        return reply.code(202).send({ items: results.map(itemOf) });
      }
      const result = await gateway.intake.receive(native);
      const location = `/rest/v1/messages/${result.id}`;
      reply.header('location', location);
      const refused = refusalOf(result);
      if (refused) return refuse(request, reply, refused, { message: result.id, _links: { self: location } });
      return reply.code(202).send({
        id: result.id,
        outcome: result.outcome,
        findings: result.findings,
        _links: { self: location, report: `${location}/report` },
      });
    },
  );
};

export const pullRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  app.post<{
    Params: { side: SideName; record: RecordName };
    Body: { codiceFiscale?: string; identificativoSap?: string };
  }>(
    '/rest/v1/sides/:side/:record/pull',
    {
      schema: {
        operationId: 'pullDocument',
        summary: 'Fetches a person’s present record from the side and takes it in',
        description:
          'What an account of a region fetches elsewhere is meant for that region, and delivered to nobody else.',
        tags: ['intake'],
        params: documentParams(gateway),
        body: {
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          properties: {
            codiceFiscale: { type: 'string', minLength: 11, maxLength: 16 },
            identificativoSap: { type: 'string', minLength: 11, maxLength: 11 },
          },
        },
        response: { 202: PULLED, ...errorResponses(400, 401, 403, 404, 422, 502, 503) },
      },
    },
    async (request, reply) => {
      const caller = callers.identify(request);
      const { side, record } = request.params;
      refuseOtherFetcher(caller, side);
      const results = await gateway.asking.pull(side, record, request.body, fetchedFor(caller, side));
      return reply.code(202).send({
        items: results.map(itemOf),
      });
    },
  );
};

/** What became of one document among several; `row` counts them from 1. */
const itemOf = ({ id, outcome, findings }: IntakeResult, index: number) => ({
  row: index + 1,
  id,
  outcome,
  findings,
  _links: { self: `/rest/v1/messages/${id}` },
});

function refusalOf({ outcome, id, findings, clash }: IntakeResult): RaccordoError | undefined {
  if (outcome === 'quarantined') {
    return gatewayError('document-refused', `the document is kept in quarantine as message ${id}`, { findings });
  }
  return clash === undefined ? undefined : gatewayError('key-reused', clash);
}

function expectMediaType(
  gateway: Gateway,
  side: SideName,
  record: RecordName,
  event: EventName,
  given: string | undefined,
): string {
  const spoken = gateway.context.sides.get(side);
  if (!spoken?.speaks(record, event)) {
    throw gatewayError('unsupported-document', `${side} has no ${record}/${event}`);
  }
  const bare = (given ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const mediaTypes = spoken.mediaTypes(record, event);
  const said = bare === 'text/xml' ? 'application/xml' : bare;
  const fits = mediaTypes.some((mediaType) => mediaType === said);
  if (!fits)
    throw httpError(
      'unsupported-media-type',
      `the form of ${side} is ${mediaTypes.join(' or ')} for ${record}/${event}, the request said ${bare === '' ? 'nothing' : bare}`,
    );
  return given ?? said;
}
