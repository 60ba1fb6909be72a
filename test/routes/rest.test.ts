/** REST: intake, message, report, search, replay, callbacks, accounts. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../../src/foundation/ids.js';
import { sampleWorkers } from '../../src/sandbox/index.js';
import {
  eventually,
  push,
  settledMessage,
  showMessage,
  startTestGateway,
  type TestGateway,
} from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

let raccordo: TestGateway;
const workers = sampleWorkers();
beforeAll(async () => {
  raccordo = await startTestGateway({ silp: { seed: { workers } } });
});
afterAll(() => raccordo.stop());

const scheda = (i: number): Record<string, unknown> => structuredClone(workers[i]?.scheda) as Record<string, unknown>;
const codiceFiscaleOf = (file: unknown): string =>
  (file as { datiAnagrafici: { datiGenerali: { datiPersonali: { codiceFiscale: string } } } }).datiAnagrafici
    .datiGenerali.datiPersonali.codiceFiscale;
const json = async (path: string, body?: unknown) => {
  const response = await fetch(
    `${raccordo.url}${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: (await response.json()) as Record<string, unknown>,
  };
};

describe('a SILP worker file', () => {
  it('is pushed, stored, delivered to ANPAL, and shown with its esito', async () => {
    const pushed = await push(raccordo.url, 'silp', JSON.stringify(scheda(1)));
    expect(pushed.status).toBe(202);
    expect(pushed.body).toMatchObject({ outcome: 'accepted', _links: { self: `/rest/v1/messages/${pushed.id}` } });
    const message = await settledMessage(raccordo.url, pushed.id);
    expect(message).toMatchObject({
      status: 'accepted',
      deliveries: [{ destination: 'anpal', status: 'acknowledged', answer: { codice: 'OK' } }],
    });
    expect(Object.keys(raccordo.anpal.state.documents)).toContain(codiceFiscaleOf(scheda(1)));
  });

  it('is the same message when it comes again', async () => {
    const body = JSON.stringify(scheda(2));
    const first = await push(raccordo.url, 'silp', body);
    const second = await push(raccordo.url, 'silp', body);
    expect(second).toMatchObject({ status: 202, id: first.id, body: { outcome: 'repeated' } });
    await settledMessage(raccordo.url, first.id);
    expect(raccordo.anpal.state.effects.filter(({ subject }) => subject === codiceFiscaleOf(scheda(2)))).toHaveLength(
      1,
    );
  });

  it('is an update at ANPAL when the node has the person already, although SILP does not know the id', async () => {
    const file = scheda(1);
    const changed = JSON.parse(
      JSON.stringify(file).replace(/"cellulare":"[^"]*"/, '"cellulare":"3471112223"'),
    ) as object;
    const pushed = await push(raccordo.url, 'silp', JSON.stringify(changed));
    const message = await settledMessage(raccordo.url, pushed.id);
    expect(message.deliveries).toMatchObject([{ status: 'acknowledged' }]);
    const national = String(raccordo.anpal.state.documents[codiceFiscaleOf(file)]);
    expect(national).toContain('<tipovariazione>02</tipovariazione>');
    expect(national).toContain('3471112223');
  });

  it('is fetched on demand', async () => {
    const codiceFiscale = codiceFiscaleOf(scheda(0));
    const pulled = await json('/rest/v1/sides/silp/sap/pull', { codiceFiscale });
    expect(pulled.status).toBe(202);
    const [{ id }] = pulled.body.items as [{ id: string }];
    const message = await settledMessage(raccordo.url, id);
    expect(message.deliveries).toMatchObject([{ destination: 'anpal', status: 'acknowledged' }]);
  });

  it('is not fetched where SILP has several workers with this codice fiscale, or none', async () => {
    const several = codiceFiscaleOf(scheda(4));
    expect(await json('/rest/v1/sides/silp/sap/pull', { codiceFiscale: several })).toMatchObject({
      status: 422,
      body: { type: '/problems/side-refused' },
    });
    expect(await json('/rest/v1/sides/silp/sap/pull', { codiceFiscale: person(900).codiceFiscale })).toMatchObject({
      status: 404,
      body: { type: '/problems/person-not-found' },
    });
  });
});

describe('a national SAP', () => {
  it('is fetched and written into SILP’s worker file, only the sections that differ', async () => {
    const codiceFiscale = codiceFiscaleOf(scheda(1));
    const pulled = await json('/rest/v1/sides/anpal/sap/pull', { codiceFiscale });
    expect(pulled.status).toBe(202);
    const [{ id }] = pulled.body.items as [{ id: string }];
    const message = await settledMessage(raccordo.url, id);
    expect(message.deliveries).toMatchObject([{ destination: 'silp', status: 'acknowledged' }]);
    expect(JSON.stringify(raccordo.silp.state.documents[codiceFiscale])).toContain('3471112223');
  });
});

describe('the report of a message', () => {
  it('names what was translated and kept, both ways, and where every value came from', async () => {
    const { id } = await push(raccordo.url, 'silp', JSON.stringify({ ...scheda(1), campoNuovo: 'x' }));
    await settledMessage(raccordo.url, id);
    const { status, body } = await json(`/rest/v1/messages/${id}/report`);
    expect(status).toBe(200);
    expect(body.received).toMatchObject({ form: 'silp:v1' });
    const received = body.received as {
      report: { kind: string; side?: string }[];
      lineage: { canonical: string; side: string }[];
    };
    expect(received.report).toContainEqual(expect.objectContaining({ kind: 'kept', side: 'campoNuovo' }));
    expect(received.lineage).toContainEqual(
      expect.objectContaining({
        canonical: 'anagrafica.persona.codiceFiscale',
        side: 'datiAnagrafici.datiGenerali.datiPersonali.codiceFiscale',
      }),
    );
    const [delivered] = body.delivered as [
      { form: string; report: { kind: string; canonical?: string }[]; lineage: object[] },
    ];
    expect(delivered.form).toBe('anpal:Rev009');
    expect(delivered.report).toContainEqual(expect.objectContaining({ kind: 'lost', canonical: 'estensioni.silp' }));
    expect(delivered.lineage).toContainEqual(
      expect.objectContaining({
        canonical: 'anagrafica.persona.codiceFiscale',
        side: 'datianagrafici.datipersonali.codicefiscale',
      }),
    );
  });
});

describe('a search', () => {
  it('finds a person’s records by a codice fiscale in the body, in any form', async () => {
    const { codiceFiscale } = person(200);
    await invioSAP(raccordo.soapUrl, sapOf(200));
    const canonical = await json('/rest/v1/records/search', { codiceFiscale });
    expect(canonical.body.items).toMatchObject([
      { side: 'silp', form: 'canonical', document: { anagrafica: { persona: { codiceFiscale } } } },
    ]);
    const national = await json('/rest/v1/records/search', { codiceFiscale, format: 'anpal' });
    expect((national.body.items as [{ form: string; document: string }])[0]).toMatchObject({
      form: 'anpal:Rev009',
      document: expect.stringContaining(`<codicefiscale>${codiceFiscale}`),
    });
    const regional = await json('/rest/v1/records/search', { codiceFiscale, format: 'silp' });
    expect((regional.body.items as [{ form: string; document: object }])[0]).toMatchObject({
      form: 'silp:v1',
      document: { datiAnagrafici: {} },
    });
    const nobody = person(901).codiceFiscale;
    expect((await json('/rest/v1/records/search', { codiceFiscale: nobody })).body).toEqual({
      codiciFiscali: [nobody],
      items: [],
    });
  });
});

describe('the list of messages', () => {
  it('pages from the newest, and filters', async () => {
    const first = await json('/rest/v1/messages?limit=2');
    expect(first.body.items).toHaveLength(2);
    const second = await json(`/rest/v1/messages?limit=2&cursor=${encodeURIComponent(String(first.body.next))}`);
    const ids = [...(first.body.items as { id: string }[]), ...(second.body.items as { id: string }[])].map(
      ({ id }) => id,
    );
    expect(ids).toEqual([...ids].sort().reverse());
    const national = await json('/rest/v1/messages?side=anpal');
    expect((national.body.items as { side: string }[]).every(({ side }) => side === 'anpal')).toBe(true);
  });
});

describe('keys', () => {
  it('makes one message of one key, and refuses the key with another document', async () => {
    const key = { 'idempotency-key': 'chiave-1' };
    const first = await push(raccordo.url, 'silp', JSON.stringify(scheda(1)), key);
    expect(await push(raccordo.url, 'silp', JSON.stringify(scheda(1)), key)).toMatchObject({
      status: 202,
      id: first.id,
    });
    const other = await push(raccordo.url, 'silp', JSON.stringify(scheda(2)), key);
    expect(other).toMatchObject({ status: 409, body: { type: '/problems/key-reused', message: first.id } });
    const digests = [scheda(1), scheda(2)].map((document) => digest(JSON.stringify(document)));
    for (const one of digests) expect(other.body.detail).toContain(one);
  });
});

describe('a refused repeat of what was accepted', () => {
  const document = JSON.stringify(scheda(4));
  const claimed = (revision: string) => push(raccordo.url, 'silp', document, {}, `invio&revision=${revision}`);

  it('under a revision that it does not have is a message of its own, once', async () => {
    const first = await push(raccordo.url, 'silp', document);
    const refused = await claimed('9.9');
    expect(refused).toMatchObject({ status: 422, body: { message: refused.id } });
    expect(refused.id).not.toBe(first.id);
    expect(refused.body.findings).toMatchObject([{ rule: 'contract.revision-unknown' }]);
    expect((await showMessage(raccordo.url, refused.id)).status).toBe('quarantined');
    expect(await claimed('9.9')).toMatchObject({ status: 422, id: refused.id });
    expect((await claimed('9.8')).id).not.toBe(refused.id);
    expect((await claimed('%00')).status).toBe(422);
    expect(await push(raccordo.url, 'silp', document)).toMatchObject({ status: 202, id: first.id });
    const effects = raccordo.anpal.state.effects.length;
    const replay = await fetch(`${raccordo.url}/rest/v1/messages/${refused.id}/replay`, { method: 'POST' });
    expect(await replay.json()).toEqual({ deliveries: 0, checked: 'repeated' });
    expect((await settledMessage(raccordo.url, first.id)).status).toBe('accepted');
    expect(raccordo.anpal.state.effects.length).toBe(effects);
  });

  it('in the form that it was accepted in is that message, with what was said of it then', async () => {
    const first = await push(raccordo.url, 'silp', document);
    const findings = [{ path: '', rule: 'of.today', source: 's', severity: 'error', message: 'm' }] as const;
    const { intake } = raccordo.gateway;
    const again = {
      source: 'silp',
      record: 'sap',
      event: 'invio',
      channel: 'rest',
      contentType: 'application/json',
    } as const;
    const body = Buffer.from(document);
    expect(await intake.keep({ ...again, format: 'silp', body }, findings)).toEqual({
      outcome: 'repeated',
      id: first.id,
      findings: (await showMessage(raccordo.url, first.id)).findings,
    });
    const other = await intake.keep({ ...again, format: 'anpal', body }, findings);
    expect(other).toMatchObject({ outcome: 'quarantined', findings });
    expect(other.id).not.toBe(first.id);
  });
});

describe('the esito', () => {
  it('is posted to the address in X-ReplyTo, and posted again until it is taken', async () => {
    const got: { headers: Record<string, unknown>; body: Record<string, unknown> }[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => {
        text += part.toString();
      });
      request.on('end', () => {
        got.push({ headers: request.headers, body: JSON.parse(text) as Record<string, unknown> });
        response.writeHead(got.length === 1 ? 503 : 204).end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/esiti`;
    const { id } = await push(raccordo.url, 'silp', JSON.stringify({ ...scheda(2), nuovo: 1 }), {
      'x-replyto': address,
      'x-correlation-id': 'pratica-7',
    });
    await eventually(
      async () => got.length,
      (count) => count === 2,
    );
    expect(got[1]).toMatchObject({
      headers: { 'x-correlation-id': 'pratica-7' },
      body: { message: id, side: 'anpal', status: 'acknowledged', esito: { codice: 'OK' } },
    });
    expect(got[0]?.headers['idempotency-key']).toBe(got[1]?.headers['idempotency-key']);
    const message = await settledMessage(raccordo.url, id);
    expect(message.deliveries.map(({ kind, status }) => [kind, status])).toEqual([
      ['record', 'acknowledged'],
      ['esito', 'acknowledged'],
    ]);
    server.close();
  });
});

describe('parked and quarantined', () => {
  it('parks a delivery whose retries are spent, holds the person’s next one behind it, and sends both on replay', async () => {
    const patient = await startTestGateway({
      env: { RACCORDO_DELIVERY_ATTEMPTS: '2', RACCORDO_SOAP_WAIT_SECONDS: '0' },
    });
    try {
      patient.anpal.setFault('garbage');
      const first = await invioSAP(patient.soapUrl, sapOf(300));
      await settledMessage(patient.url, first.message);
      const second = await invioSAP(patient.soapUrl, sapOf(300, { indirizzo: 'Via Seconda 2', tipoVariazione: '01' }));
      const parked = await showMessage(patient.url, first.message);
      expect(parked.deliveries).toMatchObject([
        {
          status: 'parked',
          attempts: 2,
          answer: { reason: 'garbled-answer' },
          history: [{ outcome: 'ambiguous' }, { outcome: 'ambiguous' }],
        },
      ]);
      expect((await showMessage(patient.url, second.message)).deliveries).toMatchObject([
        { status: 'pending', attempts: 0 },
      ]);
      patient.anpal.setFault('none');
      const replay = await fetch(`${patient.url}/rest/v1/sides/anpal/parked/replay`, { method: 'POST' });
      expect(await replay.json()).toEqual({ deliveries: 1, left: 0 });
      expect((await settledMessage(patient.url, first.message)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
      // The second says "first sending" too, which the node refuses now: it left after the first.
      expect((await settledMessage(patient.url, second.message)).deliveries).toMatchObject([{ status: 'refused' }]);
    } finally {
      await patient.stop();
    }
  });

  it('replays what could not be written in the side’s form, as far as the form allows by then', async () => {
    const unwritable = { ...scheda(1), enteTitolare: { codice: 'senza forma' }, nota: 'x' };
    const { id } = await push(raccordo.url, 'silp', JSON.stringify(unwritable));
    const refused = await settledMessage(raccordo.url, id);
    expect(refused.deliveries).toMatchObject([{ status: 'refused', attempts: 1, answer: { codice: 'CONTRATTO' } }]);
    const replay = await fetch(`${raccordo.url}/rest/v1/messages/${id}/replay`, { method: 'POST' });
    expect(await replay.json()).toEqual({ deliveries: 1 });
    const again = await settledMessage(raccordo.url, id);
    expect(again.deliveries).toMatchObject([{ status: 'refused', attempts: 2 }]);
  });

  it('checks a quarantined message again on replay', async () => {
    const bad = await push(raccordo.url, 'silp', JSON.stringify({ ...scheda(1), datiAnagrafici: 7 }));
    expect(bad).toMatchObject({
      status: 422,
      body: {
        type: '/problems/document-refused',
        findings: [{ severity: 'error' }],
        message: bad.id,
        _links: { self: `/rest/v1/messages/${bad.id}` },
      },
    });
    const replay = await fetch(`${raccordo.url}/rest/v1/messages/${bad.id}/replay`, { method: 'POST' });
    expect(await replay.json()).toEqual({ deliveries: 0, checked: 'quarantined' });
  });
});

describe('accounts', () => {
  it('are asked for where they are configured, and speak for their own side only', async () => {
    const guarded = await startTestGateway({
      env: {
        RACCORDO_CALLERS: JSON.stringify([{ name: 'SILP', username: 'silp', password: 'segreta', side: 'silp' }]),
      },
    });
    try {
      const basic = (password: string) => ({
        authorization: `Basic ${Buffer.from(`silp:${password}`).toString('base64')}`,
      });
      expect(await push(guarded.url, 'silp', '{}')).toMatchObject({
        status: 401,
        body: { type: '/problems/unauthorized' },
      });
      expect(await push(guarded.url, 'silp', '{}', basic('falsa'))).toMatchObject({ status: 401 });
      const wrong = { method: 'POST', body: '{"select":', headers: { 'content-type': 'application/json' } };
      expect((await fetch(`${guarded.url}/rest/v1/replays`, wrong)).status).toBe(401);
      expect(await push(guarded.url, 'anpal', '<x/>', basic('segreta'))).toMatchObject({ status: 403 });
      expect((await invioSAP(guarded.soapUrl, sapOf(310))).status).toBe(401);
      const sent = await invioSAP(guarded.soapUrl, sapOf(310), basic('segreta'));
      expect(sent.fields.Esito).toBe('OK');
      expect((await fetch(`${guarded.url}/rest/v1/messages/${sent.message}`)).status).toBe(401);
      expect(
        (await fetch(`${guarded.url}/rest/v1/messages/${sent.message}`, { headers: basic('segreta') })).status,
      ).toBe(200);
      const lines = guarded.logged.map((line) => JSON.parse(line) as { msg: string; status: number; caller?: string });
      const answered = lines.filter(({ msg }) => msg === 'request answered');
      expect(answered.filter(({ caller }) => caller === 'SILP').length).toBeGreaterThan(0);
      expect(answered.filter(({ status }) => status === 401).map(({ caller }) => caller)).not.toContain('SILP');
    } finally {
      await guarded.stop();
    }
  });
});

describe('the interface document', () => {
  interface Operation {
    security?: object[];
    parameters?: { name: string; in: string }[];
    responses: Record<string, { headers?: object; content?: Record<string, { schema: { properties: object } }> }>;
  }
  const operationsOf = async () => {
    const { paths } = (await json('/openapi.json')).body as { paths: Record<string, Record<string, Operation>> };
    return { paths, operations: Object.values(paths).flatMap((path) => Object.values(path)) };
  };

  it('says when a call that found no place may come again, and where a refused document is kept', async () => {
    const { paths, operations } = await operationsOf();
    const busy = operations.flatMap(({ responses }) => responses['503'] ?? []);
    expect(busy.length).toBeGreaterThan(1);
    for (const { headers } of busy) expect(headers).toHaveProperty('Retry-After');
    const intake = paths['/rest/v1/sides/{side}/{record}']?.post as Operation;
    expect(intake.responses['202']?.headers).toHaveProperty('Location');
    const problem = intake.responses['422']?.content?.['application/problem+json']?.schema;
    expect(Object.keys(problem?.properties ?? {})).toEqual(expect.arrayContaining(['findings', 'message', '_links']));
    const headers = intake.parameters?.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
    expect(headers).toEqual(['Idempotency-Key', 'X-ReplyTo', 'X-Correlation-Id']);
  });

  it('can hold a call of every operation against its schemas, which compile when they are first used', async () => {
    const { paths } = await operationsOf();
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method })),
    );
    expect(calls.length).toBeGreaterThan(20);
    const failed: string[] = [];
    for (const { path, method } of calls) {
      const url = `${raccordo.url}${path.replace(/\{(\w+)\}/g, (_, name) => (name === 'side' ? 'anpal' : 'none'))}?limit=none`;
      const bodiless = ['get', 'head', 'delete'].includes(method);
      const body = { body: '{"none":1}', headers: { 'content-type': 'application/json' } };
      const { status } = await fetch(url, { method, ...(bodiless ? {} : body) });
      if (status >= 500) failed.push(`${method} ${path}: ${status}`);
    }
    expect(failed).toEqual([]);
  });

  it('asks for no account where none is asked for, and gives every whole number its size', async () => {
    const { paths } = await operationsOf();
    const open = Object.entries(paths).filter(([, methods]) => methods.get?.security?.length === 0);
    expect(open.map(([path]) => path).sort()).toEqual([
      '/health/live',
      '/health/ready',
      '/metrics',
      '/problems/{code}',
      '/status',
    ]);
    const whole = JSON.stringify(paths).match(/"type":"integer"(,"format":"int32")?/g) ?? [];
    expect(whole.length).toBeGreaterThan(5);
    expect(whole.filter((text) => !text.includes('format'))).toEqual([]);
  });
});

describe('the look-outs', () => {
  it('say how it is', async () => {
    const { message } = await invioSAP(raccordo.soapUrl, sapOf(320));
    await settledMessage(raccordo.url, message);
    expect(await json('/health/live')).toMatchObject({ status: 200, body: { live: true } });
    expect(await json('/health/ready')).toMatchObject({ status: 200, body: { ready: true } });
    expect(await json('/status')).toMatchObject({
      status: 200,
      type: expect.stringContaining('problem+json'),
      body: {
        health: 'ok',
        sides: [
          { name: 'anpal', state: 'ready' },
          { name: 'silp', state: 'ready' },
          ...['inps', 'lavoro-per-te', 'miattivo', 'toscana-lavoro'].map((name) => ({ name, state: 'not-configured' })),
        ],
      },
    });
    const metrics = await (await fetch(`${raccordo.url}/metrics`)).text();
    expect(metrics).toMatch(/raccordo_deliveries\{destination="anpal",status="acknowledged"\} [1-9]/);
    const openapi = await json('/openapi.json');
    expect(openapi.body.openapi).toBe('3.1.0');
    expect(openapi.body).toMatchObject({
      paths: { '/rest/v1/sides/{side}/{record}': { post: { requestBody: { content: { 'application/xml': {} } } } } },
    });
    expect(Object.keys(openapi.body.paths as object)).toEqual(
      expect.arrayContaining([
        '/rest/v1/sides/{side}/{record}',
        '/rest/v1/messages/{id}/report',
        '/rest/v1/records/search',
        '/status',
      ]),
    );
    expect((await fetch(`${raccordo.url}/docs`)).status).toBe(200);
    expect(await json('/problems/status')).toMatchObject({ status: 200, body: { code: 'status' } });
    expect(await json('/problems/document-refused')).toMatchObject({ status: 200, body: { status: 422 } });
  });
});
