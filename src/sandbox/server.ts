/**
 * The HTTP front of a sandbox: raw bodies in, answers out, and the fault that is on in between. A side is a list of
 * routes; the front knows nothing of what they mean.
 */
import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { FaultState, FaultSwitch } from './faults.js';
import { readFaultOrder } from './faults.js';

/** Larger than any document of these services, so that a side's own limit is never what a test meets. */
const BODY_LIMIT = 64 * 1024 * 1024;
const GARBAGE_PAGE =
  '<html><head><title>Proxy</title></head><body><h1>Service temporarily available</h1></body></html>';

export interface SideRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** The fault that struck this call: `ko` and `x001` are for the side's rules to say in its own words. */
  readonly fault: FaultState['fault'];
  /** Address under which the caller reached us, without path: `http://127.0.0.1:8081`. */
  readonly origin: string;
}

export interface SideAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SideRoute {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  answer(request: SideRequest): SideAnswer | Promise<SideAnswer>;
}

export interface FrontOptions {
  readonly routes: readonly SideRoute[];
  readonly faults: FaultSwitch;
  readonly host: string;
  readonly port: number;
  /** Answer of `GET /sandbox/state`. */
  state(): unknown;
  log(line: string): void;
}

export interface Front {
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

/** Starts listening. Rejects when the port is taken. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const app = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  const closing = new AbortController();
  // Every caller of a slow side waits for it.
  setMaxListeners(0, closing.signal);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  controlRoutes(app, options);
  await app.register(async (side) => {
    strikeBeforeReading(side, options);
    for (const route of options.routes) {
      side.route({
        method: route.method,
        url: route.url,
        handler: async (request, reply) => {
          const fault = struck.get(request) as FaultState;
          const answer = await route.answer(asSideRequest(request, fault));
          return send(reply, answer, fault, closing.signal);
        },
      });
    }
  });
  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  return {
    port,
    origin: `http://${options.host}:${port}`,
    close: async () => {
      closing.abort();
      await app.close();
    },
  };
}

function controlRoutes(app: FastifyInstance, { faults, state, log }: FrontOptions): void {
  app.get('/sandbox/state', async () => ({ fault: faults.state(), ...(state() as object) }));
  app.post('/sandbox/fault', async (request, reply) => {
    const order = readFaultOrder(String(request.body ?? ''));
    if (typeof order === 'string') return reply.code(400).send({ error: order });
    faults.set(order.fault, order.options);
    log(`fault: ${order.fault}`);
    return faults.state();
  });
}

/** The fault that struck each call, from its first header to its answer. */
const struck = new WeakMap<FastifyRequest, FaultState>();

function strikeBeforeReading(side: FastifyInstance, { faults, log }: FrontOptions): void {
  side.addHook('onRequest', async (request, reply) => {
    const fault = faults.strike();
    struck.set(request, fault);
    if (fault.fault !== 'none') log(`${request.method} ${request.routeOptions.url}: fault ${fault.fault}`);
    if (fault.fault === 'down') {
      reply.hijack();
      request.raw.socket.resetAndDestroy();
    } else if (fault.fault === 'garbage') {
      await reply.code(200).type('text/html; charset=utf-8').send(GARBAGE_PAGE);
    }
  });
}

async function send(
  reply: FastifyReply,
  answer: SideAnswer,
  { fault, seconds }: FaultState,
  closing: AbortSignal,
): Promise<unknown> {
  if (fault === 'half' || fault === 'silent') {
    reply.hijack();
    if (fault === 'half') await writeHalf(reply, answer);
    reply.raw.destroy();
    return reply;
  }
  if (fault === 'slow') await sleep(seconds * 1000, undefined, { signal: closing }).catch(() => undefined);
  return reply
    .code(answer.status)
    .headers({ ...answer.headers })
    .type(answer.type)
    .send(answer.body);
}

/** Resolves when the bytes have left: a connection cut earlier would show the caller nothing at all. */
function writeHalf({ raw }: FastifyReply, answer: SideAnswer): Promise<void> {
  const body = Buffer.from(answer.body);
  raw.writeHead(answer.status, { 'content-type': answer.type, 'content-length': body.length });
  return new Promise((resolve) => {
    raw.once('close', resolve);
    raw.write(body.subarray(0, Math.ceil(body.length / 2)), () => resolve());
  });
}

function asSideRequest(request: FastifyRequest, fault: FaultState): SideRequest {
  return {
    params: request.params as Record<string, string>,
    query: request.query as Record<string, unknown>,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    fault: fault.fault,
    origin: `${request.protocol}://${request.host}`,
  };
}

/** Whether the call carries this account (HTTP Basic). */
export function carriesAccount(request: SideRequest, account: { username: string; password: string }): boolean {
  const expected = Buffer.from(`${account.username}:${account.password}`).toString('base64');
  return request.headers.authorization === `Basic ${expected}`;
}
