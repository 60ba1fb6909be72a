/** Employments, activities and courses at the simulated SIL: each outcome from a state in which it is right. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../src/contract/contract.js';
import { domande, formazione, movimenti } from '../../src/contract/lavoro-per-te/index.js';
import { textAt } from '../../src/contract/soap-service.js';
import { callService, type LavoroPerTeSandbox, startSandbox } from '../../src/sandbox/index.js';
import { person } from '../support/sap-document.js';
import { uniLav } from '../support/uni-lav.js';

const TODAY = '2030-01-08';
const worker = (n: number) => ({ ...person(n), sesso: 'F' as const, comuneNascita: 'L219', stato: 'B' });
const job = { inizio: '2029-01-01', contratto: 'A.01.00' };
const SEED = {
  silWorkers: [
    { ...worker(1), movimento: job },
    { ...worker(2), movimento: job, dataDid: '2029-05-05' },
    { ...worker(3), movimento: job, stato: 'A22' },
    { ...worker(4), movimento: { ...job, fine: '2029-06-30' } },
    { ...worker(5), movimento: { ...job, prg: '2' }, precedenti: [{ ...job, inizio: '2028-01-01' }] },
    { ...worker(6), cpi: '083202100', patto: { data: '2029-06-01', scadenza: '2030-06-01' } },
  ],
};

let sandbox: LavoroPerTeSandbox;
beforeAll(async () => {
  sandbox = await startSandbox('lavoro-per-te', { seed: SEED, today: () => TODAY });
});
afterAll(() => sandbox.close());

async function ask(name: string, operation: string, document: DocumentTree): Promise<DocumentTree> {
  const service = [...domande, ...movimenti, ...formazione].find((one) => one.name === name);
  if (service === undefined) throw new Error(`no service ${name}`);
  const answer = await callService({ url: `${sandbox.url}/${name}`, service, operation }, document);
  if (answer.outcome !== 'answered') throw new Error(`${answer.outcome}: ${answer.text}`);
  return answer.tree;
}
const outcome = async (...call: Parameters<typeof ask>) => textAt(await ask(...call), 'Esito.codice');
const code = (n: number): string => person(n).codiceFiscale;

describe('an income that is put right', () => {
  const putRight = (n: number, income: string, prgMovimento = '1') =>
    outcome('SanaMovimento', 'putSanatoriaReddito', {
      CodiceFiscale: n < 0 ? 'RSSMRA80A01F257X' : code(n),
      IdProvincia: '37',
      SetMovimenti: { Mov: { prgMovimento, RedditoMensileSanato: income, numklomov: '1' } },
    });
  it.each([
    ['04', 'a wrong check character', -1, '500.00'],
    ['03', 'somebody unknown', 99, '500.00'],
    ['05', 'somebody with a DID', 2, '500.00'],
    ['06', 'somebody without work', 3, '500.00'],
    ['07', 'an employment that is over', 4, '500.00'],
    ['08', 'somebody with another employment', 5, '500.00'],
    ['12', 'an income that is too high', 1, '900.00'],
    ['00', 'nothing in the way', 1, '500.00'],
    ['11', 'the same once more', 1, '500.00'],
  ])('is answered %s for %s', async (codice, _why, n, income) => {
    expect(await putRight(n, income)).toBe(codice);
  });

  it('gives the worker the status back', () => {
    expect(sandbox.worker(code(1))).toMatchObject({ stato: 'A21', movimento: { sanato: true } });
  });
});

describe('communications about an employment', () => {
  const tell = (document: DocumentTree) => outcome('GetUltimoMovimento', 'putComunicaUniLav', document);
  const ended = (prgMovimento: string, DataCessazione: string) =>
    outcome('GetUltimoMovimento', 'putComunicaCessazione', {
      CodiceFiscale: code(20),
      DataCessazione,
      MotivoCessazione: 'DI',
      IdProvincia: '37',
      SetMovimenti: { prgMovimento },
    });
  const asked = () => ask('GetUltimoMovimento', 'getUltimoMovimento', { CodiceFiscale: code(20), IdProvincia: '37' });

  it('write the worker into the list, number the employment, change it by its number and end it', async () => {
    expect(await tell(uniLav(20, { inizio: '2030-01-02' }))).toBe('00');
    expect(await tell(uniLav(20, { inizio: '2030-01-02' }))).toBe('06');
    const [found] = [textAt(await asked(), 'RapportoLavorativo.Movimento.ChiaveMovimento')];
    expect(found).toBe('1');
    expect(await tell(uniLav(20, { prorogaFino: '2030-02-28', prg: '9' }))).toBe('05');
    expect(await tell(uniLav(20, { prorogaFino: '2030-02-28', prg: found }))).toBe('00');
    expect(sandbox.worker(code(20))).toMatchObject({ stato: 'B', movimento: { fine: '2030-02-28' } });
    expect(await ended('9', '2030-01-31')).toBe('05');
    expect(await ended(found, '2030-01-31')).toBe('00');
    expect(await ended(found, '2030-02-15')).toBe('05');
    expect(textAt(await asked(), 'RapportoLavorativo.Movimento.TipoMovimento')).toBe('CES');
  });
});

describe('activities of a pact', () => {
  const dote = (esito: string) =>
    ask('RicezioneDomandaDote', 'processDomandaDote', {
      partecipante: { codiceFiscale: code(6) },
      DomandaDote: {
        IdDomandaDote: 'D1',
        pattoInclusioneAttiva: 'N',
        CFEnteAccreditato: '00000000000',
        RagioneSocialeEnte: 'ENTE',
        sedeEnteAccreditato: '1',
        PoliticheAttive: { PoliticaAttiva: [{ CodAzioneFormCal: 'A1', dataStimata: '2030-03-01', esito }] },
      },
    });
  const read = (name: string) =>
    ask(name, 'getDati', { userName: 'u', password: 'p', codiceFiscale: code(6), dataInizioTirocinio: '2030-01-08' });

  it('come with an application, get their outcome from the system of training and are told to whoever reads the pact', async () => {
    const granted = await dote('PRO');
    expect(await dote('PRO')).toEqual(granted);
    const prgPercorso = textAt(granted, 'PoliticheAttive.PoliticaAttiva.prgPercorso');
    const policy = `<prgPercorso>${prgPercorso}</prgPercorso><prgColloquio>1</prgColloquio><dataAvvioAttivita>2030-01-08</dataAvvioAttivita><esito>FC</esito>`;
    const told = await ask('RicezioneSif', 'getDatiSif', {
      userName: 'u',
      password: 'p',
      datiXml: `<SIFER-input><DatiGiovane><codiceFiscale>${code(6)}</codiceFiscale></DatiGiovane><PoliticheAttive><PoliticaAttiva>${policy}</PoliticaAttiva></PoliticheAttive></SIFER-input>`,
    });
    expect(textAt(told, 'PoliticheAttive.PoliticaAttiva.codice')).toBe('0');
    const at = 'profiling_patto.PoliticheAttive.PoliticaAttiva';
    for (const name of ['GetPattoLavoratoreMyStage', 'GetPattoLavoratore'])
      expect(textAt(await read(name), `${at}.esito`)).toBe('FC');
    const programmes = await read('GetProgrammiApertiPattoLavoratore');
    const open = 'profiling_patto.ProgrammiAperti.ProgrammaAperto.PoliticheAttive.PoliticaAttiva';
    expect(textAt(programmes, `${open}.dataAvvioAttivita`)).toBe('2030-01-08');
  });
});

it('a course is booked, held and called off in the order of its events', async () => {
  const tell = (tipo: string, orarioInvio: string) =>
    outcome('corsoCIGService', 'corsoCIGService', {
      corso: { codiceFiscaleLavoratore: code(1), accordoCrisiCodice: 'A1' },
      evento: { tipo, orarioInvio: `2030-01-08 ${orarioInvio}.000000` },
    });
  expect(await tell('R', '09:00:00')).toBe('06');
  expect(await tell('I', '09:00:00')).toBe('00');
  expect(await tell('I', '08:00:00')).toBe('05');
  expect(await tell('C', '10:00:00')).toBe('00');
  expect(await tell('R', '11:00:00')).toBe('06');
});

it.each([
  ['00', 'DeCittadinanza'],
  ['01', 'DeAltro'],
])('a table is given with %s', async (codice, NomeTabella) => {
  expect(await outcome('GetTabellaDecodifica', 'getTabellaDecodifica', { NomeTabella, IdProvincia: '37' })).toBe(
    codice,
  );
});
