// Finds files under test/ that nothing runs or reads: a test that no runner picks up proves nothing and looks as if it did.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { root } from './run.mjs';

const isSource = (file) => /\.(ts|mts|mjs|js)$/.test(file);
const isTest = (file) => file.endsWith('.test.ts');

function filesIn(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** Files of ours that a source imports, directly or through others. */
function reachableFrom(sources) {
  const reached = new Set();
  const visit = (file) => {
    if (reached.has(file) || !existsSync(file)) return;
    reached.add(file);
    if (!isSource(file)) return;
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      visit(join(dirname(file), path.replace(/\.js$/, '.ts').replace(/\.mjs$/, '.mts')));
      visit(join(dirname(file), path));
    }
  };
  sources.forEach(visit);
  return reached;
}

/**
 * Paths of the stray files: test files that are not among those `ran` (absolute paths), and other files outside
 * test/support that no test imports and whose name, or whose folder's, no source under test/ mentions.
 */
export function strayTests(ran) {
  const files = filesIn(join(root, 'test'));
  const executed = new Set(ran);
  const reached = reachableFrom(files.filter(isTest));
  const words = files
    .filter(isSource)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const isMentioned = (file) => words.includes(basename(file)) || words.includes(`${basename(dirname(file))}/`);
  const support = join(root, 'test', 'support');
  return files
    .filter((file) => {
      if (isTest(file)) return !executed.has(file);
      if (file.startsWith(support) || reached.has(file)) return false;
      return isSource(file) || !isMentioned(file);
    })
    .map((file) => relative(root, file));
}
