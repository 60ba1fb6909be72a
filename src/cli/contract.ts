/** `raccordo contract check`: every fixture of every contract, offline. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadFixtures } from '../contract/fixtures.js';
import { checkFixture } from '../fixture-check.js';
import { SIDES, type SideName } from '../foundation/names.js';
import { buildSides } from '../sides.js';
import { cliError, EXIT } from './errors.js';
import { choice, settingsFrom } from './input.js';

export function addContractCommands(program: Command): void {
  const contract = program.command('contract').description('the contracts of the sides and their fixtures');
  contract
    .command('check')
    .description('runs the fixtures through contract, mapping and checks, both ways')
    .addOption(choice('--side <side>', 'only this side', SIDES))
    .argument('[dir]', 'a folder laid out like contracts/; by default the one that comes with Raccordo')
    .action(check);
}

function check(dir: string | undefined, { side: only }: { side?: SideName }): void {
  const fixtures = dir === undefined ? loadFixtures(only) : loadFixtures(only, resolve(dir));
  if (fixtures.length === 0)
    throw cliError('file-unreadable', `no fixture found${only ? ` of ${only}` : ''} in ${dir ?? 'contracts'}`);
  const sides = buildSides(settingsFrom({}));
  let wrong = 0;
  for (const fixture of fixtures) {
    const side = sides.get(fixture.side);
    const differences = side ? checkFixture(side, fixture) : [`${fixture.side} is not spoken yet`];
    if (differences.length > 0) wrong += 1;
    const title = `${fixture.side} ${fixture.record}/${fixture.event} ${fixture.revision} ${fixture.name}: ${fixture.shows}`;
    process.stdout.write(`${differences.length === 0 ? 'ok   ' : 'WRONG'}  ${title}\n`);
    for (const difference of differences) process.stdout.write(`         ${difference}\n`);
  }
  process.stdout.write(`${fixtures.length - wrong} hold, ${wrong} do not\n`);
  if (wrong > 0) process.exitCode = EXIT.wrong;
}
