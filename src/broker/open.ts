import type { Broker } from './broker.js';
import { openInProcess } from './in-process.js';
import type { BrokerLog } from './link.js';
import { openRabbit } from './rabbit.js';

export interface BrokerOptions {
  /** RabbitMQ. Without it the calls stay in this process. */
  readonly url?: string;
  readonly log: BrokerLog;
}

/**
 * Opens the broker.
 * @throws `broker-unreachable`, `broker-refused`, `broker-topology`.
 */
export async function openBroker(options: BrokerOptions): Promise<Broker> {
  return options.url === undefined ? openInProcess() : await openRabbit(options.url, options.log);
}
