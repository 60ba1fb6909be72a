/** A described JSON service may answer anything: each answer has one meaning, and none is taken for a success that is none. */
import { MockAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/adapters/adapter.js';
import { httpClient } from '../../../src/adapters/http.js';
import { RestClient } from '../../../src/adapters/rest-client.js';
import { adrService, entiService } from '../../../src/contract/anpal/adr.js';
import type { RestOperation, RestService } from '../../../src/contract/rest-service.js';

const ORIGIN = 'https://portale.example';
const never = new AbortController().signal;
const DOCUMENT = Buffer.from('{"any":"document"}');

const operationOf = (service: RestService, name: string): RestOperation => {
  const found = service.operations.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const variazione = operationOf(adrService, 'inviaVariazione');
const delega = operationOf(entiService, 'inviaDelega');

const esito = (codice: string, more: object = {}) => ({
  lavoratore: { codiceFiscale: '01234567897' },
  evento: 'VERIFICHE',
  dataEvento: '2025-06-18',
  esito: codice,
  ...more,
});

let agent: MockAgent;
beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
});
afterEach(() => agent.close());

const client = (address: string | undefined = `${ORIGIN}/servizi/adr/`): RestClient =>
  new RestClient(
    { addressOf: () => address, username: 'raccordo', password: 'così:segreta', named: 'the portal', laterSeconds: 30 },
    httpClient({ timeoutSeconds: 0.3, dispatcher: agent }),
  );

function reply(status: number, body: string | object, headers: Record<string, string> = {}): void {
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  agent
    .get(ORIGIN)
    .intercept({ method: 'POST', path: /.*/ })
    .reply(status, typeof body === 'string' ? body : JSON.stringify(body), {
      headers: { 'content-type': type, ...headers },
    });
}
const PROBLEM = { 'content-type': 'application/problem+json; charset=utf-8' };
const send = (): Promise<Answer> => client().deliver(adrService, variazione, DOCUMENT, 'chiave-1', never);

it('posts the document as it is, with key and account, at the path of the operation', async () => {
  let seen: { path: string; headers: Record<string, string>; body: string } | undefined;
  agent
    .get(ORIGIN)
    .intercept({ method: 'POST', path: /.*/ })
    .reply((options) => {
      seen = { path: options.path, headers: options.headers as Record<string, string>, body: String(options.body) };
      return { statusCode: 200, data: JSON.stringify(esito('A000')) };
    });
  await send();
  expect(seen).toMatchObject({
    path: '/servizi/adr/variazioni',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': 'chiave-1',
      authorization: `Basic ${Buffer.from('raccordo:così:segreta').toString('base64')}`,
    },
    body: DOCUMENT.toString(),
  });
});

it('says that a service without an address was not called', async () => {
  const nowhere = new RestClient({ addressOf: () => undefined, named: 'the portal', laterSeconds: 30 }, httpClient());
  expect(await nowhere.deliver(adrService, variazione, DOCUMENT, 'k', never)).toMatchObject({
    outcome: 'failed',
    reason: 'unreachable',
    ambiguous: false,
    detail: expect.stringContaining('sides.anpal.services'),
  });
});

describe('an outcome document', () => {
  it.each([200, 201, 202])('under %i is acknowledged by its code, and kept as it came', async (status) => {
    const body = esito('A000', { stato: 'RICHIESTO', aggiunta: 1 });
    reply(status, body);
    const answer = await send();
    expect(answer).toEqual({ outcome: 'acknowledged', esito: { codice: 'A000', document: JSON.stringify(body) } });
  });

  it('that is no record of its own is read for its outcome only', async () => {
    reply(200, { codiceFiscale: '01234567897', esito: 'E000' });
    const answer = await client().deliver(entiService, delega, DOCUMENT, 'k', never);
    expect(answer).toEqual({ outcome: 'acknowledged', esito: { codice: 'E000' } });
  });

  it.each([200, 409, 422])(
    'under %i with any other code is a final refusal, in the words of the service',
    async (status) => {
      reply(status, esito('A003', { messaggio: 'Evento non coerente' }));
      expect(await send()).toMatchObject({
        outcome: 'refused',
        esito: { codice: 'A003', messaggio: 'Evento non coerente' },
      });
    },
  );

  it.each([
    [200, {}, 30],
    [503, { 'retry-after': '7' }, 7],
    [429, { 'retry-after': '999999' }, 3600],
  ])('under %i that says "not now" is sent again in the time it asks for', async (status, headers, seconds) => {
    reply(status, esito('A900'), headers);
    expect(await send()).toMatchObject({
      outcome: 'failed',
      reason: 'call-limit',
      ambiguous: false,
      retryAfterSeconds: seconds,
    });
  });

  it.each([409, 422, 429, 503])('that says done under %i contradicts itself', async (status) => {
    reply(status, esito('A000'));
    expect(await send()).toMatchObject({ outcome: 'failed', reason: 'garbled-answer', ambiguous: true });
  });

  it.each([
    ['HTML', '<html>Service temporarily available</html>'],
    ['nothing', ''],
    ['half a document', JSON.stringify(esito('A000')).slice(0, 40)],
    ['a list', [esito('A000')]],
    ['no outcome', { lavoratore: {}, evento: 'VERIFICHE' }],
    ['an outcome of another form', esito('OK')],
    ['an outcome written twice', '{"esito":"A003","esito":"A000"}'],
  ])('that is %s may have had its effect, and is no answer', async (_what, body) => {
    reply(200, body as string | object);
    expect(await send()).toMatchObject({ outcome: 'failed', reason: 'garbled-answer', ambiguous: true });
  });
});

