/** INPS through a real gateway: what it announces, what it is told, and what happens while it is away. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MessageId } from '../../src/foundation/brand.js';
import { type InpsSandbox, startSandbox } from '../../src/sandbox/index.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { fixturesOf } from '../support/fixtures.js';
import { eventually, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { freePort } from '../support/process.js';
import { routesEnv } from '../support/routes.js';

const IRMA = makeCodiceFiscale({
  cognome: 'TOVAZZI',
  nome: 'IRMA',
  sesso: 'F',
  dataNascita: '1991-12-03',
  luogoNascita: 'L378',
});
const ADALGISA = makeCodiceFiscale({
  cognome: 'BRUNETTI',
  nome: 'ADALGISA',
  sesso: 'F',
  dataNascita: '1986-09-14',
  luogoNascita: 'L219',
});

const ROUTES = [
  { record: 'did', event: 'invio', source: 'inps', destinations: [] },
  { record: 'registrazione', event: 'invio', source: 'inps', destinations: [], parts: true },
  { record: 'percettore', event: 'invio', source: 'inps', destinations: [], parts: true },
  { record: 'percettore', event: '*', source: 'inps', destinations: [] },
  { record: 'percettore', event: ['variazione', 'esito'], source: 'silp', destinations: ['inps'] },
  { record: 'did', event: 'esito', source: 'anpal', destinations: ['inps'] },
];

const APPLICATION = {
  codiceFiscale: ADALGISA,
  cognome: 'BRUNETTI',
  nome: 'ADALGISA',
  prestazione: 'NASPI',
  dataDomanda: '2025-05-12',
  dataInizioDisoccupazione: '2025-05-01',
  cpi: 'L219C000381',
  cellulare: '3330000017',
  azienda: 'TESSITURA IMMAGINARIA S.R.L.',
  domicilio: { belfiore: 'L219', comune: 'TORINO', provincia: 'TO', via: 'CORSO INVENTATO 12', cap: '10122' },
};

let raccordo: TestGateway;
let inps: InpsSandbox;
beforeAll(async () => {
  // The sandbox announces to the gateway, which must know where the sandbox is: one of the two ports is chosen first.
  const port = await freePort();
  inps = await startSandbox('inps', {
    today: () => '2025-05-13',
    gatewayUrl: `http://127.0.0.1:${port}`,
    slowSeconds: 60,
    seed: {
      raApplications: [
        { codice_fiscale: IRMA, cognome: 'TOVAZZI', data_inizio_prestazione: '2013-06-01', durata_prestazione: '30' },
        { codice_fiscale: ADALGISA, data_inizio_prestazione: '2013-06-01', durata_prestazione: '120' },
      ],
      nraApplications: [
        {
          idDomandaWeb: '4711',
          idDomandaIntranet: '90210',
          codiceFiscale: IRMA,
          comunicazioni: ['20160215103045001', '20160420103045002'],
        },
      ],
      unemployed: [
        {
          codiceFiscale: ADALGISA,
          cognome: 'BRUNETTI',
          nome: 'ADALGISA',
          dataNascita: '1986-09-14',
          stato: { codice: 'A21', descrizione: 'Disoccupata', mesi: 3 },
          dataDid: '2025-02-01',
          cpi: '000100200',
          descrizioneCpi: 'CPI di Torino',
          cessazione: { data: '2025-01-31', motivo: 'LC', mesiRapporto: 40 },
        },
      ],
    },
  });
  raccordo = await startTestGateway({
    env: {
      RACCORDO_HTTP_PORT: String(port),
      RACCORDO_SIDES_INPS_URL: inps.url,
      RACCORDO_SIDES_INPS_SERVICES_URL: inps.servicesUrl,
      RACCORDO_SIDES_INPS_TIMEOUT_SECONDS: '1',
      ...routesEnv(ROUTES),
      RACCORDO_SOAP_WAIT_SECONDS: '2',
    },
  });
  base = `http://127.0.0.1:${port}`;
});
let base = '';
afterEach(() => inps.setFault('none'));
afterAll(async () => {
  await raccordo?.stop();
  await inps?.close();
});

const fixture = (record: string, name: string): string =>
  String(fixturesOf('inps').find((one) => one.record === record && one.name === name)?.source);

interface Shown {
  readonly id: string;
  readonly record: string;
  readonly event: string;
  readonly status: string;
  readonly partOf?: string;
  readonly findings: readonly { path: string; rule: string; severity: string }[];
  readonly parts: readonly Shown[];
}

async function post(path: string, body: string | Uint8Array, type: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: body as string,
  });
  const text = await response.text();
  const id = response.headers.get('location')?.split('/').pop() ?? response.headers.get('raccordo-message') ?? '';
  return { status: response.status, text, id };
}

const show = async (id: string): Promise<Shown> =>
  (await (await fetch(`${base}/rest/v1/messages/${id}`)).json()) as Shown;

async function messagesOf(record: string): Promise<number> {
  const page = (await (await fetch(`${base}/rest/v1/messages?record=${record}&side=inps&limit=200`)).json()) as {
    items: unknown[];
  };
  return page.items.length;
}

const asParts = (message: Shown) =>
  message.parts
    .map(({ record, event, status, partOf }) => `${record}/${event} ${status} ${partOf === message.id}`)
    .sort();

describe('an announcement of INPS', () => {
  it('becomes three messages that are linked, in one commit, and the same three when it is repeated', async () => {
    const heard = await inps.announce(APPLICATION);
    expect(heard.status).toBe(202);
    const message = await show(heard.message ?? '');
    expect(message).toMatchObject({ record: 'did', event: 'invio', status: 'accepted' });
    expect(asParts(message)).toEqual(['percettore/invio accepted true', 'registrazione/invio accepted true']);
    const before = [await messagesOf('did'), await messagesOf('registrazione'), await messagesOf('percettore')];
    const document = fixture('did', 'domanda-modificata');
    const first = await post('/rest/v1/sides/inps/did', document, 'application/xml');
    const again = await post('/rest/v1/sides/inps/did', document, 'application/xml');
    expect(again).toMatchObject({ status: 202, id: first.id });
    expect(JSON.parse(again.text)).toMatchObject({ outcome: 'repeated' });
    expect([await messagesOf('did'), await messagesOf('registrazione'), await messagesOf('percettore')]).toEqual(
      before.map((count) => count + 1),
    );
  });

  it('has in each part the lineage that leads back to the whole document', async () => {
    const { id } = await post('/rest/v1/sides/inps/did', fixture('did', 'domanda-intera'), 'application/xml');
    const { parts } = await show(id);
    const part = parts.find(({ record }) => record === 'percettore');
    const report = (await (await fetch(`${base}/rest/v1/messages/${part?.id}/report`)).json()) as {
      received: { form: string; lineage: { canonical: string; side: string }[] };
    };
    expect(report.received.form).toBe('inps:1.0<did/invio');
    expect(report.received.lineage).toContainEqual(
      expect.objectContaining({ canonical: 'prestazione.protocollo', side: 'documento.DID.Protocollo' }),
    );
  });

  it('with a part that breaks a rule: the part is quarantined alone', async () => {
    const document = fixture('did', 'giorno-secondario-inesistente');
    const { status, id } = await post('/rest/v1/sides/inps/did', document, 'application/xml');
    expect(status).toBe(202);
    const message = await show(id);
    expect(message.findings).toContainEqual(expect.objectContaining({ rule: 'date.real', severity: 'warning' }));
    expect(asParts(message)).toEqual(['percettore/invio quarantined true', 'registrazione/invio accepted true']);
    const broken = await show(message.parts.find(({ record }) => record === 'percettore')?.id ?? '');
    expect(broken.findings).toContainEqual(
      expect.objectContaining({ path: 'DID/DataInizioDisoccupazione', rule: 'date.real', severity: 'error' }),
    );
    const again = await post('/rest/v1/sides/inps/did', document, 'application/xml');
    expect(asParts(await show(again.id))).toEqual(asParts(message));
  });

  describe('in quarantine, checked again after a mend', () => {
    /** A person whose codice fiscale has a false check character: an error until the side is set to take it. */
    const falseCodeOf = (n: number): string => {
      const dataNascita = `1986-09-0${n}`;
      const right = makeCodiceFiscale({
        cognome: 'BRUNETTI',
        nome: 'ADALGISA',
        sesso: 'F',
        dataNascita,
        luogoNascita: 'L219',
      });
      return right.slice(0, -1) + (right.endsWith('A') ? 'B' : 'A');
    };
    const documentOf = (n: number): string =>
      fixture('did', 'domanda-intera').replace(/(?<=<CodiceFiscale>)[^<]*/, falseCodeOf(n));
    const side = () => raccordo.gateway.context.sides.get('inps') as { codiceFiscaleCheck: string };
    const send = (n: number) => post('/rest/v1/sides/inps/did', documentOf(n), 'application/xml');
    const replay = async (id: string) =>
      (await raccordo.gateway.replay.message(id as MessageId, { actor: 'prova' })).checked;
    const didsOf = async (n: number) => {
      const found = await raccordo.gateway.context.store.recordsOf(falseCodeOf(n), { limit: 50 });
      return found.map(({ record }) => record).sort();
    };
    const ALL = ['did', 'percettore', 'registrazione'];

    it('becomes what it would have become, and stays that when it comes again', async () => {
      const { status, id } = await send(1);
      expect(status).toBe(422);
      Object.assign(side(), { codiceFiscaleCheck: 'warning' });
      expect(await replay(id)).toMatchObject({ outcome: 'accepted', id });
      expect(asParts(await show(id))).toEqual(['percettore/invio accepted true', 'registrazione/invio accepted true']);
      expect(JSON.parse((await send(1)).text)).toMatchObject({ outcome: 'repeated' });
      expect(await didsOf(1)).toEqual(ALL);
      Object.assign(side(), { codiceFiscaleCheck: 'error' });
    });

    it('stays where it is when its sender was quicker', async () => {
      const { id } = await send(2);
      Object.assign(side(), { codiceFiscaleCheck: 'warning' });
      const second = await send(2);
      expect(second.status).toBe(202);
      expect(await replay(id)).toMatchObject({ outcome: 'repeated', id: second.id });
      expect(await didsOf(2)).toEqual(ALL);
      Object.assign(side(), { codiceFiscaleCheck: 'error' });
    });
  });

  it('that deletes an application makes no registration', async () => {
    const { id } = await post('/rest/v1/sides/inps/did', fixture('did', 'domanda-cancellata'), 'application/xml');
    expect(asParts(await show(id))).toEqual(['percettore/invio accepted true']);
  });

  it('is not the national ListaDID, which is kept and refused', async () => {
    const { status, id } = await post(
      '/rest/v1/sides/inps/did',
      fixture('did', 'lista-did-nazionale'),
      'application/xml',
    );
    expect(status).toBe(422);
    expect(await show(id)).toMatchObject({ status: 'quarantined', parts: [] });
  });
});

