import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonContract } from '../../src/contract/json-contract.js';
import { contractFile } from '../../src/contract/location.js';
import { openApiSchema } from '../../src/contract/openapi.js';
import { type AnpalSandbox, type SilpSandbox, sampleWorkers, startSandbox } from '../../src/sandbox/index.js';
import { codesOf, invio, type Json, sap, silp } from './calls.js';

let side: SilpSandbox;
beforeEach(async () => {
  side = await startSandbox('silp', { seed: { workers: sampleWorkers() } });
});
afterEach(() => side.close());

const personalOf = (scheda: Json): Json => ((scheda.datiAnagrafici as Json).datiGenerali as Json).datiPersonali as Json;
const codiceFiscaleOf = (id: number): string => {
  const seed = sampleWorkers().find(({ scheda }) => scheda.idSilLavAnagrafica === id);
  return String(personalOf(seed?.scheda ?? {}).codiceFiscale);
};
const ELENA = 2001;
const BRUNO_ARCHIVED = 2004;
const NORA_TWICE = 2005;

const read = async (id: number): Promise<Json> => {
  const { body } = await silp(side.url, `/fascicolo/get-dettaglio/${id}`, { callInfo: { codFiscale: 'X' } });
  return body.fascicolo as Json;
};
const write = (schedaModificata: Json, sezioniSapModificate: string[], more: Json = {}) =>
  silp(side.url, '/fascicolo/inserisci-modifica-fascicolo-cittadino', {
    tipoOperazione: 'edit',
    idSilLavAnagrafica: String(ELENA),
    schedaOriginale: schedaModificata,
    schedaModificata,
    sezioniSapModificate,
    ...more,
  });
const recapitoOf = (scheda: Json): Json =>
  ((scheda.datiAnagrafici as Json).reperibilitaRecapiti as Json).recapito as Json;
const experiencesOf = (scheda: Json): Json[] => (scheda.esperienzeLavorative as Json).esperienzeProfessionali as Json[];

const breaches = (schema: string, body: Json): unknown[] => [
  ...jsonContract({
    side: 'silp',
    record: 'sap',
    event: 'invio',
    revision: 'v1',
    ...openApiSchema(contractFile('silp/v1/openapi.yaml'), schema),
  }).read(Buffer.from(JSON.stringify(body))).findings,
];

describe('finding a worker', () => {
  const find = (codiceFiscale: string) => silp(side.url, `/lavoratore/find-codice-fiscale/${codiceFiscale}`);

  it('answers with the short record', async () => {
    const { body } = await find(codiceFiscaleOf(ELENA));
    expect(body).toMatchObject({
      esitoPositivo: true,
      isPresentiPiuLavoratoriPerCodiceFiscale: false,
      isPresentiPiuDiUnLavoratoreConFlgNonArchiviato: false,
      lavoratoreRidotto: { idSilLavAnagrafica: ELENA, flgArchiviato: 'N', cognome: 'QUARANTELLI' },
    });
    expect(breaches('LavoratoreResponse', body)).toEqual([]);
    expect((await silp(side.url, `/lavoratore/find/${ELENA}`)).body.lavoratoreRidotto).toEqual(body.lavoratoreRidotto);
  });

  it('says when there is none, with HTTP 200', async () => {
    const answer = await find(sap('full').codiceFiscale);
    expect(answer).toMatchObject({ status: 200, body: { esitoPositivo: false } });
    expect(codesOf(answer)).toEqual(['E0004']);
    expect(codesOf(await silp(side.url, '/lavoratore/find/1'))).toEqual(['E0007']);
  });

  it('marks a codice fiscale with two records', async () => {
    const answer = await find(codiceFiscaleOf(NORA_TWICE));
    expect(answer.body).toMatchObject({
      isPresentiPiuLavoratoriPerCodiceFiscale: true,
      isPresentiPiuDiUnLavoratoreConFlgNonArchiviato: true,
    });
    await silp(side.url, `/fascicolo/archivia-disarchivia-lavoratore/${NORA_TWICE}/A`, {});
    expect((await find(codiceFiscaleOf(NORA_TWICE))).body).toMatchObject({
      isPresentiPiuLavoratoriPerCodiceFiscale: true,
      isPresentiPiuDiUnLavoratoreConFlgNonArchiviato: false,
      lavoratoreRidotto: { idSilLavAnagrafica: NORA_TWICE + 1, flgArchiviato: 'N' },
    });
  });

  it('shows an archived record, which can be restored', async () => {
    expect((await find(codiceFiscaleOf(BRUNO_ARCHIVED))).body).toMatchObject({
      lavoratoreRidotto: { flgArchiviato: 'S' },
    });
    expect(personalOf(await read(BRUNO_ARCHIVED)).flgArchiviato).toBe('S');
    const restored = await silp(side.url, `/fascicolo/archivia-disarchivia-lavoratore/${BRUNO_ARCHIVED}/D`, {});
    expect(restored.body.esitoPositivo).toBe(true);
    expect((await find(codiceFiscaleOf(BRUNO_ARCHIVED))).body).toMatchObject({
      lavoratoreRidotto: { flgArchiviato: 'N' },
    });
  });

  it('is refused without the account', async () => {
    expect((await silp(side.url, `/lavoratore/find/${ELENA}`, undefined, 'Basic eDp5')).status).toBe(401);
    expect(side.state.calls).toEqual({});
  });
});

