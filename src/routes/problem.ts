/** Every JSON error is an RFC 9457 problem that names what is wrong and how to mend it, and nothing personal. */

import type { ErrorObject } from 'ajv';
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchemaValidationError,
} from 'fastify';
import { cut } from '../foundation/cut.js';
import { problemOf, RaccordoError } from '../foundation/errors.js';
import { httpError } from './errors.js';
import { methodsOf } from './methods.js';
import { EXPECTED } from './validation.js';

/** How much of a name that a caller has made up is repeated. */
const LONGEST_NAME = 60;

/**
 * Logs what a request is refused with and answers it.
 * @param more members that this problem has besides those of every problem.
 */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  error: RaccordoError,
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  if (error.status >= 500) request.log.error({ err: error.cause ?? error, code: error.code }, 'request failed');
  else request.log.info({ code: error.code }, 'request refused');
  if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
  if (error.status === 401) reply.header('www-authenticate', 'Basic realm="raccordo", charset="UTF-8"');
  return reply
    .code(error.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problemOf(error, `urn:uuid:${request.id}`), ...more }));
}

/** The error as one of ours; what we do not know becomes a 500 that tells nothing. */
export function asRaccordoError(error: unknown, bodyLimit: number): RaccordoError {
  if (error instanceof RaccordoError) return error;
  const { code, statusCode, validation, validationContext, message } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return httpError('body-too-large', `the limit is ${bodyLimit} bytes`);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return httpError('unsupported-media-type', 'the Content-Type is missing or not one of this path');
  }
  // The words of these repeat the address, and whatever stands in it.
  if (code === 'FST_ERR_BAD_URL') return httpError('invalid-request', 'the address holds a % that stands for nothing');
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') {
    return httpError('invalid-request', 'a part of the address is longer than 100 characters');
  }
  if (validation) {
    return httpError('invalid-request', validation.map((each) => breachLine(each, validationContext)).join('; '));
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return httpError('invalid-request', message ?? 'the request could not be read');
  }
  return httpError('internal', 'the request could not be completed', { cause: error });
}

/** One breach of the schema of a route: which part of the request, and what is wrong with it. */
function breachLine(
  {
    instancePath,
    keyword,
    params,
    message,
    parentSchema,
  }: FastifySchemaValidationError & Pick<ErrorObject, 'parentSchema'>,
  context = 'body',
): string {
  const where = instancePath.replace(/^\//, '').replace(/\//g, '.') || `(${context})`;
  const expected: unknown = parentSchema?.[EXPECTED];
  if (keyword === 'pattern' && typeof expected === 'string') return `${where} must be ${expected}`;
  if (keyword !== 'additionalProperties') return `${where} ${message ?? ''}`;
  return `${where} has no ${cut(String(params.additionalProperty), LONGEST_NAME)}`;
}

type Refuse = (request: FastifyRequest, reply: FastifyReply, error: RaccordoError) => FastifyReply;

/** @param refuseAt how what is not found at a path is refused. */
export function registerProblems(app: FastifyInstance, bodyLimit: number, refuseAt: (path: string) => Refuse): void {
  const methods = methodsOf(app);
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    refuse(request, reply, asRaccordoError(error, bodyLimit)),
  );
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const refused = refuseAt(path);
    const allowed = methods(path);
    if (allowed.length === 0)
      return refused(request, reply, httpError('not-found', 'no path of this gateway is like this'));
    reply.header('allow', allowed.join(', '));
    return refused(
      request,
      reply,
      httpError('method-not-allowed', `${request.method} is not one of ${allowed.join(', ')}`),
    );
  });
}
