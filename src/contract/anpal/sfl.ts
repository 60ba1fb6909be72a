/** The notification of a receiver of SFL or ADI. Defined by us, because the national one is not public. */
import type { DocumentContract } from '../contract.js';
import { jsonContract } from '../json-contract.js';
import { contractFile } from '../location.js';
import { openApiSchema } from '../openapi.js';

const REVISION = 'sfl-1.0';

export const sflContracts = (): readonly DocumentContract[] => [
  jsonContract({
    side: 'anpal',
    record: 'percettore',
    event: 'invio',
    revision: REVISION,
    ...openApiSchema(contractFile('anpal/notifica-sfl/1.0/openapi.yaml'), 'NotificaSfl'),
  }),
];

const BRACE = 0x7b;
const BLANK: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** The revision of a document that is JSON; undefined for any other. */
export function sflReadingOrder(body: Uint8Array): readonly string[] | undefined {
  return body.find((byte) => !BLANK.has(byte)) === BRACE ? [REVISION] : undefined;
}
