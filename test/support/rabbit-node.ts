/** One RabbitMQ node with a name, an epmd, ports and files of its own: alone, or one of a cluster. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rabbitBin } from '../../scripts/lib/binaries.mjs';
import { type ServerProcess, startServer, untilReady } from './process.js';

const run = promisify(execFile);
/** `A`, `M`, `Q`, `P`, 0, and the version of the protocol: what a client says first. */
const GREETING = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);

/** To ask a node for anything takes a second of the processor, to make one virtual host more next to nothing. */
const VHOSTS_AT_ONCE = 8;

export interface NodeOptions {
  /** `name@host`; with dots in the host it is a long name. */
  readonly name: string;
  /** IPv4 address on which all of it listens. */
  readonly address: string;
  readonly port: number;
  readonly distPort: number;
  readonly epmdPort: number;
  /** Shared by the nodes of a cluster. */
  readonly cookie?: string;
  /** Further lines of `rabbitmq.conf`. */
  readonly config?: readonly string[];
  /** Further arguments of the Erlang machine. */
  readonly erl?: string;
  /** What its programs are started by: in a network namespace, for example. */
  readonly within?: readonly string[];
}

export interface RabbitNode {
  readonly name: string;
  /** The default virtual host. */
  readonly url: string;
  /** Resolves when it greets. @param seconds longest wait */
  start(seconds?: number): Promise<void>;
  kill9(): Promise<void>;
  /** Runs `rabbitmqctl` on it; the output. */
  ctl(...args: readonly string[]): Promise<string>;
  /** Makes an empty virtual host; its name. */
  freshVhost(): Promise<string>;
  /** Ends it and takes its files away. */
  remove(): Promise<void>;
}

/** Makes its files and starts its epmd; the node itself is started by `start`. */
export async function rabbitNode(options: NodeOptions): Promise<RabbitNode> {
  const bin = rabbitBin();
  if (bin === undefined) throw new Error('RabbitMQ is not installed: run `node scripts/prepare.mjs --test-services`');
  const { name, address, port, epmdPort, config = [], cookie, within = [] } = options;
  const base = await mkdtemp(join(tmpdir(), 'raccordo-rabbit-'));
  const env = environment(base, options);
  const settings = [`listeners.tcp.1 = ${address}:${port}`, 'log.console = false', ...config, ''];
  await writeFile(join(base, 'rabbitmq.conf'), settings.join('\n'));
  await writeFile(join(base, 'advanced.config'), '[].');
  await writeFile(join(base, 'enabled_plugins'), '[].');
  if (cookie !== undefined) await writeFile(join(base, '.erlang.cookie'), cookie, { mode: 0o400 });

  const begin = (program: string, args: readonly string[]): ServerProcess => {
    const [command = program, ...rest] = [...within, program, ...args];
    return startServer(command, rest, { env, onOrphaned: 'KILL' });
  };
  const epmd = begin('epmd', ['-port', String(epmdPort), '-address', address]);
  let server: ServerProcess | undefined;
  const ctl = async (...args: readonly string[]): Promise<string> => {
    const names = isLong(name) ? ['-l'] : [];
    const [command = '', ...rest] = [...within, join(bin, 'rabbitmqctl'), ...names, '-n', name, '-q', ...args];
    return (await run(command, rest, { env })).stdout;
  };
  const kill9 = async (): Promise<void> => {
    if (server?.running) await server.kill('SIGKILL');
  };
  const spare: string[] = [];
  let making: Promise<void> | undefined;
  const makeVhosts = async (): Promise<void> => {
    const names = Array.from({ length: VHOSTS_AT_ONCE }, () => `raccordo-${randomBytes(6).toString('hex')}`);
    const make = names.map(
      (vhost) => `rabbit_vhost:add(<<"${vhost}">>, <<"test">>),
        rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"${vhost}">>, <<".*">>, <<".*">>, <<".*">>, <<"test">>)`,
    );
    await ctl('eval', `${make.join(', ')}.`);
    spare.push(...names);
  };
  return {
    name,
    url: `amqp://guest:guest@${address}:${port}`,
    ctl,
    kill9,
    async start(seconds = 120) {
      server = begin(join(bin, 'rabbitmq-server'), []);
      await untilReady(server, () => answers(address, port), seconds);
    },
    async freshVhost() {
      for (;;) {
        const vhost = spare.pop();
        if (vhost !== undefined) return vhost;
        making ??= makeVhosts().finally(() => {
          making = undefined;
        });
        await making;
      }
    },
    async remove() {
      await kill9();
      if (epmd.running) await epmd.kill('SIGKILL');
      await rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

const isLong = (name: string): boolean => name.split('@')[1]?.includes('.') ?? false;

function environment(base: string, { name, address, distPort, epmdPort, erl }: NodeOptions): NodeJS.ProcessEnv {
  const hears = `-kernel inet_dist_use_interface {${address.replaceAll('.', ',')}}`;
  return {
    ...process.env,
    HOME: base,
    RABBITMQ_NODENAME: name,
    RABBITMQ_USE_LONGNAME: String(isLong(name)),
    RABBITMQ_MNESIA_BASE: join(base, 'mnesia'),
    RABBITMQ_LOG_BASE: join(base, 'log'),
    RABBITMQ_PID_FILE: join(base, 'pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(base, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(base, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(base, 'advanced.config'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_DIST_PORT: String(distPort),
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: address,
    ERL_CRASH_DUMP_SECONDS: '0',
    // The start script then becomes the server instead of waiting for it: a kill reaches the server itself.
    RUNNING_UNDER_SYSTEMD: 'true',
    // Idle schedulers that spin would take the few cores of a test machine from the tests.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: [hears, '+sbwt none +sbwtdcpu none +sbwtdio none', erl]
      .filter(Boolean)
      .join(' '),
  };
}

/** Whether the node greets as AMQP does: it listens some time before that. */
function answers(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    const done = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(2_000, () => done(false));
    socket.on('error', () => done(false));
    socket.on('connect', () => socket.write(GREETING));
    socket.on('data', (data) => done(data[0] === 1));
  });
}
