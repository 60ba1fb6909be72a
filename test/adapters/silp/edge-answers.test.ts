import { MockAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Outbound } from '../../../src/adapters/adapter.js';
import { silpAdapter } from '../../../src/adapters/silp/adapter.js';

const ORIGIN = 'https://silp.example';
const BASE = '/silpapi/api/v1';
const CF = 'LNTZNB79S43L219I';
const never = new AbortController().signal;

let agent: MockAgent;
let adapter: Adapter;

beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
  adapter = silpAdapter(
    {
      url: `${ORIGIN}${BASE}/`,
      username: 'raccordo',
      password: 'segreta',
      timeoutSeconds: 0.2,
      callerCodiceFiscale: CF,
      callerCognome: 'LANTERNA',
      callerNome: 'ZENOBIA',
      callerApplication: 'RACCORDO',
      acquire: 'acquisire-sap',
    },
    agent,
  ) as Adapter;
});
afterEach(() => agent.close());

const JSON_TYPE = { headers: { 'content-type': 'application/json' } };
const known = { esitoPositivo: true, lavoratoreRidotto: { idSilLavAnagrafica: 4711, flgArchiviato: 'N' } };
const path = (rest: string): string => `${BASE}/${rest}`;

function answer(method: 'GET' | 'POST', where: string, status: number, body: string | object): void {
  agent
    .get(ORIGIN)
    .intercept({ method, path: path(where) })
    .reply(status, body, JSON_TYPE);
}

const FIND = `lavoratore/find-codice-fiscale/${CF}`;
const DETAIL = 'fascicolo/get-dettaglio/4711';
const SAVE = 'fascicolo/inserisci-modifica-fascicolo-cittadino';

const outbound = (event: 'invio' | 'notifica' | 'annullamento' = 'invio'): Outbound => ({
  record: 'sap',
  event,
  revision: 'v1',
  idempotencyKey: 'k',
  attempt: 1,
  codiceFiscale: CF,
  identificativoSap: 'ZZ00004711B',
  body: Buffer.alloc(0),
  onto: (present) => ({ document: { ...(present as object), cap: '10100' }, changed: ['1.3.2'] }),
});

