/** `raccordo contract verify`: the contract of a side, played against a running system. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { httpClient } from '../adapters/http.js';
import { type Fixture, loadFixtures } from '../contract/fixtures.js';
import { type Caller, type KnownValues, verify } from '../contract-kit/verify/index.js';
import { RECORDS, type RecordName, SIDES, type SideName } from '../foundation/names.js';
import type { PasswordType } from '../security/username-token.js';
import { buildSides } from '../sides.js';
import { cliError } from './errors.js';
import { withForms } from './forms.js';
import { choice, httpAddress, readInput, settingsFrom } from './input.js';
import { type ReportOptions, startReport, withReport } from './kit-report.js';

interface VerifyCommand extends ReportOptions {
  readonly side: SideName;
  readonly url: string;
  readonly servicesUrl?: string;
  readonly username?: string;
  readonly password?: string;
  readonly tokenUsername?: string;
  readonly tokenPassword?: string;
  readonly tokenType: PasswordType;
  readonly known?: string;
  readonly record?: RecordName;
  readonly revision?: string;
  readonly caller: Caller;
  readonly fixtures?: string;
  readonly timeout: string;
  readonly yes?: true;
}

export function addContractVerify(contract: Command): void {
  const verifying = withReport(contract.command('verify'))
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
    .option('--token-username <name>', 'account in the WS-Security header of the services that want one')
    .option('--token-password <password>', 'its password; by default the variable RACCORDO_VERIFY_TOKEN_PASSWORD')
    .addOption(choice('--token-type <type>', 'how that password travels', ['text', 'digest']).default('text'))
    .option('--known <file>', 'YAML: what the system holds from the start, in place of what verify.yaml names')
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
  withForms(verifying, {
    always: [
      ...['--format', '--output', '--side', '--url', '--services-url', '--known', '--record', '--revision', '--caller'],
      ...['--fixtures', '--timeout', '--yes'],
    ],
    forms: [
      { name: '--username', takes: ['--password'] },
      { name: '--token-username', takes: ['--token-password', '--token-type'] },
    ],
  });
}

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

async function run(options: VerifyCommand): Promise<void> {
  const { side: name, url, caller, record, revision } = options;
  const sides = buildSides(settingsFrom({}));
  const side = sides.get(name);
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
  const known = options.known === undefined ? {} : await knownFrom(options.known);
  const fixtures = options.fixtures === undefined ? loadFixtures() : loadFixtures(undefined, resolve(options.fixtures));
  const sends = (one: Fixture): boolean =>
    (record === undefined || one.record === record) && (revision === undefined || one.revision === revision);
  const report = startReport(options, `raccordo contract verify ${name}`);
  const password = options.password ?? process.env.RACCORDO_VERIFY_PASSWORD;
  const { tokenUsername, tokenPassword = process.env.RACCORDO_VERIFY_TOKEN_PASSWORD ?? '', tokenType } = options;
  const cases = verify({
    side,
    sides,
    known,
    fixtures,
    sends,
    caller,
    url,
    ...(options.servicesUrl === undefined ? {} : { servicesUrl: options.servicesUrl }),
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(password === undefined ? {} : { password }),
    ...(tokenUsername === undefined
      ? {}
      : { token: { username: tokenUsername, password: tokenPassword, type: tokenType } }),
    http: httpClient({ timeoutSeconds: seconds }),
    run: randomUUID(),
  });
  for await (const one of cases) report.add(one);
  report.end();
}

const knownFile = z.record(z.string(), z.record(z.string(), z.string()));

/** Throws `file-unreadable` or `wrong-usage`. */
async function knownFrom(file: string): Promise<KnownValues> {
  const read = knownFile.safeParse(parse((await readInput(file)).toString('utf8')));
  if (read.success) return read.data;
  throw cliError('wrong-usage', `${file}: expected for each name its values, all of them text`);
}
