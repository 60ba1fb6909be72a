/** Request bodies, checked against the contract of SILP as strictly as it allows. */
import { jsonContract } from '../../contract/json-contract.js';
import { contractFile } from '../../contract/location.js';
import { loadOpenApiSchema } from '../../contract/openapi.js';
import { findingLine } from '../../foundation/finding.js';
import type { Json } from './json.js';

export interface Requested {
  readonly tree: Json;
}

type Reader = (body: Buffer) => Requested | { readonly problem: string };

export const DOCUMENTS = {
  controlliFascicolo: reader('ControlliFascicoloRequest'),
  orchestratore: reader('FormOrchestratore'),
} as const;

function reader(schemaName: string): Reader {
  let contract: ReturnType<typeof jsonContract> | undefined;
  return (body) => {
    contract ??= jsonContract({
      side: 'silp',
      record: 'sap',
      event: 'invio',
      revision: 'v1',
      ...loadOpenApiSchema(contractFile('silp/v1/openapi.yaml'), schemaName),
    });
    const { tree, findings } = contract.read(body);
    const breach = findings.find((finding) => finding.severity === 'error');
    if (breach !== undefined) return { problem: findingLine(breach) };
    return tree === undefined ? { problem: 'no document' } : { tree };
  };
}