describe('the flow of the percettori', () => {
  const header = fixture('percettore', 'discoll-presentata').split('\r\n')[0] as string;
  const row = (name: string): string => fixture('percettore', name).split('\r\n')[1] as string;

  interface Items {
    readonly items: readonly { row: number; id: string; outcome: string; findings: { path: string; rule: string }[] }[];
  }

  it('becomes one message a row; a bad row is quarantined alone, and a file sent again changes nothing', async () => {
    const file = [header, row('naspi-attiva'), row('data-italiana'), row('discoll-presentata'), ''].join('\r\n');
    const { status, text, id } = await post('/rest/v1/sides/inps/percettore', file, 'text/csv; charset=utf-8');
    expect(status).toBe(202);
    expect(id).toBe('');
    const { items } = JSON.parse(text) as Items;
    expect(items.map(({ row: n, outcome }) => [n, outcome])).toEqual([
      [1, 'accepted'],
      [2, 'quarantined'],
      [3, 'accepted'],
    ]);
    expect(items[1]?.findings).toMatchObject([{ path: 'data_domanda', rule: 'csv.date' }]);
    expect(await show(items[0]?.id ?? '')).toMatchObject({ record: 'percettore', status: 'accepted' });
    const again = JSON.parse((await post('/rest/v1/sides/inps/percettore', file, 'text/csv')).text) as Items;
    expect(again.items.map(({ id: one, outcome }) => [one, outcome])).toEqual([
      [items[0]?.id, 'repeated'],
      [items[1]?.id, 'quarantined'],
      [items[2]?.id, 'repeated'],
    ]);
  });

  it('with one key for the file: each row has its place under it', async () => {
    const send = (rows: string[]) =>
      post('/rest/v1/sides/inps/percettore', [header, ...rows, ''].join('\r\n'), 'text/csv', {
        'idempotency-key': 'F1',
      });
    const first = JSON.parse((await send([row('cigo-attiva'), row('cigs-sospesa')])).text) as Items;
    expect(first.items.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    const other = JSON.parse((await send([row('cigo-attiva'), row('cigd-cessata')])).text) as Items;
    expect(other.items.map(({ outcome }) => outcome)).toEqual(['repeated', 'conflict']);
  });

  it('whose header is not the one of the layout is kept whole and refused', async () => {
    const { status, id } = await post(
      '/rest/v1/sides/inps/percettore',
      fixture('percettore', 'colonna-sconosciuta'),
      'text/csv',
    );
    expect(status).toBe(422);
    expect(await show(id)).toMatchObject({ status: 'quarantined' });
  });

  it('comes from the simulated INPS as well', async () => {
    const heard = await inps.sendPercettori();
    expect(heard.status).toBe(202);
    expect((JSON.parse(heard.body) as Items).items.map(({ outcome }) => outcome)).toEqual(['accepted']);
  });

  it('is asked for one person, by codice fiscale in the body', async () => {
    const ask = (codiceFiscale: string) =>
      post('/rest/v1/sides/inps/percettore/pull', JSON.stringify({ codiceFiscale }), 'application/json');
    const found = await ask(ADALGISA);
    expect(found.status).toBe(202);
    expect((JSON.parse(found.text) as Items).items).toMatchObject([{ outcome: 'accepted' }]);
    expect((await ask(IRMA)).status).toBe(404);
    inps.setFault('x001');
    expect((await ask(ADALGISA)).status).toBe(503);
    expect(raccordo.logged.join('\n')).not.toContain(ADALGISA);
  });
});

describe('the file of the reddito di attivazione', () => {
  interface Items {
    readonly items: readonly { id: string; outcome: string; findings: { path: string; rule: string }[] }[];
  }
  const domanda = (name: string): string =>
    /<domanda>[\s\S]*<\/domanda>/.exec(fixture('percettore', name))?.[0] as string;
  const fileOf = (...domande: string[]): string =>
    `<domande xmlns="Schemas" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n${domande.join('\n')}\n</domande>`;
  const send = async (file: string, headers = {}) => {
    const { status, text, id } = await post('/rest/v1/sides/inps/percettore', file, 'application/xml', headers);
    return { status, id, items: (JSON.parse(text) as Partial<Items>).items ?? [] };
  };

  it('becomes one message a person; a bad one is quarantined alone, and a file sent again changes nothing', async () => {
    const file = fileOf(domanda('ra-domanda-intera'), domanda('ra-numeri-illeggibili'), domanda('ra-da-verificare'));
    const first = await send(file);
    expect(first).toMatchObject({ status: 202, id: '' });
    expect(first.items.map(({ outcome }) => outcome)).toEqual(['accepted', 'quarantined', 'accepted']);
    expect(first.items[2]?.findings).toContainEqual(expect.objectContaining({ rule: 'percettore.ra-age' }));
    expect(await show(first.items[0]?.id ?? '')).toMatchObject({ record: 'percettore', status: 'accepted' });
    const again = await send(file);
    expect(again.items.map(({ id, outcome }) => [id, outcome])).toEqual([
      [first.items[0]?.id, 'repeated'],
      [first.items[1]?.id, 'quarantined'],
      [first.items[2]?.id, 'repeated'],
    ]);
  });

  it('warns of a second application from the same day, and not of the decision on the first', async () => {
    const second = domanda('ra-domanda-intera').replace('28.50', '29.50');
    const { items } = await send(fileOf(domanda('ra-domanda-intera'), second, domanda('ra-autorizzata')));
    const twice = items.map(({ findings }) => findings.some(({ rule }) => rule === 'percettore.ra-twice'));
    expect(twice).toEqual([false, true, false]);
  });

  it.each([
    ['about nobody', fixture('percettore', 'ra-nessuna-domanda'), 'xml.documents'],
    ['in no namespace', fixture('percettore', 'ra-senza-namespace'), 'xsd.root'],
    [
      'with something else beside the applications',
      fileOf(domanda('ra-domanda-intera'), '<altro/>'),
      'xsd.element-unexpected',
    ],
  ])('%s is kept whole and refused', async (_what, file, rule) => {
    const { status, id, items } = await send(file);
    expect({ status, items }).toEqual({ status: 422, items: [] });
    const { status: kept, findings } = await show(id);
    expect({ kept, rule: findings[0]?.rule }).toEqual({ kept: 'quarantined', rule });
  });

  it('comes from the simulated INPS as well', async () => {
    const heard = await inps.sendRedditoAttivazione();
    expect(heard.status).toBe(202);
    const { items } = JSON.parse(heard.body) as Items;
    expect(items.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect(items.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([[], ['percettore.ra-duration']]);
  });
});

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const enveloped = (body: string): string =>
  `<e:Envelope xmlns:e="${ENVELOPE}"><e:Body>${body.replace(/^<\?xml[^>]*\?>\s*/, '')}</e:Body></e:Envelope>`;
const soap = (service: string, body: string) => post(`/soap/v1/${service}`, enveloped(body), 'text/xml');
const asText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const codeIn = (text: string): string | undefined =>
  /<(?:\w+:)?codice\b[^>]*>([^<]*)</.exec(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'))?.[1];

describe('the NRA exchange', () => {
  const DOMANDA = 'http://ricezioneDomandeRA.webservices.coop.sil.eng.it';
  const process = (document: string) =>
    soap(
      'RicezioneDomandeRA',
      `<p:processDomanda xmlns:p="${DOMANDA}"><p:inputXML>${asText(document)}</p:inputXML></p:processDomanda>`,
    );

  it('refuses another document under an id that came before, and takes the same again as the same', async () => {
    const document = fixture('percettore', 'nra-domanda-intera').replace(
      /(?<=identificativoComunicazione>)\d+/,
      '20260301103045001',
    );
    const first = await process(document);
    const again = await process(document);
    const other = await process(document.replace('2016-08-31', '2016-07-31'));
    expect([first, again, other].map(({ text }) => codeIn(text))).toEqual(['A100', 'A100', 'A999']);
    expect(again.id).toBe(first.id);
    expect(other.text).toContain('this id came before with another document');
  });

  it.each([
    ['nra-domanda-intera', 'percettore/invio', 'A100'],
    ['nra-sanzione-mp1', 'percettore/variazione', 'A100'],
  ])('takes %s as %s, through one operation for both documents', async (name, kind, code) => {
    const { status, text, id } = await process(fixture('percettore', name));
    expect({ status, code: codeIn(text) }).toEqual({ status: 200, code });
    const { record, event, status: state } = await show(id);
    expect({ kind: `${record}/${event}`, state }).toEqual({ kind, state: 'accepted' });
  });

  it.each([
    ['a wrong code', fixture('percettore', 'nra-sanzione-ignota'), 'A999'],
    [
      'no surname',
      fixture('percettore', 'nra-domanda-minima').replace(/<comuni:cognome>.*?<\/comuni:cognome>\s*/, ''),
      'A101',
    ],
    [
      'no codice fiscale',
      fixture('percettore', 'nra-domanda-minima').replace(/(<comuni:codiceFiscale>).*?</, '$1<'),
      'A103',
    ],
    ['another document', '<altro/>', 'A999'],
  ])('answers %s with a code of its list, and keeps what came', async (_what, document, code) => {
    const { status, text, id } = await process(document);
    expect({ status, code: codeIn(text) }).toEqual({ status: 200, code });
    expect(await show(id)).toMatchObject({ status: 'quarantined' });
  });

  it.each([
    ['nra-accolta', 'validazioneDomanda'],
    ['nra-provvedimento-dcd', 'validazioneComunicazioniSuccessive'],
    ['nra-trasferimento', 'comunicazioneVariazioneResidenza'],
  ])('passes %s on to INPS, which has it once', async (name, operation) => {
    const send = () => soap('ComunicazioniNra', fixture('percettore', name));
    const { text, id } = await send();
    expect(codeIn(text)).toBe('A100');
    expect((await settledMessage(base, id)).deliveries).toMatchObject([
      { destination: 'inps', status: 'acknowledged' },
    ]);
    expect(codeIn((await send()).text)).toBe('A100');
    expect(inps.state.effects.filter((one) => one.operation === operation)).toHaveLength(1);
  });

  it('refuses a rejection without its code before INPS does, in the same words', async () => {
    const { text } = await soap('ComunicazioniNra', fixture('percettore', 'nra-respinta-senza-codice'));
    expect(codeIn(text)).toBe('A107');
  });

  it('hands on what INPS refuses', async () => {
    const stranger = fixture('percettore', 'nra-respinta')
      .replace('4711', '4712')
      .replace(/26103045004/, '26103045904');
    const { text } = await soap('ComunicazioniNra', stranger);
    expect(codeIn(text)).toBe('A110');
  });

  it('loses and doubles nothing while INPS is away or answers badly', async () => {
    const later = (n: string) => fixture('percettore', 'nra-respinta').replace(/26103045004/, `26103045${n}`);
    const before = inps.state.effects.length;
    inps.setFault('silent', { times: 1 });
    const cut = await soap('ComunicazioniNra', later('101'));
    inps.setFault('down');
    const away = await soap('ComunicazioniNra', later('102'));
    // Kept is received: the province need not send it again.
    expect([codeIn(cut.text), codeIn(away.text)]).toEqual(['A100', 'A100']);
    inps.setFault('none');
    for (const { id } of [cut, away]) {
      expect((await settledMessage(base, id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    }
    expect(inps.state.effects.length - before).toBe(2);
  });
});

describe('getAdesioneReimpiego', () => {
  const NAMESPACE = 'http://adesionereimpiego.webservices.coop.sil.eng.it';
  const ask = async (document: string): Promise<{ text: string; code: string | undefined }> => {
    const call = `<r:getAdesioneReimpiego xmlns:r="${NAMESPACE}"><inputXML>${asText(document)}</inputXML></r:getAdesioneReimpiego>`;
    const { text } = await soap('AdesioneReimpiego', call);
    return { text, code: codeIn(text) };
  };
  const about = (codiceFiscale: string, on: string, what = 'NASPI') =>
    `<Reimpiego><CodiceFiscale>${codiceFiscale}</CodiceFiscale><DataRiferimento>${on}</DataRiferimento><Dichiarazione>${what}</Dichiarazione></Reimpiego>`;

  it.each([
    ['allowed', about(ADALGISA, '2025-05-10'), '00'],
    ['asked about CIGS', about(ADALGISA, '2025-05-10', 'CIGS'), '12'],
    ['about nobody known', about(IRMA, '2025-05-10'), '02'],
    ['of a day to come', about(ADALGISA, '2030-01-01'), '04'],
    ['not readable', '<Reimpiego/>', '10'],
  ])('is answered live: %s', async (_what, document, code) => {
    const answer = await ask(document);
    expect(answer.code).toBe(code);
    // Fields of this service stand in no namespace.
    expect(answer.text).toContain('<getAdesioneReimpiegoReturn>');
  });

  it('says 99 while nobody answers', async () => {
    inps.setFault('down');
    expect((await ask(about(ADALGISA, '2025-05-10'))).code).toBe('99');
  });

  it('describes itself', async () => {
    for (const name of ['AdesioneReimpiego', 'RicezioneDomandeRA', 'ComunicazioniNra']) {
      const text = await (await fetch(`${base}/soap/v1/${name}?wsdl`)).text();
      expect(text).toContain(`${base}/soap/v1/${name}`);
      expect(text).not.toContain('schemaLocation');
    }
  });
});

describe('what the centre tells INPS', () => {
  it('a DID that the national node has taken is confirmed once, through a lost answer', async () => {
    const esito = `<GestisciDID_Output xmlns="http://anpal.gov.it/DataModels/InformationDelivery/ConferimentoDID/1.0"><InformazioniDID><CodiceFiscale>${ADALGISA}</CodiceFiscale><TipoEvento>I</TipoEvento><DataEvento>2025-05-14T00:00:00</DataEvento><DataDID>2025-05-12T00:00:00</DataDID><CodiceEntePromotore>L219C000381</CodiceEntePromotore></InformazioniDID><Esito>E100</Esito></GestisciDID_Output>`;
    inps.setFault('half', { times: 1 });
    const { status, id } = await post('/rest/v1/sides/anpal/did?event=esito', esito, 'application/xml');
    expect(status).toBe(202);
    const { deliveries } = await settledMessage(base, id);
    expect(deliveries).toMatchObject([{ destination: 'inps', status: 'acknowledged', attempts: 2 }]);
    const told = await eventually(
      async () => inps.state.effects.filter(({ operation }) => operation === 'confermaDid'),
      (effects) => effects.length > 0,
    );
    expect(told).toHaveLength(1);
  });
});