describe('SILP, what it answers to a reading', () => {
  it('is pulled as the file it holds', async () => {
    answer('GET', FIND, 200, known);
    answer('POST', DETAIL, 200, { esitoPositivo: true, fascicolo: { identificativoSap: 'ZZ00004711B' } });
    const pulled = await adapter.pull?.('sap', { codiceFiscale: CF }, never);
    expect(pulled).toMatchObject({ outcome: 'found', documents: [{ record: 'sap', event: 'invio', revision: 'v1' }] });
    const body = pulled?.outcome === 'found' ? pulled.documents[0]?.body.toString() : '';
    expect(JSON.parse(body ?? '')).toEqual({ identificativoSap: 'ZZ00004711B' });
  });

  it.each([
    ['nothing found', { esitoPositivo: true, lavoratore: null, lavoratoreRidotto: null }],
    ['a refusal that says "not present"', { esitoPositivo: false, apiMessages: [{ code: 'E0004', error: true }] }],
  ])('is absent for %s', async (_, body) => {
    answer('GET', FIND, 200, body);
    expect(await adapter.pull?.('sap', { codiceFiscale: CF }, never)).toMatchObject({ outcome: 'absent' });
  });

  it.each([
    [
      'several workers that are not archived',
      { ...known, isPresentiPiuDiUnLavoratoreConFlgNonArchiviato: true },
      'PIU-LAVORATORI',
    ],
    [
      'several workers, the one found archived',
      {
        esitoPositivo: true,
        isPresentiPiuLavoratoriPerCodiceFiscale: true,
        lavoratoreRidotto: { idSilLavAnagrafica: 4711, flgArchiviato: 'S' },
      },
      'ARCHIVIATO',
    ],
    [
      'a refusal of SILP',
      { esitoPositivo: false, apiMessages: [{ code: '106090', tipo: 'E', message: 'no' }] },
      '106090',
    ],
  ])('is refused for %s', async (_, body, codice) => {
    answer('GET', FIND, 200, body);
    const pulled = await adapter.pull?.('sap', { codiceFiscale: CF }, never);
    expect(pulled).toMatchObject({ outcome: 'refused', esito: { codice } });
  });

  it.each([
    ['an empty answer', 200, '', 'garbled-answer'],
    ['half a document', 200, '{"esitoPositivo": true, "lavora', 'garbled-answer'],
    ['a page in HTML', 200, '<html><body>Manutenzione</body></html>', 'garbled-answer'],
    ['an answer without outcome', 200, '{}', 'garbled-answer'],
    ['a key with too many digits', 200, '{"esitoPositivo":true,"x":1234567890123456789}', 'garbled-answer'],
    ['a fault in HTML', 500, '<h1>Errore</h1>', 'http-status'],
    ['a fault', 500, { code: 'ERR-9', message: `worker ${CF} not readable` }, 'http-status'],
    ['a redirect', 302, '', 'http-status'],
    ['no entry', 401, '', 'not-admitted'],
    ['no permission', 403, '', 'not-admitted'],
  ])('has failed without ambiguity for %s, and names nobody', async (_, status, body, reason) => {
    answer('GET', FIND, status, body);
    const pulled = await adapter.pull?.('sap', { codiceFiscale: CF }, never);
    expect(pulled).toMatchObject({ outcome: 'failed', reason, ambiguous: false });
    expect(JSON.stringify(pulled)).not.toContain(CF);
  });

  it('tells the code of a fault and what to mend when the account is refused', async () => {
    answer('GET', FIND, 500, { code: 'ERR-9', message: 'x' });
    expect(await adapter.pull?.('sap', { codiceFiscale: CF }, never)).toMatchObject({
      detail: 'SILP answered with status 500, code ERR-9',
    });
    answer('GET', FIND, 401, '');
    const pulled = await adapter.pull?.('sap', { codiceFiscale: CF }, never);
    expect(pulled?.outcome === 'failed' && pulled.detail).toContain('technical account');
  });

  it('has failed by timeout when it is slow', async () => {
    agent
      .get(ORIGIN)
      .intercept({ method: 'GET', path: path(FIND) })
      .reply(200, known, JSON_TYPE)
      .delay(5_000);
    expect(await adapter.pull?.('sap', { codiceFiscale: CF }, never)).toMatchObject({
      outcome: 'failed',
      reason: 'timeout',
      ambiguous: false,
    });
  });

  it('cannot be pulled by the national id', async () => {
    const pulled = await adapter.pull?.('sap', { identificativoSap: 'ZZ00004711B' }, never);
    expect(pulled).toMatchObject({ outcome: 'absent' });
  });
});

describe('SILP, what it answers to a writing', () => {
  const file = { identificativoSap: 'ZZ00004711B' };

  function readTwice(): void {
    answer('GET', FIND, 200, known);
    answer('POST', DETAIL, 200, { esitoPositivo: true, fascicolo: file });
    answer('POST', DETAIL, 200, { esitoPositivo: true, fascicolo: file });
  }

  it.each([
    [
      'saved',
      { esitoPositivo: true, flgSalvataggioEseguito: true },
      { outcome: 'acknowledged', esito: { codice: 'OK' } },
    ],
    [
      'saved with a partial error',
      { esitoPositivo: true, flgSalvataggioEseguito: true, apiMessages: [{ code: '7', tipo: 'P' }] },
      { outcome: 'acknowledged', esito: { codice: 'OK', anomalie: [{ codice: '7' }] } },
    ],
    [
      'refused with messages',
      {
        esitoPositivo: false,
        apiMessages: [
          { code: '11', tipo: 'W', message: 'attenzione' },
          { code: '104020', tipo: 'E', message: 'CAP errato' },
        ],
      },
      {
        outcome: 'refused',
        esito: {
          codice: '104020',
          messaggio: 'CAP errato',
          anomalie: [
            { codice: '11', descrizione: 'attenzione' },
            { codice: '104020', descrizione: 'CAP errato' },
          ],
        },
      },
    ],
    [
      'refused without a message',
      { esitoPositivo: false },
      { outcome: 'refused', esito: { codice: 'ESITO-NEGATIVO' } },
    ],
    [
      'positive with a blocking message, not said to be saved',
      { esitoPositivo: true, apiMessages: [{ code: '5', error: true }] },
      { outcome: 'refused', esito: { codice: '5' } },
    ],
    [
      'positive and not saved',
      { esitoPositivo: true, flgSalvataggioEseguito: false },
      { outcome: 'refused', esito: { codice: 'NON-SALVATO' } },
    ],
  ])('%s', async (_, body, expected) => {
    readTwice();
    answer('POST', SAVE, 200, body);
    expect(await adapter.send(outbound(), never)).toMatchObject(expected);
  });

  it.each([
    ['a fault', 500, { code: 'X' }, true],
    ['half a document', 200, '{"esito', true],
    ['no permission', 403, '', false],
  ])('after %s the effect is ambiguous or not', async (_, status, body, ambiguous) => {
    readTwice();
    answer('POST', SAVE, status, body);
    expect(await adapter.send(outbound(), never)).toMatchObject({ outcome: 'failed', ambiguous });
  });

  it('refuses to write into the file of another SAP', async () => {
    answer('GET', FIND, 200, known);
    answer('POST', DETAIL, 200, { esitoPositivo: true, fascicolo: { identificativoSap: 'AA00000001A' } });
    expect(await adapter.send(outbound(), never)).toMatchObject({ outcome: 'refused', esito: { codice: 'ALTRA-SAP' } });
  });

  it('refuses a SAP that names no person', async () => {
    const { codiceFiscale: _, ...nameless } = outbound();
    expect(await adapter.send(nameless, never)).toMatchObject({
      outcome: 'refused',
      esito: { codice: 'SENZA-CODICE-FISCALE' },
    });
  });
});

