/** The `raccordo` command. */
import { Command, CommanderError } from 'commander';
import { RaccordoError } from '../foundation/errors.js';
import { findingLine } from '../foundation/finding.js';
import { packageVersion } from '../foundation/package.js';
import { addContractCommands } from './contract.js';
import { addDemoCommand } from './demo.js';
import { addDoctorCommand } from './doctor.js';
import { addDocumentCommands } from './documents.js';
import { EXIT, exitCodeOf } from './errors.js';
import { listenForStop } from './lifecycle.js';
import { addRemoteCommands } from './remote.js';
import { addSandboxCommand } from './sandbox.js';
import { addServeCommands } from './serve.js';
import { addSettingsCommand } from './settings.js';

/** Commands that go on until they are told to end. */
const LASTING: ReadonlySet<string> = new Set(['demo', 'serve', 'sandbox']);

export function buildProgram(): Command {
  const program = new Command('raccordo')
    .description('Interoperability gateway between the Italian employment services')
    .version(packageVersion())
    .showSuggestionAfterError()
    .exitOverride()
    .hook('preAction', (_program, command) => {
      if (LASTING.has(command.name())) void listenForStop();
    });
  addDemoCommand(program);
  addServeCommands(program);
  addDocumentCommands(program);
  addContractCommands(program);
  addRemoteCommands(program);
  addSandboxCommand(program);
  addDoctorCommand(program);
  addSettingsCommand(program);
  for (const command of allCommands(program)) command.exitOverride();
  return program;
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}

/** Runs the command line; the exit code is in `process.exitCode`. */
export async function run(argv: readonly string[]): Promise<void> {
  for (const output of [process.stdout, process.stderr]) output.on('error', unlessNobodyReads);
  try {
    await buildProgram().parseAsync(argv as string[]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Whoever reads our output may stop in the middle (`… | head`); that is no fault. */
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof RaccordoError) {
    process.stderr.write(`raccordo: ${error.title}: ${error.message}\n`);
    for (const finding of error.findings) process.stderr.write(`  ${findingLine(finding)}\n`);
    if (error.mend !== '') process.stderr.write(`  ${error.mend}\n`);
    return exitCodeOf(error);
  }
  process.stderr.write(
    `raccordo: unexpected fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.wrong;
}
