/**
 * The `raccordo` command in a folder of its own: as people run it, the built program in a process, or, where only its words and
 * its exit code matter, here, where everything is loaded already: a start costs more than most commands.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/program.js';
import { FOR_A_SHORT_RUN } from '../support/process.js';

const PROGRAM = resolve('dist/src/main.js');

/** The folder in which the commands of this test file run; removed at its end. */
export const folder = mkdtempSync(join(tmpdir(), 'raccordo-cli-'));
const running = new Set<Child>();
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([...running].map((child) => once(child, 'close')));
  rmSync(folder, { recursive: true, force: true });
});

type Child = ChildProcessByStdio<Writable, Readable, Readable>;
type Environment = Readonly<Record<string, string>>;

/** Path of a file of a contract, as an argument. */
export const contract = (path: string): string => resolve('contracts', path);

function start(args: readonly string[], env: Environment): Child {
  const child = spawn(process.execPath, [...FOR_A_SHORT_RUN, PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command may end without having read what it is given.
  child.stdin.on('error', () => undefined);
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly env?: Environment;
  readonly stdin?: string | Buffer;
  /** Nobody reads its standard output. */
  readonly closed?: boolean;
  /** What it is given is refused, so that nothing is started. */
  readonly refused?: boolean;
}

/** Commands that start something have a process of their own. */
const STARTS: ReadonlySet<string | undefined> = new Set(['demo', 'serve', 'sandbox']);

/** Runs a command to its end. */
export function raccordo(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  if (options.closed || (STARTS.has(args[0]) && !options.refused)) return apart(args, options);
  const mine = turn.then(() => here(args, options));
  turn = mine.catch(() => undefined);
  return mine;
}
let turn: Promise<unknown> = Promise.resolve();

/** Runs the built program to its end, in a process. */
async function apart(
  args: readonly string[],
  { env = {}, stdin = '', closed = false }: RunOptions = {},
): Promise<Ended> {
  const child = start(args, env);
  const said = collect(child);
  if (closed) child.stdout.destroy();
  child.stdin.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: said.stdout(), stderr: said.stderr() };
}

/** Runs the command in this process: its folder, environment and streams are the command's meanwhile. */
async function here(args: readonly string[], { env = {}, stdin = '' }: RunOptions): Promise<Ended> {
  const before = { folder: process.cwd(), env: { ...process.env } };
  const given = Object.getOwnPropertyDescriptor(process, 'stdin') as PropertyDescriptor;
  const heard = [hear(process.stdout), hear(process.stderr)] as const;
  try {
    process.chdir(folder);
    for (const name of Object.keys(process.env)) if (name.startsWith('RACCORDO_')) delete process.env[name];
    Object.assign(process.env, env);
    Object.defineProperty(process, 'stdin', { ...given, get: () => Readable.from([Buffer.from(stdin)]) });
    process.exitCode = undefined;
    await run([process.execPath, PROGRAM, ...args]);
    return { code: Number(process.exitCode ?? 0), stdout: heard[0].text(), stderr: heard[1].text() };
  } finally {
    process.exitCode = undefined;
    for (const one of heard) one.end();
    Object.defineProperty(process, 'stdin', given);
    for (const name of Object.keys(env)) delete process.env[name];
    Object.assign(process.env, before.env);
    process.chdir(before.folder);
  }
}

/** Takes what is written on a stream, until its end. */
function hear(stream: NodeJS.WriteStream): { text(): string; end(): void } {
  const parts: Buffer[] = [];
  const { write } = stream;
  const listeners = new Set(stream.listeners('error'));
  stream.write = ((part: string | Uint8Array, ...more: unknown[]) => {
    parts.push(Buffer.from(part as string));
    const done = more.find((one) => typeof one === 'function');
    if (done) queueMicrotask(done as () => void);
    return true;
  }) as typeof write;
  return {
    text: () => Buffer.concat(parts).toString('utf8'),
    end() {
      stream.write = write;
      for (const one of stream.listeners('error'))
        if (!listeners.has(one)) stream.off('error', one as (error: Error) => void);
    },
  };
}

function collect(child: Child): { stdout(): string; stderr(): string } {
  const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout.on('data', (part: Buffer) => parts.stdout.push(part));
  child.stderr.on('data', (part: Buffer) => parts.stderr.push(part));
  return {
    stdout: () => Buffer.concat(parts.stdout).toString('utf8'),
    stderr: () => Buffer.concat(parts.stderr).toString('utf8'),
  };
}

export interface Running {
  /** The address in the line that says that it is ready. */
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts a command that goes on until it is told to end, and waits until it has printed its address. */
export async function startRaccordo(args: readonly string[], ready: RegExp, env: Environment = {}): Promise<Running> {
  const child = start(args, env);
  const said = collect(child);
  const url = await new Promise<string>((found, failed) => {
    child.stdout.on('data', () => {
      const address = ready.exec(said.stdout())?.[1];
      if (address !== undefined) found(address);
    });
    child.once('close', (code) => failed(new Error(`it ended with ${code}: ${said.stderr()}`)));
  });
  return {
    url,
    output: said.stdout,
    async end(signal) {
      child.kill(signal);
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, stdout: said.stdout(), stderr: said.stderr() };
    },
  };
}

/** A line of a problem: `path: message [rule]`. */
export const PROBLEM_LINE = /^\S.*: .+ \[[a-z0-9-]+(\.[A-Za-z0-9-]+)+\]$/;

export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
