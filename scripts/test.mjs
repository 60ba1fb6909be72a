// `npm test`: every check there is, all of them even when one fails. Arguments go on to vitest. The last line counts.
import { bin, runAside } from './lib/run.mjs';
import { strayTests } from './lib/stray-tests.mjs';
import { runVitest } from './lib/vitest-report.mjs';

const CHECKS = [
  ['Format and lint (biome)', bin('biome'), ['check', '.']],
  ['Types (tsc)', bin('tsc'), ['-p', 'tsconfig.json', '--noEmit']],
  ['Floors (dependency-cruiser)', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'src']],
  ['Unused files and exports (knip)', bin('knip'), []],
  ['Generated files (npm run generate -- --check)', 'node', ['--import', 'tsx', 'scripts/generate.ts', '--check']],
];

const args = process.argv.slice(2);
const heading = (text) => console.log(`\n── ${text}`);
let failedChecks = 0;
const conclude = (well) => {
  if (well) return;
  failedChecks += 1;
  console.log('   failed');
};

// Each works on one core: together they take half as long.
const checks = CHECKS.map(([title, program, given]) => ({ title, done: runAside(program, given) }));
for (const { title, done } of checks) {
  heading(title);
  const { well, said } = await done;
  process.stdout.write(said);
  conclude(well);
}
heading('Tests (vitest)');
const { passed, failed, skipped, files } = runVitest(args);
// With arguments only a part is run on purpose.
if (args.length === 0) {
  heading('Files under test/ that nothing runs');
  const stray = strayTests(files);
  for (const file of stray) console.log(`   ${file}`);
  conclude(stray.length === 0);
}

const allFailed = failed + failedChecks;
console.log(`\n${passed} passed, ${allFailed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = allFailed > 0 ? 1 : 0;
