/** Patto online through a gateway with accounts: the SIL hands a pact to the portal, which tells of its acceptance. */
import { type Client, WSSecurity } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/gateway.js';
import { clientOf, type EmilianGateway, patto, say, startEmilia, textIn } from '../support/lavoro-per-te.js';
import { person } from '../support/sap-document.js';

const TOKEN = { username: 'sil', password: 'parola-del-portale' };
const ACCOUNT = { name: 'emilia', username: 'emilia', password: 'segreto <&>', side: 'lavoro-per-te' };
const PDF = Buffer.from('%PDF-1.4 patto di servizio').toString('base64');
const TODAY = '2026-11-20';
const WORKER = {
  ...person(41),
  sesso: 'F' as const,
  comuneNascita: 'L219',
  stato: 'A21',
  dataDid: '2026-01-15',
  patto: { data: '2026-01-20', scadenza: '2027-01-20', confermaDal: '2026-11-01' },
};

let emilia: EmilianGateway;
let client: Client;
beforeAll(async () => {
  const seed = {
    silWorkers: [WORKER, { ...WORKER, ...person(42), movimento: { inizio: '2025-01-01', contratto: 'A.01.00' } }],
  };
  emilia = await startEmilia(
    { token: TOKEN, seed, today: () => TODAY },
    {
      RACCORDO_CALLERS: JSON.stringify([ACCOUNT]),
      RACCORDO_SIDES_LAVORO_PER_TE_TOKEN_USERNAME: TOKEN.username,
      RACCORDO_SIDES_LAVORO_PER_TE_TOKEN_PASSWORD: TOKEN.password,
      RACCORDO_SIDES_LAVORO_PER_TE_TOKEN_PASSWORD_TYPE: 'digest',
    },
  );
  client = await clientOf(`${emilia.doors}/PattoOnline`);
});
afterAll(() => emilia.stop());

type PasswordType = 'PasswordText' | 'PasswordDigest';
const named = (passwordType: PasswordType, password = ACCOUNT.password) =>
  client.setSecurity(new WSSecurity(ACCOUNT.username, password, { passwordType, hasNonce: true, hasTimeStamp: false }));
const call = async (operation: string, fields: object) => {
  const method = client[`${operation}Async`] as (fields: object) => Promise<[Record<string, unknown>, string, object]>;
  return method(fields);
};

