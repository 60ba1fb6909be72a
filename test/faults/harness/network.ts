/**
 * Hosts of our own on this machine: network namespaces on one bridge, with addresses of a private range that nothing else
 * uses here. What one sends to another can be made to vanish; what this process sends reaches them all.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Random } from './random.js';
import { NotRun } from './scenario.js';

const run = promisify(execFile);
/** Names end with the process that made them, so that what a killed one has left can be told from what is in use. */
const NAMESPACE = 'raccordo-';
const BRIDGE = 'raccordo';
/** Nobody has this address: the bridge carries what is sent there to everyone, and everyone leaves it. */
const NOBODY = '02:00:00:00:00:99';

export interface Host {
  readonly address: string;
  /** What a program is started by there. */
  readonly within: readonly string[];
}

export class Network {
  #cut: (readonly [from: Host, to: Host])[] = [];

  private constructor(
    readonly hosts: readonly Host[],
    private readonly range: string,
  ) {}

  /** @throws NotRun where this machine does not allow it. */
  static async open(count: number, random: Random): Promise<Network> {
    if (process.getuid?.() !== 0) throw new NotRun('network namespaces need root');
    await ip('-V').catch(() => {
      throw new NotRun('there is no `ip` (iproute2) for network namespaces');
    });
    await removeStale();
    const range = await freeRange(random);
    const hosts = Array.from({ length: count }, (_, n) => ({
      address: `${range}.${n + 1}`,
      within: ['ip', 'netns', 'exec', `${NAMESPACE}${process.pid}-${n + 1}`],
    }));
    const network = new Network(hosts, range);
    try {
      await network.#build();
    } catch (error) {
      await network.close();
      throw new NotRun(`this machine makes no network namespaces: ${firstLine(error)}`);
    }
    return network;
  }

  async #build(): Promise<void> {
    // Until the hosts are there, and when they are gone, nothing sent to them may leave the machine.
    await ip('route', 'add', 'unreachable', `${this.range}.0/24`, 'metric', String(process.pid));
    const bridge = `${BRIDGE}${process.pid}`;
    await ip('link', 'add', bridge, 'type', 'bridge');
    await ip('addr', 'add', `${this.range}.254/24`, 'dev', bridge);
    await ip('link', 'set', bridge, 'up');
    for (const [place, { address }] of this.hosts.entries()) {
      const name = `${NAMESPACE}${process.pid}-${place + 1}`;
      const [outer, inner] = [`rc${process.pid}o${place + 1}`, `rc${process.pid}i${place + 1}`];
      await ip('netns', 'add', name);
      await ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner);
      await ip('link', 'set', outer, 'master', bridge, 'up');
      await ip('link', 'set', inner, 'netns', name, 'name', 'eth0');
      await ip('-n', name, 'link', 'set', 'lo', 'up');
      await ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
      await ip('-n', name, 'link', 'set', 'eth0', 'up');
    }
  }

  /** From now on what the one sends to the other vanishes; the other way it still arrives. */
  async cut(from: Host, to: Host): Promise<void> {
    this.#cut.push([from, to]);
    await inside(from, 'neigh', 'replace', to.address, 'lladdr', NOBODY, 'nud', 'permanent', 'dev', 'eth0');
  }

  async heal(): Promise<void> {
    for (const [from, to] of this.#cut.splice(0)) await inside(from, 'neigh', 'del', to.address, 'dev', 'eth0');
  }

  async close(): Promise<void> {
    await remove(process.pid);
  }
}

const inside = ({ within }: Host, ...args: readonly string[]): Promise<string> =>
  ip('-n', within.at(-1) ?? '', ...args);

async function ip(...args: readonly string[]): Promise<string> {
  return (await run('ip', [...args])).stdout;
}

const firstLine = (error: unknown): string => {
  const { stderr, message } = error as Error & { stderr?: string };
  return (stderr || message).trim().split('\n')[0] ?? '';
};

const linesOf = async (...args: readonly string[]): Promise<string[]> =>
  (await ip(...args).catch(() => '')).split('\n').filter(Boolean);

/** The first three numbers of a network that no route of this machine has anything to do with. */
async function freeRange(random: Random): Promise<string> {
  const taken = (await linesOf('-4', 'route', 'show', 'table', 'all')).join('\n');
  if (/\b10\.0\.0\.0\/8\b/.test(taken)) throw new NotRun('the range 10.0.0.0/8 is in use here as a whole');
  for (;;) {
    const second = random.between(128, 250);
    if (!taken.includes(`10.${second}.`)) return `10.${second}.${random.between(1, 250)}`;
  }
}

async function removeStale(): Promise<void> {
  const names = await linesOf('netns', 'list');
  const owners = new Set(names.flatMap((line) => new RegExp(`^${NAMESPACE}(\\d+)-`).exec(line)?.[1] ?? []));
  for (const line of await linesOf('-o', 'link', 'show', 'type', 'bridge')) {
    const owner = new RegExp(` ${BRIDGE}(\\d+):`).exec(line)?.[1];
    if (owner !== undefined) owners.add(owner);
  }
  for (const owner of owners) if (!isAlive(Number(owner))) await remove(Number(owner));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Removes all that this process has made, and what still runs in there. */
async function remove(owner: number): Promise<void> {
  const names = (await linesOf('netns', 'list')).map((line) => line.split(' ')[0] ?? '');
  for (const name of names.filter((one) => one.startsWith(`${NAMESPACE}${owner}-`))) {
    for (const pid of await linesOf('netns', 'pids', name)) process.kill(Number(pid), 'SIGKILL');
    await ip('netns', 'del', name);
  }
  await ip('link', 'del', `${BRIDGE}${owner}`).catch(() => undefined);
  for (const route of await linesOf('-4', 'route', 'show', 'type', 'unreachable')) {
    const found = new RegExp(`^unreachable (\\S+) .*metric ${owner}\\b`).exec(route)?.[1];
    if (found !== undefined) await ip('route', 'del', 'unreachable', found, 'metric', String(owner));
  }
}