describe('writing a worker file', () => {
  it('replaces the sections that are listed, whole, and no other', async () => {
    const scheda = await read(ELENA);
    recapitoOf(scheda).cellulare = '3339999999';
    delete recapitoOf(scheda).email;
    personalOf(scheda).nome = 'ALTRA';
    const { body } = await write(scheda, ['1.3.3']);
    expect(body).toMatchObject({ esitoPositivo: true, flgSalvataggioEseguito: true, sezioniSapModificate: ['1.3.3'] });
    expect(breaches('ControlliFascicoloResponse', body)).toEqual([]);
    const after = await read(ELENA);
    expect(recapitoOf(after).cellulare).toBe('3339999999');
    expect(recapitoOf(after).email).toBeUndefined();
    expect(personalOf(after).nome).toBe('ELENA');
    expect(side.state.effects).toHaveLength(1);
  });

  it('does not look whether somebody else has written in between', async () => {
    const mine = await read(ELENA);
    const theirs = await read(ELENA);
    recapitoOf(theirs).email = 'theirs@posta.example';
    await write(theirs, ['1.3.3']);
    recapitoOf(mine).cellulare = '3338888888';
    await write(mine, ['1.3.3']);
    expect(recapitoOf(await read(ELENA)).email).toBe('elena@posta.example');
  });

  it('leaves rows from employment notices, the DID and section 6 as they are', async () => {
    const scheda = await read(ELENA);
    const [declared, notice] = experiencesOf(scheda) as [Json, Json];
    expect((notice.tipoEsperienza as Json).codice).toBe('RAP');
    (scheda.esperienzeLavorative as Json).esperienzeProfessionali = [
      { ...declared, dataCessazione: null },
      { ...notice, dataCessazione: null, dataAssunzione: null },
    ];
    const posizione = (scheda.datiAmministrativi as Json).posizione as Json;
    const { dataDid } = posizione;
    Object.assign(posizione, { dataDid: null, mesiAnzianitaDisoccup: '9' });
    (scheda.politicheAttiveLavoratore as Json).politicheAttive = [];
    await write(scheda, ['4.1', '2.1.1', '6']);
    const after = await read(ELENA);
    expect(experiencesOf(after)).toEqual([notice, { ...declared, dataCessazione: null }]);
    expect((after.datiAmministrativi as Json).posizione).toMatchObject({ dataDid, mesiAnzianitaDisoccup: '9' });
    expect((after.politicheAttiveLavoratore as Json).politicheAttive).toHaveLength(1);
  });

  it('asks before it moves the domicile to another comune, and saves when the question is answered', async () => {
    const scheda = await read(ELENA);
    const { domicilio } = (scheda.datiAnagrafici as Json).reperibilitaRecapiti as { domicilio: Json };
    ((domicilio.indirizzo as Json).luogo as Json).comune = { id: 'L219', descr: 'TORINO' };
    const asked = await write(scheda, ['1.3.2']);
    expect(asked.body).toMatchObject({
      esitoPositivo: true,
      flgFareDomandaSalva: true,
      flgSalvataggioEseguito: false,
      msgDomandaSalva: { tipo: 'C', error: false },
    });
    expect(breaches('ControlliFascicoloResponse', asked.body)).toEqual([]);
    expect(side.state.effects).toEqual([]);
    const saved = await write(scheda, ['1.3.2'], { flgFattaDomandaSalva: true });
    expect(saved.body).toMatchObject({ flgSalvataggioEseguito: true, flgFareDomandaSalva: false });
    expect(side.state.effects).toHaveLength(1);
    expect(await read(ELENA)).toMatchObject({ enteTitolare: { codice: 'L219C000381' } });
  });

  it.each([
    ['an unknown worker', 'E0007', {}, ['1.1'], { idSilLavAnagrafica: '1' }],
    ['an archived worker', 'SBX-01', {}, ['1.1'], { idSilLavAnagrafica: String(BRUNO_ARCHIVED) }],
    ['an unknown section', 'SBX-04', {}, ['9.9'], {}],
    ['another national id', 'SBX-05', { identificativoSap: 'ZZ00000000Z' }, ['0'], {}],
    ['a worker who is there already, as a new one', 'SBX-02', {}, ['1.1'], { tipoOperazione: 'ins' }],
    ['a body that breaks the contract', 'SBX-07', { idSilLavAnagrafica: 'text' }, ['1.1'], {}],
  ])('refuses %s with HTTP 200', async (_what, code, change, sections, more) => {
    const scheda = await read(ELENA);
    if (code === 'SBX-05') await write({ ...scheda, identificativoSap: 'TO12345678X' }, ['0']);
    const before = side.state.effects.length;
    const answer = await write({ ...scheda, ...change }, sections, more);
    expect(answer).toMatchObject({ status: 200, body: { esitoPositivo: false } });
    expect(codesOf(answer)).toEqual([code]);
    expect(side.state.effects).toHaveLength(before);
  });

  it('refuses a file without the name of its person', async () => {
    const scheda = await read(ELENA);
    personalOf(scheda).cognome = ' ';
    expect(codesOf(await write(scheda, ['1']))).toEqual(['SBX-03']);
  });

  it('opens a file for a new worker, from the sections that are listed', async () => {
    const scheda = await read(ELENA);
    personalOf(scheda).codiceFiscale = sap('mini').codiceFiscale.replace('FRR', 'NVV');
    const { body } = await write(scheda, ['1', '2.3'], { tipoOperazione: 'ins', idSilLavAnagrafica: null });
    const created = await read(Number(body.idSilLavAnagrafica));
    expect(Number(body.idSilLavAnagrafica)).not.toBe(ELENA);
    expect(personalOf(created).cognome).toBe('QUARANTELLI');
    expect(created.enteTitolare).toMatchObject({ codice: 'D205C000365' });
    expect(experiencesOf(created)).toEqual([]);
    expect(breaches('SchedaAnagraficaProfessionale', created)).toEqual([]);
  });

  it('takes dates as epoch milliseconds and as ISO text, and writes them as it is told', async () => {
    const epoch = await startSandbox('silp', { seed: { workers: sampleWorkers() }, dates: 'epoch' });
    try {
      const { body } = await silp(epoch.url, `/fascicolo/get-dettaglio/${ELENA}`, {});
      const file = body.fascicolo as Json;
      const midnight = Date.parse('2009-03-30T00:00:00+02:00');
      expect(experiencesOf(file)[0]?.dataAssunzione).toBe(midnight);
      expect(breaches('DettaglioFascicoloResponse', body)).toEqual([]);
      expect((await write(file, ['4.1', '1.1'])).body.esitoPositivo).toBe(true);
      const after = await read(ELENA);
      expect(experiencesOf(after).map(({ dataAssunzione }) => dataAssunzione)).toContain('2009-03-30T00:00:00+02:00');
      expect(personalOf(after).dataDiNascita).toBe('1976-08-29T00:00:00+02:00');
    } finally {
      await epoch.close();
    }
  });
});