describe('the SIL hands a pact to the portal', () => {
  it.each(['PasswordText', 'PasswordDigest'] as const)('names itself in the message (%s)', async (passwordType) => {
    named(passwordType);
    const numero = passwordType === 'PasswordText' ? '1' : '2';
    const [answer] = await call('InvioPatto', { Patto: patto(1, numero), PDFPatto: PDF });
    expect(answer).toEqual({ Esito: 'OK' });
    const [found] = await call('RichiestaPatto', { Patto: patto(1, numero) });
    expect(found).toMatchObject({ PattoPortale: { Patto: { NumProtocollo: numero } } });
  });

  it('leaves nothing but the message itself: its answer is no acceptance', async () => {
    const authorization = `Basic ${Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString('base64')}`;
    const response = await fetch(`${emilia.raccordo.url}/rest/v1/messages?record=patto`, {
      headers: { authorization },
    });
    const { items } = (await response.json()) as { items: { event: string; status: string }[] };
    expect(items.map(({ event, status }) => `${event} ${status}`)).toEqual([
      'variazione accepted',
      'variazione accepted',
    ]);
  });

  it.each(['PasswordText', 'PasswordDigest'] as const)('is not let in with another password (%s)', async (type) => {
    const before = emilia.region.state.calls.InvioPatto;
    named(type, 'altra');
    await expect(call('InvioPatto', { Patto: patto(1, '3'), PDFPatto: PDF })).rejects.toThrow(/UsernameToken/);
    expect(emilia.region.state.calls.InvioPatto).toBe(before);
  });

  it('is not let in with a wrong password in the message, whatever account stands beside it', async () => {
    named('PasswordText', 'altra');
    const authorization = `Basic ${Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString('base64')}`;
    const method = client.RichiestaPattoAsync as (fields: object, options: object, headers: object) => Promise<unknown>;
    await expect(method({ Patto: patto(1, '1') }, {}, { authorization })).rejects.toThrow(/UsernameToken/);
    named('PasswordText');
    await method({ Patto: patto(1, '1') }, {}, { authorization });
  });

  it('is not let in without a name, nor with a digest that was seen already', async () => {
    const bare = await clientOf(`${emilia.doors}/PattoOnline`);
    const method = bare.InvioPattoAsync as (fields: object) => Promise<unknown>;
    await expect(method({ Patto: patto(1, '4'), PDFPatto: PDF })).rejects.toThrow(/UsernameToken/);
    named('PasswordDigest');
    await call('RichiestaPatto', { Patto: patto(1, '1') });
    const replayed = await fetch(`${emilia.doors}/PattoOnline`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: String(client.lastRequest),
    });
    expect(replayed.status).toBe(401);
  });

  it.each([
    ['%%%', 'xsd.type'],
    ['', 'patto.document-missing'],
    [Buffer.from('ciao mondo').toString('base64'), 'patto.document-pdf'],
  ])('is told what is wrong with the document %j', async (PDFPatto, rule) => {
    named('PasswordText');
    const [answer] = await call('InvioPatto', { Patto: patto(1, '8'), PDFPatto });
    expect(answer).toMatchObject({ Esito: 'KO', Descrizione: expect.stringContaining('PDFPatto') });
    expect(answer.Descrizione).toContain(`[${rule}]`);
  });

  it('hears a fault when the portal has no such pact', async () => {
    named('PasswordText');
    await expect(call('RichiestaPatto', { Patto: patto(1, 'altro') })).rejects.toThrow();
  });

  it('hands it over once when the answer is lost, so that no acceptance is undone', async () => {
    named('PasswordText');
    const applied = () => emilia.region.state.effects.filter(({ operation }) => operation === 'InvioPatto').length;
    const before = applied();
    emilia.region.setFault('silent', { times: 1 });
    const handOver = () => call('InvioPatto', { Patto: patto(1, '5'), PDFPatto: PDF }).catch(() => undefined);
    const [answer] = (await eventually(handOver, (told) => told !== undefined)) ?? [];
    expect(answer).toEqual({ Esito: 'OK' });
    expect(applied()).toBe(before + 1);
  });
});

const basic = `Basic ${Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString('base64')}`;
describe('the citizen accepts on the portal', () => {
  it('and the portal tells the SIL, once', async () => {
    named('PasswordText');
    await call('InvioPatto', { Patto: patto(2, '7'), PDFPatto: PDF });
    const key = Object.fromEntries(Object.entries(patto(2, '7')).map(([name, value]) => [name, String(value)]));
    const document = emilia.region.accept(key, 'SPID', '2026-03-04T10:00:00');
    const portal = await clientOf(`${emilia.doors}/TrasmettiPatto`);
    portal.addHttpHeader('authorization', basic);
    const method = portal.aggiornaPattoAsync as (fields: object) => Promise<[Record<string, unknown>]>;
    expect((await method(document))[0]).toEqual({ esito: 'OK', descrizione: 'OK' });
    expect((await method(document))[0]).toMatchObject({ esito: 'OK' });
    expect(emilia.region.state.effects.filter(({ operation }) => operation === 'aggiornaPatto')).toHaveLength(1);
    const [found] = await call('RichiestaPatto', { Patto: patto(2, '7') });
    expect(found).toMatchObject({ PattoPortale: { AccettazionePatto: { TipoAccettazione: 'SPID' } } });
  });
});

