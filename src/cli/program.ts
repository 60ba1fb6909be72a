/** The `raccordo` command. */
import { Command, CommanderError } from 'commander';
import { RaccordoError } from '../foundation/errors.js';
import { findingLine } from '../foundation/finding.js';
import { packageVersion } from '../foundation/package.js';
import { EXIT, exitCodeOf } from './errors.js';
import { refuseIgnored, refuseRepeated } from './forms.js';
import { listenForStop } from './lifecycle.js';

/** Commands that go on until they are told to end. */
const LASTING: ReadonlySet<string> = new Set(['demo', 'serve', 'sandbox']);

type Add = (program: Command) => void;

/** Which file brings which commands. Only that of the command that is called is loaded: each loads what it works with. */
const COMMANDS: readonly (readonly [names: readonly string[], load: () => Promise<Add>])[] = [
  [['demo'], async () => (await import('./demo.js')).addDemoCommand],
  [['serve', 'migrate'], async () => (await import('./serve.js')).addServeCommands],
  [['map', 'validate'], async () => (await import('./documents.js')).addDocumentCommands],
  [['contract'], async () => (await import('./contract.js')).addContractCommands],
  [['messages'], async () => (await import('./remote.js')).addRemoteCommands],
  [['replay', 'cancel', 'confirm'], async () => (await import('./again.js')).addAgainCommands],
  [['hold', 'release', 'holds', 'actions'], async () => (await import('./holds.js')).addHoldCommands],
  [['routes'], async () => (await import('./routes.js')).addRoutesCommand],
  [['sandbox'], async () => (await import('./sandbox.js')).addSandboxCommand],
  [['doctor'], async () => (await import('./doctor.js')).addDoctorCommand],
  [['settings'], async () => (await import('./settings.js')).addSettingsCommand],
];

/** The command with all that it can do, or with the part that brings the subcommand of this name. */
export async function buildProgram(called?: string): Promise<Command> {
  const program = new Command('raccordo')
    .description('Interoperability gateway between the Italian employment services')
    .version(packageVersion())
    .showSuggestionAfterError()
    .exitOverride()
    .hook('preAction', (_program, command) => {
      refuseIgnored(command);
      if (LASTING.has(command.name())) void listenForStop();
    });
  const wanted = COMMANDS.filter(([names]) => called !== undefined && names.includes(called));
  for (const [, load] of wanted.length > 0 ? wanted : COMMANDS) (await load())(program);
  for (const command of allCommands(program)) {
    command.exitOverride();
    refuseRepeated(command);
  }
  return program;
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}

/** Runs the command line; the exit code is in `process.exitCode`. */
export async function run(argv: readonly string[]): Promise<void> {
  for (const output of [process.stdout, process.stderr]) output.on('error', unlessNobodyReads);
  try {
    const program = await buildProgram(argv[2]);
    await program.parseAsync(argv as string[]);
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
