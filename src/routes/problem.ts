/** Every JSON error is an RFC 9457 problem that names what is wrong and how to mend it, and nothing personal. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, RaccordoError } from '../foundation/errors.js';
import { httpError } from './errors.js';

export function sendProblem(reply: FastifyReply, error: RaccordoError, instance?: string): FastifyReply {
  if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
  if (error.status === 401) reply.header('www-authenticate', 'Basic realm="raccordo", charset="UTF-8"');
  return reply
    .code(error.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(error, instance)));
}

/** The error as one of ours; what we do not know becomes a 500 that tells nothing. */
export function asRaccordoError(error: unknown, bodyLimit: number): RaccordoError {
  if (error instanceof RaccordoError) return error;
  const { code, statusCode, validation, message } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return httpError('body-too-large', `the limit is ${bodyLimit} bytes`);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return httpError('unsupported-media-type', 'the Content-Type is missing or not one of this path');
  }
  if (validation) {
    const first = validation.map(
      (v) => `${v.instancePath.replace(/^\//, '').replace(/\//g, '.') || '(body)'} ${v.message ?? ''}`,
    );
    return httpError('invalid-request', first.join('; '));
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return httpError('invalid-request', message ?? 'the request could not be read');
  }
  return httpError('internal', 'the request could not be completed', { cause: error });
}

export function registerProblems(app: FastifyInstance, bodyLimit: number): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = asRaccordoError(error, bodyLimit);
    if (known.status >= 500) request.log.error({ err: known.cause ?? known, code: known.code }, 'request failed');
    else request.log.info({ code: known.code }, 'request refused');
    return sendProblem(reply, known, `urn:uuid:${request.id}`);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      httpError('not-found', `${request.method} ${request.routeOptions.url ?? 'this path'}`),
      `urn:uuid:${request.id}`,
    ),
  );
}
