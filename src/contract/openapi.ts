/** JSON Schemas taken out of an OpenAPI 3.1 file, where they stand among the components. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contractError } from './errors.js';

export interface ComponentSchema {
  /** Refers to the component inside the file. */
  readonly schema: object;
  /** The whole file as one schema, so that references between its components hold. */
  readonly file: object;
}

/** A component that is looked up when it is first needed: a file may be large, and most commands need few of them. */
export interface NamedComponent {
  readonly schema: () => ComponentSchema;
  /** Where it stands, for those who look at the description itself. */
  readonly described: { readonly file: string; readonly name: string };
}

const files = new Map<string, Record<string, unknown>>();

/** A file, as one schema with an id of its own. Throws `contract-file-missing` or `contract-file-invalid`. */
export function openApiDocument(file: URL | string): Readonly<Record<string, unknown>> {
  const key = String(file);
  let document = files.get(key);
  if (!document) {
    document = { ...load(file), $id: `contract:/${files.size + 1}` };
    files.set(key, document);
  }
  return document;
}

/** The schema that stands in a file at the end of these steps. */
export function schemaAt(file: URL | string, steps: readonly string[]): ComponentSchema {
  const document = openApiDocument(file);
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  return { schema: { $ref: `${String(document.$id)}#/${pointer}` }, file: document };
}

/**
 * The schema of the named component, ready for `jsonContract({..., ...openApiSchema(file, name)})`. The file may be YAML or JSON.
 * Its `schema` throws `contract-file-missing` or `contract-file-invalid`.
 */
export function openApiSchema(file: URL | string, name: string): NamedComponent {
  return { schema: () => componentSchema(file, name), described: { file: String(file), name } };
}

function componentSchema(file: URL | string, name: string): ComponentSchema {
  const components = openApiDocument(file).components as { schemas?: Record<string, unknown> } | undefined;
  if (components?.schemas === undefined || !Object.hasOwn(components.schemas, name)) {
    throw contractError('contract-file-invalid', `${String(file)} has no schema ${name}`);
  }
  return schemaAt(file, ['components', 'schemas', name]);
}

function load(file: URL | string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw contractError('contract-file-missing', String(file), { cause });
  }
  try {
    const document: unknown = parse(text);
    if (typeof document === 'object' && document !== null) return document as Record<string, unknown>;
  } catch (cause) {
    throw contractError('contract-file-invalid', `${String(file)} is neither YAML nor JSON`, { cause });
  }
  throw contractError('contract-file-invalid', `${String(file)} holds no object`);
}
