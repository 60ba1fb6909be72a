/** Calls of the gateway that runs, which alone may open an embedded store. */
import type { Command } from 'commander';
import { z } from 'zod';
import { cliError } from './errors.js';
import { httpAddress, settingsFrom } from './input.js';

export interface RemoteOptions {
  url?: string;
  user?: string;
  config?: string;
  json?: boolean;
}

/** Every remote command takes these, whatever it is told to do. */
export const REMOTE = ['--url', '--user', '--config', '--json'] as const;

export const withRemote = (command: Command): Command =>
  command
    .option('--url <url>', 'address of the gateway; by default the configured http.host and http.port', httpAddress)
    .option('--user <name:password>', 'account to call with')
    .option('--config <file>', 'configuration file');

/** Where the gateway is asked, without slash at the end. What listens everywhere is asked on this machine. */
function baseUrl(options: RemoteOptions): string {
  const { host, port } = settingsFrom(options).http;
  if (options.url !== undefined) return options.url.replace(/\/+$/, '');
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${here.includes(':') ? `[${here}]` : here}:${port}`;
}

/** For the whole answer: somebody sits before the command and waits. */
const ANSWER_MS = 30_000;

/** How a connection fails before anything was sent. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const UNCERTAIN =
  '; it is not known whether this took effect: look with raccordo actions, raccordo holds or raccordo messages show';

/** A problem of ours: whatever else speaks HTTP answers errors too, some of it with problems of its own. */
const PROBLEM = z.object({ type: z.string().startsWith('/problems/'), title: z.string(), detail: z.string() });

interface Telling {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  /** Whether something is done by it; by default by all that is not a GET. */
  readonly changes?: boolean;
}

/**
 * Asks, or tells. The answer is returned whole, once it has the members that the command needs.
 * @param shape those members; it only checks, so it must neither transform nor default
 * @throws `gateway-unreachable`, `gateway-silent`, `gateway-strange`, `gateway-unavailable`, `gateway-refused`
 */
export async function call<Shape extends z.ZodType>(
  options: RemoteOptions,
  shape: Shape,
  path: string,
  { method = 'GET', body, changes = method !== 'GET' }: Telling = {},
): Promise<z.output<Shape>> {
  const base = baseUrl(options);
  const uncertain = changes ? UNCERTAIN : '';
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(options.user === undefined
          ? {}
          : { authorization: `Basic ${Buffer.from(options.user).toString('base64')}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    text = await response.text();
  } catch (error) {
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: unknown } };
    if (name === 'TimeoutError') {
      throw cliError('gateway-silent', `at ${base}, in ${ANSWER_MS / 1000} s${uncertain}`, { cause: error });
    }
    const said = NOT_SENT.has(cause?.code) ? '' : uncertain;
    throw cliError('gateway-unreachable', `at ${base}${said}`, { cause: error });
  }
  const answer = parsed(text);
  if (!response.ok) {
    const { data: problem } = PROBLEM.safeParse(answer);
    if (problem === undefined) {
      const code = NOT_NOW.has(response.status) ? 'gateway-unavailable' : 'gateway-strange';
      throw cliError(code, `at ${base}: it answers with status ${response.status}${uncertain}`);
    }
    const said = `${problem.title}: ${problem.detail}`;
    if (response.status === 503) throw cliError('gateway-unavailable', `${said}${uncertain}`);
    throw cliError('gateway-refused', said);
  }
  const { error } = shape.safeParse(answer);
  if (error === undefined) return answer as z.output<Shape>;
  const where = error.issues[0]?.path.join('.') || 'all of it';
  const wrong = answer === undefined ? 'is not JSON' : `is not what a gateway says (${where})`;
  throw cliError('gateway-strange', `at ${base}: the answer ${wrong}${uncertain}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of a proxy that has no gateway behind it at the moment, or of a gateway that is ending. */
const NOT_NOW: ReadonlySet<number> = new Set([502, 503, 504]);

/** What is held, as every answer names it. */
export const HELD = z.object({ scope: z.string(), name: z.string(), reason: z.string(), since: z.string() });

/** `2 deliveries are`, `1 delivery is`. */
export const deliveriesAre = (count: number): string => (count === 1 ? '1 delivery is' : `${count} deliveries are`);

/** Prints lines, or the answer as it is where JSON is wanted. */
export function print(options: RemoteOptions, answer: object, lines: readonly string[]): void {
  process.stdout.write(`${options.json ? JSON.stringify(answer, null, 2) : lines.join('\n')}\n`);
}
