/** Calls of the gateway that runs, which alone may open an embedded store. */
import type { Command } from 'commander';
import { cliError } from './errors.js';
import { httpAddress, settingsFrom } from './input.js';

export interface RemoteOptions {
  url?: string;
  user?: string;
  config?: string;
  json?: boolean;
}

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

/** Asks, or with a body tells. @throws `gateway-unreachable`, `gateway-unavailable`, `gateway-refused` */
export async function call<T>(
  options: RemoteOptions,
  path: string,
  method: 'GET' | 'POST' = 'GET',
  body?: object,
): Promise<T> {
  const base = baseUrl(options);
  let response: Response;
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
    });
  } catch (error) {
    throw cliError('gateway-unreachable', `at ${base}`, { cause: error });
  }
  const answer = (await response.json().catch(() => ({}))) as T & { title?: string; detail?: string };
  if (!response.ok) {
    const said = [answer.title ?? `status ${response.status}`, answer.detail].filter(Boolean).join(': ');
    throw cliError(response.status === 503 ? 'gateway-unavailable' : 'gateway-refused', said);
  }
  return answer;
}

/** `2 deliveries are`, `1 delivery is`. */
export const deliveriesAre = (count: number): string => (count === 1 ? '1 delivery is' : `${count} deliveries are`);

/** Prints lines, or the answer as it is where JSON is wanted. */
export function print(options: RemoteOptions, answer: object, lines: readonly string[]): void {
  process.stdout.write(`${options.json ? JSON.stringify(answer, null, 2) : lines.join('\n')}\n`);
}
