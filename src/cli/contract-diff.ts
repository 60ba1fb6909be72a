/** `raccordo contract diff`: what a new revision breaks for whoever speaks the old one. */
import type { Command } from 'commander';
import { type Change, compareContracts } from '../contract-kit/diff/compare.js';
import { loadContract } from '../contract-kit/diff/load.js';
import { EXIT } from './errors.js';
import { type ReportOptions, startReport, withReport, writeOutput } from './kit-report.js';

export function addContractDiff(contract: Command): void {
  withReport(contract.command('diff'))
    .description('says what a contract breaks for whoever speaks another one; exit code 1 when it breaks something')
    .argument('<before>', 'the contract that is spoken: a folder, a file, or side:revision such as anpal:Rev008')
    .argument('<after>', 'the contract that it is to be')
    .action(diff);
}

function diff(before: string, after: string, options: ReportOptions): void {
  const changes = compareContracts(loadContract(before), loadContract(after));
  if (options.format === 'junit') {
    const report = startReport(options, `raccordo contract diff ${before} ${after}`);
    for (const { of, path, what, breaks } of changes)
      report.add({
        group: of,
        name: path === '' ? what : `${path}: ${what}`,
        outcome: breaks ? 'failed' : 'passed',
        details: breaks ? [what] : [],
      });
    report.end();
    return;
  }
  const breaking = changes.filter(({ breaks }) => breaks);
  const others = changes.filter(({ breaks }) => !breaks);
  const summary = `${breaking.length} changes break what speaks ${before}, ${others.length} do not\n`;
  const text = `${section('breaking', breaking)}${section('compatible', others)}${summary}`;
  if (options.output !== undefined) writeOutput(options.output, text);
  process.stdout.write(options.output === undefined ? text : summary);
  if (breaking.length > 0) process.exitCode = EXIT.wrong;
}

function section(title: string, changes: readonly Change[]): string {
  if (changes.length === 0) return '';
  const lines = changes.map(({ of, path, what }) => `  ${of}${path === '' ? '' : ` ${path}`}: ${what}\n`);
  return `${title}\n${lines.join('')}`;
}
