/**
 * `npm run generate` writes every file that is made from the code; with `--check` it writes nothing and fails when one
 * of them differs from what the code gives now.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSettings } from '../src/foundation/settings/load.js';
import { SIDES_HERE } from '../src/sides.js';
import { asyncApi } from './generate/asyncapi.js';
import { codeListsPage } from './generate/code-lists.js';
import { errorsPage } from './generate/errors-page.js';
import type { Generator } from './generate/generator.js';
import { mappingPages } from './generate/mapping-pages.js';
import { recordSchemas } from './generate/record-schemas.js';
import { rulesPage } from './generate/rules-page.js';
import { settingsReference } from './generate/settings.js';

const { settings } = loadSettings({ env: {} });

const GENERATORS: readonly Generator[] = [
  recordSchemas,
  asyncApi,
  settingsReference,
  codeListsPage,
  rulesPage,
  errorsPage,
  mappingPages(
    SIDES_HERE.flatMap(({ tables }) => tables),
    SIDES_HERE.flatMap(({ contracts }) => contracts(settings)),
  ),
];

const root = fileURLToPath(new URL('../', import.meta.url));

interface Drift {
  readonly path: string;
  readonly kind: 'missing' | 'different' | 'left over';
  /** Absent for a file that is to go. */
  readonly content?: string;
}

async function driftOf(generator: Generator): Promise<Drift[]> {
  const files = await generator.files();
  const drift: Drift[] = [];
  for (const [path, content] of files) {
    const present = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
    if (present !== content) drift.push({ path, content, kind: present === undefined ? 'missing' : 'different' });
  }
  if (generator.owns !== undefined && existsSync(join(root, generator.owns)))
    for (const name of readdirSync(join(root, generator.owns))) {
      const path = `${generator.owns}/${name}`;
      if (!files.has(path)) drift.push({ path, kind: 'left over' });
    }
  return drift;
}

function mend({ path, content }: Drift): void {
  const full = join(root, path);
  if (content === undefined) {
    rmSync(full);
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

const check = process.argv.includes('--check');
let count = 0;
for (const generator of GENERATORS)
  for (const drift of await driftOf(generator)) {
    count += 1;
    if (!check) mend(drift);
    console.log(
      `${drift.path}: ${check ? drift.kind : drift.content === undefined ? 'removed' : 'written'} (${generator.name})`,
    );
  }
if (count === 0) console.log('generated files are up to date');
else if (check) {
  console.error(`${count} generated files are out of date: run npm run generate and commit the result`);
  process.exitCode = 1;
}
