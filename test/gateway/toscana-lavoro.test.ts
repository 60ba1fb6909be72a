/** Toscana through a real gateway: what both have signed, what is told to it, and what it is asked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../src/contract/contract.js';
import { startSandbox, type ToscanaSandbox } from '../../src/sandbox/index.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { ageOn } from '../support/did.js';
import { fixturesOf } from '../support/fixtures.js';
import { settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { freePort } from '../support/process.js';
import { routesEnv } from '../support/routes.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

const citizen = (nome: string) =>
  makeCodiceFiscale({ cognome: 'BARTALONI', nome, sesso: 'F', dataNascita: '1998-01-09', luogoNascita: 'G702' });
const OFFICER = makeCodiceFiscale({
  cognome: 'MASINELLI',
  nome: 'CORRADO',
  sesso: 'M',
  dataNascita: '1970-02-17',
  luogoNascita: 'D612',
});
const CPI = 'D612C000409';
const END = { operatore: OFFICER, formato: 'CADES', momento: '2025-06-16T09:45:00Z' } as const;
const ACTIVE = citizen('AGNESE');
const CANCELLED = citizen('BRIGIDA');
const NOTICED = 'TO00000001A';

const ROUTES = [
  { record: 'did', event: 'invio', source: 'toscana-lavoro', destinations: ['anpal'] },
  { record: 'did', event: 'esito', source: 'anpal', destinations: [] },
  { record: 'patto', event: 'invio', source: 'toscana-lavoro', destinations: ['anpal'] },
  { record: 'politica-attiva', event: 'invio', source: 'toscana-lavoro', destinations: ['anpal'] },
  { record: 'appuntamento', event: '*', source: 'toscana-lavoro', destinations: [] },
  { record: 'sap', event: 'esito', source: 'toscana-lavoro', destinations: [] },
  { record: 'sap', event: '*', source: 'silp', destinations: ['anpal'] },
  { record: 'sap', event: 'notifica', source: 'anpal', destinations: ['silp', 'toscana-lavoro'] },
  // Whatever else is told to Toscana comes from another region here.
  { record: 'did', event: 'invio', source: 'silp', destinations: ['toscana-lavoro'] },
  { record: 'politica-attiva', event: 'invio', source: 'silp', destinations: ['toscana-lavoro'] },
  { record: 'appuntamento', event: ['invio', 'annullamento'], source: 'silp', destinations: ['toscana-lavoro'] },
];

let raccordo: TestGateway;
let idol: ToscanaSandbox;
let base = '';
const trust = mkdtempSync(join(tmpdir(), 'raccordo-trust-'));
beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  idol = await startSandbox('toscana-lavoro', {
    gatewayUrl: base,
    today: () => '2025-06-16',
    slowSeconds: 60,
    seed: {
      cittadini: [
        {
          codiceFiscale: ACTIVE,
          percettore: true,
          sap: { identificativoSap: NOTICED, stato: 'ATTIVA', dal: '2024-01-01' },
        },
        { codiceFiscale: CANCELLED, sap: { identificativoSap: 'TO00000002B', stato: 'CANCELLATA', dal: '2024-11-30' } },
      ],
      momenti: [
        { idSlot: 'S1', cpi: CPI, data: '2025-06-18', ora: '09:00' },
        { idSlot: 'S2', cpi: CPI, data: '2025-06-18', ora: '09:30' },
      ],
    },
  });
  writeFileSync(join(trust, 'autorita.pem'), idol.trustAnchor);
  raccordo = await startTestGateway({
    anpal: { today: () => '2025-06-30' },
    env: {
      RACCORDO_HTTP_PORT: String(port),
      RACCORDO_SIDES_TOSCANA_LAVORO_URL: idol.url,
      RACCORDO_SIDES_TOSCANA_LAVORO_TIMEOUT_SECONDS: '1',
      RACCORDO_SECURITY_TRUST_ANCHORS: trust,
      ...routesEnv(ROUTES),
    },
  });
});
afterEach(() => idol.setFault('none'));
afterAll(async () => {
  await raccordo?.stop();
  await idol?.close();
  rmSync(trust, { recursive: true, force: true });
});

const profilazione = {
  eta: 27,
  genere: 'F',
  classeCittadinanza: 'A02',
  presenzaInItalia: 'A01',
  titoloStudio: '40000000',
  provinciaResidenza: '050',
  haMaiLavorato: true,
  condizioneUnAnnoPrima: 'C01',
  mesiDallUltimoRapporto: 2,
  posizioneUltimaOccupazione: 'P03',
  mesiDiRicerca: 1,
  iscrittoACorso: 'NO',
  componentiFamiglia: 3,
  figliACarico: true,
  figliMinoriACarico: false,
};
const did = (codiceFiscale: string, more: object = {}): DocumentTree => ({
  idDocumento: `IDOLARTI-${codiceFiscale.slice(0, 9)}`,
  codiceFiscale,
  evento: 'I',
  dataEvento: '2025-06-16',
  dataDid: '2025-06-16',
  cpi: CPI,
  autocertificazione: true,
  profilazione,
  ...more,
});

/** Somebody hands a document in, in the form of Toscana. */
async function hand(side: string, record: string, event: string, document: object, revision = '') {
  const path = `${base}/rest/v1/sides/${side}/${record}?event=${event}&form=toscana-lavoro${revision}`;
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(document),
  });
  const body = (await response.json()) as { findings?: { path: string; rule: string; severity: string }[] };
  const errors = (body.findings ?? [])
    .filter(({ severity }) => severity === 'error')
    .map(({ path: at, rule }) => `${at} ${rule}`);
  return { status: response.status, id: response.headers.get('location')?.split('/').pop() ?? '', errors, body };
}