describe('an error', () => {
  it.each([400, 404, 409, 413, 415, 422])(
    '%i in a problem of the service itself is a final refusal',
    async (status) => {
      reply(status, { title: 'Il documento non rispetta il contratto', detail: 'manca attore', status }, PROBLEM);
      expect(await send()).toEqual({
        outcome: 'refused',
        esito: { codice: `HTTP-${status}`, messaggio: 'Il documento non rispetta il contratto: manca attore' },
      });
    },
  );

  it('in a problem that cannot be read is a refusal without words', async () => {
    reply(400, '{', PROBLEM);
    expect(await send()).toEqual({ outcome: 'refused', esito: { codice: 'HTTP-400' } });
  });

  it.each([400, 404, 409, 413, 415, 422])('%i of something on the way is none: it is tried again', async (status) => {
    reply(status, '<html>proxy</html>');
    expect(await send()).toMatchObject({ outcome: 'failed', reason: 'http-status' });
  });

  it('409 with a time to wait is an earlier attempt still under way', async () => {
    reply(409, { title: 'In lavorazione' }, { ...PROBLEM, 'retry-after': '3' });
    expect(await send()).toMatchObject({
      outcome: 'failed',
      reason: 'conflict',
      ambiguous: true,
      retryAfterSeconds: 3,
    });
  });

  it('429 has not been looked at', async () => {
    reply(429, { title: 'Troppe chiamate' }, PROBLEM);
    expect(await send()).toMatchObject({ reason: 'call-limit', ambiguous: false, retryAfterSeconds: 30 });
  });

  it.each([
    ['seconds', '12', 12, 12],
    ['a date', new Date(Date.now() + 20_000).toUTCString(), 1, 20],
    ['a date that is over', 'Wed, 21 Oct 2015 07:28:00 GMT', 0, 0],
  ])('503 is waited for as long as it says, in %s', async (_how, said, least, most) => {
    reply(503, 'later', { 'retry-after': said });
    const answer = await send();
    expect(answer).toMatchObject({ outcome: 'failed', reason: 'http-status', ambiguous: false });
    const { retryAfterSeconds = -1 } = answer as { retryAfterSeconds?: number };
    expect(retryAfterSeconds).toBeGreaterThanOrEqual(least);
    expect(retryAfterSeconds).toBeLessThanOrEqual(most);
  });

  it('503 that names no time that can be read is waited for as usual', async () => {
    reply(503, 'later', { 'retry-after': 'presto' });
    expect(await send()).not.toHaveProperty('retryAfterSeconds');
  });

  it.each([401, 403])('%i is a side that does not let us in', async (status) => {
    reply(status, { title: 'no' }, PROBLEM);
    expect(await send()).toMatchObject({ outcome: 'failed', reason: 'not-admitted', ambiguous: false });
  });

  it.each([500, 502, 504, 302])('%i may have had its effect', async (status) => {
    reply(status, { title: 'no' }, PROBLEM);
    expect(await send()).toMatchObject({ outcome: 'failed', reason: 'http-status', ambiguous: true });
  });

  it('that never comes is a timeout', async () => {
    agent.get(ORIGIN).intercept({ method: 'POST', path: /.*/ }).reply(200, esito('A000')).delay(5_000);
    expect(await send()).toMatchObject({ outcome: 'failed', reason: 'timeout', ambiguous: true });
  });
});
