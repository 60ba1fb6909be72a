// `npm test`: every check there is, all of them even when one fails. Arguments go on to vitest. The last line counts.
import { bin, run } from './lib/run.mjs';
import { strayTests } from './lib/stray-tests.mjs';
import { runVitest } from './lib/vitest-report.mjs';

const CHECKS = [
  ['Format and lint (biome)', () => run(bin('biome'), ['check', '.'])],
  ['Types (tsc)', () => run(bin('tsc'), ['-p', 'tsconfig.json', '--noEmit'])],
  ['Floors (dependency-cruiser)', () => run(bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'src'])],
  ['Unused files and exports (knip)', () => run(bin('knip'), [])],
  [
    'Generated files (npm run generate -- --check)',
    () => run('node', ['--import', 'tsx', 'scripts/generate.ts', '--check']),
  ],
];

const args = process.argv.slice(2);
const heading = (text) => console.log(`\n── ${text}`);
let failedChecks = 0;
const check = (title, passes) => {
  heading(title);
  if (passes()) return;
  failedChecks += 1;
  console.log('   failed');
};

for (const [title, passes] of CHECKS) check(title, passes);
heading('Tests (vitest)');
const { passed, failed, skipped, files } = runVitest(args);
// With arguments only a part is run on purpose.
if (args.length === 0) {
  check('Files under test/ that nothing runs', () => {
    const stray = strayTests(files);
    for (const file of stray) console.log(`   ${file}`);
    return stray.length === 0;
  });
}

const allFailed = failed + failedChecks;
console.log(`\n${passed} passed, ${allFailed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = allFailed > 0 ? 1 : 0;
