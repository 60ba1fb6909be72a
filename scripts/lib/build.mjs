// Compiles when a source is newer than what was compiled last.
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const STAMP = join(root, 'dist', '.built');

const timeOf = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The latest change below a directory; a file that was removed changes its directory. */
function latestIn(directory) {
  return readdirSync(directory, { withFileTypes: true }).reduce((latest, entry) => {
    const path = join(directory, entry.name);
    return Math.max(latest, entry.isDirectory() ? latestIn(path) : timeOf(path));
  }, timeOf(directory));
}

export function build() {
  const started = new Date();
  const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((file) =>
    timeOf(join(root, file)),
  );
  if (timeOf(STAMP) > Math.max(latestIn(join(root, 'src')), ...settings)) return true;
  console.error('Building (npm run build)');
  // What was compiled from a source that is gone must not stay.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  if (!run('npm', ['run', '--silent', 'build'])) return false;
  writeFileSync(STAMP, `${started.toISOString()}\n`);
  return true;
}
