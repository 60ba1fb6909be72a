/** Every answer the national node, or what stands before it, may give to a delivery: what we make of it. */
import { MockAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Outbound } from '../../../src/adapters/adapter.js';
import { anpalAdapter } from '../../../src/adapters/anpal/adapter.js';
import { holdsAll } from '../../../src/adapters/anpal/compare.js';
import { anomalieIn } from '../../../src/adapters/anpal/errors.js';
import { httpClient } from '../../../src/adapters/http.js';
import { person, sapOf } from '../../support/sap-document.js';
import { idSap, verificaSap } from '../../support/soap-call.js';

const NODE = 'http://nodo.example.it';
const TYPES = 'http://servizi.lavoro.gov.it/servizicoap/types';
let agent: MockAgent;
let adapter: Adapter;

beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
  adapter = anpalAdapter(
    {
      url: `${NODE}/servizicoap`,
      username: 'raccordo',
      password: 'p',
      timeoutSeconds: 2,
      namespace: 'http://servizi.lavoro.gov.it/servizicoap',
      services: [],
    },
    httpClient({ timeoutSeconds: 2, dispatcher: agent }),
  ) as Adapter;
});
afterEach(() => agent.close());

const outbound = (n = 1, event: 'invio' | 'annullamento' = 'invio'): Outbound => ({
  record: 'sap',
  event,
  revision: 'Rev009',
  idempotencyKey: 'k',
  attempt: 1,
  codiceFiscale: person(n).codiceFiscale,
  body: Buffer.from(event === 'invio' ? sapOf(n) : idSap('AB12345678C')),
  onto: () => ({ document: {}, changed: [] }),
});
const signal = () => AbortSignal.timeout(5000);
const escapeXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const envelope = (body: string) =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;
const answer = (operation: string, fields: Record<string, string>) =>
  envelope(
    `<risposta_${operation} xmlns="${TYPES}">${Object.entries(fields)
      .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
      .join('')}</risposta_${operation}>`,
  );
const reply = (status: number, body: string) =>
  agent.get(NODE).intercept({ path: '/servizicoap', method: 'POST' }).reply(status, body);
const invio = (fields: Record<string, string>) =>
  answer('invioSAP', { Esito: '', MessaggioErrore: '', CodiceSAP: '', ...fields });
const anomalie =
  '<ListaAnomalie><Anomalia><CodiceAnomalia>S086</CodiceAnomalia><DescrizioneAnomalia>Patto attivo &#232; doppio</DescrizioneAnomalia><CampiInErrore>politiche_attive</CampiInErrore></Anomalia><Anomalia><CodiceAnomalia>007</CodiceAnomalia></Anomalia></ListaAnomalie>';

describe('an answer to invioSAP', () => {
  it.each<[string, number, string, object]>([
    [
      'OK with an id',
      200,
      invio({ Esito: 'OK', CodiceSAP: 'AB12345678C' }),
      {
        outcome: 'acknowledged',
        esito: {
          codice: 'OK',
          identificativoSap: 'AB12345678C',
          native: { Esito: 'OK', MessaggioErrore: '', CodiceSAP: 'AB12345678C' },
        },
      },
    ],
    [
      'KO with anomalies',
      200,
      invio({ Esito: 'KO', MessaggioErrore: anomalie }),
      {
        outcome: 'refused',
        esito: {
          codice: 'KO',
          anomalie: [
            { codice: 'S086', descrizione: 'Patto attivo è doppio', campi: 'politiche_attive' },
            { codice: '007' },
          ],
        },
      },
    ],
    [
      'KO with free text',
      200,
      invio({ Esito: 'KO', MessaggioErrore: 'servizio non autorizzato' }),
      { outcome: 'refused', esito: { codice: 'KO', messaggio: 'servizio non autorizzato' } },
    ],
    [
      'KO with an id all the same',
      200,
      invio({ Esito: 'KO', CodiceSAP: 'AB12345678C' }),
      { outcome: 'refused', esito: { identificativoSap: 'AB12345678C' } },
    ],
    [
      'X001',
      200,
      invio({ Esito: 'X001' }),
      { outcome: 'failed', reason: 'call-limit', ambiguous: false, retryAfterSeconds: 30 },
    ],
    [
      'an Esito nobody knows',
      200,
      invio({ Esito: 'FORSE' }),
      { outcome: 'failed', reason: 'garbled-answer', ambiguous: true },
    ],
    [
      'a field missing',
      200,
      answer('invioSAP', { Esito: 'OK' }),
      { outcome: 'failed', reason: 'garbled-answer', ambiguous: true },
    ],
    [
      'HTML with status 200',
      200,
      '<html><body>ok</body></html>',
      { outcome: 'failed', reason: 'garbled-answer', ambiguous: true },
    ],
    ['nothing', 200, '', { outcome: 'failed', ambiguous: true }],
    [
      'half a document',
      200,
      invio({ Esito: 'OK' }).slice(0, 150),
      { outcome: 'failed', reason: 'garbled-answer', ambiguous: true },
    ],
    [
      'a Client fault',
      500,
      envelope('<e:Fault><faultcode>e:Client</faultcode><faultstring>no</faultstring></e:Fault>'),
      { outcome: 'refused', esito: { codice: 'SOAP-Client', messaggio: 'no' } },
    ],
    [
      'a Server fault',
      500,
      envelope('<e:Fault><faultcode>e:Server</faultcode><faultstring>giù</faultstring></e:Fault>'),
      { outcome: 'failed', reason: 'fault', ambiguous: true },
    ],
    ['401', 401, 'chi sei', { outcome: 'failed', reason: 'not-admitted', ambiguous: false }],
    ['503', 503, 'piano', { outcome: 'failed', reason: 'http-status', ambiguous: false }],
    ['500 of something before it', 500, '<html/>', { outcome: 'failed', reason: 'http-status', ambiguous: true }],
    ['504', 504, 'tardi', { outcome: 'failed', reason: 'http-status', ambiguous: true }],
  ])('%s', async (_what, status, body, expected) => {
    reply(status, body);
    expect(await adapter.send(outbound(), signal())).toMatchObject(expected);
  });

  it('is not there when the connection fails', async () => {
    agent.get(NODE).intercept({ path: '/servizicoap', method: 'POST' }).replyWithError(new Error('socket hang up'));
    expect(await adapter.send(outbound(), signal())).toMatchObject({ outcome: 'failed', ambiguous: true });
  });
});

