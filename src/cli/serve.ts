/** `raccordo serve` and `raccordo migrate`. */
import type { Command } from 'commander';
import type { Settings } from '../foundation/settings/load.js';
import { hasDoors, ROLES, type Role } from '../gateway/membership.js';
import { makeLogger, startGateway } from './compose.js';
import { cliError } from './errors.js';
import { gatewaySettings } from './gateway-settings.js';
import { choice } from './input.js';
import { untilStopped } from './lifecycle.js';
import { migrate } from './migrate.js';

export function addServeCommands(program: Command): void {
  program
    .command('serve')
    .description('runs the gateway')
    .addOption(
      choice('--role <role>', 'api: doors only; worker: deliveries and jobs; sync: jobs only', ROLES).default('all'),
    )
    .option('--config <file>', 'configuration file')
    .action(serve);
  program
    .command('migrate')
    .description('brings the database and the queues of the broker up to date')
    .option('--config <file>', 'configuration file')
    .action(migrate);
}

async function serve({ role, ...options }: { role: Role; config?: string }): Promise<void> {
  const settings = gatewaySettings(options);
  if (role !== 'all' && settings.store.url === undefined) {
    throw cliError('role-needs-database', `--role ${role} with the embedded store in ${settings.store.directory}`);
  }
  if (hasDoors(role)) refuseOpenDoor(settings);
  const logger = makeLogger(settings);
  const running = await startGateway(settings, role, logger);
  const where = settings.store.url === undefined ? `embedded in ${settings.store.directory}` : 'PostgreSQL';
  const carrier = settings.broker.url === undefined ? 'in process' : 'RabbitMQ';
  process.stdout.write(
    `raccordo ${role} ready${running.url ? ` at ${running.url}` : ''} (store: ${where}, broker: ${carrier})\n`,
  );
  await untilStopped(() => running.stop(), settings.processes.stopSeconds);
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** A gateway that anyone on the network could call with anyone's records does not start by accident. */
function refuseOpenDoor({ http, callers }: Settings): void {
  if (callers.length > 0 || LOOPBACK.has(http.host) || http.allowAnonymous) return;
  throw cliError('anonymous-open', `http.host is ${http.host} and callers is empty`);
}
