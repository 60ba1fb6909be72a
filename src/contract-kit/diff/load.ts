/** A contract to compare: a folder with its files, or a revision of a side that is spoken here. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
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
  const documents: Named[] = [];
  const operations = new Map<string, string>();
  const add = (file: string, contract: Contract): void => {
    for (const [root, one] of contract.documents) documents.push({ root, document: { ...one, file: basename(file) } });
    for (const [name, one] of contract.operations) operations.set(name, one);
  };
  const xml = files.filter((file) => /\.(xsd|wsdl)$/.test(file));
  for (const together of belonging(xml)) {
    const first = together.find((file) => file.endsWith('.xsd')) ?? together[0] ?? '';
    const bytes = together.map((file) => readFileSync(file));
    add(first, { documents: read(together.join(', '), () => documentsOf(bytes)), operations: new Map() });
    for (const file of together.filter((one) => one.endsWith('.wsdl')))
      add(file, { documents: new Map(), operations: read(file, () => operationsOf(readFileSync(file))) });
  }
  for (const file of files.filter((one) => !xml.includes(one)))
    add(
      file,
      read(file, () => structured(file)),
    );
  return { documents: byName(documents), operations };
}

interface Named {
  readonly root: string;
  readonly document: Document;
}

/** A document is called by its root; where several have the same, by its file too. */
function byName(documents: readonly Named[]): ReadonlyMap<string, Document> {
  const count = new Map<string, number>();
  for (const { root } of documents) count.set(root, (count.get(root) ?? 0) + 1);
  return new Map(
    documents.map(({ root, document }) => [
      (count.get(root) ?? 0) > 1 ? `${root} (${document.file ?? ''})` : root,
      document,
    ]),
  );
}

const REFERENCE = /(?:schemaLocation|location)\s*=\s*["']([^"']+\.(?:xsd|wsdl))["']/g;
/** An import that names no file: what it means may stand in any file beside it. */
const ANYWHERE = /<(?:\w+:)?import(?![^>]*schemaLocation)[^>]*namespace/;

/** Files that refer to one another: each group has types of its own, which may be called as another one's. */
function belonging(files: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map(files.map((file) => [file, new Set([file])]));
  const unite = (a: string, b: string): void => {
    const [one, other] = [groups.get(a), groups.get(b)];
    if (one === undefined || other === undefined || one === other) return;
    for (const file of other) {
      one.add(file);
      groups.set(file, one);
    }
  };
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const folder = dirname(file);
    for (const [, named = ''] of text.matchAll(REFERENCE)) unite(file, join(folder, named));
    if (ANYWHERE.test(text)) for (const beside of files.filter((one) => dirname(one) === folder)) unite(file, beside);
  }
  return [...new Set(groups.values())].map((group) => [...group]);
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
