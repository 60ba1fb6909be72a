/** MiAttivo through a real gateway: what the portal sends, what the office has delivered there, and what it is asked. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MiattivoSandbox, startSandbox } from '../../src/sandbox/index.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { freePort } from '../support/process.js';

const citizen = (nome: string) =>
  makeCodiceFiscale({ cognome: 'PARODINI', nome, sesso: 'F', dataNascita: '1988-03-11', luogoNascita: 'D969' });
const CPI = 'D969C000171';

let raccordo: TestGateway;
let portal: MiattivoSandbox;
let base = '';
beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const account = { username: 'raccordo', password: 'parola' };
  portal = await startSandbox('miattivo', { gatewayUrl: base, today: () => '2025-06-01', slowSeconds: 60, account });
  raccordo = await startTestGateway({
    env: {
      RACCORDO_HTTP_PORT: String(port),
      RACCORDO_SIDES_MIATTIVO_URL: portal.url,
      RACCORDO_SIDES_MIATTIVO_USERNAME: account.username,
      RACCORDO_SIDES_MIATTIVO_PASSWORD: account.password,
      RACCORDO_SIDES_MIATTIVO_TIMEOUT_SECONDS: '1',
    },
  });
});
afterEach(() => portal.setFault('none'));
afterAll(async () => {
  await raccordo?.stop();
  await portal?.close();
});

const registration = (codiceFiscale: string, more: object = {}) => ({
  idRegistrazione: `MA-${codiceFiscale.slice(0, 9)}`,
  codiceFiscale,
  anagrafica: { cognome: 'PARODINI', nome: 'INVENTATA', dataNascita: '1988-03-11' },
  recapiti: { email: 'prova@example.org', cellulare: '3330000041' },
  dataRegistrazione: '2025-05-20',
  condizione: 'PERCETTORE',
  domandaInps: { data: '2025-05-12', prestazione: 'NASPI' },
  categorieParticolari: { collocamentoMirato: true },
  ...more,
});

const convocation = (codiceFiscale: string, more: object = {}) => ({
  idConvocazione: `CONV-${codiceFiscale.slice(0, 9)}`,
  codiceFiscale,
  cpi: CPI,
  data: '2025-06-16',
  ora: '09:30',
  luogo: { denominazione: 'CPI DI GENOVA', indirizzo: 'VIA DELLE PROVE 10' },
  motivo: 'PATTO',
  canali: ['EMAIL', 'SMS'],
  conseguenze: { testo: 'Un quarto di mensilità', provvedimento: 'quarto' },
  ...more,
});

const pact = (codiceFiscale: string) => ({
  codiceFiscale,
  dataPatto: '2025-06-16',
  protocollo: { numero: codiceFiscale.slice(0, 9), anno: 2025, provincia: 'GE' },
  tipo: 'PSP',
  cpi: CPI,
  documento: { riferimento: 'fascicolo/1', impronta: '3f'.repeat(32) },
  entro: '2025-06-19T23:59:59+02:00',
});

/** The office hands a document in. */
async function hand(record: string, event: string, document: object, key?: string) {
  const response = await fetch(`${base}/rest/v1/sides/miattivo/${record}?event=${event}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
    body: JSON.stringify(document),
  });
  const body = (await response.json()) as { findings?: { path: string; rule: string }[]; outcome?: string };
  return { status: response.status, id: response.headers.get('location')?.split('/').pop() ?? '', body };
}

async function delivered(record: string, event: string, document: object) {
  const { status, id } = await hand(record, event, document);
  expect(status).toBe(202);
  const { deliveries } = await settledMessage(base, id);
  return deliveries.map(({ destination, status: state, answer }) => [destination, state, answer?.codice]);
}

const held = (codiceFiscale: string) => portal.state.documents[codiceFiscale] as Record<string, unknown>;
const recordsOf = async (codiceFiscale: string) => {
  const response = await fetch(`${base}/rest/v1/records/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale }),
  });
  return (await response.json()) as { items: { document: unknown }[] };
};

