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

/** Absolute path of a file or folder under `contracts/`, given with slashes: `anpal/sap/Rev009/sap.xsd`. */
export function contractFile(path: string): string {
  root ??= join(packageRoot(), 'contracts');
  return join(root, ...path.split('/'));
}

/** The bytes of a file under `contracts/`. Throws `contract-file-missing`. */
export function readContractFile(path: string): Buffer {
  try {
    return readFileSync(contractFile(path));
  } catch (cause) {
    throw contractError('contract-file-missing', `contracts/${path}`, { cause });
  }
}
