/** Request bodies, checked against the contract of SILP as strictly as it allows. */
import { jsonDocumentType } from '../../contract/json-contract.js';
import { contractFile } from '../../contract/location.js';
import { openApiSchema } from '../../contract/openapi.js';
import { findingLine } from '../../foundation/finding.js';
import type { Json } from './json.js';

export interface Requested {
  readonly tree: Json;
}

type Reader = (body: Buffer) => Requested | { readonly problem: string };

const readers = new Map<string, Reader>();

/** A request body of the named schema, or what is wrong with it. */
export function read(schemaName: string, body: Buffer): Requested | { readonly problem: string } {
  const known = readers.get(schemaName) ?? reader(schemaName);
  readers.set(schemaName, known);
  return known(body);
}

function reader(schemaName: string): Reader {
  const type = jsonDocumentType({
    source: `silp ${schemaName}`,
    ...openApiSchema(contractFile('silp/v1/openapi.yaml'), schemaName),
  });
  return (body) => {
    const { tree, findings } = type.read(body);
    const breach = findings.find((finding) => finding.severity === 'error');
    if (breach !== undefined) return { problem: findingLine(breach) };
    return tree === undefined ? { problem: 'no document' } : { tree };
  };
}