describe('a registration', () => {
  it('is kept with its special category in a part of its own, and goes to nobody', async () => {
    const who = citizen('AMALIA');
    const { status, message = '' } = await portal.register(registration(who));
    expect(status).toBe(202);
    const shown = await showMessage(base, message);
    expect(shown).toMatchObject({ status: 'accepted', deliveries: [] });
    const { items } = await recordsOf(who);
    expect(items[0]?.document).toMatchObject({ categorieParticolari: { collocamentoMirato: true } });
    expect(raccordo.logged.join('\n')).not.toMatch(new RegExp(`${who}|collocamento`, 'i'));
  });

  it('on the 16th day after the application is taken in with a warning', async () => {
    const { message = '' } = await portal.register(registration(citizen('BICE'), { dataRegistrazione: '2025-05-28' }));
    expect((await showMessage(base, message)).findings).toContainEqual(
      expect.objectContaining({ path: 'dataRegistrazione', rule: 'registrazione.benefit-term', severity: 'warning' }),
    );
  });

  it('of a receiver who does not say when the application was made is refused, field by field', async () => {
    const { domandaInps: _, ...without } = registration(citizen('CLELIA'));
    const { status, body } = await hand('registrazione', 'invio', without);
    expect(status).toBe(422);
    expect(body.findings).toEqual([expect.objectContaining({ path: 'domandaInps', rule: 'schema.required' })]);
  });

  it('that is changed and withdrawn is followed; a change after that is a warning, and so is a second one', async () => {
    const who = citizen('DORINA');
    const { idRegistrazione } = registration(who);
    const ids = { idRegistrazione, codiceFiscale: who };
    await portal.register(registration(who));
    const second = await hand('registrazione', 'invio', registration(who, { idRegistrazione: 'MA-ALTRA' }));
    expect(second.body.findings).toEqual([expect.objectContaining({ rule: 'registrazione.doubled' })]);
    await portal.register(registration(who));
    expect(
      (
        await portal.change({
          ...ids,
          data: '2025-05-25',
          recapiti: { email: 'b@example.org', cellulare: '3331111111' },
        })
      ).status,
    ).toBe(202);
    expect((await portal.withdraw({ ...ids, data: '2025-05-26', motivo: 'RICHIESTA' })).status).toBe(202);
    const late = { ...ids, data: '2025-05-27', recapiti: { email: 'c@example.org', cellulare: '3332222222' } };
    const { body } = await hand('registrazione', 'variazione', late);
    expect(body.findings).toEqual([expect.objectContaining({ rule: 'registrazione.withdrawn' })]);
  });
});

describe('what the office hands in', () => {
  it('reaches the portal: outcome, convocation, moved, called off', async () => {
    const who = citizen('ELVIRA');
    await portal.register(registration(who));
    const { idRegistrazione } = registration(who);
    const accepted = { idRegistrazione, codiceFiscale: who, esito: 'ACCETTATA', data: '2025-05-22', cpi: CPI };
    const done = [['miattivo', 'acknowledged', 'M000']];
    expect(await delivered('registrazione', 'esito', accepted)).toEqual(done);
    expect(await delivered('appuntamento', 'invio', convocation(who))).toEqual(done);
    const moved = { ora: '11:00', spostataDa: { data: '2025-06-16', ora: '09:30' } };
    expect(await delivered('appuntamento', 'invio', convocation(who, moved))).toEqual(done);
    expect(held(who)).toMatchObject({
      registrazione: { stato: 'ACCETTATA' },
      convocazioni: [{ ora: '11:00', annullata: false, avvisi: ['EMAIL', 'SMS', 'EMAIL', 'SMS'] }],
    });
    const { idConvocazione } = convocation(who);
    const off = { idConvocazione, codiceFiscale: who, cpi: CPI };
    expect(await delivered('appuntamento', 'annullamento', off)).toEqual(done);
    expect(held(who)).toMatchObject({ convocazioni: [{ annullata: true }] });
  });

  it('moved away and back again is moved twice, in the same words too', async () => {
    const who = citizen('FEDORA');
    await portal.register(registration(who));
    await delivered('appuntamento', 'invio', convocation(who));
    const away = convocation(who, { ora: '11:00', spostataDa: { data: '2025-06-16', ora: '09:30' } });
    const back = convocation(who, { spostataDa: { data: '2025-06-16', ora: '11:00' } });
    for (const one of [away, back, away]) await delivered('appuntamento', 'invio', one);
    expect(held(who)).toMatchObject({ convocazioni: [{ ora: '11:00' }] });
  });

  it('is refused by the rules of the portal, and the reason comes back', async () => {
    const stranger = citizen('GISELDA');
    expect(await delivered('appuntamento', 'invio', convocation(stranger))).toEqual([['miattivo', 'refused', 'M101']]);
    const who = citizen('IOLANDA');
    await portal.register(registration(who));
    const past = convocation(who, { data: '2025-05-31' });
    expect(await delivered('appuntamento', 'invio', past)).toEqual([['miattivo', 'refused', 'M104']]);
  });

  it('has one effect although the answer was lost', async () => {
    const who = citizen('LAVINIA');
    await portal.register(registration(who));
    portal.setFault('silent', { times: 1 });
    expect(await delivered('appuntamento', 'invio', convocation(who))).toEqual([['miattivo', 'acknowledged', 'M000']]);
    expect(held(who)).toMatchObject({ convocazioni: [{ avvisi: ['EMAIL', 'SMS'] }] });
  });
});