describe('asking whether a lost document arrived', () => {
  const held = (document: string) => {
    reply(200, answer('verificaEsistenzaSAP', { CodiceSAP: 'AB12345678C' }));
    reply(200, answer('richiestaSAP', { SAP: document }));
  };

  it('says it did when the node holds everything that was sent, and more', async () => {
    held(sapOf(1, { identificativoSap: 'AB12345678C' }));
    expect(await adapter.arrived?.(outbound(1), signal())).toMatchObject({
      outcome: 'acknowledged',
      esito: { identificativoSap: 'AB12345678C' },
    });
  });
  it('says it did not when something differs', async () => {
    held(sapOf(1, { identificativoSap: 'AB12345678C', tipoVariazione: '01', indirizzo: 'Via Altra 1' }));
    expect(await adapter.arrived?.(outbound(1), signal())).toBeUndefined();
  });
  it('says it did not when the node has no SAP', async () => {
    reply(200, answer('verificaEsistenzaSAP', { CodiceSAP: '0' }));
    expect(await adapter.arrived?.(outbound(1), signal())).toBeUndefined();
  });
  it('does not guess while the node cannot be asked', async () => {
    reply(200, answer('verificaEsistenzaSAP', { CodiceSAP: 'X001 limite' }));
    expect(await adapter.arrived?.(outbound(1), signal())).toMatchObject({ outcome: 'failed', reason: 'call-limit' });
  });
  it('takes an annulment for arrived when the node lists the SAP as withdrawn, and not because it is unknown', async () => {
    const annulment = { ...outbound(1, 'annullamento'), identificativoSap: 'AB12345678C' };
    reply(200, answer('recuperaListaSAPNonAttive', { SAPs: 'ZZ00000001A AB12345678C' }));
    expect(await adapter.arrived?.(annulment, signal())).toMatchObject({ outcome: 'acknowledged' });
    reply(200, answer('recuperaListaSAPNonAttive', { SAPs: 'ZZ00000001A' }));
    expect(await adapter.arrived?.(annulment, signal())).toBeUndefined();
  });
});

describe('what goes out', () => {
  it('is an envelope with the account, an empty SOAPAction and the payload as text', async () => {
    let seen: { headers: unknown; body: unknown } | undefined;
    agent
      .get(NODE)
      .intercept({ path: '/servizicoap', method: 'POST' })
      .reply(200, (call) => {
        seen = { headers: call.headers, body: String(call.body) };
        return answer('verificaEsistenzaSAP', { CodiceSAP: '0' });
      });
    await adapter.identify?.(person(1).codiceFiscale, signal());
    expect(seen?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('raccordo:p').toString('base64')}`,
      soapaction: '""',
      'content-type': 'text/xml; charset=utf-8',
    });
    expect(seen?.body).toContain(escapeXml(verificaSap(person(1).codiceFiscale)).replace(/>/g, '&gt;'));
  });
});

describe('anomalies', () => {
  it('are found after free text, and are none where there is no list', () => {
    expect(anomalieIn(`Operazione non riuscita ${anomalie}`)).toHaveLength(2);
    expect(anomalieIn('niente')).toEqual([]);
    expect(anomalieIn('<ListaAnomalie>')).toEqual([]);
  });
});

describe('comparing a held document with a sent one', () => {
  it.each<[unknown, unknown, boolean]>([
    [{ a: '1', b: '2' }, { a: '1' }, true],
    [{ a: '1' }, { a: '1', b: '2' }, false],
    [{ a: '2' }, { a: '1' }, false],
    [{ l: ['x', 'y', 'z'] }, { l: ['z', 'x'] }, true],
    [{ l: ['x', 'y'] }, { l: ['x', 'x'] }, false],
    [{ l: 'x' }, { l: ['x'] }, true],
    [{ l: [{ a: '1', id: '9' }, { a: '2' }] }, { l: { a: '2' } }, true],
    [{ g: '' }, { g: {} }, true],
    [{}, { g: 'x' }, false],
    [{}, { g: '', h: { i: '' } }, true],
  ])('%j holds all of %j: %s', (present, wanted, expected) => {
    expect(holdsAll(present, wanted)).toBe(expected);
  });
});
