import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, decode, encode, encodeOnto, type Table } from '../../../src/mappings/engine/index.js';
import { silpTables } from '../../../src/mappings/silp/index.js';
import { fullSap } from '../../support/canonical-samples.js';
import { holdableSap, scheda } from '../../support/silp.js';

const plan = compile(silpTables[0] as Table);
type Tree = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: documents are looked into at many depths here
type Loose = any;

/** SILP's file of the sample person, with what only SILP knows. */
function present(): Loose {
  const file = encode(plan, fullSap()).document as Loose;
  file.idSilLavAnagrafica = 4711;
  file.datiAnagrafici.datiGenerali.datiPersonali.genere = { id: 2, descr: 'Femmina', codice: 'F' };
  const residenza = file.datiAnagrafici.reperibilitaRecapiti.residenza.indirizzo;
  Object.assign(residenza, {
    toponimo: { id: 'VIA', descr: 'VIA' },
    indirizzo: 'IMMAGINARIA',
    numeroCivico: '7',
    indirizzoEsteso: 'VIA IMMAGINARIA, 7',
  });
  return structuredClone(file);
}

describe('a SAP written onto the file that SILP holds', () => {
  it('changes nothing when it says what the file says', () => {
    const file = present();
    const { document, changed } = encodeOnto(plan, fullSap(), file);
    expect(changed).toEqual([]);
    expect(document).toEqual(file);
  });

  it('changes nothing in whatever file it was read from', () => {
    fc.assert(
      fc.property(scheda, (file) => {
        expect(encodeOnto(plan, decode(plan, file).record, file).changed).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('changes nothing when it is written a second time', () => {
    fc.assert(
      fc.property(holdableSap, scheda, (sap, file) => {
        const first = encodeOnto(plan, sap, file);
        const second = encodeOnto(plan, sap, first.document);
        expect(second.changed).toEqual([]);
        expect(second.document).toEqual(first.document);
      }),
      { numRuns: 200 },
    );
  });

  it('names the one section that differs and leaves the others as SILP wrote them', () => {
    const file = present();
    const sap = fullSap() as Loose;
    sap.anagrafica.recapiti.cellulare = '3331111111';
    const { document, changed } = encodeOnto(plan, sap, file) as Loose;
    expect(changed).toEqual(['1.3.3']);
    file.datiAnagrafici.reperibilitaRecapiti.recapito.cellulare = '3331111111';
    expect(document).toEqual(file);
  });

  it('writes a decode row anew when its code changes, because key and label would contradict it', () => {
    const sap = fullSap() as Loose;
    sap.anagrafica.persona.sesso = 'M';
    const { document, changed } = encodeOnto(plan, sap, present()) as Loose;
    expect(changed).toEqual(['1.1']);
    expect(document.datiAnagrafici.datiGenerali.datiPersonali.genere).toEqual({ codice: 'M' });
  });

  it('empties the parts of an address that another address replaces', () => {
    const sap = fullSap() as Loose;
    sap.anagrafica.residenza.indirizzo = 'CORSO SOGNATO 3';
    const { document, changed } = encodeOnto(plan, sap, present()) as Loose;
    expect(changed).toEqual(['1.3.1']);
    expect(document.datiAnagrafici.reperibilitaRecapiti.residenza.indirizzo).toMatchObject({
      toponimo: null,
      indirizzo: 'CORSO SOGNATO 3',
      numeroCivico: null,
      indirizzoEsteso: null,
    });
  });

  it('moves a place of work abroad without leaving the comune behind', () => {
    const sap = fullSap() as Loose;
    sap.esperienze[0].luogo.comune = 'Z110';
    const { document, changed } = encodeOnto(plan, sap, present()) as Loose;
    expect(changed).toEqual(['4.1']);
    const item = document.esperienzeLavorative.esperienzeProfessionali[0];
    expect(item.flgLuogoLavoroItalia).toBe('N');
    expect(item.lavEsperienzaLavoro).toMatchObject({
      silTComuneLuogoLav: null,
      silTNazioneLuogoLav: { idSilTNazione: 'Z110' },
    });
  });

  it('does not declare again what an employment notice tells', () => {
    const file = present();
    const sap = fullSap() as Loose;
    const declared = file.esperienzeLavorative.esperienzeProfessionali;
    file.esperienzeLavorative = {
      esperienzeProfessionali: [],
      rapporto: [
        {
          codiceFiscaleAzienda: declared[0].lavEsperienzaLavoro.codFiscaleDl,
          dataInizioRapporto: Date.parse('2009-03-01T23:00:00Z'),
        },
      ],
    };
    expect(encodeOnto(plan, sap, file).changed).toEqual([]);
    file.esperienzeLavorative.rapporto[0].dataInizioRapporto += 86_400_000;
    expect(encodeOnto(plan, sap, file).changed).toEqual(['4.1']);
  });

  it('does not declare again a course that the training system tells', () => {
    const file = present();
    const sap = fullSap() as Loose;
    sap.allegato.formazione = [{ titolo: 'Saldatura base' }];
    file.informazioniCurriculari.percorsoFormativo.formazioneProfessionale = {
      formazioneProfessionalePiemontese: [{ denominazioneCorso: 'SALDATURA BASE ' }],
    };
    expect(encodeOnto(plan, sap, file).changed).toEqual([]);
    sap.allegato.formazione.push({ titolo: 'Saldatura a filo' });
    expect(encodeOnto(plan, sap, file).changed).toEqual(['5.2']);
  });

  it('never writes the holder, the DID or the policies, and says so', () => {
    const file = present();
    const sap = fullSap() as Loose;
    sap.invio.codiceEnteTitolare = 'H501C000001';
    sap.invio.dataUltimoAggiornamento = '2024-01-01';
    sap.amministrativi.statoInAnagrafe.dataDid = '2024-01-01';
    sap.politicheAttive = [];
    const { document, changed, report } = encodeOnto(plan, sap, file);
    expect(changed).toEqual([]);
    expect(document).toEqual(file);
    const untaken = report.filter(({ detail }) => detail?.includes('does not take')).map(({ canonical }) => canonical);
    expect(untaken).toEqual([
      'invio.dataUltimoAggiornamento',
      'invio.codiceEnteTitolare',
      'amministrativi.statoInAnagrafe.dataDid',
      'politicheAttive[]',
    ]);
  });

  it('adds a licence without touching the permits and registers of the same canonical list', () => {
    const file = present();
    file.informazioniCurriculari.patentini = [{ id: 9, codice: '11' }];
    const sap = fullSap() as Loose;
    sap.allegato.altreInformazioni = [{ patentino: '11' }, { patente: '02' }, { patente: '03' }];
    const { document, changed } = encodeOnto(plan, sap, file) as Loose;
    expect(changed).toEqual(['5.5.b']);
    expect(document.informazioniCurriculari.patentini).toEqual([{ id: 9, codice: '11' }]);
    expect(document.informazioniCurriculari.patenti).toEqual([{ codice: '02' }, { codice: '03' }]);
  });

  it('says that an item with several codes becomes several items', () => {
    const record = { allegato: { altreInformazioni: [{ albo: '0012', patente: '03' }, { patente: '02' }] } };
    const { document, report } = encodeOnto(plan, record, {}) as Loose;
    expect(document.informazioniCurriculari.patenti).toEqual([{ codice: '03' }, { codice: '02' }]);
    const several = report.filter(({ kind }: Loose) => kind === 'normalised').map(({ canonical }: Loose) => canonical);
    expect(several).toEqual(['allegato.altreInformazioni[0].albo', 'allegato.altreInformazioni[0].patente']);
  });

  it('keeps what the record does not state', () => {
    const file = present();
    const sap = fullSap() as Tree;
    delete sap.allegato;
    delete sap.esperienze;
    const { document, changed } = encodeOnto(plan, sap, file);
    expect(changed).toEqual([]);
    expect(document).toEqual(file);
  });
});
