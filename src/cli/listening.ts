/** What a server that cannot listen is told. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { cliError } from './errors.js';

const UNUSABLE: ReadonlySet<unknown> = new Set([
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EACCES',
  'EPERM',
  'EINVAL',
]);

/**
 * Looks whether an address can be listened on, before anything else is opened or made for a server there.
 * @throws `port-in-use`, `address-unusable`
 */
export async function ensureListenable(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen({ host, port }), 'listening');
  } catch (error) {
    throw listenFault(error, host, port);
  }
  await once(server.close(), 'close');
}

/** The fault of a start: ours where an address was the reason, else as it was thrown. */
export function listenFault(error: unknown, host: string, port: number): unknown {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return error;
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (code === 'EADDRINUSE') return cliError('port-in-use', address);
  return UNUSABLE.has(code) ? cliError('address-unusable', `${address} (${String(code)})`) : error;
}
