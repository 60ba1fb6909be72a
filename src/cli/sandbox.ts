/** `raccordo sandbox SIDE`: a side, simulated. */
import { Argument, type Command, Option } from 'commander';
import {
  FAULTS,
  type Fault,
  SANDBOX_SIDES,
  type Sandbox,
  type SandboxOptions,
  type SandboxSide,
  startSandbox,
} from '../sandbox/index.js';
import { buildSides } from '../sides.js';
import { cliError } from './errors.js';
import { withForms } from './forms.js';
import { choice, httpAddress, portNumber, settingsFrom } from './input.js';
import { untilStopped } from './lifecycle.js';
import { listenFault } from './listening.js';
import { seedFrom } from './sandbox-seed.js';
import { sandboxWelcome } from './sandbox-welcome.js';

/** What callers of the simulated SILP must give; the others ask for none. */
const ACCOUNT = { username: 'silp', password: 'silp' };

interface Address {
  readonly host: string;
  readonly port: number;
}

/** What each side takes besides what all of them do. */
const TAKES: Readonly<Record<SandboxSide, readonly string[]>> = {
  anpal: ['--notify', '--seed', '--empty'],
  silp: ['--national', '--dates', '--empty'],
  inps: ['--gateway', '--gateway-user'],
  'lavoro-per-te': ['--empty'],
  miattivo: ['--gateway', '--gateway-user', '--empty'],
  'toscana-lavoro': ['--gateway', '--gateway-user', '--empty'],
};

export function addSandboxCommand(program: Command): void {
  const simulated = program
    .command('sandbox')
    .description(
      'runs a simulated side, strict and stateful, in place of the real one; it prints every address that it answers at',
    )
    .addArgument(new Argument('<side>', 'which side').choices(SANDBOX_SIDES))
    .option('--port <n>', 'port to listen on; a free one by default', portNumber, 0)
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .addOption(choice('--fault <fault>', 'fault to begin with', FAULTS))
    .option('--notify <url>', 'anpal: where notificaSAP is sent', httpAddress)
    .option('--national <url>', 'silp: the national service it fetches SAPs from', httpAddress)
    .option('--gateway <url>', 'inps, miattivo, toscana-lavoro: the gateway that it sends to', httpAddress)
    .option('--gateway-user <name:password>', 'the account that the side has there')
    .addOption(choice('--dates <form>', 'silp: how it writes dates', ['iso', 'epoch']).default('iso'))
    .option('--empty', 'all but inps: begin without the invented people')
    .addOption(
      new Option(
        '--seed <file>',
        'anpal: receivers and appointments that it holds, as JSON, in place of the invented ones',
      ).conflicts('empty'),
    )
    .action(sandbox);
  withForms(simulated, {
    always: ['--port', '--host', '--fault'],
    forms: SANDBOX_SIDES.map((name) => ({ name, meant: ({ args }) => args[0] === name, takes: TAKES[name] })),
  });
}

async function sandbox(
  side: SandboxSide,
  options: {
    port: number;
    host: string;
    fault?: Fault;
    notify?: string;
    national?: string;
    gateway?: string;
    gatewayUser?: string;
    dates: 'iso' | 'epoch';
    empty?: boolean;
    seed?: string;
  },
): Promise<void> {
  const { host, port } = options;
  const running = await started(side, {
    port,
    host,
    log: (line) => process.stdout.write(`${line}\n`),
    ...(side === 'silp' ? { account: ACCOUNT } : {}),
    ...(options.fault === undefined ? {} : { fault: options.fault }),
    ...(options.notify === undefined ? {} : { notifyUrl: options.notify }),
    ...(options.national === undefined ? {} : { nationalUrl: options.national }),
    ...(options.gateway === undefined ? {} : { gatewayUrl: options.gateway }),
    ...(options.gatewayUser === undefined ? {} : { gatewayAccount: accountOf(options.gatewayUser) }),
    dates: options.dates,
    seed: await seedFrom(options),
  });
  const spoken = buildSides(settingsFrom({})).get(side);
  if (spoken === undefined) throw cliError('unknown-name', `side ${side} is not spoken yet`);
  process.stdout.write(sandboxWelcome(spoken, side, running.url, side === 'silp' ? ACCOUNT : undefined));
  await untilStopped(() => running.close());
}

/** The password is all that stands behind the first colon, as in HTTP Basic. */
function accountOf(user: string): { readonly username: string; readonly password: string } {
  const [username = '', ...rest] = user.split(':');
  return { username, password: rest.join(':') };
}

async function started(side: SandboxSide, options: SandboxOptions & Address): Promise<Sandbox> {
  const { host, port } = options;
  try {
    return await startSandbox(side, options);
  } catch (error) {
    throw listenFault(error, host, port);
  }
}
