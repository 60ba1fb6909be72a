/**
 * POST /rest/v1/sides/{side}/questions/{service}/{operation}: a question to a side in JSON. Every operation of a side's
 * described services that carries no record can be asked here, and what its JSON interface answers; the same question in XML has
 * its own SOAP door.
 */
import type { FastifyPluginAsync } from 'fastify';
import { hasErrors } from '../foundation/finding.js';
import type { SideName } from '../foundation/names.js';
import { unanswered } from '../gateway/ask.js';
import { gatewayError } from '../gateway/errors.js';
import { refuseStranger } from './access.js';
import { httpError } from './errors.js';
import type { RouteOptions } from './intake.js';
import { type Question, questionsOf } from './question-forms.js';
import { errorResponses, sideNames } from './schemas.js';

interface QuestionRequest {
  Params: { side: SideName; service: string; operation: string };
  Querystring: { revision?: string };
  Body: unknown;
}

const NAME = { type: 'string', maxLength: 60 } as const;

export const questionRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const sideParam = { ...sideNames(gateway), description: 'The side that is asked' };
  const { context } = gateway;

  app.get<{ Params: { side: SideName } }>(
    '/rest/v1/sides/:side/questions',
    {
      schema: {
        operationId: 'listQuestions',
        summary: 'What a side can be asked',
        tags: ['questions'],
        params: { type: 'object', required: ['side'], properties: { side: sideParam } },
        response: { 200: LISTED, ...errorResponses(400, 401) },
      },
    },
    async (request) => {
      callers.identify(request);
      const { side } = request.params;
      return {
        items: questionsOf(context.sides.get(side)).map(
          ({ service, operation, revision, requestName, answerName }) => ({
            service,
            operation,
            revision,
            request: requestName,
            answer: answerName,
            _links: { ask: `/rest/v1/sides/${side}/questions/${service}/${operation}` },
          }),
        ),
      };
    },
  );

  app.post<QuestionRequest>(
    '/rest/v1/sides/:side/questions/:service/:operation',
    {
      schema: {
        operationId: 'askQuestion',
        summary: 'Puts a question to a side and gives its answer',
        description:
          'Question and answer are the documents of the side’s own service. Where these are XML, their elements are members: text for an element with text, a list for one that may be repeated, empty text in the answer for one that is nil. A member may stand in any place, and one that may be nil may be left out. Nothing is kept.',
        tags: ['questions'],
        params: {
          type: 'object',
          required: ['side', 'service', 'operation'],
          properties: {
            side: sideParam,
            service: { ...NAME, description: 'Name of the service; see the list of questions' },
            operation: { ...NAME, description: 'Name of its operation' },
          },
        },
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: {
            revision: {
              ...NAME,
              description:
                'Of a question that exists in several revisions; by default the one in which the side is told',
            },
          },
        },
        body: { type: 'object', additionalProperties: true, description: 'Content of the request’s document' },
        response: {
          200: { type: 'object', additionalProperties: true, description: 'Content of the answer’s document' },
          ...errorResponses(400, 401, 403, 404, 413, 415, 422, 502, 503),
        },
      },
    },
    async (request, reply) => {
      const caller = callers.identify(request);
      const { side, service, operation } = request.params;
      refuseStranger(caller, side, `${service}/${operation}`);
      const question = find(side, service, operation, request.query.revision);
      if (caller.side === side && question.byRegionsOnly) {
        throw httpError('forbidden-side', `${operation} is asked by the regions, not by ${side}`);
      }
      // Written out here: the serialiser of a schema without members would leave everything out.
      reply.type('application/json; charset=utf-8');
      return reply.send(JSON.stringify(await ask(side, question, request.body)));
    },
  );

  function find(name: SideName, service: string, operation: string, revision: string | undefined): Question {
    const side = context.sides.get(name);
    const all = questionsOf(side);
    const named = all.filter((one) => one.service === service && one.operation === operation);
    const usual = named.map(({ usualRevision }) => usualRevision(side)).find((one) => one !== undefined);
    const found =
      named.find((one) => one.revision === (revision ?? usual)) ?? (revision === undefined ? named[0] : undefined);
    if (found !== undefined) return found;
    const known = [...new Set(all.map((one) => `${one.service}/${one.operation}`))].join(', ');
    throw gatewayError('operation-not-supported', `${name} answers ${known === '' ? 'no questions' : known}`);
  }

  async function ask(name: SideName, question: Question, body: unknown): Promise<unknown> {
    const { service, operation } = question;
    const { document, findings } = question.write(body);
    if (hasErrors(findings)) throw httpError('question-refused', `${service}/${operation}`, { findings });
    const { waitSeconds } = context.settings.soap;
    const answer = await gateway.asking.exchange(name, service, operation, document, waitSeconds);
    if (answer.outcome !== 'answered') throw unanswered(name, answer);
    const later = question.later(answer.tree);
    if (later !== undefined) throw gatewayError('side-unavailable', `${name} answered ${later}: later`, LATER);
    return question.plain(answer.tree);
  }
};

const LATER = { retryAfter: 30 };

const text = { type: 'string' } as const;

const LISTED = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          service: text,
          operation: text,
          revision: { ...text, description: 'Absent where there is only one' },
          request: { ...text, description: 'Root element of the request’s document' },
          answer: { ...text, description: 'Root element of the answer’s document' },
          _links: { type: 'object', additionalProperties: text },
        },
      },
    },
  },
} as const;
