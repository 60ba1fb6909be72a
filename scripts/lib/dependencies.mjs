// Installs the dependencies when node_modules is not what package-lock.json says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/**
 * Whether every package locked is there in that version. npm leaves a note of what it has installed; packages for other
 * platforms are not in it.
 */
function areInstalled() {
  const note = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, note))) return false;
  const installed = packagesOf(note);
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, locked]) => path === '' || locked.optional || installed[path]?.version === locked.version,
  );
}

/**
 * `npm ci` refuses a lock that does not name the packages of every other platform, and npm leaves those out that its
 * registry did not have. `npm install --no-save` takes the same versions from the same lock without that.
 */
export function installDependencies() {
  if (areInstalled()) return true;
  console.error('Installing dependencies (npm ci)');
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  return run('npm', ['ci', ...quiet], { stdio: 'ignore' }) || run('npm', ['install', '--no-save', ...quiet]);
}
