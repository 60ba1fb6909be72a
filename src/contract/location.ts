/** Where the contracts stand: the same folder whether the code runs from `src` or from `dist/src`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractError } from './errors.js';

function packageRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  let folder = start;
  while (!(existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'contracts')))) {
    const parent = dirname(folder);
    if (parent === folder) throw contractError('contract-file-missing', `no folder contracts/ above ${start}`);
    folder = parent;
  }
  return folder;
}

let root: string | undefined;

/** Absolute path of a file or folder under `contracts/`. */
export function contractPath(...segments: readonly string[]): string {
  root ??= join(packageRoot(), 'contracts');
  return join(root, ...segments);
}

/** The bytes of a file under `contracts/`. Throws `contract-file-missing`. */
export function readContractFile(...segments: readonly string[]): Buffer {
  try {
    return readFileSync(contractPath(...segments));
  } catch (cause) {
    throw contractError('contract-file-missing', `contracts/${segments.join('/')}`, { cause });
  }
}
