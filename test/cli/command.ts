/** The `raccordo` command as people run it: the built program, a process of its own, a folder of its own. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll } from 'vitest';

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
  const child = spawn(process.execPath, [PROGRAM, ...args], {
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
}

/** Runs a command to its end. */
export async function raccordo(
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