describe('what the SIL is asked', () => {
  const ask = async (service: string, operation: string, document: string, field?: string) => {
    const asking = await clientOf(`${emilia.doors}/${service}`);
    asking.addHttpHeader('authorization', basic);
    return say(asking, operation, document, field);
  };
  const code = person(41).codiceFiscale;

  it.each([
    [
      'GetStatoOccupazionale',
      'getStatoOccupazionale',
      `<StatoOccupazionale><CodiceFiscale>${code}</CodiceFiscale><DataRiferimento>2026-03-01</DataRiferimento><IdProvincia>37</IdProvincia></StatoOccupazionale>`,
      '<DataDid>2026-01-15<',
    ],
    [
      'APAPIService',
      'getStatoOccupazionaleAPAPI',
      `<StatoOccupazionale><CodiceFiscale>${code}</CodiceFiscale></StatoOccupazionale>`,
      '<DataDID>2026-01-15<',
    ],
    [
      'APAPIService',
      'getUltimoMovimentoAPAPI',
      `<UltimoMovimento><CodiceFiscale>${person(42).codiceFiscale}</CodiceFiscale></UltimoMovimento>`,
      '<CodTipologiaContrattuale>A.01.00<',
    ],
    [
      'GetUltimoMovimento',
      'getUltimoMovimento',
      `<UltimoPeriodo><CodiceFiscale>${code}</CodiceFiscale><IdProvincia>37</IdProvincia></UltimoPeriodo>`,
      '<DidStipulabile><codice>15<',
    ],
  ])('%s answers %s', async (service, operation, document, wanted) => {
    const answer = await ask(service, operation, document);
    expect(textIn(answer, 'codice')).toBe('00');
    expect(answer).toContain(wanted);
  });

  it('answers the one service that is rpc/literal, in no namespace and by its parameter in0', async () => {
    const question = `<StatoOccupazionale><CodiceFiscale>${code}</CodiceFiscale><Nome>${person(41).nome}</Nome><Cognome>${person(41).cognome}</Cognome></StatoOccupazionale>`;
    const answer = await ask('ControlloLavoratoreBlen', 'getControlloLavoratore', question, 'in0');
    expect(textIn(answer, 'codice')).toBe('000');
    expect(textIn(answer, 'CodStatoOccupazionale')).toBe('A21');
  });

  it('says what is wrong with a question in the codes of the SIL', async () => {
    const wrong = `<UltimoMovimento><CodiceFiscale>${code.slice(0, 5)}</CodiceFiscale></UltimoMovimento>`;
    expect(textIn(await ask('APAPIService', 'getUltimoMovimentoAPAPI', wrong), 'codice')).toBe('99');
    const confirmation = `<ConfermaPeriodica><CodiceFiscale>${code}</CodiceFiscale></ConfermaPeriodica>`;
    expect(textIn(await ask('GetConfermaPeriodica', 'getConfermaPeriodica', confirmation), 'codice')).toBe('07');
  });

  it('confirms a declaration in its time and once, and renews a pact', async () => {
    const who = `<CodiceFiscale>${code}</CodiceFiscale><Email>prova@example.org</Email>`;
    const confirm = () =>
      ask('GetConfermaPeriodica', 'getConfermaPeriodica', `<ConfermaPeriodica>${who}</ConfermaPeriodica>`);
    expect(textIn(await confirm(), 'codice')).toBe('OK');
    const again = await confirm();
    expect([textIn(again, 'codice'), textIn(again, 'codiceErrore')]).toEqual(['KO', '02c']);
    const renewal = await ask('RinnovaPatto', 'putRinnovaPatto', `<RinnovoPatto>${who}</RinnovoPatto>`);
    expect(textIn(renewal, 'codice')).toBe('00');
    expect(emilia.region.worker(code)?.patto).toMatchObject({ data: TODAY, scadenza: '2027-11-20' });
  });

  it('never repeats by itself what has an effect and no key', async () => {
    const calls = () => emilia.region.state.calls.putRinnovaPatto ?? 0;
    const before = calls();
    emilia.region.setFault('silent', { times: 1 });
    const document = `<RinnovoPatto><CodiceFiscale>${code}</CodiceFiscale><Email>prova@example.org</Email></RinnovoPatto>`;
    const answer = await ask('RinnovaPatto', 'putRinnovaPatto', document);
    expect(textIn(answer, 'codice')).toBe('99');
    expect(calls()).toBe(before + 1);
  });
});
