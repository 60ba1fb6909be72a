/**
 * The HTTP client of the adapters: one call, one answer or one classified failure. It never follows a redirect and never
 * repeats a request by itself, because only the delivery knows whether a repetition is harmless. Details of a failure
 * name the origin only: a path may hold a codice fiscale.
 */
import { Agent, type Dispatcher, request } from 'undici';
import { crashPoint } from '../foundation/crash.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; a repeated header is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Told apart from an answer by `'reason' in …`; its members are those of an adapter's `Failed`. */
export interface HttpFailure {
  readonly reason: 'unreachable' | 'timeout' | 'too-large' | 'garbled-answer';
  readonly detail: string;
  /** The request may have reached the side: its effect is not known. */
  readonly ambiguous: boolean;
}

export interface HttpOptions {
  /** Time to a connection, TLS included. What ends here has not reached the other end. Default 5 seconds. */
  readonly connectSeconds?: number | undefined;
  /** Time from the start of a call to the head of the answer. Default 30 seconds. */
  readonly timeoutSeconds?: number | undefined;
  /** Time from the head of the answer to its last byte. Default: as much as for the head. */
  readonly bodySeconds?: number | undefined;
  /** Longest answer that is read, in bytes. Default 16 MiB. */
  readonly largestAnswer?: number;
  /** Replaces the real connections, for tests. */
  readonly dispatcher?: Dispatcher;
}

export interface HttpClient {
  /** Never rejects for what a network or a server may do. */
  call(what: HttpRequest): Promise<HttpAnswer | HttpFailure>;
}

/** The waiting times of a side's settings, as a client takes them. */
export const waitsOf = ({ connectSeconds, timeoutSeconds, bodySeconds }: Waits): Waits => ({
  connectSeconds,
  timeoutSeconds,
  bodySeconds,
});

export type Waits = Pick<HttpOptions, 'connectSeconds' | 'bodySeconds'> & { readonly timeoutSeconds: number };

/** Connections are kept alive and shared by all clients; each origin has its own pool, so a slow side holds up no other. */
const connections = new Map<number, Agent>();

function connectionsWithin(connectSeconds: number): Agent {
  const known = connections.get(connectSeconds);
  if (known !== undefined) return known;
  const made = new Agent({ connect: { timeout: connectSeconds * 1000 }, pipelining: 1 });
  connections.set(connectSeconds, made);
  return made;
}

/** A client with its limits; cheap to make. */
export function httpClient(options: HttpOptions = {}): HttpClient {
  const { timeoutSeconds = 30, bodySeconds = timeoutSeconds, connectSeconds = 5 } = options;
  const limits: Limits = {
    headMs: timeoutSeconds * 1000,
    bodyMs: bodySeconds * 1000,
    largestAnswer: options.largestAnswer ?? 16 * 1024 * 1024,
  };
  const dispatcher = options.dispatcher ?? connectionsWithin(connectSeconds);
  return { call: (what) => call(what, limits, dispatcher) };
}

interface Limits {
  readonly headMs: number;
  readonly bodyMs: number;
  readonly largestAnswer: number;
}

async function call(what: HttpRequest, limits: Limits, dispatcher: Dispatcher): Promise<HttpAnswer | HttpFailure> {
  const origin = originOf(what.url);
  if (what.signal?.aborted) return failure('timeout', `call to ${origin} was not begun: already cancelled`, false);
  const deadline = new AbortController();
  const stop = (): void => deadline.abort(new Stopped());
  what.signal?.addEventListener('abort', stop, { once: true });
  let timer = setTimeout(() => deadline.abort(new LateHead()), limits.headMs);
  try {
    const answer = await request(what.url, {
      method: what.method,
      headers: what.headers ?? {},
      body: what.body ?? null,
      signal: deadline.signal,
      headersTimeout: limits.headMs,
      bodyTimeout: limits.bodyMs,
      dispatcher,
    });
    crashPoint('delivery.called');
    clearTimeout(timer);
    timer = setTimeout(() => deadline.abort(new LateBody()), limits.bodyMs);
    return await readAnswer(answer, origin, limits);
  } catch (error) {
    return classify(error, origin, limits);
  } finally {
    clearTimeout(timer);
    what.signal?.removeEventListener('abort', stop);
  }
}

async function readAnswer(
  answer: Dispatcher.ResponseData,
  origin: string,
  limits: Limits,
): Promise<HttpAnswer | HttpFailure> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.largestAnswer) {
      answer.body.destroy();
      return failure('too-large', `${origin} answered more than ${limits.largestAnswer} bytes`, true);
    }
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: answer.statusCode, headers, body: Buffer.concat(chunks, size) };
}

class LateHead extends Error {}
class LateBody extends Error {}
class Stopped extends Error {}

interface NetworkError {
  readonly name?: string;
  readonly code?: string;
  readonly syscall?: string;
}

const BEFORE_THE_REQUEST = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
]);
/** A handshake that fails on the server's certificate ends before a byte of the request is written. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

function classify(error: unknown, origin: string, limits: Limits): HttpFailure {
  const lateHead = (): HttpFailure => failure('timeout', `${origin} did not answer in ${limits.headMs} ms`, true);
  const lateBody = (): HttpFailure =>
    failure('timeout', `${origin} began to answer and did not end in ${limits.bodyMs} ms`, true);
  if (error instanceof LateHead) return lateHead();
  if (error instanceof LateBody) return lateBody();
  if (error instanceof Stopped) return failure('timeout', `${origin} did not answer while its caller waited`, true);
  const { name, code = name ?? 'unknown error', syscall } = (error ?? {}) as NetworkError;
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return lateHead();
  if (code === 'UND_ERR_BODY_TIMEOUT') return lateBody();
  if (name === 'HTTPParserError') return failure('garbled-answer', `${origin} did not answer in HTTP (${code})`, true);
  const before = BEFORE_THE_REQUEST.has(code) || CERTIFICATE.test(code) || syscall === 'connect';
  return failure(
    'unreachable',
    before ? `no connection to ${origin} (${code})` : `connection to ${origin} was lost (${code})`,
    !before,
  );
}

function failure(reason: HttpFailure['reason'], detail: string, ambiguous: boolean): HttpFailure {
  return { reason, detail, ambiguous };
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return 'an address that is not a URL';
  }
}
