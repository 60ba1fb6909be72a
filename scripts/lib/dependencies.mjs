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

export function installDependencies() {
  if (areInstalled()) return true;
  console.error('Installing dependencies (npm ci)');
  return run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']);
}
