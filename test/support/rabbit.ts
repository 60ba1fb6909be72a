/** A private RabbitMQ node with a name, an epmd, ports and files of its own. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rabbitBin } from '../../scripts/lib/binaries.mjs';
import { freePort, type ServerProcess, startServer, untilReady } from './process.js';

const run = promisify(execFile);
/** `A`, `M`, `Q`, `P`, 0, and the version of the protocol: what a client says first. */
const GREETING = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);

export interface RabbitService {
  /** The default virtual host. */
  readonly url: string;
  /** Makes an empty virtual host; its URL. */
  freshVhost(): Promise<string>;
  /** Runs `rabbitmqctl` on this node; its output. */
  ctl(...args: readonly string[]): Promise<string>;
  kill9(): Promise<void>;
  /** Starts it again after `kill9`, on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRabbit(): Promise<RabbitService> {
  const bin = rabbitBin();
  if (bin === undefined) throw new Error('RabbitMQ is not installed: run `node scripts/prepare.mjs --test-services`');
  const base = await mkdtemp(join(tmpdir(), 'raccordo-rabbit-'));
  const [port, dist, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const node = `raccordo-${randomBytes(4).toString('hex')}@localhost`;
  const env = environment(base, node, dist, epmdPort);
  await writeFile(join(base, 'rabbitmq.conf'), `listeners.tcp.1 = 127.0.0.1:${port}\nlog.console = false\n`);
  await writeFile(join(base, 'advanced.config'), '[].');
  await writeFile(join(base, 'enabled_plugins'), '[].');
  const epmd = startServer('epmd', ['-port', String(epmdPort), '-address', '127.0.0.1'], { env, onOrphaned: 'KILL' });
  let server: ServerProcess | undefined;

  const start = async (): Promise<void> => {
    server = startServer(join(bin, 'rabbitmq-server'), [], { env, onOrphaned: 'KILL' });
    await untilReady(server, () => answers(port), 120);
  };
  const stop = async (): Promise<void> => {
    if (server?.running) await server.kill('SIGKILL');
    if (epmd.running) await epmd.kill('SIGKILL');
    await rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const ctl = async (...args: readonly string[]): Promise<string> =>
    (await run(join(bin, 'rabbitmqctl'), ['-n', node, '-q', ...args], { env })).stdout;
  const url = `amqp://guest:guest@127.0.0.1:${port}`;

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    ctl,
    async freshVhost() {
      const name = `raccordo-${randomBytes(6).toString('hex')}`;
      const make = `rabbit_vhost:add(<<"${name}">>, <<"test">>),
        rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"${name}">>, <<".*">>, <<".*">>, <<".*">>, <<"test">>).`;
      await ctl('eval', make);
      return `${url}/${name}`;
    },
    async kill9() {
      await server?.kill('SIGKILL');
    },
    restart: start,
    stop,
  };
}

function environment(base: string, node: string, dist: number, epmd: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: base,
    RABBITMQ_NODENAME: node,
    RABBITMQ_MNESIA_BASE: join(base, 'mnesia'),
    RABBITMQ_LOG_BASE: join(base, 'log'),
    RABBITMQ_PID_FILE: join(base, 'pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(base, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(base, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(base, 'advanced.config'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_DIST_PORT: String(dist),
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_CRASH_DUMP_SECONDS: '0',
    // The start script then becomes the server instead of waiting for it: a kill reaches the server itself.
    RUNNING_UNDER_SYSTEMD: 'true',
    // Idle schedulers that spin would take the few cores of a test machine from the tests.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      '-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none',
  };
}

/** Whether the node greets as AMQP does: it listens some time before that. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
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
