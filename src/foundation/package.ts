import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the package: it holds package.json, contracts/ and schemas/, whether we run from `src` or from `dist/src`. */
export function packageRoot(): URL {
  const here = new URL('../../', import.meta.url);
  return here.pathname.endsWith('/dist/') ? new URL('../', here) : here;
}

export function packageVersion(): string {
  const text = readFileSync(fileURLToPath(new URL('package.json', packageRoot())), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
