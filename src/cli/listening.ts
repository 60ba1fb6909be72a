/** What a server that cannot listen is told. */
import { cliError } from './errors.js';

const UNUSABLE: ReadonlySet<unknown> = new Set([
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EACCES',
  'EPERM',
  'EINVAL',
]);

/** The fault of a start: ours where an address was the reason, else as it was thrown. */
export function listenFault(error: unknown, host: string, port: number): unknown {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return error;
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (code === 'EADDRINUSE') return cliError('port-in-use', address);
  return UNUSABLE.has(code) ? cliError('address-unusable', `${address} (${String(code)})`) : error;
}
