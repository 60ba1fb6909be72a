/** The simulated node computes classes and answers questions from what it holds. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { callService, insertOf, selectOf, type YgInput } from '../support/service-call.js';
import { invioSAP } from '../support/soap-call.js';

const TODAY = '2026-10-05';
let node: AnpalSandbox;
beforeEach(async () => {
  node = await startSandbox('anpal', { today: () => TODAY });
});
afterEach(() => node.close());

const born = (dataNascita: string, nome = 'Marta') =>
  makeCodiceFiscale({ cognome: 'Ferrero', nome, sesso: 'F', dataNascita, luogoNascita: 'L219' });
const YOUNG = born('2004-03-12');
const yg = (document: string) => callService(`${node.servicesUrl}/YG_Profiling`, document);
const inserted = (input: YgInput) => yg(insertOf({ cf: YOUNG, ...input }));

interface Sap {
  readonly cf: string;
  readonly dataNascita: string;
  readonly residenza?: string;
  readonly sections?: string;
}

/** A SAP with what the questions look at. */
async function open({ cf, dataNascita, residenza = 'L219', sections = '' }: Sap): Promise<void> {
  const { fields } = await invioSAP(
    node.url,
    `<lavoratore><datiinvio><dataultimoagg>2026-10-01</dataultimoagg><codiceentetit>L219C000381</codiceentetit><tipovariazione>01</tipovariazione><datadinascita>${dataNascita}</datadinascita></datiinvio>` +
      `<datianagrafici><datipersonali><codicefiscale>${cf}</codicefiscale><cognome>FERRERO</cognome><nome>MARTA</nome><sesso>F</sesso><datanascita>${dataNascita}</datanascita><codcomune>L219</codcomune><codcittadinanza>000</codcittadinanza></datipersonali>` +
      `<residenza><codcomune>${residenza}</codcomune></residenza><domicilio><codcomune>L219</codcomune><cap>10138</cap><indirizzo>Via Frejus 1</indirizzo></domicilio><recapiti><email>a@example.it</email></recapiti></datianagrafici>${sections}</lavoratore>`,
  );
  expect(fields.Esito).toBe('OK');
}

const job = (start: string, end: string, utilizzatrice = '') =>
  `<esperienzalavoro><azienda><codicefiscale>01234567897</codicefiscale><datorelavoro>Officine del Po</datorelavoro><codateco>25.11.00</codateco></azienda>${utilizzatrice}` +
  `<datainizio>${start}</datainizio>${end === '' ? '' : `<datafine>${end}</datafine>`}<codprofessione>6.2.1.4</codprofessione><tiporapporto><tipocontratto>A.01.00</tipocontratto><assunzioneLegge68>NO</assunzioneLegge68><lavInMobilita>NO</lavInMobilita><lavoroStagionale>NO</lavoroStagionale><lavoroInAgricoltura>NO</lavoroInAgricoltura></tiporapporto>` +
  `<modalitalavoro><codmodalitalavoro>F</codmodalitalavoro></modalitalavoro><luogolavoro><indirizzo>Via Roma 2</indirizzo><codcomune>L219</codcomune></luogolavoro></esperienzalavoro>`;
const jobs = (...list: string[]) => `<esperienzelavoro_lst>${list.join('')}</esperienzelavoro_lst>`;
const AGENCY =
  '<utilizzatrice><codicefiscale>09876543217</codicefiscale><datorelavoro>Logistica Dora</datorelavoro></utilizzatrice>';

