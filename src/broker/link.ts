/**
 * One supervised connection to RabbitMQ: set up again, by itself, whenever it is lost. Of a cluster it is a connection to
 * one of the nodes, and to another one when that is lost.
 */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelModel, connect } from 'amqplib';
import { addressesIn } from '../foundation/addresses.js';
import { RaccordoError } from '../foundation/errors.js';
import { brokerError } from './errors.js';

/** The part of a pino logger that is used here. */
export interface BrokerLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/**
 * Without `noDelay` the kernel holds back a small packet until the one before is acknowledged: with one publish at a time
 * that costs some 45 ms each. `timeout` is for the handshake only.
 */
export const SOCKET_OPTIONS = { noDelay: true, keepAlive: true, timeout: 5_000 } as const;
const HEARTBEAT_SECONDS = 10;
/** RabbitMQ 4.1 and later refuse less than 8192. */
const FRAME_MAX = 131_072;
/** How the library tells that the server let the user in and then closed: it keeps the server's own words to itself. */
const CLOSED_AT_OPEN = /Expected ConnectionOpenOk; got <ConnectionClose/;
const CLOSE_MS = 5_000;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 10_000;

export interface LinkEvents {
  /** Makes channels on a new connection. A rejection closes it, and it is tried again. */
  readonly up: (model: ChannelModel) => Promise<void>;
  /** The connection is lost, for this reason; its channels are dead. */
  readonly down: (fault: RaccordoError) => void;
}

/** A connection that was made. `lost` resolves, with the reason, when it is gone. */
interface Session {
  readonly model: ChannelModel;
  readonly lost: Promise<RaccordoError>;
}

export class Link {
  readonly #nodes: readonly URL[];
  readonly #name: string;
  readonly #events: LinkEvents;
  readonly #log: BrokerLog;
  readonly #ended = new AbortController();
  /** Place of the node that is tried first: by chance, so that processes do not all take the same one. */
  #turn: number;
  #session: Session | undefined;
  #supervision: Promise<void> | undefined;
  /** Why there is no connection; undefined while there is one. */
  fault: RaccordoError | undefined = brokerError('broker-unreachable', 'not connected yet');

  /** @param url one address, or those of all nodes of a cluster separated by commas. */
  constructor(url: string, name: string, events: LinkEvents, log: BrokerLog) {
    this.#nodes = addressesIn(url).map(complete);
    this.#turn = Math.floor(Math.random() * this.#nodes.length);
    this.#name = name;
    this.#events = events;
    this.#log = log;
  }

  /**
   * Connects for the first time, then keeps the connection.
   * @throws `broker-unreachable`, `broker-refused` or `broker-topology`; nothing is kept up then.
   */
  async start(): Promise<void> {
    this.#supervision = this.#supervise(await this.#connect());
  }

