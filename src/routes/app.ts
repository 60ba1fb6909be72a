/** The HTTP server: one Fastify instance, each route a small plugin. */
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { uuid7 } from '../foundation/ids.js';
import type { Gateway } from '../gateway/gateway.js';
import { actionRoutes } from './actions.js';
import { asyncApiRoute } from './async-api.js';
import { Callers } from './callers.js';
import { cancellationRoutes } from './cancellations.js';
import { httpError } from './errors.js';
import { holdRoutes } from './holds.js';
import { intakeRoutes, pullRoutes } from './intake.js';
import { messageRoutes } from './messages.js';
import { openApi } from './openapi.js';
import { guardLoad } from './overload.js';
import { asRaccordoError, refuse, registerProblems } from './problem.js';
import { problemPages } from './problems.js';
import { questionRoutes } from './questions.js';
import { recordRoutes } from './records.js';
import { replayRoutes } from './replays.js';
import { routeTableRoutes } from './route-table.js';
import { busRoutes } from './soap/bus.js';
import { soapRoutes } from './soap/door.js';
import { answerFault } from './soap/faults.js';
import { serviceRoutes } from './soap/services.js';
import { statusRoutes } from './status.js';
import { requestValidation } from './validation.js';

const LOGO = {
  type: 'image/svg+xml',
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" width="140" height="40"><text x="0" y="28" font-family="sans-serif" font-size="26" fill="#fff">Raccordo</text></svg>',
};

export interface AppOptions {
  readonly gateway: Gateway;
  readonly logger: FastifyBaseLogger;
  readonly version: string;
}

/** What is compressed would count against the limit of a body only once it is in memory. */
async function takePlainBodies(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return;
  reply.header('accept-encoding', 'identity');
  throw httpError('unsupported-media-type', 'bodies with a Content-Encoding are not taken; send it uncompressed');
}

/** The answers tell of persons. */
function setCacheControl(request: FastifyRequest, reply: FastifyReply): void {
  if (request.url.startsWith('/rest/')) reply.header('cache-control', 'no-store');
}

/** Who speaks SOAP hears a fault. */
const refuseAt = (path: string): typeof refuse => (path.startsWith('/soap/') ? answerFault : refuse);

export async function buildApp({ gateway, logger, version }: AppOptions): Promise<FastifyInstance> {
  const { http, callers: accounts } = gateway.context.settings;
  const app = Fastify({
    loggerInstance: logger,
    // Addresses are logged by route only (below): what a caller writes into one is not ours to keep.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuid7(),
    bodyLimit: http.bodyLimit,
    frameworkErrors: (error, request, reply) => {
      setCacheControl(request, reply);
      refuseAt(request.url)(request, reply, asRaccordoError(error, http.bodyLimit));
    },
  });
  app.setValidatorCompiler(requestValidation());
  const callers = new Callers(accounts);
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        caller: callers.nameOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request answered',
    );
  });
  registerProblems(app, http.bodyLimit, refuseAt);
  app.addHook('onRequest', async (request, reply) => setCacheControl(request, reply));
  // Of a stranger no body is read.
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.url?.startsWith('/rest/')) callers.identify(request);
  });
  guardLoad(app);
  app.addHook('onRequest', takePlainBodies);
  await app.register(swagger, openApi(version, http.publicUrl));
  // The headers that guard a browser belong on what a browser shows; documents of machines go without.
  await app.register(async (pages) => {
    await pages.register(helmet, { contentSecurityPolicy: false });
    await pages.register(swaggerUi, { routePrefix: '/docs', theme: { title: 'Raccordo' }, logo: LOGO });
  });

  const options = { gateway, callers };
  await app.register(intakeRoutes, options);
  await app.register(pullRoutes, options);
  await app.register(messageRoutes, options);
  await app.register(replayRoutes, options);
  await app.register(cancellationRoutes, options);
  await app.register(holdRoutes, options);
  await app.register(actionRoutes, options);
  await app.register(recordRoutes, options);
  await app.register(routeTableRoutes, options);
  await app.register(questionRoutes, options);
  await app.register(soapRoutes, options);
  await app.register(serviceRoutes, options);
  await app.register(busRoutes, options);
  await app.register(statusRoutes, { ...options, version });
  await app.register(problemPages);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(asyncApiRoute);
  return app;
}
