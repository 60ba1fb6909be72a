/** GET /problems/{code}: what an error means and how to mend it; the address in `type` of every problem. */
import type { FastifyPluginAsync } from 'fastify';
import { BROKER_ERRORS } from '../broker/errors.js';
import { CANONICAL_ERRORS } from '../canonical/errors.js';
import { CONTRACT_ERRORS } from '../contract/errors.js';
import type { ErrorDefinition } from '../foundation/errors.js';
import { SETTINGS_ERRORS } from '../foundation/settings/errors.js';
import { GATEWAY_ERRORS } from '../gateway/errors.js';
import { ROUTES_ERRORS } from '../gateway/routing/errors.js';
import { SECURITY_ERRORS } from '../security/errors.js';
import { STORE_ERRORS } from '../store/errors.js';
import { HTTP_ERRORS, httpError } from './errors.js';

/** Every error of the house by its code. */
export const ALL_ERRORS: ReadonlyMap<string, ErrorDefinition> = new Map(
  [
    HTTP_ERRORS,
    GATEWAY_ERRORS,
    STORE_ERRORS,
    BROKER_ERRORS,
    CONTRACT_ERRORS,
    CANONICAL_ERRORS,
    SECURITY_ERRORS,
    SETTINGS_ERRORS,
    ROUTES_ERRORS,
  ].flatMap((area) => Object.entries(area)),
);

/** What /status answers has the form of a problem, and is none. */
const STATUS: ErrorDefinition = {
  status: 200,
  title: 'How the gateway is doing',
  mend: 'See parts and sides for what is away; raccordo doctor says what to do about it.',
};

export const problemPages: FastifyPluginAsync = async (app) => {
  app.get<{ Params: { code: string } }>(
    '/problems/:code',
    {
      schema: {
        operationId: 'showProblem',
        summary: 'What an error code means',
        tags: ['operations'],
        security: [],
        params: { type: 'object', properties: { code: { type: 'string', maxLength: 60 } } },
      },
    },
    async (request, reply) => {
      const definition = request.params.code === 'status' ? STATUS : ALL_ERRORS.get(request.params.code);
      if (!definition) throw httpError('not-found', 'no error has this code');
      reply.header('cache-control', 'public, max-age=3600');
      return { code: request.params.code, ...definition };
    },
  );
};