  /** Drops the connection so that it is made anew: for a channel that has died alone. */
  renew(): void {
    if (this.#session !== undefined) drop(this.#session.model);
  }

  async end(): Promise<void> {
    this.#ended.abort();
    this.renew();
    await this.#supervision;
  }

  async #supervise(first: Session): Promise<void> {
    for (let session: Session | undefined = first; session !== undefined; ) {
      const fault = await session.lost;
      if (this.#ended.signal.aborted) return;
      this.#log.warn({ link: this.#name, code: fault.code, reason: fault.message }, 'broker connection lost');
      session = await this.#reconnect();
      if (session !== undefined) this.#log.info({ link: this.#name }, 'broker connection is back');
    }
  }

  async #reconnect(): Promise<Session | undefined> {
    for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, MAX_DELAY_MS)) {
      // Half of the pause is chance: processes that lost the broker together do not come back together.
      const pause = delay / 2 + (Math.random() * delay) / 2;
      await sleep(pause, undefined, { signal: this.#ended.signal, ref: false }).catch(() => undefined);
      if (this.#ended.signal.aborted) return undefined;
      try {
        return await this.#connect();
      } catch (error) {
        this.fault = error as RaccordoError;
      }
    }
  }

  /** Tries every node once, in turn. */
  async #connect(): Promise<Session> {
    const faults: RaccordoError[] = [];
    for (const _ of this.#nodes) {
      const node = this.#nodes[this.#turn] as URL;
      this.#turn = (this.#turn + 1) % this.#nodes.length;
      try {
        return await this.#connectTo(node);
      } catch (error) {
        const fault = faultOf(error, node);
        // What is declared is the same on every node: another one says the same.
        if (fault.code === 'broker-topology' || this.#ended.signal.aborted) throw fault;
        faults.push(fault);
      }
    }
    throw together(faults);
  }

  async #connectTo(node: URL): Promise<Session> {
    let model: ChannelModel | undefined;
    try {
      model = await connect(node.href, {
        ...SOCKET_OPTIONS,
        clientProperties: { connection_name: `raccordo ${this.#name}` },
      });
      const session = { model, lost: this.#lossOf(model, node) };
      // Whatever waits for an answer that the lost connection will not bring must not keep us from making a new one.
      await Promise.race([this.#events.up(model), session.lost.then((fault) => Promise.reject(fault))]);
      this.#session = session;
      this.fault = undefined;
      // Ended while the connection was being made: `end` had nothing to drop.
      if (this.#ended.signal.aborted) this.renew();
      return session;
    } catch (error) {
      if (model !== undefined) drop(model);
      throw error;
    }
  }

  #lossOf(model: ChannelModel, node: URL): Promise<RaccordoError> {
    return new Promise((resolve) => {
      let cause: unknown;
      // `close` follows an `error`, and an `error` without a listener would end the process.
      model.on('error', (error) => {
        cause = error;
      });
      model.on('close', (error) => {
        const fault = faultOf(error ?? cause ?? new Error('connection closed'), node);
        this.fault = fault;
        this.#session = undefined;
        this.#events.down(fault);
        resolve(fault);
      });
    });
  }
}

function complete(address: string): URL {
  const url = new URL(address);
  if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  if (!url.searchParams.has('frameMax')) url.searchParams.set('frameMax', String(FRAME_MAX));
  return url;
}

/** The URL holds a password: only its host reaches a message. */
function faultOf(error: unknown, node: URL): RaccordoError {
  if (error instanceof RaccordoError) return error;
  const { message, code } = error as Error & { code?: string | number };
  if (CLOSED_AT_OPEN.test(message)) {
    const host = decodeURIComponent(node.pathname.slice(1)) || '/';
    const reason = `there is no virtual host ${host}, or this user may not use it, or it takes no more connections`;
    return brokerError('broker-refused', `${node.host}: ${reason}`);
  }
  const detail = `${node.host}: ${message || code || 'no answer'}`;
  return brokerError(/ACCESS.REFUSED|NOT.ALLOWED/i.test(detail) ? 'broker-refused' : 'broker-unreachable', detail);
}

/** What all nodes say. A refusal counts more than no answer: a person has to mend it. */
function together(faults: readonly RaccordoError[]): RaccordoError {
  const [first, ...others] = faults;
  if (first !== undefined && others.length === 0) return first;
  const refused = faults.some(({ code }) => code === 'broker-refused');
  return brokerError(
    refused ? 'broker-refused' : 'broker-unreachable',
    faults.map(({ message }) => message).join('; '),
  );
}

/**
 * Closing a connection that is closing already is refused, at once or later. A server that does not answer (a publish waits
 * for a queue without a leader) is left after a while.
 */
function drop(model: ChannelModel): void {
  if (dropped.has(model)) return;
  dropped.add(model);
  const { stream } = model.connection as unknown as { readonly stream: Socket };
  const fault = new Error('the server has not closed the connection');
  const leave = setTimeout(() => stream.destroy(fault), CLOSE_MS).unref();
  stream.once('close', () => clearTimeout(leave));
  void (async () => model.close())().catch(() => undefined);
}

const dropped = new WeakSet<ChannelModel>();
