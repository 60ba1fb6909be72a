/** Answers of the described services that keep no promise, or one too many: what is made of them. */
import { MockAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Outbound } from '../../../src/adapters/adapter.js';
import { anpalAdapter } from '../../../src/adapters/anpal/adapter.js';
import { httpClient } from '../../../src/adapters/http.js';
import { selectIn } from '../../../src/contract/anpal/profiling.js';
import { didDocument, didNamespace, eventOf, HOLDER, todayInItaly } from '../../support/did.js';
import { ESITO_NAMESPACE, esito } from '../../support/national-calls.js';
import { person } from '../../support/sap-document.js';
import { insertOf, selectOf } from '../../support/service-call.js';

const NODE = 'http://nodo.example.it';
const DAY = todayInItaly();
let agent: MockAgent;
let adapter: Adapter;

beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
  adapter = anpalAdapter(
    {
      url: NODE,
      servicesUrl: NODE,
      timeoutSeconds: 2,
      namespace: 'http://servizi.lavoro.gov.it/servizicoap',
      services: [],
    },
    httpClient({ timeoutSeconds: 2, dispatcher: agent }),
  ) as Adapter;
});
afterEach(() => agent.close());

const signal = () => AbortSignal.timeout(5000);
const reply = (service: string, document: string) =>
  agent
    .get(NODE)
    .intercept({ path: `/${service}`, method: 'POST' })
    .reply(
      200,
      `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${document}</e:Body></e:Envelope>`,
    );

const outbound = (what: Pick<Outbound, 'record' | 'event' | 'revision'>, document: string): Outbound => ({
  ...what,
  idempotencyKey: 'k',
  attempt: 1,
  codiceFiscale: person(1).codiceFiscale,
  body: Buffer.from(document),
  onto: () => ({ document: {}, changed: [] }),
});
const OTHER = { outcome: 'failed', reason: 'garbled-answer', ambiguous: true };

describe('an answer about another than was asked about', () => {
  const did = () => outbound({ record: 'did', event: 'invio', revision: '4.0' }, didDocument(eventOf(1, 'I', DAY)));
  const answered = (codiceFiscale: string, evento: string, code = 'E100') =>
    `<GestisciDID_Output xmlns="${didNamespace('anpal')}"><InformazioniDID><CodiceFiscale>${codiceFiscale}</CodiceFiscale>` +
    `<TipoEvento>${evento}</TipoEvento><DataEvento>${DAY}T00:00:00</DataEvento><DataDID>${DAY}T00:00:00</DataDID>` +
    `<CodiceEntePromotore>${HOLDER}</CodiceEntePromotore></InformazioniDID><Esito>${code}</Esito></GestisciDID_Output>`;

  it.each([
    ['the same person and event', person(1).codiceFiscale, 'I', 'E100', { outcome: 'acknowledged' }],
    ['another person', person(2).codiceFiscale, 'I', 'E100', OTHER],
    ['another event', person(1).codiceFiscale, 'R', 'E100', OTHER],
    ['another person, whom it refuses', person(2).codiceFiscale, 'I', 'E003', OTHER],
  ])('of a DID: %s', async (_what, codiceFiscale, evento, code, wanted) => {
    reply('ConferimentoDID', answered(codiceFiscale, evento, code));
    const answer = await adapter.send(did(), signal());
    expect(answer).toMatchObject(wanted);
    expect(JSON.stringify(answer.outcome === 'failed' ? answer : '')).not.toContain(codiceFiscale);
  });

  it('of a profiling, in any of its rows', async () => {
    const collection = selectIn('1.3')?.answer.document;
    const rows = (...of: string[]): string => {
      const document = collection?.write({ YG_Profiling: of.map((cf) => ({ cf, esito: 'E10' })) });
      return (document ?? Buffer.alloc(0)).toString().replace(/^<\?xml[^>]*\?>/, '');
    };
    const [mine, another] = [person(1).codiceFiscale, person(2).codiceFiscale];
    const ask = (document: string) => adapter.exchange?.('YG_Profiling', 'select', Buffer.from(document), signal());
    reply('YG_Profiling', rows(mine));
    expect(await ask(selectOf(mine, '001'))).toMatchObject({ outcome: 'answered' });
    reply('YG_Profiling', rows(mine, another));
    expect(await ask(selectOf(mine, '001'))).toMatchObject(OTHER);
    reply('YG_Profiling', rows(another));
    const what = { record: 'profiling', event: 'invio', revision: '1.3' } as const;
    expect(await adapter.send(outbound(what, insertOf({ cf: mine })), signal())).toMatchObject(OTHER);
  });
});

describe('words that are longer than the contract allows', () => {
  const answered = (fields: string) =>
    `<RispostaNotificaEsito xmlns="${ESITO_NAMESPACE}">${fields}</RispostaNotificaEsito>`;
  const notifica = () =>
    outbound({ record: 'appuntamento', event: 'esito', revision: '1.0' }, esito('COAP1', '1', 'ER'));
  it('do not make a clear refusal an answer that is none', async () => {
    const words = 'x'.repeat(300);
    reply(
      'NotificaEsitoAppuntamento',
      answered(`<IdEsito>R200</IdEsito><DescrizioneEsitoNegativo>${words}</DescrizioneEsitoNegativo>`),
    );
    const answer = await adapter.send(notifica(), signal());
    expect(answer).toMatchObject({ outcome: 'refused', esito: { codice: 'R200', messaggio: words } });
  });
  it('do not save an answer that breaks the contract elsewhere', async () => {
    reply('NotificaEsitoAppuntamento', answered('<IdEsito>R200</IdEsito><Altro>x</Altro>'));
    expect(await adapter.send(notifica(), signal())).toMatchObject(OTHER);
  });
});