describe('a pact to sign', () => {
  it('is put before the person, and comes back accepted', async () => {
    const who = citizen('MARTINA');
    await portal.register(registration(who));
    expect(await delivered('patto', 'variazione', pact(who))).toEqual([['miattivo', 'acknowledged', 'M000']]);
    const { status, message = '' } = await portal.answerPact(
      who,
      { stato: 'A', tipoAccettazione: 'SPID' },
      '2025-06-17T08:15:00Z',
    );
    expect(status).toBe(202);
    expect(await showMessage(base, message)).toMatchObject({ status: 'accepted', deliveries: [], findings: [] });
    expect(await delivered('patto', 'variazione', { ...pact(who), entro: '2025-06-20T10:00:00Z' })).toEqual([
      ['miattivo', 'refused', 'M106'],
    ]);
  });

  it('whose term is over comes back as that, and may be put before the person again', async () => {
    const who = citizen('NORINA');
    await portal.register(registration(who));
    await delivered('patto', 'variazione', pact(who));
    expect((await portal.answerPact(who, { stato: 'S' }, '2025-06-19T22:00:00Z')).status).toBe(202);
    const again = { ...pact(who), entro: '2025-06-30T21:59:59Z' };
    expect(await delivered('patto', 'variazione', again)).toEqual([['miattivo', 'acknowledged', 'M000']]);
  });
});

describe('the question where a registration stands', () => {
  const ask = async (body: object) => {
    const response = await fetch(`${base}/rest/v1/sides/miattivo/questions/portale/statoRegistrazione`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('is answered by the portal', async () => {
    const who = citizen('OFELIA');
    await portal.register(registration(who));
    expect(await ask({ codiceFiscale: who })).toEqual({
      status: 200,
      body: { idRegistrazione: registration(who).idRegistrazione, stato: 'REGISTRATA', dal: '2025-05-20' },
    });
  });

  it('about nobody, and one that is no question, are told apart', async () => {
    expect(await ask({ codiceFiscale: citizen('PALMIRA') })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('M101') },
    });
    expect(await ask({ codiceFiscale: 'X' })).toMatchObject({
      status: 422,
      body: { findings: [{ path: 'codiceFiscale' }] },
    });
  });

  it('while the portal says later, or is away, is to be asked again', async () => {
    portal.setFault('x001');
    expect((await ask({ codiceFiscale: citizen('OFELIA') })).status).toBe(503);
    portal.setFault('down');
    expect((await ask({ codiceFiscale: citizen('OFELIA') })).status).toBe(503);
  });

  it('is listed', async () => {
    const response = await fetch(`${base}/rest/v1/sides/miattivo/questions`);
    expect(((await response.json()) as { items: unknown[] }).items).toEqual([
      expect.objectContaining({ service: 'portale', operation: 'statoRegistrazione', request: 'Ricerca' }),
    ]);
  });
});