async function told(record: string, event: string, document: object) {
  const { status, id, body } = await hand('silp', record, event, document);
  expect(status, JSON.stringify(body)).toBe(202);
  const { deliveries } = await settledMessage(base, id);
  return deliveries.map(({ destination, status: state, answer }) => [destination, state, answer?.codice]);
}

async function recordOf(codiceFiscale: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${base}/rest/v1/records/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale }),
  });
  const { items } = (await response.json()) as { items: { event: string; document: Record<string, unknown> }[] };
  return items.find(({ event }) => event === 'invio')?.document ?? {};
}

const DONE = [['toscana-lavoro', 'acknowledged', 'T000']];

describe('a DID signed by both', () => {
  it('is taken in with what the check found, and without its file', async () => {
    const who = citizen('CATERINA');
    const signed = idol.signed(did(who), END);
    const { status, message = '' } = await idol.tell('did', 'invio', signed);
    expect(status).toBe(202);
    expect((await showMessage(base, message)).findings).not.toContainEqual(
      expect.objectContaining({ rule: expect.stringMatching(/^signature/) }),
    );
    const record = await recordOf(who);
    expect(record).toMatchObject({
      autocertificazione: true,
      firmeDigitali: [
        { ruolo: 'CITTADINO', codiceFiscale: who, verifica: { esito: 'VALIDA', catena: 'VERIFICATA' } },
        { ruolo: 'OPERATORE', codiceFiscale: OFFICER, verifica: { esito: 'VALIDA', catena: 'VERIFICATA' } },
      ],
    });
    const { contenuto } = signed.documentoFirmato as { contenuto: string };
    expect(JSON.stringify(record)).not.toContain(contenuto);
    expect(raccordo.logged.join('\n')).not.toContain(who);
  });

  it('reaches the nation, which is told nothing of the signatures', async () => {
    const { codiceFiscale, dataNascita } = person(7);
    const { CodiceSAP = '' } = (await invioSAP(raccordo.anpal.url, sapOf(7))).fields;
    expect(CodiceSAP).not.toBe('');
    const cpi = /<codiceentetit>([^<]*)/.exec(sapOf(7))?.[1] ?? '';
    const signed = idol.signed(
      did(codiceFiscale, {
        cpi,
        profilazione: { ...profilazione, eta: ageOn('2025-06-16', dataNascita) },
      }),
      { ...END, formato: 'PADES' },
    );
    const { message = '' } = await idol.tell('did', 'invio', signed);
    const { deliveries } = await settledMessage(base, message);
    expect(deliveries).toMatchObject([{ destination: 'anpal', status: 'acknowledged', answer: { codice: 'E100' } }]);
    const report = await (await fetch(`${base}/rest/v1/messages/${message}/report?destination=anpal`)).text();
    expect(report).toContain('firmeDigitali');
  });

  // What the national node will want is judged after the signatures, which are of the authority of the fixtures.
  const later = ['bad-senza-profilazione'];
  const wrong = fixturesOf('toscana-lavoro').filter(
    ({ record, name }) =>
      record === 'did' && name.startsWith('bad-') && !name.startsWith('bad-nota') && !later.includes(name),
  );
  it.each(wrong.map((one) => [one.shows, one] as const))('is refused: %s', async (_shows, fixture) => {
    const { status, errors } = await hand('toscana-lavoro', 'did', 'invio', JSON.parse(String(fixture.source)));
    expect(status).toBe(422);
    // The authority of the fixtures is not the one that is trusted here.
    expect(errors.filter((one) => !one.endsWith('signature.chain'))).toEqual(
      fixture.problems.map(({ path, rule }) => `${path} ${rule}`),
    );
  });

  it.each([
    ['of another region', 'FLAVIA', 'L219C000222', 'did.promoter-region'],
    ['of no comune that is known', 'GINEVRA', 'Z999C999999', 'did.promoter-seat'],
  ])('with a CPI %s is taken in with a warning', async (_what, nome, cpi, rule) => {
    const { status, body } = await hand(
      'toscana-lavoro',
      'did',
      'invio',
      idol.signed(did(citizen(nome), { cpi }), END),
    );
    expect(status, JSON.stringify(body)).toBe(202);
    expect(body.findings).toContainEqual(expect.objectContaining({ path: 'cpi', rule, severity: 'warning' }));
  });

  it('by certificates of an authority that is not trusted is refused', async () => {
    const fixture = fixturesOf('toscana-lavoro').find(({ name }) => name === 'firmata-cades');
    const { status, errors } = await hand('toscana-lavoro', 'did', 'invio', JSON.parse(String(fixture?.source)));
    expect(status).toBe(422);
    expect(errors).toEqual([0, 1].map((i) => `documentoFirmato.firme[${i}].codiceFiscale signature.chain`));
  });

  it('cannot be told without its file, whatever revision is said', async () => {
    const { documentoFirmato: _, autocertificazione: __, ...nota } = idol.signed(did(citizen('DIANORA')), END);
    const { status, errors } = await hand('toscana-lavoro', 'did', 'invio', nota, '&revision=copia-1.0');
    expect(status).toBe(422);
    expect(errors).toEqual([' contract.revision-unknown']);
  });
});

