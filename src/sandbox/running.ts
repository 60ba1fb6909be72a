/** What starting any sandbox shares: its front, and what it offers once it listens. */
import type { FaultSwitch } from './faults.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { type Front, type FrontOptions, startFront } from './server.js';

export const silent = (): void => {};

export function listen(
  options: SandboxOptions,
  routes: FrontOptions['routes'],
  faults: FaultSwitch,
  state: () => unknown,
): Promise<Front> {
  const { host = '127.0.0.1', port = 0, log = silent } = options;
  return startFront({ routes, faults, host, port, state, log });
}

export function running(front: Front, path: string, faults: FaultSwitch): Pick<Sandbox, 'url' | 'port' | 'setFault'> {
  return { url: `${front.origin}${path}`, port: front.port, setFault: (fault, options) => faults.set(fault, options) };
}
