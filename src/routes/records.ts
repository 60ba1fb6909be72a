/** POST /rest/v1/records/search: a person's records. The codice fiscale is in the body, never in an address. */
import type { FastifyPluginAsync } from 'fastify';
import { RECORDS, type RecordName, type SideName } from '../foundation/names.js';
import { gatewayError } from '../gateway/errors.js';
import type { RecordView } from '../store/views.js';
import type { RouteOptions } from './intake.js';
import { errorResponses, sideNames } from './schemas.js';
import { shownTo } from './shown.js';
import { EXPECTED } from './validation.js';

interface SearchRequest {
  Body: { codiceFiscale: string; record?: RecordName; format: 'canonical' | SideName; limit: number };
}

export const recordRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { context } = gateway;

  app.post<SearchRequest>(
    '/rest/v1/records/search',
    {
      schema: {
        operationId: 'searchRecords',
        summary: 'The records of a person under all codes that were joined, newest first',
        description:
          'An account is shown what its side has sent, what was delivered or is on its way to it, what is meant for it, and the answers to what it sent.',
        tags: ['records'],
        body: {
          type: 'object',
          required: ['codiceFiscale'],
          additionalProperties: false,
          properties: {
            codiceFiscale: {
              type: 'string',
              pattern: '^([A-Z0-9]{16}|[0-9]{11})$',
              [EXPECTED]: 'a codice fiscale: 16 capital letters and digits, or 11 digits',
            },
            record: { type: 'string', enum: RECORDS },
            format: {
              type: 'string',
              enum: ['canonical', ...sideNames(gateway).enum],
              default: 'canonical',
              description: 'canonical, or the form of a side',
            },
            limit: { type: 'integer', format: 'int32', minimum: 1, maximum: 100, default: 20 },
          },
        },
        response: {
          200: {
            type: 'object',
            properties: {
              codiciFiscali: {
                type: 'array',
                items: { type: 'string' },
                description: 'The codes that the person is known under: the one asked for, and those joined to it',
              },
              items: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: {
                    message: { type: 'string', format: 'uuid' },
                    side: { type: 'string' },
                    record: { type: 'string' },
                    event: { type: 'string' },
                    receivedAt: { type: 'string', format: 'date-time' },
                    form: { type: 'string', description: 'canonical, or side and revision' },
                    document: {
                      description:
                        'The record as an object; text for XML forms. Absent with `form` where only metadata are kept',
                    },
                  },
                },
              },
            },
          },
          ...errorResponses(400, 401, 404),
        },
      },
    },
    async (request) => {
      const { side } = callers.identify(request);
      const { codiceFiscale, record, format, limit } = request.body;
      const seen = side === undefined ? {} : { seenBy: side };
      const [found, others] = await Promise.all([
        context.store.recordsOf(codiceFiscale, { limit, ...(record === undefined ? {} : { record }), ...seen }),
        context.store.otherCodesOf(codiceFiscale, seen),
      ]);
      const items = found.map((view) => render(shownTo(side, view), format));
      return { codiciFiscali: [codiceFiscale, ...others], items };
    },
  );

  function render(view: RecordView, format: 'canonical' | SideName) {
    const { messageId: message, side, record, event, receivedAt } = view;
    const base = { message, side, record, event, receivedAt };
    if (view.canonical === null) return base;
    if (format === 'canonical') return { ...base, form: 'canonical', document: view.canonical };
    const translation = context.sides.get(format)?.writing(record, event, undefined, view.canonical);
    if (!translation) throw gatewayError('unsupported-document', `${format} has no ${record}/${event}`);
    const { contract } = translation;
    const { tree } = translation.produce(view.canonical);
    const document = contract.mediaType === 'application/json' ? tree : contract.write(tree).toString('utf8');
    return { ...base, form: `${format}:${contract.revision}`, document };
  }
};
