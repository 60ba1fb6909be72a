// `npm run test:faults`: every fault scenario, the account of each as a table, and docs/reliability-report.md made of it.
// Arguments go on to vitest; then only a part is run on purpose, and the report is left as it is.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportPage, tableOf } from './lib/faults-report.mjs';
import { root } from './lib/run.mjs';
import { runVitest } from './lib/vitest-report.mjs';

const args = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'raccordo-faults-'));
const seed = process.env.RACCORDO_TEST_FAULTS_SEED ?? String(1 + Math.floor(Math.random() * 1e9));
Object.assign(process.env, {
  RACCORDO_TEST_FAULTS: 'all',
  RACCORDO_TEST_FAULTS_SEED: seed,
  RACCORDO_TEST_FAULTS_ROWS: directory,
});

const began = new Date();
console.log(`seed ${seed}: RACCORDO_TEST_FAULTS_SEED=${seed} makes the same choices again`);
try {
  const { passed, failed, skipped } = runVitest(args.length > 0 ? args : ['test/faults']);
  const rows = readdirSync(directory)
    .flatMap((file) => readFileSync(join(directory, file), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line))
    .sort((a, b) => a.fault - b.fault || a.seed - b.seed);
  console.log(`\n${tableOf(rows)}\n`);
  if (args.length === 0) {
    const page = reportPage(rows, { began, ended: new Date(), seed, counts: { passed, failed, skipped } });
    writeFileSync(join(root, 'docs', 'reliability-report.md'), page);
    console.log('written: docs/reliability-report.md');
  }
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} not run` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
