/** The rules of the simulated INPS, told by hand-written calls. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InpsSandbox, startSandbox } from '../../src/sandbox/index.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { fixturesOf } from '../support/fixtures.js';

const codiceFiscale = makeCodiceFiscale({
  cognome: 'BRUNETTI',
  nome: 'ADALGISA',
  sesso: 'F',
  dataNascita: '1986-09-14',
  luogoNascita: 'L219',
});
const other = makeCodiceFiscale({
  cognome: 'FORNASARI',
  nome: 'UGO',
  sesso: 'M',
  dataNascita: '1979-02-28',
  luogoNascita: 'A944',
});
const irma = makeCodiceFiscale({
  cognome: 'TOVAZZI',
  nome: 'IRMA',
  sesso: 'F',
  dataNascita: '1991-12-03',
  luogoNascita: 'L378',
});

const benefit = {
  codice_fiscale: codiceFiscale,
  prestazione: 'NASPI',
  protocollo: '0012345',
  data_domanda: '2025-05-12',
  stato: 'ATTIVA',
};
const worker = {
  codiceFiscale,
  cognome: 'BRUNETTI',
  nome: 'ADALGISA',
  dataNascita: '1986-09-14',
  stato: { codice: 'A21', descrizione: 'Disoccupata', mesi: 3 },
  dataDid: '2025-02-01',
  cpi: '000100200',
  descrizioneCpi: 'CPI di Torino',
  cessazione: { data: '2025-01-31', motivo: 'LC', mesiRapporto: 10 },
};

let inps: InpsSandbox;
beforeEach(async () => {
  inps = await startSandbox('inps', {
    today: () => '2025-09-10',
    seed: {
      benefits: [benefit],
      nraApplications: [
        { idDomandaWeb: '4711', idDomandaIntranet: '90210', codiceFiscale: irma, comunicazioni: ['20160215103045001'] },
      ],
      unemployed: [
        worker,
        { ...worker, codiceFiscale: other, inCigs: true, cessazione: { ...worker.cessazione, motivo: 'DI' } },
      ],
    },
  });
});
afterEach(() => inps.close());

let keys = 0;
async function tell(path: string, document: object, key = `k${keys++}`) {
  const response = await fetch(`${inps.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(document),
  });
  const { codice } = (await response.json()) as { codice?: string };
  return { status: response.status, codice };
}
const done = { status: 200, codice: 'I000' };
const refused = (codice: string) => ({ status: 422, codice });

describe('conditionality', () => {
  const event = {
    codiceFiscale,
    evento: 'X01',
    dataEvento: '2025-09-01',
    cpi: 'L219C000381',
    protocolloInps: '0012345',
    dataDomanda: '2025-05-12',
    codiceFiscaleOperatore: other,
  };

  it('is taken once for each event of an application, and once for each key', async () => {
    expect(await tell('/condizionalita', event, 'same')).toEqual(done);
    expect(await tell('/condizionalita', event, 'same')).toEqual(done);
    expect(inps.state.effects).toHaveLength(1);
    expect(await tell('/condizionalita', event)).toEqual(refused('I103'));
    expect(await tell('/condizionalita', { ...event, evento: 'X13' })).toEqual(done);
    expect(inps.state.effects).toHaveLength(2);
  });

  it.each([
    ['an unknown protocol', { protocolloInps: '0000000' }, refused('I101')],
    ['the protocol of somebody else', { codiceFiscale: other }, refused('I101')],
    ['another day of application', { dataDomanda: '2025-05-13' }, refused('I104')],
    ['a day to come', { dataEvento: '2025-09-11' }, refused('I104')],
    ['an event that the list has not', { evento: 'X14' }, { status: 400, codice: undefined }],
  ])('is refused with %s', async (_what, change, answer) => {
    expect(await tell('/condizionalita', { ...event, ...change })).toEqual(answer);
    expect(inps.state.effects).toEqual([]);
  });
});

describe('other communications', () => {
  const patto = { codiceFiscale, protocollo: '0012345', cpi: 'L219C000381', dataSottoscrizione: '2025-06-01' };
  it('a pact names an application of this person, or none', async () => {
    const { protocollo: _, ...without } = patto;
    expect(await tell('/conferme-patto', patto)).toEqual(done);
    expect(await tell('/conferme-patto', without)).toEqual(done);
    expect(await tell('/conferme-patto', { ...patto, codiceFiscale: other })).toEqual(refused('I101'));
  });

  const states = () => (inps.state.documents[codiceFiscale] as (typeof benefit)[]).map(({ stato }) => stato);
  it('a new job suspends the benefit, its end brings it back', async () => {
    const job = { codiceFiscale, protocollo: '0012345' };
    expect(await tell('/reimpieghi', { ...job, dataAssunzione: '2025-05-11' })).toEqual(refused('I104'));
    expect(await tell('/reimpieghi', { ...job, dataAssunzione: '2025-08-01' })).toEqual(done);
    expect(states()).toEqual(['SOSPESA']);
    expect(await tell('/reimpieghi', { ...job, dataCessazione: '2025-08-31' })).toEqual(done);
    expect(states()).toEqual(['ATTIVA']);
  });

  it('are put off and refused on demand, and a key put off is not used up', async () => {
    inps.setFault('x001', { times: 1 });
    expect(await tell('/conferme-patto', patto, 'p')).toEqual({ status: 503, codice: 'I900' });
    expect(await tell('/conferme-patto', patto, 'p')).toEqual(done);
  });
});

describe('the question for benefits', () => {
  const ask = async (body: string) => {
    const response = await fetch(`${inps.url}/percettori/ricerca`, { method: 'POST', body });
    return { status: response.status, text: await response.text() };
  };
  it('is answered in rows of the flow, and only for one well-formed codice fiscale', async () => {
    const found = await ask(JSON.stringify({ codiceFiscale }));
    expect(found.status).toBe(200);
    const [header, row, end] = found.text.split('\r\n');
    expect(header).toMatch(/^codice_fiscale;cognome;/);
    expect(row).toContain(`${codiceFiscale};`);
    expect(end).toBe('');
    expect((await ask(JSON.stringify({ codiceFiscale: other }))).status).toBe(404);
    for (const bad of ['', '{}', '{"codiceFiscale":"X"}', JSON.stringify({ codiceFiscale, tutti: true })])
      expect((await ask(bad)).status).toBe(400);
  });
});

const soap = async (service: string, body: string): Promise<{ status: number; codice: string | undefined }> => {
  const bare = body.replace(/^<\?xml[^>]*\?>\s*/, '');
  const response = await fetch(`${inps.servicesUrl}/${service}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml', soapaction: '""' },
    body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${bare}</e:Body></e:Envelope>`,
  });
  const text = (await response.text()).replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  return { status: response.status, codice: /<(?:\w+:)?codice\b[^>]*>([^<]*)</.exec(text)?.[1] };
};

