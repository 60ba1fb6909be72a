/** RabbitMQ of three nodes, each on a host of its own, and what can go wrong between them. */
import { eventually } from '../../support/gateway.js';
import { type RabbitNode, rabbitNode } from '../../support/rabbit-node.js';
import { type Host, Network } from './network.js';
import type { Random } from './random.js';

const SIZE = 3;
const [PORT, DIST_PORT, EPMD_PORT] = [5672, 25672, 4369];

/**
 * How the nodes are parted; the names are those of the suite with which RabbitMQ tests quorum queues.
 * - `halves`: the first from the others. `random halves`: parted in two by chance. `random node`: one from the others.
 * - `majorities ring`: each hears itself and one other, no two the same. Of three nodes none can then talk with another,
 *   because what a node hears it cannot answer.
 */
export const SHAPES = ['random halves', 'halves', 'majorities ring', 'random node'] as const;
export type Shape = (typeof SHAPES)[number];

/** Places of nodes: what the first sends to the second is lost. */
type Cut = readonly [from: number, to: number];

/** Between two groups, both ways. */
const between = (one: readonly number[], other: readonly number[]): readonly Cut[] =>
  one.flatMap((a) =>
    other.flatMap((b): Cut[] => [
      [a, b],
      [b, a],
    ]),
  );

export function cutsOf(shape: Shape, random: Random): readonly Cut[] {
  const places = Array.from({ length: SIZE }, (_, place) => place);
  const shuffled: number[] = [];
  while (places.length > shuffled.length) shuffled.push(random.pick(places.filter((one) => !shuffled.includes(one))));
  const half = SIZE >> 1;
  switch (shape) {
    case 'halves':
      return between(places.slice(0, half), places.slice(half));
    case 'random halves':
      return between(shuffled.slice(0, half), shuffled.slice(half));
    case 'random node':
      return between(shuffled.slice(0, 1), shuffled.slice(1));
    case 'majorities ring':
      return shuffled.map((place, n): Cut => [shuffled[(n + 1) % SIZE] ?? place, place]);
  }
}

export class Cluster {
  private constructor(
    private readonly network: Network,
    readonly nodes: readonly RabbitNode[],
  ) {}

  /** @throws NotRun where this machine does not allow it. */
  static async start(random: Random): Promise<Cluster> {
    const network = await Network.open(SIZE, random);
    const cookie = Array.from({ length: 20 }, () => String.fromCharCode(random.between(65, 90))).join('');
    const nodes: RabbitNode[] = [];
    const cluster = new Cluster(network, nodes);
    try {
      for (const host of network.hosts) nodes.push(await nodeOn(host, network.hosts, cookie));
      for (const node of nodes) await node.start(180);
      await cluster.whole();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** An empty virtual host: the addresses of all nodes with it. */
  async freshVhost(): Promise<string> {
    const vhost = await this.node(0).freshVhost();
    return this.nodes.map(({ url }) => `${url}/${vhost}`).join(',');
  }

  node(place: number): RabbitNode {
    const node = this.nodes[place];
    if (node === undefined) throw new Error(`there is no node ${place}`);
    return node;
  }

  /** Which node has most of the leaders of the queues of this virtual host. */
  async leader(vhost: string): Promise<number> {
    const lines = (await this.node(0).ctl('list_queues', '-p', vhost, '--no-table-headers', 'leader')).split('\n');
    const counts = this.nodes.map(({ name }) => lines.filter((line) => line.trim() === name).length);
    return counts.indexOf(Math.max(...counts));
  }

  /** @returns what was parted, for a person. */
  async partition(shape: Shape, random: Random): Promise<string> {
    const { hosts } = this.network;
    const cuts = cutsOf(shape, random);
    for (const [from, to] of cuts) await this.network.cut(hosts[from] as Host, hosts[to] as Host);
    return cuts.map(([from, to]) => `${from + 1}→${to + 1}`).join(' ');
  }

  heal(): Promise<void> {
    return this.network.heal();
  }

  /** Waits until every node sees every other and none has noted a partition. */
  async whole(seconds = 120): Promise<void> {
    await eventually(
      () => this.#apart(),
      (apart) => apart.length === 0,
      seconds,
    );
  }

  /**
   * Waits as `whole` does; nodes that are not back by themselves after `seconds` are killed and started, as an operator does.
   * @returns their places.
   */
  async mended(seconds: number): Promise<readonly number[]> {
    const late = await this.whole(seconds).then(
      () => [],
      () => this.#apart(),
    );
    for (const place of late) {
      await this.node(place).kill9();
      await this.node(place).start();
    }
    await this.whole();
    return late;
  }

  /** Places of nodes that do not run; where all run, of those that do not see all others. */
  async #apart(): Promise<readonly number[]> {
    const question = '{length(rabbit_mnesia:cluster_nodes(running)), rabbit_node_monitor:partitions()}.';
    const answers = await Promise.all(this.nodes.map(({ ctl }) => ctl('eval', question).catch(() => undefined)));
    const away = answers.flatMap((answer, place) => (answer === undefined ? [place] : []));
    if (away.length > 0) return away;
    return answers.flatMap((answer, place) => (answer?.trim() === `{${SIZE},[]}` ? [] : [place]));
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.remove()));
    await this.network.close();
  }
}

function nodeOn({ address, within }: Host, hosts: readonly Host[], cookie: string): Promise<RabbitNode> {
  return rabbitNode({
    name: `rabbit@${address}`,
    address,
    within,
    cookie,
    port: PORT,
    distPort: DIST_PORT,
    epmdPort: EPMD_PORT,
    config: [
      'loopback_users = none',
      'cluster_formation.peer_discovery_backend = classic_config',
      ...hosts.map((host, n) => `cluster_formation.classic_config.nodes.${n + 1} = rabbit@${host.address}`),
      // As docs/operations.md advises: what is no queue (exchanges, bindings, users) has no other protection.
      'cluster_partition_handling = pause_minority',
    ],
    // A node counts as away after some 5 s instead of 60: a partition of 10 s is then one for all parts of the server.
    erl: '-kernel net_ticktime 5',
  });
}
