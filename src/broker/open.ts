import type { SideName } from '../foundation/names.js';
import type { Broker } from './broker.js';
import { openInProcess } from './in-process.js';
import type { BrokerLog } from './link.js';
import { openRabbit } from './rabbit.js';

export interface BrokerOptions {
  /** RabbitMQ. Without it the calls stay in this process. */
  readonly url?: string;
  readonly log: BrokerLog;
  /** The sides that calls are for: what they need is declared. */
  readonly sides: readonly SideName[];
}

/**
 * Opens the broker.
 * @throws `broker-unreachable`, `broker-refused`, `broker-topology`.
 */
export async function openBroker({ url, log, sides }: BrokerOptions): Promise<Broker> {
  return url === undefined ? openInProcess() : await openRabbit({ url, log, sides });
}
