/** A gateway of one or several processes between senders and the simulated nation, and the account of what happened there. */
import { rm } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type AnpalSandbox, startSandbox } from '../../../src/sandbox/index.js';
import { freshEmbedded } from '../../support/fresh.js';
import {
  eventually,
  type GatewayProcess,
  type ProcessOptions,
  processEnvironment,
  type ShownMessage,
  startGatewayProcess,
} from '../../support/gateway.js';
import { freePort } from '../../support/process.js';
import { routesEnv } from '../../support/routes.js';
import { type Account, accountOf, type Delivered, nameOf, type Standing } from './account.js';
import { Load, type LoadOptions } from './load.js';

export interface WorldOptions {
  /** A database that is brought up to date; without it every process has an embedded store, so there is one process. */
  readonly store?: string;
  /** RabbitMQ; without it the broker is in the process. */
  readonly broker?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Puts something between the gateway and the nation: its address instead of that of the sandbox. */
  readonly front?: (nation: string) => Promise<{ readonly url: string; close(): Promise<void> }>;
}

/** Profilings are answered with a document of the node's own; the rest is as a region has it. */
export const ROUTES = [
  { record: 'sap', event: '*', source: 'silp', destinations: ['anpal'] },
  { record: 'profiling', event: 'invio', source: 'silp', destinations: ['anpal'] },
  { record: 'profiling', event: 'esito', source: 'anpal', destinations: [] },
];

/** The shortest lease that leaves time to store an answer in. */
export const LEASE_SECONDS = 6;

interface Member {
  readonly process: GatewayProcess;
  readonly hasDoors: boolean;
  alive: boolean;
}

/** Worlds that nobody has closed yet. */
const open = new Set<World>();

export class World {
  readonly #members = new Map<string, Member>();
  readonly #ports = new Map<string, number>();
  readonly #loads: Load[] = [];
  /** How long the simulated side, which is in this process, was kept from its work at a time. */
  readonly #delay = monitorEventLoopDelay();

  private constructor(
    readonly anpal: AnpalSandbox,
    private readonly documents: ReadonlyMap<string, string>,
    private readonly received: readonly Received[],
    private readonly directory: string | undefined,
    private readonly env: Readonly<Record<string, string>>,
    private readonly endFront: () => Promise<void>,
  ) {}

  static async open(options: WorldOptions = {}): Promise<World> {
    const documents = new Map<string, string>();
    const received: Received[] = [];
    const anpal = await startSandbox('anpal', {
      onReceived(operation, digest, document) {
        documents.set(digest, document.toString());
        received.push({ at: new Date().toISOString(), operation, digest });
      },
    });
    const front = await options.front?.(anpal.url);
    const url = front?.url ?? anpal.url;
    const directory = options.store === undefined ? await freshEmbedded() : undefined;
    const env = processEnvironment({ anpal: url, anpalServices: new URL(url).origin, silp: 'http://127.0.0.1:1' }, 0, {
      RACCORDO_DELIVERY_LEASE_SECONDS: String(LEASE_SECONDS),
      RACCORDO_DELIVERY_DOUBT_SECONDS: '2',
      RACCORDO_DELIVERY_ATTEMPTS: '100',
      RACCORDO_SOAP_WAIT_SECONDS: '0',
      ...routesEnv(ROUTES),
      ...(options.store === undefined ? {} : { RACCORDO_STORE_URL: options.store }),
      ...(directory === undefined ? {} : { RACCORDO_STORE_DIRECTORY: directory }),
      ...(options.broker === undefined ? {} : { RACCORDO_BROKER_URL: options.broker }),
      ...options.env,
    });
    const world = new World(anpal, documents, received, directory, env, async () => front?.close());
    open.add(world);
    world.#delay.enable();
    return world;
  }

  /** Starts a process of the gateway; one of the same name has its address again. */
  async start(
    name: string,
    options: ProcessOptions = {},
    env: Readonly<Record<string, string>> = {},
  ): Promise<GatewayProcess> {
    const port = this.#ports.get(name) ?? (await freePort());
    this.#ports.set(name, port);
    const process = await startGatewayProcess({ ...this.env, RACCORDO_HTTP_PORT: String(port), ...env }, options);
    const member: Member = { process, hasDoors: process.url !== '', alive: true };
    void process.ended.then(() => {
      member.alive = false;
    });
    this.#members.set(name, member);
    return process;
  }

  /** Ends a process as an operator does, where there is one. */
  async end(name: string): Promise<void> {
    const member = this.#members.get(name);
    if (member?.alive) await member.process.stop();
  }

