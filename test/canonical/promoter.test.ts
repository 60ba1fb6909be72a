import { describe, expect, it } from 'vitest';
import { checkHistory } from '../../src/canonical/check.js';

const FLORENCE = 'D612C000409';
const TURIN = 'L219C000222';
const NOWHERE = 'Z999C999999';
const TOSCANA = '17';

const did = (entePromotore: string, more: object = {}) => ({
  evento: 'I',
  dataDid: '2025-06-16',
  dataEvento: '2025-06-16',
  entePromotore,
  ...more,
});
const patto = (entePromotore: string, dataStipula = '2025-06-16') => ({
  tipo: 'PSP',
  dataProposta: '2015-01-01',
  dataStipula,
  entePromotore,
  ultimoEvento: { evento: '02', data: dataStipula },
});

async function found(record: 'did' | 'patto', value: object, region?: string): Promise<string[]> {
  const nothing = async () => [];
  const { findings } = await checkHistory(record, 'invio', value, nothing, '2026-03-01', region);
  return findings.map(({ severity, path, rule }) => `${severity} ${path} ${rule}`);
}

describe.each([
  ['did', did],
  ['patto', patto],
] as const)('the CPI of a %s', (record, of) => {
  it('of the region that sends says nothing', async () => {
    expect(await found(record, of(FLORENCE), TOSCANA)).toEqual([]);
  });

  it('of another region is warned of, where it is a region that sends', async () => {
    expect(await found(record, of(TURIN), TOSCANA)).toEqual([`warning entePromotore ${record}.promoter-region`]);
    expect(await found(record, of(TURIN), '13')).toEqual([]);
    expect(await found(record, of(TURIN))).toEqual([]);
  });

  it('in no comune that is known is warned of, whoever sends', async () => {
    const seat = [`warning entePromotore ${record}.promoter-seat`];
    expect(await found(record, of(NOWHERE), TOSCANA)).toEqual(seat);
    expect(await found(record, of(NOWHERE))).toEqual(seat);
  });

  it('in a comune of which no CPI is known may be of any region', async () => {
    expect(await found(record, of('A004C000001'), TOSCANA)).toEqual([]);
  });

  it('is what is looked at: an accredited body may have its seat anywhere', async () => {
    expect(await found(record, of('L219S000222'), TOSCANA)).toEqual([]);
    expect(await found(record, of('Z999S999999'), TOSCANA)).toEqual([]);
  });
});

it('a DID that the node shows or INPS announces names whoever holds the person', async () => {
  for (const fonte of ['NODO', 'INPS']) expect(await found('did', did(TURIN, { fonte }), TOSCANA)).toEqual([]);
});

it('a pact from before the law is not judged by it', async () => {
  expect(await found('patto', patto(TURIN, '2015-09-23'), TOSCANA)).toEqual([]);
  expect(await found('patto', patto(TURIN, '2015-09-24'), TOSCANA)).toHaveLength(1);
});
