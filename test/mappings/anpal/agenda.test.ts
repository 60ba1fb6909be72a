import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anpalContracts } from '../../../src/contract/index.js';
import { anpalTables } from '../../../src/mappings/anpal/index.js';
import { compile, decode, encode } from '../../../src/mappings/engine/index.js';
import { arbitraryAdesione, arbitraryAppuntamento } from '../../support/arbitrary-agenda.js';

function side(record: string, event: string, revision: string) {
  const same = (one: { record: string; event: string; revision: string }) =>
    one.record === record && one.event === event && one.revision === revision;
  const contract = anpalContracts().find(same);
  const table = anpalTables.find(same);
  if (!contract || !table) throw new Error(`${record} ${event} ${revision}`);
  return { contract, plan: compile(table) };
}

type Case = readonly [record: string, event: string, revision: string, records: Arbitrary<object>];
const CASES: readonly Case[] = [
  ...Object.entries(arbitraryAdesione).map(
    ([event, records]): Case => ['adesione', event, event === 'invio' ? 'Rev004' : 'Rev001', records],
  ),
  ...Object.entries(arbitraryAppuntamento).map(([name, records]): Case => {
    const [event = '', revision = ''] = name.split(' ');
    return ['appuntamento', event, revision, records];
  }),
];

describe('canonical → XML → canonical is the identity, and the XML keeps the schema', () => {
  test.each(CASES)('%s %s %s', (record, event, revision, records) => {
    const { contract, plan } = side(record, event, revision);
    fc.assert(
      fc.property(records, (canonical) => {
        const encoded = encode(plan, canonical);
        expect(encoded.findings).toEqual([]);
        expect(encoded.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
        const read = contract.read(contract.write(encoded.document));
        expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect(decoded.findings).toEqual([]);
        expect(decoded.record).toEqual(canonical);
        // Read again it is the same document: no row says another one's value.
        expect(contract.write(encode(plan, decoded.record).document)).toEqual(contract.write(encoded.document));
      }),
      { numRuns: 100 },
    );
  });
});
