import { describe, expect, it } from 'vitest';
import { besidePresent, withKnownIds, withTakingInCharge } from '../../src/canonical/politiche.js';
import type { PoliticaAttiva } from '../../src/canonical/sap.js';

type Loose = { [name in keyof PoliticaAttiva]?: unknown };

const row = (more: Loose = {}): PoliticaAttiva =>
  ({
    tipoAttivita: 'C06',
    dataProposta: '2026-03-02',
    descrizione: 'x',
    progetto: '01',
    entePromotore: 'L219C000381',
    ...more,
  }) as PoliticaAttiva;
const idsOf = (rows: readonly PoliticaAttiva[]) => rows.map(({ identificativoPolitica }) => identificativoPolitica);

describe('new rows', () => {
  it('take the id that the node has given the same policy, never that of another', () => {
    const present = [row({ identificativoPolitica: '1300000001A' })];
    const known = withKnownIds(
      [
        row(),
        row({ identificativoPolitica: '1300000002B' }),
        row({ tipoAttivita: 'C07' }),
        row({ dataProposta: '2026-03-03' }),
        row({ entePromotore: 'F952C000383' }),
        row({ descrizione: 'a second one on the same day' }),
      ],
      present,
    );
    expect(idsOf(known)).toEqual(['1300000001A', '1300000002B', undefined, undefined, undefined, undefined]);
  });

  it('name the pact beside them where it is a taking in charge', () => {
    const pact = row({ tipoAttivita: 'A02', progetto: '05', identificativoPolitica: '1300000009A' });
    const named = row({ identificativoPresaInCarico: '1300000007C' });
    const rows = withTakingInCharge([pact, row(), named, row({ tipoAttivita: 'RC1' })]);
    expect(rows.map(({ identificativoPresaInCarico }) => identificativoPresaInCarico)).toEqual([
      undefined,
      '1300000009A',
      '1300000007C',
      undefined,
    ]);
    const other = withTakingInCharge([{ ...pact, progetto: '02' }, row()]);
    expect(other[1]?.identificativoPresaInCarico).toBeUndefined();
  });

  it('leave with the rows of their bodies and of their system, and without those of others', () => {
    const own = row({ identificativoPolitica: '1300000001a' });
    const present = [
      row({ tipoAttivita: 'N00', entePromotore: 'H501N000001', identificativoPolitica: '1300000000Z' }),
      row({ descrizione: 'as it was', identificativoPolitica: '1300000001A' }),
      row({ tipoAttivita: 'A01', identificativoPolitica: '0600000002A' }),
      row({ tipoAttivita: 'B03', entePromotore: 'F952C000383', identificativoPolitica: '1300000003A' }),
      row({ tipoAttivita: 'C05', entePromotore: 'A944C000233', identificativoPolitica: '0600000004A' }),
      row({ tipoAttivita: 'B01', entePromotore: 'A944C000233' }),
      row({ descrizione: 'without an id' }),
      row({ descrizione: 'another one on the same day', identificativoPolitica: '1300000005A' }),
    ];
    expect(idsOf(besidePresent([own], present))).toEqual(['0600000002A', '1300000003A', '1300000005A', '1300000001a']);
  });
});
