/** The options and the end that the commands of the contract kit share: in which form they report, and where to. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { REPORT_FORMATS, type Reporter, type ReportFormat, reporter } from '../contract-kit/report.js';
import { cliError, EXIT } from './errors.js';
import { choice } from './input.js';

export interface ReportOptions {
  readonly format: ReportFormat;
  readonly output?: string;
}

export const withReport = (command: Command): Command =>
  command
    .addOption(
      choice('--format <format>', 'form of the report: for people, or JUnit XML', REPORT_FORMATS).default('human'),
    )
    .option('--output <file>', 'write the report into this file; only its last line is printed then');

/** Throws `file-unwritable`. */
export function writeOutput(file: string, content: string | Buffer): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw cliError('file-unwritable', `${file}: ${(error as { code?: string }).code ?? 'unwritable'}`, {
      cause: error,
    });
  }
}

/** A report that is printed, or written where the options say; `end` also sets the exit code. */
export function startReport({ format, output }: ReportOptions, title: string): Reporter {
  const print = (text: string): void => {
    process.stdout.write(text);
  };
  // The file is opened first: a run of minutes must not end with a name that cannot be written.
  if (output !== undefined) writeOutput(output, '');
  const report = reporter({ format, title, ...(output === undefined ? { print } : {}) });
  const summary = reporter({ format: 'human', title, print: () => undefined });
  return {
    add(one) {
      report.add(one);
      summary.add(one);
    },
    end() {
      const text = report.end();
      if (output === undefined) print(text);
      else {
        writeOutput(output, text);
        print(summary.end());
      }
      if (report.failed > 0) process.exitCode = EXIT.wrong;
      return text;
    },
    get failed() {
      return report.failed;
    },
  };
}
