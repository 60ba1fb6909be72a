/** What people and machines send by mistake or on purpose: each gets its protocol's answer, nothing breaks, nothing leaks. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixturesOf } from '../support/fixtures.js';
import { push, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { cdata, envelopeOf, invioSAP, postSoap } from '../support/soap-call.js';

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({ env: { RACCORDO_SOAP_WAIT_SECONDS: '5' } });
});
afterAll(async () => {
  // After everything that was thrown at it, it still works, and no log line names a person.
  const reply = await invioSAP(raccordo.soapUrl, sapOf(500));
  expect(reply.fields.Esito).toBe('OK');
  const logged = raccordo.logged.join('');
  for (let n = 500; n < 530; n++) {
    expect(logged).not.toContain(person(n).codiceFiscale);
    expect(logged).not.toContain(`persona${n}@example.it`);
  }
  await raccordo.stop();
});

const rules = (body: Record<string, unknown>): string[] =>
  ((body.findings ?? []) as { rule: string }[]).map(({ rule }) => rule);

describe('XML over REST', () => {
  const good = sapOf(501);
  const bomb = `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'xml.not-well-formed'],
    ['text', 'ciao', 'xml.not-well-formed'],
    ['an element left open', good.replace('</lavoratore>', ''), 'xml.not-well-formed'],
    ['two roots', `${good}<altro/>`, 'xml.not-well-formed'],
    ['a DOCTYPE', good.replace('?>', `?><!DOCTYPE lavoratore>`), 'xml.doctype'],
    ['an entity bomb', good.replace('?>', `?>${bomb}`).replace('BIANCHI', '&b;'), 'xml.doctype'],
    [
      'an outside entity',
      good.replace('?>', '?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace('PAOLA', '&x;'),
      'xml.doctype',
    ],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(good.slice(0, 400)), Buffer.from([0xff, 0xfe, 0xfa]), Buffer.from(good.slice(400))]),
      'xml.encoding',
    ],
    ['a control character', good.replace('PAOLA', 'PA\u0001OLA'), 'xml.not-well-formed'],
    ['another document', '<fattura/>', 'xsd.root'],
    ['a missing element', good.replace('<nome>PAOLA</nome>', ''), 'xsd.element-unexpected'],
    [
      'a repeated element',
      good.replace('<nome>PAOLA</nome>', '<nome>PAOLA</nome><nome>PAOLA</nome>'),
      'xsd.element-unexpected',
    ],
    ['an unknown element', good.replace('<nome>', '<soprannome>x</soprannome><nome>'), 'xsd.element-unexpected'],
    [
      'a lower-case codice fiscale',
      good.replaceAll(person(501).codiceFiscale, person(501).codiceFiscale.toLowerCase()),
      'xsd.pattern',
    ],
    ['a date that does not exist', good.replaceAll(person(501).dataNascita, '1980-02-30'), 'xsd.type'],
    ['thousands of levels', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`, 'xml.too-deep'],
  ])('%s is refused with a reason, and kept', async (_what, body, rule) => {
    const refused = await push(raccordo.url, 'anpal', body);
    expect(refused.status).toBe(422);
    expect(rules(refused.body)).toContain(rule);
    expect(JSON.stringify(refused.body)).not.toContain(person(501).codiceFiscale);
    expect((await showMessage(raccordo.url, refused.id)).status).toBe('quarantined');
  });

  it('reads ISO-8859-1 and UTF-16 for what they are', async () => {
    const declared = (encoding: string, n: number) => sapOf(n, { indirizzo: 'Via Libertà' }).replace('UTF-8', encoding);
    for (const [n, bytes] of [
      [502, Buffer.from(declared('ISO-8859-1', 502), 'latin1')],
      [503, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(declared('UTF-16', 503), 'utf16le')])],
    ] as const) {
      const taken = await push(raccordo.url, 'anpal', bytes);
      expect(taken.status).toBe(202);
      const found = await fetch(`${raccordo.url}/rest/v1/records/search`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ codiceFiscale: person(n).codiceFiscale }),
      });
      expect(await found.text()).toContain('Via Libertà');
    }
  });

  it('lets an unknown code through with a warning', async () => {
    const taken = await push(raccordo.url, 'anpal', sapOf(504).replace('<codcittadinanza>000', '<codcittadinanza>ZZ9'));
    expect(taken.status).toBe(202);
    expect(taken.body.findings).toContainEqual(
      expect.objectContaining({
        path: 'datianagrafici/datipersonali/codcittadinanza',
        rule: 'code.unknown',
        severity: 'warning',
      }),
    );
  });
});

describe('JSON over REST', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'json.not-well-formed'],
    ['half a document', '{"datiAnagrafici":', 'json.not-well-formed'],
    ['a name written twice', '{"identificativoSap":"a","identificativoSap":"b"}', 'json.duplicate-member'],
    ['__proto__', '{"__proto__":{"x":1}}', 'json.forbidden-member'],
    ['a list', '[]', 'json.root'],
    ['a wrong type', '{"datiAnagrafici":"x"}', 'schema.type'],
    ['U+0000', '{"datiAnagrafici":"x\\u0000"}', 'json.forbidden-character'],
    ['half a surrogate pair', '{"datiAnagrafici":"\\ud800"}', 'json.forbidden-character'],
    ['U+0000 in a name', '{"x\\u0000":1,"y\\udfff":2}', 'json.forbidden-character'],
  ])('%s is refused with a reason, and kept', async (_what, body, rule) => {
    const refused = await push(raccordo.url, 'silp', body);
    expect(refused.status).toBe(422);
    expect(rules(refused.body)).toContain(rule);
    expect((await showMessage(raccordo.url, refused.id)).status).toBe('quarantined');
  });
});

it('tells the sender which member it does not know, and the log nothing of it', async () => {
  // The log is looked through at the end.
  const name = person(512).codiceFiscale;
  const refused = await push(raccordo.url, 'silp', `{"${name}":{"${name}":1,"${name}":2}}`);
  expect(refused.status).toBe(422);
  expect(refused.body.findings).toContainEqual(expect.objectContaining({ path: `${name}.${name}` }));
});

describe('a rule about what a document says', () => {
  const pushAs = async (path: string, body: Buffer, type: string) => {
    const response = await fetch(`${raccordo.url}/rest/v1/sides/${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(body),
    });
    const told = (await response.json()) as { findings?: object[]; items?: { findings: object[] }[] };
    return { status: response.status, findings: told.findings ?? told.items?.[0]?.findings };
  };
  const bad = (side: 'anpal' | 'inps', record: string, name: string): Buffer =>
    fixturesOf(side).find((one) => one.record === record && one.name === name)?.source as Buffer;

  it('is told in the problem by the name that the field has in the XML', async () => {
    const refused = await pushAs(
      'anpal/adesione',
      bad('anpal', 'adesione', 'bad-carattere-controllo'),
      'application/xml',
    );
    expect(refused.status).toBe(422);
    expect(refused.findings).toMatchObject([{ path: 'utente/CodiceFiscale', canonicalPath: 'codiceFiscale' }]);
  });

  it('in the JSON', async () => {
    const refused = await pushAs(
      'anpal/adr?event=invio',
      bad('anpal', 'adr', 'bad-richiesta-carattere'),
      'application/json',
    );
    expect(refused.status).toBe(422);
    expect(refused.findings?.[0]).toMatchObject({ path: 'lavoratore.codiceFiscale', canonicalPath: 'codiceFiscale' });
  });

  it('and in a row of a file', async () => {
    const refused = await pushAs('inps/percettore', bad('inps', 'percettore', 'decaduta-senza-ragione'), 'text/csv');
    expect(refused.findings).toContainEqual(
      expect.objectContaining({ path: 'data_fine', canonicalPath: 'prestazione.dataFine' }),
    );
  });
});

describe('HTTP', () => {
  it.each<[string, string, RequestInit, number, string]>([
    ['an unknown path', '/rest/v1/nothing', {}, 404, '/problems/not-found'],
    [
      'a part of a path that is far too long',
      `/rest/v1/messages/${'7'.repeat(101)}`,
      {},
      400,
      '/problems/invalid-request',
    ],
    ['a path with half an escape', '/rest/v1/messages/%zz', {}, 400, '/problems/invalid-request'],
    [
      'an unknown side',
      '/rest/v1/sides/atlantide/sap',
      { method: 'POST', body: 'x', headers: { 'content-type': 'application/xml' } },
      400,
      '/problems/invalid-request',
    ],
    [
      'a record the side does not have',
      '/rest/v1/sides/silp/ente',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      404,
      '/problems/unsupported-document',
    ],
    [
      'the wrong content type',
      '/rest/v1/sides/silp/sap',
      { method: 'POST', body: '<x/>', headers: { 'content-type': 'application/xml' } },
      415,
      '/problems/unsupported-media-type',
    ],
    [
      'no message with this id',
      '/rest/v1/messages/00000000-0000-7000-8000-000000000000',
      {},
      404,
      '/problems/message-not-found',
    ],
    ['an id that is none', '/rest/v1/messages/abc', {}, 400, '/problems/invalid-request'],
    [
      'a search without codice fiscale',
      '/rest/v1/records/search',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      400,
      '/problems/invalid-request',
    ],
    [
      'a search for something else',
      '/rest/v1/records/search',
      { method: 'POST', body: '{"codiceFiscale":"x\' or 1=1"}', headers: { 'content-type': 'application/json' } },
      400,
      '/problems/invalid-request',
    ],
    ['a parameter that does not exist', '/rest/v1/messages?bogus=1', {}, 400, '/problems/invalid-request'],
    ['a cursor that no page has named', '/rest/v1/messages?cursor=garbage', {}, 400, '/problems/invalid-request'],
    ['a method that a path has not', '/rest/v1/messages', { method: 'DELETE' }, 405, '/problems/method-not-allowed'],
    [
      'an empty key',
      '/rest/v1/sides/silp/sap',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'idempotency-key': '' } },
      400,
      '/problems/invalid-request',
    ],
    [
      'a compressed body',
      '/rest/v1/sides/silp/sap',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
      415,
      '/problems/unsupported-media-type',
    ],
    [
      'a reply address inside somebody’s network',
      '/rest/v1/sides/silp/sap',
      {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json', 'x-replyto': 'http://169.254.169.254/latest' },
      },
      400,
      '/problems/reply-address-refused',
    ],
  ])('%s', async (_what, path, init, status, type) => {
    const response = await fetch(`${raccordo.url}${path}`, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      type,
      status,
      title: expect.any(String),
      detail: expect.any(String),
      mend: expect.any(String),
    });
  });

  it('names the parameter that does not exist, and the methods that do', async () => {
    const ask = async (path: string, method = 'GET') => {
      const response = await fetch(`${raccordo.url}${path}`, { method });
      const { detail } = (await response.json()) as { detail: string };
      return { detail, allow: response.headers.get('allow') };
    };
    expect((await ask('/rest/v1/messages?bogus=1')).detail).toBe('(querystring) has no bogus');
    expect((await ask('/rest/v1/sides/silp/sap?evento=invio', 'POST')).detail).toBe('(querystring) has no evento');
    expect((await ask('/rest/v1/messages/abc/report', 'DELETE')).allow).toBe('GET, HEAD');
    expect((await ask('/rest/v1/records/search')).allow).toBe('POST');
    expect((await ask('/rest/v1/messages/abc/nothing', 'DELETE')).allow).toBeNull();
  });

  it('turns away a body of 100 MB before it has read it', async () => {
    const status = await announce(`/rest/v1/sides/anpal/sap`, 100 * 1024 * 1024);
    expect(status).toBe(413);
    const soap = await announce('/soap/v1/servizicoapSAP', 100 * 1024 * 1024, 'text/xml');
    expect(soap).toBe(413);
  });
});

/** Announces a body of the given size, sends a little of it, and returns the status of the answer. */
function announce(path: string, bytes: number, type = 'application/xml'): Promise<number> {
  const { hostname, port } = new URL(raccordo.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}\r\n\r\n${' '.repeat(1000)}`,
      );
    });
    let text = '';
    socket.on('data', (part) => {
      text += part.toString();
      const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1];
      if (status !== undefined) {
        socket.destroy();
        resolve(Number(status));
      }
    });
    socket.on('error', reject);
  });
}

describe('SOAP', () => {
  const fine = envelopeOf('invioSAP', { SAP: cdata(sapOf(505)) });
  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['nothing', '', {}, 500, 'Client'],
    ['no XML', 'ciao', {}, 500, 'Client'],
    ['no envelope', '<invioSAP/>', {}, 500, 'Client'],
    ['an empty body', fine.replace(/<S:Body>.*<\/S:Body>/s, '<S:Body/>'), {}, 500, 'Client'],
    ['a DOCTYPE', fine.replace('?>', '?><!DOCTYPE x>'), {}, 500, 'Client'],
    ['an unknown operation', fine.replaceAll('invioSAP', 'cancellaTutto'), {}, 500, 'Client'],
    ['a missing field', envelopeOf('invioSAP', {}), {}, 500, 'Client'],
    ['a document that is not text', envelopeOf('invioSAP', { SAP: '<lavoratore/>' }), {}, 500, 'Client'],
    [
      'SOAP 1.2',
      fine.replaceAll('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
      {},
      500,
      'VersionMismatch',
    ],
    ['SOAP 1.2 by its content type', fine, { 'content-type': 'application/soap+xml' }, 500, 'VersionMismatch'],
    [
      'a header nobody understands',
      fine.replace('<S:Body>', '<S:Header><w:Security xmlns:w="urn:w" S:mustUnderstand="1"/></S:Header><S:Body>'),
      {},
      500,
      'MustUnderstand',
    ],
    ['the wrong content type', fine, { 'content-type': 'application/json' }, 415, 'Client'],
    ['a compressed message', fine, { 'content-encoding': 'gzip' }, 415, 'Client'],
  ])('%s gets a fault', async (_what, envelope, headers, status, code) => {
    const reply = await postSoap(raccordo.soapUrl, envelope, headers);
    expect(reply.status).toBe(status);
    expect(reply.contentType).toMatch(/^text\/xml/);
    expect(reply.fault?.code).toBe(code);
    expect(reply.text).not.toMatch(/node_modules|\.ts:|\.js:/);
    expect(reply.text).not.toContain(person(505).codiceFiscale);
  });

  it('keeps what it could not read where the operators find it', async () => {
    const page = (await (await fetch(`${raccordo.url}/rest/v1/messages?status=quarantined&limit=200`)).json()) as {
      items: { channel: string; findings: { rule: string }[] }[];
    };
    const soap = page.items.filter(({ channel }) => channel === 'soap');
    expect(soap.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toEqual(
      expect.arrayContaining([
        'xml.not-well-formed',
        'xml.doctype',
        'soap.envelope',
        'soap.operation-unknown',
        'soap.field-missing',
      ]),
    );
  });

  it.each([
    ['PUT', 'ConferimentoDID', 405],
    ['DELETE', 'servizicoapSAP', 405],
    ['POST', 'ConferimentoDID/', 404],
    ['POST', 'NessunServizio', 404],
    ['POST', 'N'.repeat(101), 404],
    ['POST', '%zz', 500],
  ])('%s to %s is answered with a fault, as everything at a SOAP address', async (method, service, status) => {
    const response = await fetch(`${raccordo.url}/soap/v1/${service}`, {
      method,
      ...(method === 'POST' ? { headers: { 'content-type': 'text/xml' }, body: '<x/>' } : {}),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/xml; charset=utf-8']);
    expect(await response.text()).toContain('<faultcode>soapenv:Client</faultcode>');
    expect(response.headers.get('allow')?.includes('POST') ?? false).toBe(status === 405);
  });

  it('a SAP of a revision that is not read here is told what came and which are read', async () => {
    const stranger = sapOf(509).replace('<lavoratore', '<lavoratore xmlns="http://servizi.lavoro.gov.it/SAP/Rev010"');
    const { body } = await push(raccordo.url, 'anpal', stranger);
    const said = (body.findings as { rule: string; message: string }[]).find(
      ({ rule }) => rule === 'contract.revision-unknown',
    );
    expect(said?.message).toContain('came: lavoratore in http://servizi.lavoro.gov.it/SAP/Rev010');
    for (const revision of ['Rev009', 'Rev008', 'Rev005', 'Rev004', 'Rev003'])
      expect(said?.message).toContain(revision);
  });

  it('shows the interface at ?wsdl and says where calls go otherwise', async () => {
    const wsdl = await (await fetch(`${raccordo.soapUrl}?wsdl`)).text();
    expect(wsdl).toContain(`location="${raccordo.soapUrl}"`);
    expect((await fetch(raccordo.soapUrl)).status).toBe(405);
  });
});
