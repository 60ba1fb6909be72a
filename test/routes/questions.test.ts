/** Questions in JSON: the same contract as in XML, both ways, and a problem that says what is wrong. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { callService, insertOf, selectOf } from '../support/service-call.js';

const account = (name: string, side: string) => ({ name, username: name, password: `${name}-segreto`, side });
const basic = (name: string) => `Basic ${Buffer.from(`${name}:${name}-segreto`).toString('base64')}`;

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({
    env: { RACCORDO_CALLERS: JSON.stringify([account('silp', 'silp'), account('nodo', 'anpal')]) },
  });
});
afterEach(() => raccordo.anpal.setFault('none'));
afterAll(() => raccordo.stop());

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { readonly findings?: readonly { path: string; rule: string }[] };
}

async function ask(question: string, body: unknown, caller = 'silp', side = 'anpal'): Promise<Reply> {
  const response = await fetch(`${raccordo.url}/rest/v1/sides/${side}/questions/${question}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(caller) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, headers: response.headers, body: (await response.json()) as Reply['body'] };
}

const CF = makeCodiceFiscale({
  cognome: 'Rinaldi',
  nome: 'Davide',
  sesso: 'M',
  dataNascita: '2006-11-30',
  luogoNascita: 'F952',
});
const NEET = 'VerificaCondizioniNEET/OpenSPCoop_PD';
const QUESTION = { CodiceFiscale: CF, DataRiferimento: '2026-10-05T00:00:00', GUIDUtente: '13', Applicazione: 'NCN' };
const SELECT = 'YG_Profiling/select';
const DATA = 'http://mlps.gov.it/DataModels/InformationDelivery/VerificaCondizioniNEET/1.0';
const NEET_XML =
  `<VerificaCondizioniNEET_Input xmlns="${DATA}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><CodiceFiscale>${CF}</CodiceFiscale>` +
  '<DataRiferimento>2026-10-05T00:00:00</DataRiferimento><GUIDUtente>13</GUIDUtente>' +
  '<CodiceFiscaleOperatore xsi:nil="true"/><Applicazione>NCN</Applicazione></VerificaCondizioniNEET_Input>';

describe('a question', () => {
  it('is answered with what the node says', async () => {
    const answer = await ask(NEET, QUESTION);
    expect([answer.status, answer.type]).toEqual([200, 'application/json; charset=utf-8']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({ CodiceFiscale: CF, DataRiferimento: '2026-10-05T00:00:00', Esito: 'E103' });
    const notices = await ask('RicercaCO/COPerLavoratore', {
      CodiceFiscale: CF,
      DataInizio: '2026-01-01',
      DataFine: '2026-12-31',
    });
    expect(notices.body).toEqual({
      COPerLavoratoreResult: { Esito: { Codice: 'E103', Messaggio: 'Nessun risultato trovato' } },
    });
  });

  it('may have its members in any order, null where one is nil, and a number where it is whole', async () => {
    const backwards = Object.fromEntries(
      Object.entries({ ...QUESTION, GUIDUtente: 13, CodiceFiscaleOperatore: null }).reverse(),
    );
    expect(await ask(NEET, backwards)).toMatchObject({ status: 200, body: { Esito: 'E103' } });
  });

  it('about several revisions is put in the one that is asked for', async () => {
    const inserted = await callService(`${raccordo.anpal.servicesUrl}/YG_Profiling`, insertOf({ cf: CF }));
    expect(inserted.of('esito')).toBe('E01');
    const newest = await ask(SELECT, { cf: CF });
    expect(newest.body).toMatchObject({ YG_Profiling: [{ cf: CF, indice2: expect.any(String), esito: 'E01' }] });
    const older = await ask(`${SELECT}?revision=Rev002_1.0`, { cf: CF, provincia: '001' });
    expect((older.body.YG_Profiling as object[])[0]).not.toHaveProperty('indice2');
    expect(older.body).toMatchObject({ YG_Profiling: [{ cf: CF, indice: expect.any(String) }] });
    expect(await ask(`${SELECT}?revision=2.0`, { cf: CF })).toMatchObject({ status: 404 });
    expect(await ask(`${SELECT}?revision=Rev002_1.0`, { cf: CF })).toMatchObject({ status: 422 });
  });

  it('gets the same answer in XML at the door of its service', async () => {
    const response = await fetch(`${raccordo.url}/soap/v1/YG_Profiling`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: basic('silp') },
      body: `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${selectOf(CF, '096', '1.0')}</S:Body></S:Envelope>`,
    });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain(
      '<YG_ProfilingCollection xmlns="http://mlps.gov.it/DataModels/InformationDelivery/YG_Profiling/1.0"',
    );
  });
});

describe('a question that breaks the contract', () => {
  it.each([
    [
      'without a mandatory member',
      { ...QUESTION, GUIDUtente: undefined },
      [['CodiceFiscaleOperatore', 'xsd.element-unexpected']],
    ],
    ['with a member too many', { ...QUESTION, altro: '1' }, [['altro', 'xsd.element-unexpected']]],
    ['with a value of another form', { ...QUESTION, DataRiferimento: '2026-10-05' }, [['DataRiferimento', 'xsd.type']]],
    [
      'with a number that loses digits',
      { ...QUESTION, GUIDUtente: 1.5 },
      [
        ['GUIDUtente', 'json.number'],
        ['CodiceFiscaleOperatore', 'xsd.element-unexpected'],
      ],
    ],
    ['with a name that is XML', { ...QUESTION, 'x><GUIDUtente>1</GUIDUtente': '1' }, [['', 'json.name']]],
    ['with an attribute', { ...QUESTION, '@xmlns': 'urn:altro' }, [['', 'json.name']]],
    [
      'with lists in lists',
      { ...QUESTION, GUIDUtente: [['1']] },
      [
        ['GUIDUtente', 'json.list'],
        ['CodiceFiscaleOperatore', 'xsd.element-unexpected'],
      ],
    ],
  ])('%s is not asked', async (_how, body, problems) => {
    const before = raccordo.anpal.state.calls;
    const answer = await ask(NEET, body);
    expect([answer.status, answer.type, answer.body.type]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
      '/problems/question-refused',
    ]);
    expect(answer.body.findings?.map(({ path, rule }) => [path, rule])).toEqual(problems);
    expect(raccordo.anpal.state.calls).toEqual(before);
  });

  it('by its depth is not asked, however deep it is', async () => {
    for (const depth of [30, 20_000]) {
      const deep = `${'{"a":'.repeat(depth)}"1"${'}'.repeat(depth)}`;
      const answer = await ask(NEET, deep);
      expect(answer.status).toBe(422);
      expect(answer.body.findings?.map(({ rule }) => rule)).toContain('json.depth');
    }
  });

  it('by not being an object is not asked', async () => {
    expect(await ask(NEET, '[]')).toMatchObject({ status: 400 });
    expect(await ask(NEET, 'niente')).toMatchObject({ status: 400 });
  });
});

describe('a question that breaks the contract, at the SOAP door of a service with a code for it', () => {
  const VRA = 'http://mlps.gov.it/DataModels/InformationDelivery/VerificaRapportoLavoroAttivo/3.0';
  const vra = (...inside: readonly [string, string][]): string =>
    `<d:GetRapportoLavoroAttivo_Input xmlns:d="${VRA}">${inside.map(([name, value]) => `<d:${name}>${value}</d:${name}>`).join('')}</d:GetRapportoLavoroAttivo_Input>`;
  const person = ['CodiceFiscaleLavoratore', CF] as const;
  const days = [
    ['DataRiferimentoDal', '2026-01-01T00:00:00'],
    ['DataRiferimentoAl', '2026-02-01T00:00:00'],
  ] as const;
  it.each([
    ['no codice fiscale', vra(...days.map(([a, b]): [string, string] => [a, b])), 'E101'],
    ['a codice fiscale of another form', vra(['CodiceFiscaleLavoratore', 'abc'], [...days[0]], [...days[1]]), 'E101'],
    ['one day missing', vra([...person], [...days[1]]), 'E102'],
    ['a day that does not exist', vra([...person], [...days[0]], ['DataRiferimentoAl', '2026-02-30T00:00:00']), 'E102'],
  ])('with %s', async (_what, document, code) => {
    const url = `${raccordo.url}/soap/v1/VerificaRapportoLavoroAttivo`;
    const reply = await callService(url, document, '', basic('silp'));
    expect([reply.status, reply.of('Esito')]).toEqual([200, code]);
  });

  it('as YG_Profiling.select does, like insert', async () => {
    const url = `${raccordo.url}/soap/v1/YG_Profiling`;
    const reply = await callService(url, selectOf('ABC', '001'), '', basic('silp'));
    expect([reply.status, reply.of('esito'), reply.of('cf')]).toEqual([200, 'E02', undefined]);
  });
});

describe('a side that does not answer', () => {
  it.each([
    ['down', 503, '/problems/side-unavailable', '5'],
    ['x001', 503, '/problems/side-unavailable', '30'],
    ['garbage', 502, '/problems/answer-unusable', null],
  ] as const)('because of %s gives %i', async (fault, status, type, retryAfter) => {
    raccordo.anpal.setFault(fault);
    const answer = await ask(NEET, QUESTION);
    expect([answer.status, answer.body.type, answer.headers.get('retry-after')]).toEqual([status, type, retryAfter]);
    expect(JSON.stringify(answer.body)).not.toContain(CF);
  });

  it.each([
    ['down', 'Server', 'does not answer now', '5'],
    ['garbage', 'Server', 'repeating the call does not help', null],
  ] as const)(
    'because of %s gives a fault at the SOAP door, which names no address',
    async (fault, code, words, retryAfter) => {
      raccordo.anpal.setFault(fault);
      const reply = await callService(`${raccordo.url}/soap/v1/VerificaCondizioniNEET`, NEET_XML, '', basic('silp'));
      expect([reply.of('faultcode'), reply.headers.get('retry-after')]).toEqual([`soapenv:${code}`, retryAfter]);
      expect(reply.of('faultstring')).toContain(words);
      const asked = await ask(NEET, QUESTION);
      for (const told of [reply.text, JSON.stringify(asked.body)]) expect(told).not.toContain('127.0.0.1');
      const logged = raccordo.logged.filter((line) => line.includes('a question was not answered'));
      expect(logged.at(-1)).toContain(fault === 'down' ? '127.0.0.1' : 'garbled-answer');
    },
  );

  it('in time gives a fault that says so', async () => {
    const quick = await startTestGateway({ env: { RACCORDO_SOAP_WAIT_SECONDS: '1' } });
    try {
      quick.anpal.setFault('slow');
      const reply = await callService(`${quick.url}/soap/v1/VerificaCondizioniNEET`, NEET_XML);
      expect(reply.of('faultstring')).toContain('anpal: the side did not answer while its caller waited');
    } finally {
      quick.anpal.setFault('none');
      await quick.stop();
    }
  });
});

describe('who may ask what', () => {
  it('is told by the list of questions', async () => {
    const list = async (side: string) => {
      const response = await fetch(`${raccordo.url}/rest/v1/sides/${side}/questions`, {
        headers: { authorization: basic('silp') },
      });
      return ((await response.json()) as { items: Record<string, unknown>[] }).items;
    };
    const items = await list('anpal');
    expect(items).toContainEqual({
      service: 'YG_Profiling',
      operation: 'select',
      revision: '1.3',
      request: 'Select_Input',
      answer: 'YG_ProfilingCollection',
      _links: { ask: '/rest/v1/sides/anpal/questions/YG_Profiling/select' },
    });
    expect(items.map(({ operation }) => operation)).not.toContain('insert');
    expect(items).toContainEqual(
      expect.objectContaining({ service: 'VerificaCondizioniNEET', operation: 'OpenSPCoop_PD' }),
    );
    expect(await list('silp')).toContainEqual({
      service: 'silpapi',
      operation: 'stato-did',
      request: 'DomandaLavoratore',
      answer: 'DidResponse',
      _links: { ask: '/rest/v1/sides/silp/questions/silpapi/stato-did' },
    });
    expect(await list('inps')).not.toContainEqual(expect.objectContaining({ service: 'silpapi' }));
  });

  it('is checked: neither the side itself, nor strangers, nor what carries a record', async () => {
    expect(await ask(NEET, QUESTION, 'nodo')).toMatchObject({
      status: 403,
      body: { type: '/problems/forbidden-side' },
    });
    expect(await ask(NEET, QUESTION, 'nessuno')).toMatchObject({ status: 401 });
    expect(await ask('YG_Profiling/insert', {})).toMatchObject({
      status: 404,
      body: { type: '/problems/operation-not-supported' },
    });
    expect(await ask('Altro/niente', {})).toMatchObject({ status: 404 });
  });

  it('stands in the interface document', async () => {
    const { paths } = (await (await fetch(`${raccordo.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    };
    const { post } = paths['/rest/v1/sides/{side}/questions/{service}/{operation}'] ?? {};
    expect(Object.keys(post?.responses ?? {})).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '413',
      '415',
      '422',
      '502',
      '503',
    ]);
    expect(paths['/rest/v1/sides/{side}/questions']).toHaveProperty('get');
  });
});

describe('a question to a side’s JSON interface', () => {
  const toSilp = (question: string, body: unknown) => ask(`silpapi/${question}`, body, 'nodo', 'silp');

  it('is answered in the side’s own document', async () => {
    const reply = await toSilp('tipo-progetto-percettore', { idPercettore: '01' });
    expect(reply).toMatchObject({ status: 200, body: { tipoProgettoMin: { codTipoProgettoMin: '05' } } });
  });

  it('is refused in the side’s words, without naming anybody', async () => {
    const reply = await toSilp('stato-did', { codiceFiscale: CF });
    expect(reply.status).toBe(422);
    expect(JSON.stringify(reply.body)).toContain('E0004');
    expect(JSON.stringify(reply.body)).not.toContain(CF);
  });

  it.each([
    ['without what it is about', {}, 'codiceFiscale', 'schema.required'],
    ['about nobody', { codiceFiscale: 'X' }, 'codiceFiscale', 'schema.pattern'],
    ['with more than it takes', { codiceFiscale: CF, nome: 'Davide' }, 'nome', 'schema.additionalProperties'],
  ])('%s is not asked', async (_, body, path, rule) => {
    const reply = await toSilp('patti', body);
    expect(reply.status).toBe(422);
    expect(reply.body.findings).toContainEqual(expect.objectContaining({ path, rule }));
  });
});
