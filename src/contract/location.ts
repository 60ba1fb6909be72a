/** Where the contracts stand: the same folder whether the code runs from `src` or from `dist/src`. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../foundation/package.js';
import { contractError } from './errors.js';

let root: string | undefined;

/**
 * Absolute path of a file or folder under `contracts/`, given with slashes: `anpal/sap/Rev009/sap.xsd`. A side from outside
 * has its contracts elsewhere and gives absolute paths, which stay what they are.
 */
export function contractFile(path: string): string {
  if (isAbsolute(path)) return path;
  root ??= fileURLToPath(new URL('contracts', packageRoot()));
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
