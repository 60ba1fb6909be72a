/** A private RabbitMQ of one node. */
import { randomBytes } from 'node:crypto';
import { freePort } from './process.js';
import { type RabbitNode, rabbitNode } from './rabbit-node.js';

export interface RabbitService {
  /** The default virtual host. */
  readonly url: string;
  /** Makes an empty virtual host; its URL. */
  freshVhost(): Promise<string>;
  /** Runs `rabbitmqctl` on this node; its output. */
  ctl: RabbitNode['ctl'];
  kill9(): Promise<void>;
  /** Starts it again after `kill9`, on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRabbit(): Promise<RabbitService> {
  const [port, distPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const name = `raccordo-${randomBytes(4).toString('hex')}@localhost`;
  const node = await rabbitNode({ name, address: '127.0.0.1', port, distPort, epmdPort });
  try {
    await node.start();
  } catch (error) {
    await node.remove();
    throw error;
  }
  const { url, ctl, kill9 } = node;
  return {
    url,
    ctl,
    kill9,
    freshVhost: async () => `${url}/${await node.freshVhost()}`,
    restart: () => node.start(),
    stop: () => node.remove(),
  };
}
