/** `raccordo sandbox SIDE`: a side, simulated. */
import { type Command, Option } from 'commander';
import { FAULTS, type Fault, SANDBOX_SIDES, type SandboxSide, sampleWorkers, startSandbox } from '../sandbox/index.js';
import { cliError } from './errors.js';
import { untilStopped } from './lifecycle.js';

export function addSandboxCommand(program: Command): void {
  program
    .command('sandbox')
    .description('runs a simulated side, strict and stateful')
    .argument('<side>', SANDBOX_SIDES.join(' or '))
    .option('--port <n>', 'port to listen on; a free one by default', '0')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .addOption(new Option('--fault <fault>', 'fault to begin with').choices([...FAULTS]))
    .option('--notify <url>', 'anpal: where notificaSAP is sent')
    .option('--national <url>', 'silp: the national service it fetches SAPs from')
    .addOption(new Option('--dates <form>', 'silp: how it writes dates').choices(['iso', 'epoch']).default('iso'))
    .option('--empty', 'silp: begin without the invented workers')
    .action(sandbox);
}

async function sandbox(
  side: string,
  options: {
    port: string;
    host: string;
    fault?: Fault;
    notify?: string;
    national?: string;
    dates: 'iso' | 'epoch';
    empty?: boolean;
  },
): Promise<void> {
  const known = SANDBOX_SIDES.find((name): name is SandboxSide => name === side);
  if (!known) throw cliError('unknown-name', `sandbox ${side}; known: ${SANDBOX_SIDES.join(', ')}`);
  const running = await startSandbox(known, {
    port: Number(options.port),
    host: options.host,
    log: (line) => process.stdout.write(`${line}\n`),
    ...(options.fault === undefined ? {} : { fault: options.fault }),
    ...(options.notify === undefined ? {} : { notifyUrl: options.notify }),
    ...(options.national === undefined ? {} : { nationalUrl: options.national }),
    dates: options.dates,
    seed: options.empty === true ? {} : { workers: sampleWorkers() },
  });
  process.stdout.write(
    `sandbox ${side} ready at ${running.url}\nfaults: curl -X POST ${new URL('/sandbox/fault', running.url)} -H 'content-type: application/json' -d '{"fault":"down"}'\n`,
  );
  await untilStopped(() => running.close());
}