it('the simulated side says what it needs to have an interview end', async () => {
  const response = await fetch(new URL('/sandbox/did', idol.url), { method: 'POST', body: '{}' });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('fine: expected how the interview ended');
});

describe('a pact signed by both', () => {
  it('becomes the row A02 of the person at the nation', async () => {
    const { codiceFiscale } = person(8);
    await invioSAP(raccordo.anpal.url, sapOf(8));
    const cpi = /<codiceentetit>([^<]*)/.exec(sapOf(8))?.[1] ?? '';
    const pact = {
      idDocumento: 'IDOLARTI-8',
      codiceFiscale,
      dataAggiornamento: '2025-06-16',
      tipo: 'PSP',
      cpi,
      dataProposta: '2025-06-16',
      dataStipula: '2025-06-16',
      dataFine: '2026-06-15',
      dataDid: '2025-06-16',
      ultimoEvento: { evento: '02', data: '2025-06-16' },
    };
    const { message = '' } = await idol.tell('patto', 'invio', idol.signed(pact, END));
    const { deliveries } = await settledMessage(base, message);
    expect(deliveries).toMatchObject([{ destination: 'anpal', status: 'acknowledged', answer: { codice: 'OK' } }]);
    const held = JSON.stringify(raccordo.anpal.state.documents[codiceFiscale]);
    expect(held).toContain('<tipo_attivita>A02</tipo_attivita>');
    // The id is one of Toscana's, by the ministry's number of its system.
    expect(held).toMatch(/<identificativo_politica>17F[0-9A-Fa-f]{7}[A-Z]</);
  });
});

describe('what is told to Toscana', () => {
  it('of a DID has who signed, and not the file', async () => {
    const who = citizen('ERSILIA');
    expect(await told('did', 'invio', idol.signed(did(who), END))).toEqual(DONE);
    expect(idol.state.documents[who]).toMatchObject({ did: ['I'] });
    expect(await told('did', 'invio', idol.signed(did(who, { idDocumento: 'ALTRO' }), END))).toEqual([
      ['toscana-lavoro', 'refused', 'T107'],
    ]);
  });

  const appointment = (codiceFiscale: string, more: object = {}) => ({
    idAppuntamento: `A-${codiceFiscale.slice(0, 9)}`,
    codiceFiscale,
    recapiti: { email: 'prova@example.org' },
    cpi: CPI,
    tipo: 'ISCRIZIONE',
    modalita: 'ONLINE',
    data: '2025-06-18',
    ora: '09:00',
    online: { stanza: 'https://stanze.example.org/7', identita: 'SPID', identitaVerificata: true, dispositivo: true },
    ...more,
  });

  it('of appointments: fixed, moved, called off, each strictly', async () => {
    expect(await told('appuntamento', 'invio', appointment(ACTIVE))).toEqual(DONE);
    const second = appointment(CANCELLED);
    expect(await told('appuntamento', 'invio', second)).toEqual([['toscana-lavoro', 'refused', 'T104']]);
    const unready = { online: { stanza: 'https://stanze.example.org/7', identita: 'CIE' }, ora: '10:00' };
    expect(await told('appuntamento', 'invio', appointment(CANCELLED, unready))).toEqual([
      ['toscana-lavoro', 'refused', 'T105'],
    ]);
    const moved = appointment(ACTIVE, { ora: '11:00', spostatoDa: { data: '2025-06-18', ora: '09:00' } });
    expect(await told('appuntamento', 'invio', moved)).toEqual(DONE);
    const { idAppuntamento, codiceFiscale, cpi } = moved;
    expect(await told('appuntamento', 'annullamento', { idAppuntamento, codiceFiscale, cpi })).toEqual(DONE);
    expect(idol.state.documents[ACTIVE]).toMatchObject({ appuntamenti: [{ ora: '11:00', annullato: true }] });
  });

  it('of a policy, once, although the answer was lost', async () => {
    idol.setFault('half', { times: 1 });
    const attivita = { tipoAttivita: 'A05', dataProposta: '2025-06-16', cpi: CPI };
    const policy = { codiceFiscale: ACTIVE, dataAggiornamento: '2025-06-16', attivita };
    expect(await told('politica-attiva', 'invio', policy)).toEqual(DONE);
    expect(idol.state.documents[ACTIVE]).toMatchObject({ attivita: [attivita] });
  });

  it('of a SAP that changed at the nation', async () => {
    const fixture = String(
      fixturesOf('anpal').find(({ record, name }) => record === 'sap' && name === 'notifica')?.source,
    );
    const body = fixture.replace(/<CodiceSAP>[^<]*/, `<CodiceSAP>${NOTICED}`);
    expect(body).toContain(NOTICED);
    const response = await fetch(`${base}/rest/v1/sides/anpal/sap?event=notifica`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body,
    });
    const id = response.headers.get('location')?.split('/').pop() ?? '';
    await settledMessage(base, id);
    expect(idol.notices).toEqual([expect.stringMatching(new RegExp(`^${NOTICED}`))]);
  });
});

