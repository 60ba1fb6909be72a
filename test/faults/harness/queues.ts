/** What lies in the queues of a virtual host. */
import { addressesIn } from '../../../src/foundation/addresses.js';
import { eventually } from '../../support/gateway.js';
import type { RabbitService } from '../../support/services.js';

/** Of one address or of several of a cluster. */
export const vhostOf = (url: string): string =>
  decodeURIComponent(new URL(addressesIn(url)[0] ?? '').pathname.slice(1));

/** What `rabbitmqctl` lists of a virtual host, a line for each. */
export async function listed(ctl: RabbitService['ctl'], url: string, ...what: readonly string[]): Promise<string[]> {
  const [command = '', ...columns] = what;
  const lines = (await ctl(command, '-p', vhostOf(url), '--no-table-headers', ...columns)).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** Nothing when all queues become empty, or what is wrong. */
export function emptied(ctl: RabbitService['ctl'], url: string): Promise<string[]> {
  const filled = async (): Promise<string[]> =>
    (await listed(ctl, url, 'list_queues', 'name', 'messages')).filter((line) => !/\t0$/.test(line));
  return eventually(filled, (left) => left.length === 0, 30).then(
    () => [],
    () => ['the queues are not empty at the end'],
  );
}
