import fc from 'fast-check';
import { expect, test } from 'vitest';
import { condizionalitaContracts } from '../../../src/contract/anpal/condizionalita.js';
import { condizionalitaTables } from '../../../src/mappings/anpal/condizionalita.js';
import { compile, decode, encode } from '../../../src/mappings/engine/index.js';
import { dateText, textOf } from '../../support/arbitrary-document.js';
import { fixturesOf } from '../../support/fixtures.js';

const EVENTS = Array.from({ length: 13 }, (_, n) => `X${String(n + 1).padStart(2, '0')}`);
const codes = fc.stringMatching(/^[0A-Z][0-9A-Z]{0,15}$/);
const fatto = {
  codiceFiscale: codes,
  evento: fc.constantFrom(...EVENTS),
  dataEvento: dateText,
  cpi: codes,
  protocolloInps: textOf(0, 28),
  dataDomanda: dateText,
  codiceFiscaleOperatore: codes,
};
const law = {
  prestazione: codes,
  fattispecie: codes,
  occorrenza: fc.integer({ min: 1, max: 9 }),
  provvedimento: codes,
  prove: fc.record({ canale: codes }),
};
const keys = Object.keys(fatto) as (keyof typeof fatto)[];

const CASES = [
  ['invio', fc.record({ ...fatto, note: textOf(0, 30) }, { requiredKeys: keys }), fc.record(law, { requiredKeys: [] })],
  ['annullamento', fc.record(fatto), fc.record({ dataInvio: dateText }, { requiredKeys: [] })],
] as const;

test.each(CASES)(
  '%s: canonical → XML → canonical gives back what the service holds and names the rest',
  (event, held, beyond) => {
    const contract = condizionalitaContracts.find((one) => one.event === event);
    const table = condizionalitaTables.find((one) => one.event === event);
    if (!contract || !table) throw new Error(event);
    const plan = compile(table);
    fc.assert(
      fc.property(held, beyond, (record, more) => {
        const encoded = encode(plan, { ...record, ...more });
        const read = contract.read(contract.write(encoded.document));
        expect(read.findings).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect([decoded.record, decoded.findings, decoded.report]).toEqual([record, [], []]);
        expect(encoded.report).toEqual(Object.keys(more).map((canonical) => ({ kind: 'lost', canonical })));
      }),
      { numRuns: 150 },
    );
  },
);

test('every event is told in some fixture', () => {
  const told = fixturesOf('anpal')
    .filter(({ record, expect: wanted }) => record === 'condizionalita' && wanted === 'ok')
    .map(({ canonical }) => (canonical as { evento: string }).evento);
  expect([...new Set(told)].sort()).toEqual(EVENTS);
});