describe('fetching from the national node', () => {
  let node: AnpalSandbox;
  beforeEach(async () => {
    node = await startSandbox('anpal');
    await side.close();
    side = await startSandbox('silp', { seed: { workers: sampleWorkers() }, nationalUrl: node.url });
    await invio(node.url, sap('full').document());
    await invio(node.url, sap('mini').document());
  });
  afterEach(() => node.close());
  const form = (name: string): Json => ({ codiceFiscaleLavoratore: sap(name).codiceFiscale });

  it.each(['/orchestratore/acquisire-sap', '/did/ricevi-sap'])(
    '%s stores the SAP of a person it did not know',
    async (path) => {
      const { body } = await silp(side.url, path, form('full'));
      expect(body).toMatchObject({ esitoPositivo: true, lavoratoreRidotto: { identificativoSap: 'SB00000001B' } });
      const file = await read((body.lavoratoreRidotto as { idSilLavAnagrafica: number }).idSilLavAnagrafica);
      expect(breaches('SchedaAnagraficaProfessionale', file)).toEqual([]);
      expect(file).toMatchObject({ enteTitolare: { codice: 'F952C000383' } });
      expect(experiencesOf(file)).toHaveLength(2);
      expect(experiencesOf(file)[0]).toMatchObject({
        dataAssunzione: '2015-02-01T00:00:00+01:00',
        lavEsperienzaLavoro: {
          dsMansione: "Conduzione di macchine utensili; l'attrezzaggio è <manuale>",
          flgStagionale: 'N',
        },
      });
      expect((file.politicheAttiveLavoratore as Json).politicheAttive).toMatchObject([{ attivita: { codice: 'A02' } }]);
    },
  );

  it('brings a known person up to date and keeps what the SAP does not say', async () => {
    const { body } = await silp(side.url, '/orchestratore/acquisire-sap', {
      ...form('mini'),
      idSilLavAnagrafica: 2003,
    });
    expect(body).toMatchObject({ lavoratoreRidotto: { idSilLavAnagrafica: 2003, identificativoSap: 'SB00000002C' } });
    const file = await read(2003);
    expect((file.datiAmministrativi as Json).posizione).toMatchObject({ mesiAnzianitaDisoccup: '004' });
    expect(recapitoOf(file).fonteAggiornamento).toMatchObject({ fonte: { codice: 'SILP' } });
  });

  it('richiesta-sap shows it and stores nothing', async () => {
    const { body } = await silp(side.url, '/orchestratore/richiesta-sap', form('full'));
    expect(body).toMatchObject({ esitoPositivo: true, lavoratoreRidotto: { cognome: 'BOSSOLASCHI' } });
    expect(side.state.documents[sap('full').codiceFiscale]).toBeUndefined();
    expect(side.state.effects).toEqual([]);
  });

  it('says when the node has none, when it is not there, and when it has reached its limit', async () => {
    const acquire = (body: Json) => silp(side.url, '/orchestratore/acquisire-sap', body);
    expect(codesOf(await acquire(form('straniera')))).toEqual(['SBX-06']);
    expect(codesOf(await acquire({ identificativoSap: 'ZZ00000000Z' }))).toEqual(['SBX-06']);
    node.setFault('x001', { times: 1 });
    expect(codesOf(await acquire(form('full')))).toEqual(['GGP-S01']);
    node.setFault('down', { times: 1 });
    expect(codesOf(await acquire(form('full')))).toEqual(['GGP-S01']);
  });

  it('answers from what it holds when it has no address of the node', async () => {
    await side.close();
    side = await startSandbox('silp', { seed: { workers: sampleWorkers() } });
    const { body } = await silp(side.url, '/did/ricevi-sap', form('mini'));
    expect(body).toMatchObject({ esitoPositivo: true, lavoratoreRidotto: { idSilLavAnagrafica: 2003 } });
    expect(codesOf(await silp(side.url, '/did/ricevi-sap', form('full')))).toEqual(['E0004']);
  });
});

describe('sending to the national node, as SILP does today', () => {
  it('puts the document in CDATA behind a cooperation header, with a technical account', async () => {
    const node = await startSandbox('anpal', { account: { username: 'silp', password: 'segreto' } });
    try {
      const call = { url: node.url, username: 'silp', password: 'segreto' };
      const text = sap('full').document().replace('PATTO DI SERVIZIO', 'PATTO ]]&gt; DI SERVIZIO');
      expect(await side.sendToNational(call, text)).toMatchObject({ outcome: 'answered', fields: { Esito: 'OK' } });
      expect(String(node.state.documents[sap('full').codiceFiscale])).toContain('PATTO ]]&gt; DI SERVIZIO');
      expect(await side.sendToNational(node.url, text)).toMatchObject({ outcome: 'fault', status: 401 });
    } finally {
      await node.close();
    }
    expect((await side.sendToNational(node.url, 'x')).outcome).toBe('unreachable');
  });
});
