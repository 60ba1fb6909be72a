/** `raccordo contract`: the contract kit. `check` runs every fixture of every contract, offline. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadFixtures } from '../contract/fixtures.js';
import { checkFixture } from '../fixture-check.js';
import { SIDES, type SideName } from '../foundation/names.js';
import { buildSides } from '../sides.js';
import { addContractDiff } from './contract-diff.js';
import { addContractNew } from './contract-new.js';
import { addContractVerify } from './contract-verify.js';
import { cliError } from './errors.js';
import { choice, settingsFrom } from './input.js';
import { type ReportOptions, startReport, withReport } from './kit-report.js';

export function addContractCommands(program: Command): void {
  const contract = program.command('contract').description('the contracts of the sides and their fixtures');
  withReport(contract.command('check'))
    .description('runs the fixtures through contract, mapping and checks, both ways')
    .addOption(choice('--side <side>', 'only this side', SIDES))
    .argument('[dir]', 'a folder laid out like contracts/; by default the one that comes with Raccordo')
    .action(check);
  addContractVerify(contract);
  addContractNew(contract);
  addContractDiff(contract);
}

function check(dir: string | undefined, options: ReportOptions & { side?: SideName }): void {
  const { side: only } = options;
  const fixtures = dir === undefined ? loadFixtures(only) : loadFixtures(only, resolve(dir));
  if (fixtures.length === 0)
    throw cliError('file-unreadable', `no fixture found${only ? ` of ${only}` : ''} in ${dir ?? 'contracts'}`);
  const sides = buildSides(settingsFrom({}));
  const report = startReport(options, 'raccordo contract check');
  for (const fixture of fixtures) {
    const { record, event, revision, name, shows } = fixture;
    const side = sides.get(fixture.side);
    const details = side ? checkFixture(side, fixture) : [`${fixture.side} is not spoken yet`];
    report.add({
      group: `${fixture.side} ${record}/${event} ${revision}`,
      name: `${name}: ${shows}`,
      outcome: details.length === 0 ? 'passed' : 'failed',
      details,
    });
  }
  report.end();
}
