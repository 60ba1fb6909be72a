/** `raccordo contract verify`: the contract of a side, played against a running system. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { httpClient } from '../adapters/http.js';
import { loadFixtures } from '../contract/fixtures.js';
import { type Caller, verify } from '../contract-kit/verify/index.js';
import { RECORDS, type RecordName, SIDES, type SideName } from '../foundation/names.js';
import { buildSides } from '../sides.js';
import { cliError } from './errors.js';
import { choice, httpAddress, settingsFrom } from './input.js';
import { type ReportOptions, startReport, withReport } from './kit-report.js';

interface VerifyCommand extends ReportOptions {
  readonly side: SideName;
  readonly url: string;
  readonly servicesUrl?: string;
  readonly username?: string;
  readonly password?: string;
  readonly record?: RecordName;
  readonly revision?: string;
  readonly caller: Caller;
  readonly fixtures?: string;
  readonly timeout: string;
  readonly yes?: true;
}

export function addContractVerify(contract: Command): void {
  withReport(contract.command('verify'))
    .description('plays the contract of a side against a running system; it writes there, about invented people')
    .addOption(choice('--side <side>', 'whose contract', SIDES).makeOptionMandatory())
    .requiredOption('--url <url>', 'address of the system, as sides.<side>.url has it', httpAddress)
    .option(
      '--services-url <url>',
      'address under which its other services stand; by default the folder of --url',
      httpAddress,
    )
    .option('--username <name>', 'HTTP Basic account')
    .option('--password <password>', 'its password; by default the variable RACCORDO_VERIFY_PASSWORD')
    .addOption(choice('--record <record>', 'send documents of this record only', RECORDS))
    .option('--revision <revision>', 'send documents of this revision only')
    .addOption(
      choice('--caller <caller>', 'who calls: a region its national services, or the nation a region', [
        'region',
        'nation',
      ]).default('region'),
    )
    .option('--fixtures <dir>', 'a folder laid out like contracts/ whose fixtures are sent')
    .option('--timeout <seconds>', 'how long an answer is waited for', '30')
    .option('--yes', 'the system may be written to, although it is not on this machine')
    .action(run);
}

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

async function run(options: VerifyCommand): Promise<void> {
  const { side: name, url, caller, record, revision } = options;
  const side = buildSides(settingsFrom({})).get(name);
  if (side === undefined) throw cliError('unknown-name', `side ${name} is not spoken yet`);
  const seconds = Number(options.timeout);
  if (!(seconds > 0)) throw cliError('wrong-usage', '--timeout: expected a number of seconds');
  const { hostname, origin } = new URL(url);
  process.stderr.write(`This writes records of invented people into the system at ${origin}.\n`);
  if (!LOCAL.test(hostname) && options.yes !== true)
    throw cliError(
      'wrong-usage',
      `${hostname} is not this machine: say --yes if it is a system for tests, never one in use`,
    );
  const all = options.fixtures === undefined ? loadFixtures(name) : loadFixtures(name, resolve(options.fixtures));
  const fixtures = all.filter(
    (one) => (record === undefined || one.record === record) && (revision === undefined || one.revision === revision),
  );
  const report = startReport(options, `raccordo contract verify ${name}`);
  const password = options.password ?? process.env.RACCORDO_VERIFY_PASSWORD;
  const cases = verify({
    side,
    fixtures,
    caller,
    url,
    ...(options.servicesUrl === undefined ? {} : { servicesUrl: options.servicesUrl }),
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(password === undefined ? {} : { password }),
    http: httpClient({ timeoutSeconds: seconds }),
    run: randomUUID(),
  });
  for await (const one of cases) report.add(one);
  report.end();
}