describe('SILP, a notice', () => {
  const ACQUIRE = 'orchestratore/acquisire-sap';

  it('is to be tried again when the national node cannot be reached', async () => {
    answer('GET', FIND, 200, known);
    answer('POST', ACQUIRE, 200, { esitoPositivo: false, apiMessages: [{ code: 'GGP-S01', tipo: 'E' }] });
    expect(await adapter.send(outbound('notifica'), never)).toMatchObject({
      outcome: 'failed',
      reason: 'national-node',
      ambiguous: false,
    });
  });

  it('is acknowledged with the warnings of SILP', async () => {
    answer('GET', FIND, 200, known);
    answer('POST', ACQUIRE, 200, { esitoPositivo: true, apiMessages: [{ code: '3', tipo: 'I', message: 'parziale' }] });
    expect(await adapter.send(outbound('annullamento'), never)).toEqual({
      outcome: 'acknowledged',
      esito: {
        codice: 'OK',
        identificativoSap: 'ZZ00004711B',
        anomalie: [{ codice: '3', descrizione: 'parziale' }],
      },
    });
  });

  it('is asked of SILP by the national id alone when nobody knows the person', async () => {
    const { codiceFiscale: _, ...nameless } = outbound('notifica');
    let asked: unknown;
    agent
      .get(ORIGIN)
      .intercept({ method: 'POST', path: path(ACQUIRE) })
      .reply(200, (call) => {
        asked = JSON.parse(String(call.body));
        return { esitoPositivo: true };
      });
    expect(await adapter.send(nameless, never)).toMatchObject({ outcome: 'acknowledged' });
    expect(asked).toEqual({
      callInfo: {
        codFiscale: CF,
        cognomeOperatore: 'LANTERNA',
        nomeOperatore: 'ZENOBIA',
        idAppChiamante: 'RACCORDO',
      },
      identificativoSap: 'ZZ00004711B',
    });
  });
});

describe('SILP, the probe', () => {
  it('is well when SILP answers, even with a refusal', async () => {
    answer('GET', 'lavoratore/find/0', 200, { esitoPositivo: false });
    expect(await adapter.probe(never)).toMatchObject([{ ok: true }]);
  });

  it('says what to mend when it does not', async () => {
    answer('GET', 'lavoratore/find/0', 401, '');
    expect(await adapter.probe(never)).toMatchObject([{ ok: false, mend: expect.stringContaining('sides.silp.url') }]);
  });

  it('has no adapter without an address', () => {
    expect(silpAdapter({ timeoutSeconds: 1, callerApplication: 'RACCORDO', acquire: 'ricevi-sap' })).toBeUndefined();
  });
});