describe('YG_Profiling', () => {
  it.each([
    [{ titoloStudio: '70000000', presenzaIt: 'A01', occupazAp: 'A01' }, YOUNG, '1', '1'],
    [{ titoloStudio: '40000000', presenzaIt: 'A01', occupazAp: 'A01' }, YOUNG, '2', '2'],
    [{ titoloStudio: '70000000', presenzaIt: 'A01', occupazAp: 'A01' }, born('2000-01-01'), '2', '1'],
    [{ titoloStudio: '20000000', presenzaIt: 'A01', occupazAp: 'B01' }, YOUNG, '3', '3'],
    [{ titoloStudio: '20000000', presenzaIt: 'A02', occupazAp: 'B01' }, YOUNG, '4', '4'],
  ])('computes both classes of %j', async (input, cf, indice, indice2) => {
    const answer = await inserted({ ...input, cf });
    expect([answer.of('esito'), answer.of('indice'), answer.of('indice2')]).toEqual(['E01', indice, indice2]);
    expect(answer.of('codGenere')).toBe('F');
    expect(node.state.effects).toMatchObject([{ operation: 'insert', subject: cf }]);
  });

  it.each([
    ['E02', { cf: `${YOUNG.slice(0, 15)}${YOUNG.endsWith('A') ? 'B' : 'A'}` }],
    ['E03', { titoloStudio: '4' }],
    ['E04', { presenzaIt: '1' }],
    ['E05', { codProv: 'TO' }],
    ['E06', { occupazAp: 'X' }],
    ['E07', { occupazAp: undefined }],
    ['E08', { cf: born('1996-10-05') }],
    ['E08', { cf: born('2011-10-06') }],
    ['E01', { cf: born('1996-10-06') }],
    ['E01', { cf: born('2011-10-05') }],
  ])('answers %s to %j', async (esito, input) => {
    expect((await inserted(input as YgInput)).of('esito')).toBe(esito);
    expect(node.state.effects).toHaveLength(esito === 'E01' ? 1 : 0);
  });

  it('computes nothing for who has a pact, which the older revision has no word for', async () => {
    await open({
      cf: YOUNG,
      dataNascita: '2004-03-12',
      sections:
        '<politiche_attive_lst><politiche_attive><tipo_attivita>A02</tipo_attivita><data_proposta>2026-10-01</data_proposta><descrizione>Patto</descrizione><titolo_progetto>02</titolo_progetto><codice_ente_promotore>L219C000381</codice_ente_promotore></politiche_attive></politiche_attive_lst>',
    });
    expect((await inserted({})).of('esito')).toBe('E09');
    expect((await yg(insertOf({ cf: YOUNG }, '1.0'))).of('esito')).toBe('E01');
  });

  it('shows the last computation of each province, in the words of each revision', async () => {
    await inserted({ codProv: '001' });
    await inserted({ codProv: '003' });
    await inserted({ codProv: '003', titoloStudio: '20000000' });
    const all = await yg(selectOf(YOUNG, undefined));
    expect([all.all('codProv'), all.all('titoloStudio')]).toEqual([
      ['001', '003'],
      ['40000000', '20000000'],
    ]);
    expect((await yg(selectOf(YOUNG, '003'))).all('codProv')).toEqual(['003']);
    const older = await yg(selectOf(YOUNG, '003', '1.0'));
    expect(older.text).not.toContain('indice2');
    expect(older.of('eta')).toBe('22');
    expect((await yg(selectOf(YOUNG, '096'))).of('esito')).toBe('E10');
    expect((await yg(selectOf(YOUNG, '096', '1.0'))).of('esito')).toBeUndefined();
  });

  it('refuses with a fault what breaks the contract', async () => {
    const answer = await inserted({ codProv: '0001' });
    expect([answer.status, answer.of('faultcode')]).toEqual([500, 'soapenv:Client']);
  });
});

describe('VerificaCondizioniNEET', () => {
  const ask = async (cf: string, day = TODAY) => {
    const answer = await callService(
      `${node.servicesUrl}/VerificaCondizioniNEET`,
      `<i:VerificaCondizioniNEET_Input xmlns:i="http://mlps.gov.it/DataModels/InformationDelivery/VerificaCondizioniNEET/1.0"><i:CodiceFiscale>${cf}</i:CodiceFiscale><i:DataRiferimento>${day}T00:00:00</i:DataRiferimento><i:GUIDUtente>13</i:GUIDUtente><i:CodiceFiscaleOperatore/><i:Applicazione>NCN</i:Applicazione></i:VerificaCondizioniNEET_Input>`,
      'http://mlps.gov.it/Sevices/InformationDelivery/VerificaCondizioniNEET/1.0/verificaCondizioniNEET',
    );
    const codes = answer.all('Decodifica');
    const met = answer.all('NEET');
    return {
      esito: answer.of('Esito'),
      istituto: answer.of('Istituto'),
      unmet: codes.filter((_, i) => met[i] !== 'true'),
      codes,
    };
  };
  const study = (level: string, end: string) =>
    `<allegato><titolistudio_lst><titolostudio><codlivelloistruzione>${level}</codlivelloistruzione><descrizionecorsostudio>Politecnico</descrizionecorsostudio>${end}<annofrequenza>2026</annofrequenza></titolostudio></titolistudio_lst></allegato>`;

  it.each([
    ['2004-03-12', {}, []],
    ['1990-03-12', {}, ['ETA']],
    ['2004-03-12', { residenza: 'Z110' }, ['RES']],
    ['2004-03-12', { sections: jobs(job('2026-10-05', '2026-10-05')) }, ['DIS']],
    ['2004-03-12', { sections: jobs(job('2026-01-01', '2026-10-04'), job('2026-10-06', '')) }, []],
    ['2004-03-12', { sections: study('40', '') }, ['SCU']],
    ['2004-03-12', { sections: study('60', '') }, ['UNI']],
    ['2004-03-12', { sections: study('60', '<annotermine>2025</annotermine>') }, []],
  ])('of a person born on %s with %j does not find %j', async (dataNascita, sap, unmet) => {
    const cf = born(dataNascita);
    await open({ cf, dataNascita, ...sap });
    const found = await ask(cf);
    expect(found).toMatchObject({ esito: 'E100', codes: ['ETA', 'RES', 'DIS', 'SCU', 'UNI'], unmet });
    expect(found.istituto).toBe(unmet.some((one) => one === 'SCU' || one === 'UNI') ? 'Politecnico' : undefined);
  });

  it('knows nothing of who has no SAP, and says later at its limit', async () => {
    expect(await ask(YOUNG)).toMatchObject({ esito: 'E103', codes: [] });
    node.setFault('x001');
    expect(await ask(YOUNG)).toMatchObject({ esito: 'X001' });
  });
});