  /** Addresses at which somebody answers. */
  doors(): string[] {
    return [...this.#members.values()]
      .filter(({ alive, hasDoors }) => alive && hasDoors)
      .map(({ process }) => process.url);
  }

  process(name: string): GatewayProcess {
    const member = this.#members.get(name);
    if (member === undefined) throw new Error(`there is no process ${name}`);
    return member.process;
  }

  load(options: Omit<LoadOptions, 'doors'>): Load {
    const load = new Load({ doors: () => this.doors(), ...options });
    this.#loads.push(load);
    return load;
  }

  /** Waits until nothing is on its way any more, or `seconds` are over: then the account shows what is left. */
  async settle(seconds = 60): Promise<void> {
    const open = async (): Promise<number | undefined> => {
      const [door] = this.doors();
      if (door === undefined) return undefined;
      const answer = await fetch(`${door}/status`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
      const { counts } = ((await answer?.json().catch(() => undefined)) ?? {}) as Status;
      return counts?.deliveries
        .filter(({ status }) => status === 'pending' || status === 'sent')
        .reduce((sum, { count }) => sum + count, 0);
    };
    await eventually(open, (left) => left === 0, seconds).catch(() => undefined);
  }

  /** Sends again what is parked, as an operator does. */
  async replayParked(): Promise<void> {
    await fetch(`${this.doors()[0]}/rest/v1/sides/anpal/parked/replay`, { method: 'POST' });
  }

  /** What became of everything that these loads (by default all) have sent, once it has had the time to leave. */
  async account(loads: readonly Load[] = this.#loads, seconds?: number): Promise<Account> {
    await this.settle(seconds);
    const delivered: Delivered[] = [];
    const strange: string[] = loads.flatMap(({ surprises }) => surprises);
    const persons = new Map(
      this.#loads.flatMap((load) =>
        load.people.map(
          (person) => [`${load.kind.operation} ${load.kind.codiceFiscale(person)}`, { load, person }] as const,
        ),
      ),
    );
    for (const { operation, subject, digest } of this.anpal.state.effects) {
      const known = persons.get(`${operation} ${subject}`);
      const number = known?.load.kind.numberIn(this.documents.get(digest) ?? '');
      if (known === undefined || number === undefined) strange.push(`${operation} ${digest.slice(0, 12)}`);
      else if (loads.includes(known.load)) delivered.push({ person: known.person, number, key: digest });
    }
    const standing = new Map<string, Standing>();
    const arrived = new Set(delivered.map(nameOf));
    for (const load of loads) {
      for (const { sent, message } of load.acknowledged) {
        if (!arrived.has(nameOf(sent))) standing.set(nameOf(sent), standingOf(await load.shown(message)));
      }
    }
    const account = accountOf({
      attempted: loads.flatMap(({ attempted }) => attempted),
      acknowledged: loads.flatMap(({ acknowledged }) => acknowledged.map(({ sent }) => sent)),
      delivered,
      standing,
      strange,
    });
    for (const name of account.duplicated) await this.#showRepeated(name, loads, delivered);
    return account;
  }

  /** What is known of a document that arrived more than once goes with the world: it is printed before. */
  async #showRepeated(name: string, loads: readonly Load[], delivered: readonly Delivered[]): Promise<void> {
    const keys = new Set(delivered.filter((one) => nameOf(one) === name).map(({ key }) => key));
    const calls = this.received.filter(({ digest }) => keys.has(digest));
    const slowestMs = Math.round(this.#delay.max / 1e6);
    const messages = (await Promise.all(loads.map((load) => load.allOf(name)))).flat();
    process.stderr.write(
      `${name} arrived more than once: ${JSON.stringify({ calls, slowestMs, messages }, null, 1)}\n`,
    );
  }

  async close(): Promise<void> {
    if (!open.delete(this)) return;
    this.#delay.disable();
    const members = [...this.#members.values()].filter(({ alive }) => alive);
    for (const { process } of members) process.child.kill('SIGKILL');
    await Promise.all(members.map(({ process }) => process.ended));
    await this.endFront();
    await this.anpal.close();
    if (this.directory !== undefined) await rm(this.directory, { recursive: true, force: true });
  }
}

/** A document that the simulated side was sent. */
interface Received {
  readonly at: string;
  readonly operation: string;
  readonly digest: string;
}

interface Status {
  readonly counts?: { readonly deliveries: readonly { readonly status: string; readonly count: number }[] };
}

function standingOf(message: ShownMessage | undefined): Standing {
  if (message === undefined) return 'unknown';
  if (message.status === 'quarantined') return 'quarantined';
  const states = message.deliveries?.map(({ status }) => status) ?? [];
  if (states.some((state) => state === 'pending' || state === 'sent')) return 'pending';
  const known = ['parked', 'refused', 'cancelled', 'acknowledged'] as const;
  return known.find((state) => states.includes(state)) ?? 'unknown';
}

/** Closes what a scenario that was given up has left open, so that its processes do not slow the next ones down. */
export async function closeWorlds(): Promise<void> {
  await Promise.all([...open].map((world) => world.close()));
}

/** Opens a world, works in it and closes it, whatever happens. */
export async function inWorld<T>(options: WorldOptions, work: (world: World) => Promise<T>): Promise<T> {
  const world = await World.open(options);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}
