/** A contract to compare: a folder with its files, or a revision of a side that is spoken here. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { parse } from 'yaml';
import type { CsvLayout } from '../../contract/csv-contract.js';
import { contractError } from '../../contract/errors.js';
import { contractFile } from '../../contract/location.js';
import { SIDES } from '../../foundation/names.js';
import { jsonSchemaContract, layoutContract, openApiContract } from './json.js';
import type { Contract, Document } from './shape.js';
import { documentsOf, operationsOf } from './xsd.js';

/** Folders that hold no interface. */
const NO_INTERFACE: ReadonlySet<string> = new Set(['fixtures', 'examples']);
const READABLE: ReadonlySet<string> = new Set(['.xsd', '.wsdl', '.yaml', '.yml', '.json']);
/** Ours, beside the interface. */
const NOT_OF_THE_INTERFACE: ReadonlySet<string> = new Set(['verify.yaml', 'examples.yaml', 'case.yaml']);

function under(folder: string, wanted: (path: string, isFolder: boolean) => boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const own = wanted(path, entry.isDirectory()) ? [path] : [];
    return entry.isDirectory() && !NO_INTERFACE.has(entry.name) ? [...own, ...under(path, wanted)] : own;
  });
}

/**
 * The files of a contract: `DIR`, a single file, or `side:revision`, which stands for every folder of that name under the
 * side's. Throws `contract-file-missing`.
 */
function filesOf(named: string): string[] {
  const [side = '', revision = ''] = named.split(':');
  const isFile = (path: string, isFolder: boolean): boolean =>
    !isFolder && READABLE.has(extname(path)) && !NOT_OF_THE_INTERFACE.has(basename(path));
  if (revision !== '' && SIDES.some((known) => known === side) && !existsSync(named)) {
    const home = contractFile(side);
    const folders = existsSync(home) ? under(home, (path, isFolder) => isFolder && basename(path) === revision) : [];
    if (folders.length === 0)
      throw contractError('contract-unknown', `${named}: no folder ${revision} under contracts/${side}`);
    return folders.flatMap((folder) => under(folder, isFile));
  }
  const path = resolve(named);
  if (!existsSync(path)) throw contractError('contract-unknown', `${named}: neither a folder nor side:revision`);
  return statSync(path).isFile() ? [path] : under(path, isFile);
}

/** Throws `contract-unknown`, and `contract-file-invalid` for a file that cannot be read as what it is. */
export function loadContract(named: string): Contract {
  const files = filesOf(named);
  if (files.length === 0)
    throw contractError('contract-unknown', `${named}: no XSD, WSDL, OpenAPI, JSON Schema or layout in it`);
  const documents = new Map<string, Document>();
  const operations = new Map<string, string>();
  const add = (contract: Contract): void => {
    for (const [name, one] of contract.documents) documents.set(name, one);
    for (const [name, one] of contract.operations) operations.set(name, one);
  };
  const xml = files.filter((file) => /\.(xsd|wsdl)$/.test(file));
  for (const folder of new Set(xml.map((file) => file.slice(0, file.lastIndexOf(sep))))) {
    const here = xml.filter((file) => file.slice(0, file.lastIndexOf(sep)) === folder);
    add({
      documents: read(here.join(', '), () => documentsOf(here.map((file) => readFileSync(file)))),
      operations: new Map(),
    });
    for (const file of here.filter((one) => one.endsWith('.wsdl')))
      add({ documents: new Map(), operations: read(file, () => operationsOf(readFileSync(file))) });
  }
  for (const file of files.filter((one) => !xml.includes(one))) add(read(file, () => structured(file)));
  return { documents, operations };
}

function read<T>(file: string, reading: () => T): T {
  try {
    return reading();
  } catch (cause) {
    throw contractError('contract-file-invalid', relative(process.cwd(), file), { cause });
  }
}

function structured(file: string): Contract {
  const content: unknown = parse(readFileSync(file, 'utf8'));
  const nothing: Contract = { documents: new Map(), operations: new Map() };
  if (typeof content !== 'object' || content === null) return nothing;
  const name = basename(file, extname(file)).replace(/\.schema$/, '');
  if ('openapi' in content) return openApiContract(content as Record<string, unknown>);
  if ('columns' in content) return layoutContract(name, content as CsvLayout);
  return '$schema' in content || 'properties' in content
    ? jsonSchemaContract(name, content as Record<string, unknown>)
    : nothing;
}