describe('the employments', () => {
  const rapporti = (cf: string, from: string, to: string) =>
    callService(
      `${node.servicesUrl}/VerificaRapportoLavoroAttivo`,
      `<i:GetRapportoLavoroAttivo_Input xmlns:i="http://mlps.gov.it/DataModels/InformationDelivery/VerificaRapportoLavoroAttivo/3.0"><i:CodiceFiscaleLavoratore>${cf}</i:CodiceFiscaleLavoratore><i:DataRiferimentoDal>${from}T00:00:00</i:DataRiferimentoDal><i:DataRiferimentoAl>${to}T00:00:00</i:DataRiferimentoAl></i:GetRapportoLavoroAttivo_Input>`,
    );
  const notices = (cf: string, from: string, to: string) =>
    callService(
      `${node.servicesUrl}/RicercaCO`,
      `<i:COPerLavoratore xmlns:i="http://servizi.lavoro.gov.it/RicercaCO/2.0"><i:CodiceFiscale>${cf}</i:CodiceFiscale><i:DataInizio>${from}</i:DataInizio><i:DataFine>${to}</i:DataFine></i:COPerLavoratore>`,
    );
  const employed = () =>
    open({
      cf: YOUNG,
      dataNascita: '2004-03-12',
      sections: jobs(job('2024-02-01', '2025-01-31'), job('2025-06-01', '', AGENCY), job('2026-03-01', '')),
    });

  it.each([
    ['2024-06-01', '2024-06-02', ['2024-02-01T00:00:00']],
    ['2025-01-31', '2025-06-01', ['2024-02-01T00:00:00', '2025-06-01T00:00:00']],
    ['2026-10-05', '2026-10-05', ['2025-06-01T00:00:00', '2026-03-01T00:00:00']],
  ])('active from %s to %s are %j', async (from, to, starts) => {
    await employed();
    const answer = await rapporti(YOUNG, from, to);
    expect([answer.of('Esito'), answer.all('DataInizio')]).toEqual(['E100', starts]);
  });

  it.each([
    ['E101', `${YOUNG.slice(0, 15)}${YOUNG.endsWith('A') ? 'B' : 'A'}`, '2026-01-01', '2026-12-31'],
    ['E102', YOUNG, '2026-12-31', '2026-01-01'],
    ['E103', YOUNG, '2026-01-01', '2026-12-31'],
  ])('are refused with %s', async (esito, cf, from, to) => {
    expect((await rapporti(cf, from, to)).of('Esito')).toBe(esito);
    node.setFault('ko', { times: 1 });
    expect((await rapporti(cf, from, to)).of('Esito')).toBe('E104');
  });

  it('stand in the notices of the period in which they began', async () => {
    await employed();
    const all = await notices(YOUNG, '2024-01-01', '2026-12-31');
    expect(all.of('Codice')).toBe('E100');
    expect(all.all('SYS_TIPOMODULO')).toEqual(['UNILAV', 'UNILAV', 'UNISOMM']);
    expect(all.all('Rapporto_DataInizio')).toEqual(['2024-02-01', '2026-03-01']);
    expect([all.of('RapportoAgenziaSomm_DataInizio'), all.of('DittaUtilizzatrice_Denominazione')]).toEqual([
      '2025-06-01',
      'Logistica Dora',
    ]);
    expect(all.text.match(/rowOrder="\d"/g)).toEqual(['rowOrder="0"', 'rowOrder="2"', 'rowOrder="1"']);
    expect((await notices(YOUNG, '2026-03-02', '2026-12-31')).of('Codice')).toBe('E103');
    node.setFault('x001');
    expect((await notices(YOUNG, '2024-01-01', '2026-12-31')).of('Codice')).toBe('X001');
  });
});
