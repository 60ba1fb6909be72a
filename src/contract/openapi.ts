/** JSON Schemas taken out of an OpenAPI 3.1 file, where they stand among the components. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contractError } from './errors.js';

export interface ComponentSchema {
  /** Refers to the component inside the file. */
  readonly schema: object;
  /** The whole file as one schema, so that references between its components hold. */
  readonly schemas: readonly object[];
}

const files = new Map<string, Record<string, unknown>>();

/**
 * The schema of the named component, ready for `jsonContract({..., ...loadOpenApiSchema(file, name)})`. The file may be
 * YAML or JSON. Throws `contract-file-missing` or `contract-file-invalid`.
 */
export function loadOpenApiSchema(file: URL | string, name: string): ComponentSchema {
  const key = String(file);
  let document = files.get(key);
  if (!document) {
    document = { ...load(file), $id: `contract:/${files.size + 1}` };
    files.set(key, document);
  }
  const components = document.components as { schemas?: Record<string, unknown> } | undefined;
  if (components?.schemas === undefined || !Object.hasOwn(components.schemas, name)) {
    throw contractError('contract-file-invalid', `${key} has no schema ${name}`);
  }
  return { schema: { $ref: `${String(document.$id)}#/components/schemas/${name}` }, schemas: [document] };
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
