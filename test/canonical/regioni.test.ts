import { describe, expect, expectTypeOf, it } from 'vitest';
import { codeList } from '../../src/canonical/codes/index.js';
import { regioneMinistero, regioneNuts2, regioniIstat } from '../../src/canonical/regioni.js';
import type { CodiceNuts2, CodiceRegioneIstat, CodiceRegioneMinistero } from '../../src/foundation/brand.js';
import { SYSTEM_NUMBERS } from '../../src/foundation/names.js';

describe('the numberings of the regions', () => {
  it('share their digits and not their meaning', () => {
    expect(regioneMinistero('06')?.mittente).toBe('EMILIA');
    expect(regioniIstat('06').map(({ mittente }) => mittente)).toEqual(['FRIULI']);
    expect(regioniIstat('8').map(({ mittente }) => mittente)).toEqual(['EMILIA']);
    expect(regioneNuts2('ITC1')).toMatchObject({ ministero: '13', istat: '01' });
  });

  it('know Bolzano and Trento as two, or as one', () => {
    expect(regioniIstat('04').map(({ ministero }) => ministero)).toEqual(['03', '18']);
    expect(['03', '18'].map((one) => regioneMinistero(one)?.nuts2)).toEqual(['ITH1', 'ITH2']);
  });

  it('have a region for every number of the ministry, one each', () => {
    const numbers = [...(codeList('regione-ministeriale')?.entries.keys() ?? [])];
    const regions = numbers.map((one) => regioneMinistero(one));
    expect(regions.every((one) => one !== undefined)).toBe(true);
    expect(new Set(regions.map((one) => one?.nuts2)).size).toBe(21);
    expect(new Set(regions.map((one) => one?.istat)).size).toBe(20);
    for (const number of Object.values(SYSTEM_NUMBERS)) if (number !== '00') expect(numbers).toContain(number);
  });

  it('know no other', () => {
    expect([regioneMinistero('00'), regioneMinistero('22'), regioneNuts2('ITX1'), ...regioniIstat('21')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('cannot be put in the place of one another', () => {
    expectTypeOf<CodiceRegioneMinistero>().not.toExtend<CodiceRegioneIstat>();
    expectTypeOf<CodiceRegioneIstat>().not.toExtend<CodiceRegioneMinistero>();
    expectTypeOf<CodiceNuts2>().not.toExtend<CodiceRegioneMinistero>();
    // @ts-expect-error: a number of ISTAT's where the ministry's is wanted
    const wrong: CodiceRegioneMinistero | undefined = regioniIstat('06')[0]?.istat;
    expect(wrong).toBe('06');
  });
});
