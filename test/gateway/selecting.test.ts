/** What operators say and select, before the store is asked. */
import { expect, it } from 'vitest';
import { actingFor, BATCH, inBatches } from '../../src/gateway/selecting.js';
import { person } from '../support/sap-document.js';

it('works on a large selection piece by piece, in its order and each once', () => {
  const items = Array.from({ length: 2 * BATCH + 1 }, (_, n) => n);
  const batches = inBatches(items);
  expect(batches.map(({ length }) => length)).toEqual([BATCH, BATCH, 1]);
  expect(batches.flat()).toEqual(items);
  expect(inBatches([])).toEqual([]);
});

it('takes no codice fiscale into what is kept, and lets ids and words through', () => {
  const { codiceFiscale } = person(7);
  for (const reason of [codiceFiscale, `about ${codiceFiscale.toLowerCase()}.`]) {
    expect(() => actingFor({ actor: 'a', reason }, 'cancel', {})).toThrow(/codice fiscale/);
  }
  const target = { message: '018f2b7c-0000-7000-8000-000000000001' };
  const acting = actingFor({ actor: 'a', reason: 'the mapping of DID-RECESSO1 was wrong' }, 'cancel', target);
  expect(acting).toMatchObject({ actor: 'a', action: 'cancel', target });
});
