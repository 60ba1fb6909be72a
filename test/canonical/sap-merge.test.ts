import { describe, expect, it } from 'vitest';
import type { Sap } from '../../src/canonical/sap.js';
import { mergedWithNational } from '../../src/canonical/sap-merge.js';

const invio = {
  dataUltimoAggiornamento: '2026-11-22',
  codiceEnteTitolare: 'L219C000300',
  tipoVariazione: '02',
  dataNascita: '1980-01-01',
} as const;
const employment = (codiceFiscale: string, dataInizio: string, compiti: string) => ({
  azienda: { codiceFiscale },
  dataInizio,
  compiti,
  rapporto: {},
  luogo: {},
});
const policy = (tipoAttivita: string, identificativoPolitica?: string) => ({
  tipoAttivita,
  dataProposta: '2026-01-10',
  entePromotore: 'L219C000300',
  ...(identificativoPolitica && { identificativoPolitica }),
});

/** Dates are branded where they are parsed; here they are written by hand. */
const asSap = (record: object): Sap => record as Sap;

const national = asSap({
  invio: { ...invio, codiceEnteTitolare: 'F952C000383' },
  amministrativi: {
    statoInAnagrafe: {
      statoOccupazionale: 'DI',
      indiceProfiling: '0.5',
      dataEventoDid: '2026-02-01',
      dataDid: '2026-01-01',
    },
    listeSpeciali: [{ tipoLista: '3' }],
  },
  esperienze: [
    employment('12345678903', '2010-01-01', 'national'),
    employment('12345678903', '2015-01-01', 'national'),
  ],
  livelliIstruzione: ['40'],
  allegato: { lingue: [{ lingua: '001' }], titoliStudio: [{ livello: '20' }] },
  politicheAttive: [policy('A02', '0100000001A'), policy('N00', '0000000002B'), policy('B01')],
});

describe('a region’s SAP merged with the national one', () => {
  it('keeps employments and policies that the region’s form does not list, and prefers the region’s own', () => {
    const merged = mergedWithNational(
      asSap({
        invio,
        esperienze: [employment('12345678903', '2010-01-01', 'region')],
        politicheAttive: [policy('A02', '0100000001a'), policy('B01')],
      }),
      national,
    );
    expect(merged.esperienze?.map(({ dataInizio, compiti }) => [dataInizio, compiti])).toEqual([
      ['2010-01-01', 'region'],
      ['2015-01-01', 'national'],
    ]);
    expect(
      merged.politicheAttive?.map(({ tipoAttivita, identificativoPolitica }) => [tipoAttivita, identificativoPolitica]),
    ).toEqual([
      ['A02', '0100000001a'],
      ['B01', undefined],
      ['N00', '0000000002B'],
    ]);
  });

  it('takes whole sections from the node where the region says nothing', () => {
    const merged = mergedWithNational(asSap({ invio, allegato: { lingue: [] } }), national);
    expect(merged).toMatchObject({
      livelliIstruzione: ['40'],
      allegato: { lingue: [], titoliStudio: [{ livello: '20' }] },
      amministrativi: national.amministrativi,
    });
    expect(merged.invio).toEqual(invio);
  });

  it('never overwrites the fields that only the node fills', () => {
    const merged = mergedWithNational(
      asSap({
        invio,
        amministrativi: {
          statoInAnagrafe: { statoOccupazionale: 'OC', indiceProfiling: '0.9', dataEventoDid: '2020-01-01' },
          listeSpeciali: [],
        },
      }),
      national,
    );
    expect(merged.amministrativi).toEqual({
      statoInAnagrafe: {
        statoOccupazionale: 'OC',
        indiceProfiling: '0.5',
        dataEventoDid: '2026-02-01',
        dataDid: '2026-01-01',
      },
      listeSpeciali: [],
    });
  });
});
