/** Assegno di ricollocazione, agenda and bodies: whatever the record can say survives the way there and back. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { RECORD_DEFINITIONS } from '../../../src/canonical/records.js';
import type { DocumentContract, DocumentTree } from '../../../src/contract/contract.js';
import { anpalContracts } from '../../../src/contract/index.js';
import { contractFile } from '../../../src/contract/location.js';
import { anpalTables } from '../../../src/mappings/anpal/index.js';
import { compile, decode, encode } from '../../../src/mappings/engine/index.js';
import { jsonArbitrary, type Schema } from '../../support/arbitrary-json.js';

const ADR = 'anpal/adr/1.0/openapi.yaml';
const ENTI = 'anpal/enti/1.0/openapi.yaml';
const DOCUMENTS = [
  ['adr', 'invio', ADR, 'RichiestaAdr'],
  ['adr', 'variazione', ADR, 'VariazioneAdr'],
  ['adr', 'esito', ADR, 'EsitoAdr'],
  ['appuntamento', 'variazione', ADR, 'Disponibilita'],
  ['ente', 'invio', ENTI, 'Ente'],
  ['ente', 'variazione', ENTI, 'VariazioneEnte'],
  ['ente', 'annullamento', ENTI, 'CancellazioneEnte'],
] as const;
const RUNS = { numRuns: 120 };

describe.each(DOCUMENTS)('%s/%s', (record, event, file, name) => {
  const mine = (one: { record: string; event: string; revision: string }): boolean =>
    one.record === record && one.event === event && one.revision === '1.0';
  const contract = anpalContracts().find(mine) as DocumentContract;
  const table = anpalTables.find(mine);
  const definition = RECORD_DEFINITIONS.find((one) => one.record === record && one.event === event);
  if (!table || !definition) throw new Error(name);
  const plan = compile(table);

  test('a record becomes a document of the contract and the same record again', () => {
    const schema = z.toJSONSchema(definition.schema, { unrepresentable: 'any' }) as Schema;
    const defined = (schema as { $defs?: Record<string, Schema> }).$defs ?? {};
    const find = (ref: string): Schema => defined[ref.replace('#/$defs/', '')] ?? {};
    const records = jsonArbitrary(schema, find, ['estensioni']).filter(
      // The wire tells the request and the other events apart.
      (one) => record !== 'adr' || event === 'esito' || (one as { evento: string }).evento !== 'RICHIESTA',
    );
    fc.assert(
      fc.property(records, (drawn) => {
        const made = record === 'adr' && event === 'invio' ? { ...(drawn as object), evento: 'RICHIESTA' } : drawn;
        expect(definition.schema.safeParse(made).success).toBe(true);
        const encoded = encode(plan, made);
        expect(encoded.report).toEqual([]);
        const read = contract.read(contract.write(encoded.document), { mode: 'strict' });
        expect(read.findings).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect(decoded.findings).toEqual([]);
        expect(decoded.report).toEqual([]);
        expect(decoded.record).toEqual(made);
      }),
      RUNS,
    );
  });

  test('a document becomes a record of that shape and the same document again', () => {
    const { components } = parse(readFileSync(contractFile(file), 'utf8')) as {
      components: { schemas: Record<string, Schema> };
    };
    const find = (ref: string): Schema => components.schemas[ref.replace('#/components/schemas/', '')] as Schema;
    fc.assert(
      fc.property(jsonArbitrary({ $ref: `#/components/schemas/${name}` }, find), (document) => {
        const tree = contract.read(contract.write(document as DocumentTree), { mode: 'strict' });
        expect(tree.findings).toEqual([]);
        const decoded = decode(plan, tree.tree);
        expect(definition.schema.safeParse(decoded.record).error?.issues ?? []).toEqual([]);
        expect(encode(plan, decoded.record).document).toEqual(document);
      }),
      RUNS,
    );
  });
});