describe('the NRA', () => {
  const accepted = String(fixturesOf('inps').find(({ name }) => name === 'nra-accolta')?.source);
  const rejected = String(fixturesOf('inps').find(({ name }) => name === 'nra-respinta-senza-codice')?.source);
  const moved = String(fixturesOf('inps').find(({ name }) => name === 'nra-trasferimento-senza-data')?.source);
  it.each([
    ['what it asked', accepted, 'A100'],
    ['an unknown application', accepted.replace('4711', '1'), 'A110'],
    ['another number of it', accepted.replace('90210', '1'), 'A109'],
    ['another person', accepted.replaceAll(irma, other), 'A103'],
    ['no surname', accepted.replace('TOVAZZI', ' '), 'A101'],
    ['no name', accepted.replace('>IRMA<', '> <'), 'A102'],
    ['something it never said', accepted.replace('20160215103045001', '20160215103045009'), 'A999'],
    ['a rejection without code', rejected, 'A107'],
    ['a move without day', moved, 'A104'],
    [
      'a move without address',
      moved.replace(
        '</comuni:codiceComune>',
        '$&<comuni:dataVariazioneResidenza>2016-05-01</comuni:dataVariazioneResidenza>',
      ),
      'A105',
    ],
  ])('answers %s', async (_what, document, codice) => {
    expect(await soap('ComunicazioniNra', document)).toEqual({ status: 200, codice });
  });

  it('takes a communication id once: the same again changes nothing, another under it is refused', async () => {
    for (let i = 0; i < 2; i++) expect((await soap('ComunicazioniNra', accepted)).codice).toBe('A100');
    expect(inps.state.effects).toHaveLength(1);
    expect((await soap('ComunicazioniNra', accepted.replace('0017/2016', '0099/2016'))).codice).toBe('A999');
  });

  it('answers a document that breaks its contract with a fault', async () => {
    expect(await soap('ComunicazioniNra', accepted.replace('>SI<', '>FORSE<'))).toEqual({
      status: 500,
      codice: undefined,
    });
  });
});

describe('re-employment', () => {
  const ask = (of: string, on: string, what: string) => {
    const document = `<Reimpiego><CodiceFiscale>${of}</CodiceFiscale><DataRiferimento>${on}</DataRiferimento><Dichiarazione>${what}</Dichiarazione></Reimpiego>`;
    const text = document.replaceAll('<', '&lt;');
    return soap(
      'AdesioneReimpiego',
      `<r:getAdesioneReimpiego xmlns:r="http://adesionereimpiego.webservices.coop.sil.eng.it"><inputXML>${text}</inputXML></r:getAdesioneReimpiego>`,
    );
  };
  it.each([
    ['half the months of the relationship, to the day', codiceFiscale, '2025-07-30', 'NASPI', '00'],
    ['a month more', codiceFiscale, '2025-08-01', 'NASPI', '07'],
    ['before the declaration', codiceFiscale, '2025-01-31', 'NASPI', '05'],
    ['no collective dismissal', other, '2025-06-01', 'NASPI', '07'],
    ['in CIGS', other, '2025-06-01', 'CIGS', '00'],
    ['not in CIGS', codiceFiscale, '2025-06-01', 'CIGS', '12'],
    ['unknown', irma, '2025-06-01', 'CIGS', '02'],
  ])('%s', async (_what, of, on, what, codice) => {
    expect((await ask(of, on, what)).codice).toBe(codice);
  });
});

it('refuses to begin with a benefit that breaks the layout', async () => {
  const seed = { benefits: [{ ...benefit, stato: 'CHIUSA' }] };
  await expect(startSandbox('inps', { seed })).rejects.toMatchObject({ code: 'sandbox-seed-invalid' });
});

it('refuses to begin with an application that has an element the file has not', async () => {
  const seed = { raApplications: [{ codice_fiscale: other, matricola_inps_azienda_beneficiario: '1' }] };
  await expect(startSandbox('inps', { seed })).rejects.toMatchObject({ code: 'sandbox-seed-invalid' });
});

it('says that nobody listens where it should announce', async () => {
  const alone = await startSandbox('inps', { gatewayUrl: 'http://127.0.0.1:1' });
  for (const what of ['percettori', 'reddito-attivazione']) {
    const answer = await fetch(new URL(`/sandbox/${what}`, alone.url), { method: 'POST' });
    expect(answer.status).toBe(502);
  }
  await alone.close();
});
