/** Child processes that do not outlive the test run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * For `node` where it runs the program. What is in WebAssembly is not compiled a second time, faster, as for a process that
 * stays: to that goes almost half of the work of a start with the embedded store.
 */
export const FOR_A_SHORT_RUN = ['--liftoff-only'] as const;

const SETPRIV = '/usr/bin/setpriv';

export interface ServerProcess {
  readonly pid: number;
  readonly exited: Promise<void>;
  readonly running: boolean;
  /** What it has printed lately: for the message of a start that failed. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface ServerOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What the kernel sends it when this process dies without having stopped it. */
  readonly onOrphaned: 'KILL' | 'QUIT';
}

export function startServer(program: string, args: readonly string[], options: ServerOptions): ServerProcess {
  const wrapped = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', options.onOrphaned, program] : [program];
  const [command = program, ...before] = wrapped;
  const child = spawn(command, [...before, ...args], {
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.user ?? {}),
  });
  let output = '';
  const note = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4_000);
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const state = { running: true };
  const exited = new Promise<void>((resolve) => {
    const ended = (): void => {
      state.running = false;
      resolve();
    };
    child.on('exit', ended);
    child.on('error', (error) => {
      output += error.message;
      ended();
    });
  });
  return {
    pid: child.pid ?? 0,
    exited,
    get running() {
      return state.running;
    },
    output: () => output,
    async kill(signal) {
      (child as ChildProcess).kill(signal);
      await exited;
    },
  };
}

/** Tries until it succeeds, the server has ended, or `seconds` are over. */
export async function untilReady(server: ServerProcess, ready: () => Promise<boolean>, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await ready().catch(() => false))) {
    if (!server.running) throw new Error(`the server has ended:\n${server.output()}`);
    if (Date.now() > end) throw new Error(`the server is not ready after ${seconds} s:\n${server.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const FIRST_PORT = 20_000;
const PORTS_OF_A_WORKER = 1_500;
/** The workers of a run: 0 is what is no worker. */
const WORKERS = 8;
const worker = Number(process.env.VITEST_POOL_ID ?? 0) % WORKERS;
let last = Math.floor(Math.random() * PORTS_OF_A_WORKER);

/**
 * A free port below those that the kernel gives to outgoing connections: a server that is restarted must find its port
 * free again. Each worker has its own, one after the other: a server that takes seconds to listen finds its port free still.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    last = (last + 1) % PORTS_OF_A_WORKER;
    const port = FIRST_PORT + worker * PORTS_OF_A_WORKER + last;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
