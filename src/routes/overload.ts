/** So many requests are in work at once and no more: what is turned away early costs little and may come again. */
import type { FastifyInstance } from 'fastify';
import { httpError } from './errors.js';

/** Each may hold a body of `http.bodyLimit` and waits for the store; far more than the store has connections. */
const MOST_IN_WORK = 512;
const RETRY_AFTER_SECONDS = 1;
/** Whoever looks how we are must be answered all the more when there is much to do. */
const LOOK_OUTS = /^\/(health\/|status$|metrics$)/;

/**
 * Turns requests away with `too-many-in-work` while `most` others are in work. A request is in work until its answer
 * has been handed over or its caller is gone.
 */
export function guardLoad(app: FastifyInstance, most = MOST_IN_WORK): void {
  let inWork = 0;
  app.addHook('onRequest', async (request, reply) => {
    if (LOOK_OUTS.test(request.routeOptions.url ?? '')) return;
    if (inWork >= most) {
      throw httpError('too-many-in-work', `${most} requests are in work`, { retryAfter: RETRY_AFTER_SECONDS });
    }
    inWork += 1;
    // Comes after every answer, and also when the caller goes away before it.
    reply.raw.once('close', () => {
      inWork -= 1;
    });
  });
}