describe('a release of a SAP', () => {
  it('is kept; one of an active SAP by e-mail is refused', async () => {
    const fixture = fixturesOf('toscana-lavoro').find(({ name }) => name === 'rilascio-cancellata');
    const { status, message = '' } = await idol.tell('sap', 'esito', JSON.parse(String(fixture?.source)));
    expect(status).toBe(202);
    expect(await showMessage(base, message)).toMatchObject({ status: 'accepted', deliveries: [] });
  });
});

describe('the questions', () => {
  const ask = async (question: string, body: object) => {
    const response = await fetch(`${base}/rest/v1/sides/toscana-lavoro/questions/idol/${question}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('what a person has been offered', async () => {
    const asked = { codiceFiscale: ACTIVE, elenco: 'PERCETTORI' };
    expect(await ask('elencoAttivita', asked)).toMatchObject({
      status: 200,
      body: { attivita: [{ tipoAttivita: 'A05' }] },
    });
    expect(await ask('elencoAttivita', { codiceFiscale: CANCELLED, elenco: 'PERCETTORI' })).toMatchObject({
      body: { attivita: [] },
    });
    expect(await ask('elencoAttivita', { ...asked, codiceFiscale: citizen('FOSCA') })).toMatchObject({ status: 422 });
  });

  it('which moments are free', async () => {
    const asked = { cpi: CPI, tipo: 'ISCRIZIONE', modalita: 'ONLINE', dal: '2025-06-17', al: '2025-06-20' };
    expect(await ask('disponibilita', asked)).toMatchObject({
      status: 200,
      body: { momenti: [{ idSlot: 'S1' }, { idSlot: 'S2' }] },
    });
    const never = await ask('disponibilita', { ...asked, al: '2026-02-30' });
    expect(never).toMatchObject({ status: 422, body: { findings: [{ path: 'al', rule: 'schema.format' }] } });
  });

  it('the release of a SAP: active with its document, cancelled by e-mail too, and each request once', async () => {
    const asked = {
      idRichiesta: 'R1',
      codiceFiscale: ACTIVE,
      stato: 'ATTIVA',
      richiedente: { tipo: 'CITTADINO' },
      motivo: 'ASSUNZIONE',
      perEmail: false,
    };
    expect(await ask('richiediRilascioSap', asked)).toMatchObject({
      status: 200,
      body: { stato: 'ATTIVA', canale: 'ONLINE', documento: { contenuto: expect.any(String) } },
    });
    expect(await ask('richiediRilascioSap', { ...asked, idRichiesta: 'R2', perEmail: true })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('T108') },
    });
    const mailed = {
      ...asked,
      idRichiesta: 'R3',
      codiceFiscale: CANCELLED,
      stato: 'CANCELLATA',
      motivo: 'PERIODI_LAVORATIVI',
      perEmail: true,
    };
    const first = await ask('richiediRilascioSap', mailed);
    expect(first).toMatchObject({
      status: 200,
      body: { stato: 'CANCELLATA', dataCancellazione: '2024-11-30', canale: 'EMAIL' },
    });
    expect(await ask('richiediRilascioSap', mailed)).toEqual(first);
    expect(idol.mails).toEqual(['R3']);
  });
});
