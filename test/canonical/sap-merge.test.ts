import { describe, expect, it } from 'vitest';
import type { Sap } from '../../src/canonical/sap.js';
import { type Held, mergedWithNational } from '../../src/canonical/sap-merge.js';
import { compile } from '../../src/mappings/engine/index.js';
import { silpTables } from '../../src/mappings/silp/index.js';

const table = silpTables.find(({ event }) => event === 'invio');
if (!table) throw new Error('SILP has no table for its worker file');
/** What SILP has the word about. */
const held: Held = compile(table).stated;

/** Dates are branded where they are parsed; here they are written by hand. */
const asSap = (record: object): Sap => record as Sap;
const invio = {
  dataUltimoAggiornamento: '2026-11-22',
  codiceEnteTitolare: 'L219C000300',
  tipoVariazione: '02',
  dataNascita: '1980-01-01',
};
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

const national = asSap({
  invio: { ...invio, codiceEnteTitolare: 'F952C000383' },
  anagrafica: {
    persona: { cognome: 'ROSSI' },
    straniero: { tipoDocumento: '1', dataUltimoMantenimentoIscrizione: '2020-01-01' },
    domicilio: {},
    recapiti: { telefono: '011222333', fax: '011444555' },
  },
  amministrativi: {
    statoInAnagrafe: {
      statoOccupazionale: 'DI',
      indiceProfiling: '0.5',
      dataEventoDid: '2026-02-01',
      dataDid: '2026-01-01',
    },
    listeSpeciali: [{ tipoLista: '3' }],
    altreNotizie: { categoriaProtetta: '01', indiceIsee: '1.20' },
  },
  esperienze: [
    employment('12345678903', '2010-01-01', 'national'),
    employment('12345678903', '2015-01-01', 'national'),
  ],
  livelliIstruzione: ['40'],
  allegato: { titoliStudio: [{ livello: '20' }, { livello: '40', votazione: '60', annoFrequentato: '1999' }] },
  politicheAttive: [policy('A02', '0100000001A'), policy('N00', '0000000002B'), policy('B01')],
});

describe('a region’s SAP merged with the national one', () => {
  it('keeps every field that the region’s form has no place for', () => {
    const merged = mergedWithNational(
      asSap({
        invio,
        anagrafica: { persona: { cognome: 'ROSSI' }, straniero: { tipoDocumento: '1' }, domicilio: {}, recapiti: {} },
        amministrativi: { altreNotizie: { categoriaProtetta: '01' } },
        allegato: { titoliStudio: [{ livello: '40', votazione: '60' }] },
      }),
      national,
      held,
    );
    expect(merged.anagrafica?.recapiti).toEqual({ fax: '011444555' });
    expect(merged.anagrafica?.straniero).toEqual({
      tipoDocumento: '1',
      dataUltimoMantenimentoIscrizione: '2020-01-01',
    });
    expect(merged.amministrativi?.altreNotizie).toMatchObject({ indiceIsee: '1.20' });
    expect(merged.allegato?.titoliStudio).toEqual([{ livello: '40', votazione: '60', annoFrequentato: '1999' }]);
  });

  it('lets the region’s form say what it can say: what is gone there is gone', () => {
    const merged = mergedWithNational(
      asSap({ invio, anagrafica: { persona: {}, domicilio: {}, recapiti: {} }, amministrativi: { listeSpeciali: [] } }),
      national,
      held,
    );
    expect(merged.anagrafica?.recapiti.telefono).toBeUndefined();
    expect(merged.amministrativi?.listeSpeciali).toEqual([]);
  });

  it('keeps employments and policies that the region’s form does not list, and prefers the region’s own', () => {
    const merged = mergedWithNational(
      asSap({
        invio,
        esperienze: [employment('12345678903', '2010-01-01', 'region')],
        politicheAttive: [policy('A02', '0100000001a'), policy('B01')],
      }),
      national,
      held,
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

  it('takes whole sections from the node where the region says nothing, and never its sending data', () => {
    const merged = mergedWithNational(asSap({ invio }), national, held);
    expect(merged).toEqual({ ...national, invio });
  });

  it('never overwrites the fields that only the node fills', () => {
    const merged = mergedWithNational(
      asSap({
        invio,
        amministrativi: {
          statoInAnagrafe: { statoOccupazionale: 'OC', indiceProfiling: '0.9', dataEventoDid: '2020-01-01' },
        },
      }),
      national,
      held,
    );
    expect(merged.amministrativi?.statoInAnagrafe).toMatchObject({
      statoOccupazionale: 'OC',
      indiceProfiling: '0.5',
      dataEventoDid: '2026-02-01',
    });
  });
});
