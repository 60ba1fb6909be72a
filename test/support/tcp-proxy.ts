/** A TCP proxy that does to connections what networks do: cuts them, lets them hang, slows them, swallows answers. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  /** What the server says does not reach the client any more. */
  deaf: boolean;
}

/** Makes a judge of what a server sends on one connection, which is called with all of it: true from the first byte that is to be swallowed on. */
export type Swallow = () => (chunk: Buffer) => boolean;

export class TcpProxy {
  readonly #pairs = new Set<Pair>();
  readonly #server = createServer({ allowHalfOpen: false }, (client) => this.#join(client));
  #latencyMs = 0;
  #refusing = false;
  #frozen = false;
  #swallow: Swallow | undefined;
  /** Connections on which answers were swallowed. */
  swallowed = 0;

  private constructor(private readonly target: URL) {}

  /** In front of the host and port of `url`. */
  static async inFrontOf(url: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(url));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The address of the server, by way of this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** Holds every piece back for so long, in both directions. */
  delay(ms: number): void {
    this.#latencyMs = ms;
  }

  /** Breaks every connection off at once. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  /** Breaks off at once and turns new connections away, or takes them again. */
  refuse(refusing: boolean): void {
    this.#refusing = refusing;
    if (refusing) this.cut();
  }

  /** Half-open: connections stay, nothing passes, as behind a firewall that has forgotten them. */
  freeze(frozen: boolean): void {
    this.#frozen = frozen;
    // Nobody will ever speak on them again: what was said meanwhile is gone.
    if (!frozen) this.cut();
  }

  /** On connections made from now on swallows what the server says where `judge` finds it; those there are get cut. */
  swallow(judge: Swallow | undefined): void {
    this.#swallow = judge;
    this.cut();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket): void {
    client.on('error', () => undefined);
    if (this.#refusing) {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ host: this.target.hostname, port: Number(this.target.port), noDelay: true });
    client.setNoDelay(true);
    const pair: Pair = { client, server, deaf: false };
    this.#pairs.add(pair);
    const judge = this.#swallow?.();
    server.on('error', () => undefined);
    server.on('close', () => client.destroy());
    client.on('close', () => {
      server.destroy();
      this.#pairs.delete(pair);
    });
    this.#pass(client, server, () => true);
    this.#pass(server, client, (chunk) => {
      if (!pair.deaf && judge?.(chunk)) {
        pair.deaf = true;
        this.swallowed += 1;
      }
      return !pair.deaf;
    });
  }

  #pass(from: Socket, to: Socket, may: (chunk: Buffer) => boolean): void {
    let last = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      if (this.#frozen || !may(chunk)) return;
      const wait = this.#latencyMs;
      // In the order in which they came, whatever the delay does meanwhile.
      last = last.then(async () => {
        if (wait > 0) await sleep(wait);
        if (!to.destroyed) to.write(chunk);
      });
    });
  }
}

const METHOD = 1;
const BASIC_ACK = 60 * 65_536 + 80;
const CHANNEL_CLOSE_OK = 20 * 65_536 + 41;

/** Finds a method in what RabbitMQ says; AMQP 0-9-1, 2.3.5. */
function says(method: number, fits: (args: Buffer) => boolean = () => true): Swallow {
  return () => {
    let rest: Buffer = Buffer.alloc(0);
    return (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 8) {
        const size = rest.readUInt32BE(3);
        if (rest.length < size + 8) return false;
        if (rest[0] === METHOD && rest.readUInt32BE(7) === method && fits(rest.subarray(11))) return true;
        rest = rest.subarray(size + 8);
      }
      return false;
    };
  };
}

/** The confirm of a delivery tag from `tag` on (1.8.3.13). */
export const confirmsFrom = (tag: number): Swallow =>
  says(BASIC_ACK, (args) => args.length >= 8 && args.readBigUInt64BE(0) >= BigInt(tag));

/** The word that a channel is closed (1.5.2.6). */
export const closedChannel: Swallow = says(CHANNEL_CLOSE_OK);
