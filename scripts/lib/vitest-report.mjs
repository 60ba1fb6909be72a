// Runs vitest and counts what it says it has run.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, run } from './run.mjs';

/** { passed, failed, skipped, files }: numbers of tests, and the absolute paths of the test files that ran. */
export function runVitest(args) {
  const directory = mkdtempSync(join(tmpdir(), 'raccordo-vitest-'));
  const report = join(directory, 'report.json');
  try {
    const well = run(bin('vitest'), [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ]);
    const counts = countsOf(readReport(report));
    // A run that failed without a failing test: an error outside the tests, or no report at all.
    return well || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}

function countsOf({ testResults }) {
  const tests = testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
  const count = (...states) => tests.filter((state) => states.includes(state)).length;
  // A file that could not be loaded has no tests to fail.
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: count('passed'),
    failed: count('failed') + brokenFiles.length,
    skipped: tests.length - count('passed', 'failed'),
    files: testResults.map((file) => file.name),
  };
}
