/** The simulated SIL and portal keep their own rules: each outcome that they know, from a state in which it is right. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../src/contract/contract.js';
import {
  agenda,
  busService,
  domande,
  pattoOnline,
  stipulaDid,
  trasmettiPatto,
} from '../../src/contract/lavoro-per-te/index.js';
import { type SoapService, textAt } from '../../src/contract/soap-service.js';
import { callService, type LavoroPerTeSandbox, startSandbox } from '../../src/sandbox/index.js';
import { person } from '../support/sap-document.js';

const TODAY = '2030-01-08';
const worker = (n: number) => ({ ...person(n), sesso: 'F' as const, comuneNascita: 'L219' });
const pact = { data: '2029-06-01', scadenza: '2030-06-01' };
const SEED = {
  silWorkers: [
    worker(1),
    { ...worker(2), dataDid: '2029-05-05' },
    { ...worker(3), movimento: { inizio: '2029-01-01', contratto: 'A.01.00' } },
    { ...worker(4), dataDid: '2029-05-05', patto: pact },
    { ...worker(5), dataDid: '2029-05-05', patto: { ...pact, scadenza: TODAY, confermaDal: '2029-12-01' } },
    { ...worker(6), dataDid: '2029-05-05', patto: { ...pact, confermaDal: '2030-02-01' } },
    { ...worker(7), dataDid: '2029-05-05', patto: { ...pact, confermaDal: '2030-01-01' } },
  ],
};
const CPI = '083202100';

let sandbox: LavoroPerTeSandbox;
beforeAll(async () => {
  sandbox = await startSandbox('lavoro-per-te', { seed: SEED, today: () => TODAY });
});
afterAll(() => sandbox.close());

async function ask(service: SoapService | undefined, operation: string, document: DocumentTree): Promise<DocumentTree> {
  if (service === undefined) throw new Error('no such service');
  const answer = await callService({ url: `${sandbox.url}/${service.name}`, service, operation }, document);
  if (answer.outcome !== 'answered') throw new Error(`${answer.outcome}: ${answer.text}`);
  return answer.tree;
}
const question = (name: string) => domande.find((one) => one.name === name);

describe('putCreaDID', () => {
  const declared = async (n: number, day = TODAY, more: DocumentTree = {}) => {
    const document = {
      CodiceFiscale: n < 0 ? 'RSSMRA80A01F257X' : person(n).codiceFiscale,
      DataDichiarazione: day,
      TipoDichiarazione: '01',
      IdProvincia: '37',
      Stampa: { ModelloStampa: '', Protocollazione: 'ON', Intestazione: 'ON' },
      ...more,
    };
    return textAt(await ask(stipulaDid, 'putCreaDID', document), 'Esito.codice');
  };
  it.each([
    ['04', 'a wrong check character', -1, TODAY],
    ['06', 'a day to come', 1, '2030-01-09'],
    ['14', 'somebody whom the SIL does not know and the document does not tell of', 99, TODAY],
    ['15', 'a DID that is open', 2, TODAY],
    ['07', 'a day before the law', 1, '2003-01-29'],
    ['20', 'somebody at work', 3, TODAY],
    ['00', 'nothing in the way', 1, TODAY],
    ['15', 'the same once more', 1, TODAY],
  ])('answers %s to %s', async (codice, _why, n, day) => {
    expect(await declared(n, day)).toBe(codice);
  });
});

describe('the agenda', () => {
  const book = async (slot: string, more: DocumentTree = {}, cpi = CPI, n = 10) => {
    const search = slot === '' ? { datiRicerca: { dataDal: '2031-01-01' } } : { identificativoSlot: slot };
    const answer = await ask(agenda, 'fissaAppuntamento', {
      codiceFiscale: person(n).codiceFiscale,
      utenteAzienda: { UtenteServizio: 'A' },
      IdProvincia: '37',
      datiContatto: { consensoSMS: 'N' },
      parametriAppuntamento: {
        IdCPI: cpi,
        codiceRichiesta: 'PL_APPGG',
        ...search,
        contattiAutomatici: { invioSMS: 'N', invioEmail: 'N' },
        ...more,
      },
      IdCoap: `COAP${n}`,
      returnIdApp: 'true',
    });
    return [textAt(answer, 'Esito.codice'), textAt(answer, 'datiAppuntamento.IdAppuntamento')] as const;
  };

  it('has slots that it gives once, each with its outcome', async () => {
    expect((await book('1000', {}, '081300100'))[0]).toBe('11');
    expect((await book('4711'))[0]).toBe('16');
    expect((await book('2000'))[0]).toBe('10');
    expect((await book(''))[0]).toBe('18');
    expect(await book('1010')).toEqual(['00', 'AR00000001']);
    expect((await book('1010', {}, CPI, 11))[0]).toBe('17');
    expect(await book('1011')).toEqual(['23', 'AR00000001']);
    expect((await book('2010', { codiceRichiesta: 'PL_APPOB' }, '082901600'))[0]).toBe('25');
  });

  it('annuls what is booked, in time and once', async () => {
    const annul = async (id: string, coap: string) => {
      const ids = { IdProvincia: '37', IdCPI: CPI, IdAppuntamentoAR: id, IdAppuntamentoCoap: coap };
      return textAt(await ask(agenda, 'annullaAppuntamento', ids), 'Esito.codice');
    };
    expect(await annul('AR00000001', 'COAP10')).toBe('07');
    expect(await annul('AR00000001', 'COAP11')).toBe('04');
    const [, id] = await book('1020', {}, CPI, 12);
    expect(await annul(id, 'COAP12')).toBe('00');
    expect(await annul(id, 'COAP12')).toBe('06');
  });
});

describe('a periodic confirmation', () => {
  it.each([
    ['06', 99],
    ['02a', 3],
    ['02b', 2],
    ['02c', 4],
    ['02d', 5],
    ['03', 6],
    ['', 7],
    ['02c', 7],
  ])('is answered with the reason %s', async (reason, n) => {
    const document = { CodiceFiscale: person(n).codiceFiscale, Email: 'prova@example.org' };
    const answer = await ask(question('GetConfermaPeriodica'), 'getConfermaPeriodica', document);
    expect(answer.codice).toBe(reason === '' ? 'OK' : 'KO');
    expect(textAt(answer, 'Errori.Errore.codiceErrore')).toBe(reason);
  });
});

it.each([
  ['02', 99],
  ['03', 2],
  ['00', 4],
])('a renewal is answered with %s', async (codice, n) => {
  const document = { CodiceFiscale: person(n).codiceFiscale, Email: 'prova@example.org' };
  expect(await ask(question('RinnovaPatto'), 'putRinnovaPatto', document)).toMatchObject({ codice });
});

describe('a pact', () => {
  const Patto = {
    CodiceFiscale: person(4).codiceFiscale,
    DataPatto: '2030-01-02',
    CodServiziAmministrativi: '',
    NumProtocollo: '9',
    AnnoProtocollo: '2030',
    CodProvinciaProv: '036',
  };
  const accepted = async (document: DocumentTree) => (await ask(trasmettiPatto, 'aggiornaPatto', document)).esito;

  it('is accepted once, and is to be accepted anew when it is handed over again', async () => {
    await ask(pattoOnline, 'InvioPatto', { Patto, PDFPatto: 'JVBERi0x' });
    const document = sandbox.accept(Patto, 'CIE', '2030-01-03T10:00:00');
    expect(await accepted({ ...document, accettazionePatto: {} })).toBe('KO');
    expect(await accepted(document)).toBe('OK');
    expect(await accepted(document)).toBe('KO');
    await ask(pattoOnline, 'InvioPatto', { Patto, PDFPatto: 'JVBERi0x' });
    const found = await ask(pattoOnline, 'RichiestaPatto', { Patto });
    expect(textAt(found, 'PattoPortale.AccettazionePatto.TipoAccettazione')).toBe('');
    expect(await accepted(document)).toBe('OK');
  });
});

it.each([
  [
    '999',
    '<NotificaSap><IdentificativoSAP>AB01234567C</IdentificativoSAP><MotivoNotifica>09</MotivoNotifica></NotificaSap>',
  ],
  ['999', '<altro/>'],
  ['101', '<?xml version="1.0"?><NotificaSap><MotivoNotifica>07</MotivoNotifica></NotificaSap>'],
])('the bus answers %s', async (codice, dati) => {
  expect(textAt(await ask(busService, 'execute', { dati }), 'executeReturn.codice')).toBe(codice);
});
