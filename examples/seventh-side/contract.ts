/** The contract of the sportello in code: two documents and one service, out of one OpenAPI file. */
import { fileURLToPath } from 'node:url';
import type { DocumentContract } from '../../src/contract/contract.js';
import { jsonContract } from '../../src/contract/json-contract.js';
import { openApiSchema } from '../../src/contract/openapi.js';
import type { RestService } from '../../src/contract/rest-service.js';
import type { OutsideName } from '../../src/foundation/names.js';

export const SPORTELLO: OutsideName = 'x-sportello';
export const REVISION = '1.0';
/** Where its contracts stand; a folder laid out like contracts/. */
export const CONTRACTS = fileURLToPath(new URL('contracts', import.meta.url));
const FILE = `${CONTRACTS}/x-sportello/1.0/openapi.yaml`;

const document = (event: 'invio' | 'esito', schema: string): DocumentContract =>
  jsonContract({ side: SPORTELLO, record: 'did', event, revision: REVISION, ...openApiSchema(FILE, schema) });

export const sportelloContracts: readonly DocumentContract[] = [
  document('invio', 'Dichiarazione'),
  document('esito', 'EsitoDichiarazione'),
];

export const sportelloService: RestService = {
  side: SPORTELLO,
  name: 'sportello',
  operations: [
    {
      name: 'esito',
      path: '/esiti',
      carries: { record: 'did', event: 'esito', revision: REVISION },
      answer: { file: FILE, schema: 'Risposta', outcomeOnly: true },
      esito: { code: 'codice', text: 'messaggio', acknowledged: ['S000'], later: ['S900'] },
    },
  ],
};
