/** The contract of each side, played against the simulated side: it holds; with a fault or a broken answer it does not, and says why. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { httpClient } from '../../src/adapters/http.js';
import type { Fixture } from '../../src/contract/fixtures.js';
import type { Case } from '../../src/contract-kit/report.js';
import { type Caller, type KnownValues, verify } from '../../src/contract-kit/verify/index.js';
import { Interface } from '../../src/contract-kit/verify/openapi.js';
import type { RecordName } from '../../src/foundation/names.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import {
  type Fault,
  SANDBOX_SIDES,
  type Sandbox,
  type SandboxSide,
  sampleRegions,
  startSandbox,
} from '../../src/sandbox/index.js';
import { buildSides, type Side } from '../../src/sides.js';
import { fixturesOf } from '../support/fixtures.js';

const sides = buildSides(loadSettings({ env: {} }).settings);
const FIXTURES = fixturesOf();
const ACCOUNT = { username: 'prova', password: 'segreta' };
const TOKEN = { username: 'portale', password: 'gettone' };
let runs = 0;

interface Played {
  readonly url: string;
  readonly records?: readonly RecordName[];
  readonly caller?: Caller;
  readonly password?: string;
  readonly tokenPassword?: string;
  readonly timeoutSeconds?: number;
  readonly known?: KnownValues;
}

async function played(
  name: SandboxSide,
  { url, records, caller = 'region', password = ACCOUNT.password, timeoutSeconds = 5, ...more }: Played,
): Promise<Case[]> {
  const { tokenPassword = TOKEN.password, known = {} } = more;
  runs += 1;
  const cases: Case[] = [];
  const sends = ({ record }: Fixture) => records === undefined || records.includes(record);
  const options = {
    side: sides.get(name) as Side,
    sides,
    fixtures: FIXTURES,
    sends,
    caller,
    run: `run ${runs}`,
    http: httpClient({ timeoutSeconds }),
    token: { ...TOKEN, password: tokenPassword, type: 'digest' as const },
    known,
  };
  for await (const one of verify({ ...options, url, username: ACCOUNT.username, password })) cases.push(one);
  return cases;
}

const failed = (cases: readonly Case[]): string[] =>
  cases
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ group, name, details }) => `${group} ${name}: ${details.join('; ')}`);

const sandboxes = new Map<SandboxSide, Sandbox>();
beforeAll(async () => {
  for (const name of SANDBOX_SIDES)
    sandboxes.set(
      name,
      await startSandbox(name, { account: ACCOUNT, token: TOKEN, slowSeconds: 3600, seed: sampleRegions() }),
    );
});
afterAll(async () => {
  for (const sandbox of sandboxes.values()) await sandbox.close();
});
const sandboxOf = (name: SandboxSide): Sandbox => sandboxes.get(name) as Sandbox;

describe.each(SANDBOX_SIDES)('the simulated %s', (name) => {
  afterEach(() => sandboxOf(name).setFault('none'));

  it('keeps its contract, and keeps it a second time', async () => {
    const first = await played(name, sandboxOf(name));
    expect(failed(first)).toEqual([]);
    expect(first.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(10);
    expect(failed(await played(name, sandboxOf(name)))).toEqual([]);
  });

  it('has an effect for what it accepted, about nobody of the fixtures', async () => {
    const { effects } = sandboxOf(name).state;
    expect(effects.length).toBeGreaterThan(name === 'inps' ? -1 : 0);
    const invented = new Set(
      fixturesOf(name).flatMap(
        ({ canonical }) => JSON.stringify(canonical ?? '').match(/[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/g) ?? [],
      ),
    );
    const shared = effects.filter(({ subject }) => invented.has(subject));
    expect(shared).toEqual([]);
  });

  it.each<[Fault, RegExp]>([
    ['down', /expected an answer, found none: .*unreachable/],
    ['half', /expected an answer, found none/],
    ['silent', /expected an answer, found none/],
    ['garbage', /expected .*(SOAP|application\/json|media type|text\/csv)/],
    ['ko', /expected .*accepted.*found refused/],
  ])('does not keep it while it is %s', async (fault, said) => {
    sandboxOf(name).setFault(fault);
    const wrong = failed(
      await played(name, {
        url: sandboxOf(name).url,
        ...(name === 'anpal' ? { records: ['adr', 'sap'] as const } : {}),
      }),
    );
    expect(wrong.length).toBeGreaterThan(3);
    expect(wrong.some((line) => said.test(line))).toBe(true);
  });

  // A few calls are enough: each waits until whoever calls has had enough.
  it('does not keep it while it is slow', async () => {
    sandboxOf(name).setFault('slow');
    const few = { records: [], timeoutSeconds: 0.05, ...(name === 'silp' ? { records: ['sap'] as const } : {}) };
    const wrong = failed(await played(name, { url: sandboxOf(name).url, ...few }));
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.every((line) => /expected an answer, found none: .*timeout|expected .*answer/.test(line))).toBe(true);
  });

  it('does not keep it for whoever has no account', async () => {
    const wrong = failed(
      await played(name, { url: sandboxOf(name).url, password: 'altra', records: ['patto', 'adr', 'sap'] }),
    );
    expect(wrong.some((line) => /HTTP status|401/.test(line))).toBe(true);
  });
});

describe.each([
  ['miattivo', 'M900'],
  ['toscana-lavoro', 'T900'],
] as const)('the simulated %s', (name, later) => {
  afterEach(() => sandboxOf(name).setFault('none'));

  it('does not keep its contract while it says later to everything', async () => {
    sandboxOf(name).setFault('x001');
    const wrong = failed(await played(name, sandboxOf(name)));
    expect(
      wrong.filter((line) => line.includes(`expected it to be accepted`) && line.includes(`found later, ${later}`)),
    ).not.toEqual([]);
    expect(wrong.filter((line) => / (statoRegistrazione|elencoAttivita) /.test(line))).not.toEqual([]);
  });

  it('says what it lacks, and is judged by the refusals for want of it', async () => {
    const known = { registrato: { codiceFiscale: '00000000000' }, 'con-sap': { codiceFiscale: '00000000000' } };
    const cases = await played(name, { url: sandboxOf(name).url, known });
    expect(failed(cases)).toEqual([]);
    const lacking = cases.filter(({ group }) => group.startsWith(`${name} known `));
    expect(lacking.map(({ outcome }) => outcome)).toEqual(['skipped']);
    expect(lacking[0]?.details[0]).toMatch(/the system has nothing with codiceFiscale 00000000000/);
    expect(cases.some(({ details }) => details.some((line) => /refused, [MT]10[16]/.test(line)))).toBe(true);
  });
});

describe('the simulated lavoro-per-te', () => {
  const emilia = 'lavoro-per-te';
  const passed = (cases: readonly Case[]) => cases.filter(({ outcome }) => outcome === 'passed');

  it('refuses whoever names somebody else in the WS-Security header', async () => {
    const wrong = failed(
      await played(emilia, { url: sandboxOf(emilia).url, records: ['patto'], tokenPassword: 'altra' }),
    );
    expect(wrong.filter((line) => /PattoOnline InvioPatto .*found refused, SOAP fault/.test(line))).not.toEqual([]);
    expect(wrong.filter((line) => line.includes('TrasmettiPatto') && line.includes('SOAP fault'))).toEqual([]);
  });

  it('plays the bus, the agenda and every style of message', async () => {
    const groups = passed(await played(emilia, sandboxOf(emilia))).map(({ group, name }) => `${group} ${name}`);
    for (const wanted of [
      `${emilia} SILERService execute SERVIZIDID.INVIODID domanda-intera`,
      `${emilia} SILERService execute SERVIZIRDC.INVIANOTIFICARDC notifica-full`,
      `${emilia} AppuntamentoService annullaAppuntamento the booking is given back`,
      `${emilia} ControlloLavoratoreBlen getControlloLavoratore about completa`,
      `${emilia} PattoOnline UsernameToken none at all`,
      `${emilia} TrasmettiPatto aggiornaPatto AggiornaPatto accettato-otp`,
      `${emilia} GetStatoAdesioneYG getStatoAdesioneYG about nuova`,
    ])
      expect(groups).toContain(wanted);
  });
});

describe('the simulated silp', () => {
  let fresh: Sandbox;
  beforeAll(async () => {
    // Its other form of dates: what is read back is the same day in both.
    fresh = await startSandbox('silp', { account: ACCOUNT, seed: sampleRegions(), dates: 'epoch' });
  });
  afterAll(() => fresh.close());
  afterEach(() => fresh.setFault('none'));

  it('is asked for every operation of its contract, and takes what it shall take', async () => {
    const cases = await played('silp', fresh);
    expect(failed(cases)).toEqual([]);
    const groups = (outcome: Case['outcome']) =>
      cases.filter((one) => one.outcome === outcome).map(({ group }) => group.replace('silp ', ''));
    const described = new Interface('silp/v1/openapi.yaml').operations.map(({ id }) => id);
    expect([...new Set(groups('passed'))].sort()).toEqual([...described].sort());
    expect(groups('skipped')).toEqual([]);
    const names = cases.map(({ group, name }) => `${group} ${name}`);
    for (const wanted of [
      'silp salvaDid entry-out-of-inps',
      'silp salvaDid entry-insertion: a second DID',
      'silp salvaCambioStatoDid entry-state',
      'silp collegaScollegaDid it is linked to the DID',
      'silp salvaPatto cancelled-without-end',
      'silp salvaPatto signed-with-otp',
      'silp getDettaglioPatto signed: the end is read',
      'silp salvaPatto bad-no-proposal',
      'silp calcolaESalva bad-quantitative-age',
      'silp ricercaIncontri meeting: it is found',
      'silp notificaSFL bad-nobody',
    ])
      expect(names).toContain(wanted);
  });

  it('has the rows of what it took', () => {
    const operations = new Set(fresh.state.effects.map(({ operation }) => operation));
    for (const wanted of ['salva', 'salva-cambio-stato-did', 'collega-scollega-did', 'salva-patto', 'salva-incontro'])
      expect(operations).toContain(wanted);
    for (const wanted of ['chiusura-politica', 'chiudi-a02-aperta', 'salva-profiling-qualitativo', 'notificaSFL'])
      expect(operations).toContain(wanted);
  });

  it('says what is used up, what it lacks, and what no call came to for it', async () => {
    const known = { 'con-did-inps': { codiceFiscale: '00000000000' } };
    const cases = await played('silp', { url: fresh.url, records: ['sap'], known });
    expect(failed(cases)).toEqual([]);
    const why = Object.fromEntries(
      cases.filter(({ outcome }) => outcome === 'skipped').map(({ group, details }) => [group, details[0]]),
    );
    expect(why).toMatchObject({
      'silp chiusuraPolitica': expect.stringMatching(/closed already/),
      'silp known con-did-inps': expect.stringMatching(/nothing with codiceFiscale 00000000000; enter it/),
      'silp collegaScollegaDid': expect.stringMatching(/known con-did-inps comes before it/),
      'silp salvaPatto': 'its documents are not among those that are sent',
    });
  });

  it('does not keep its contract while the national node is away', async () => {
    fresh.setFault('x001');
    const wrong = failed(await played('silp', { url: fresh.url, records: ['sap'] }));
    expect(wrong.join('\n')).toMatch(/richiestaSap the SAP of the worker: .*found later, GGP-S01/);
  });
});

/** A system that gives the sandbox's answers with one thing changed. */
async function changing(
  name: SandboxSide,
  change: (body: string, path: string) => { body?: string; status?: number; type?: string },
): Promise<Server> {
  const { origin } = new URL(sandboxOf(name).url);
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const answer = await fetch(`${origin}${request.url}`, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(request.method === 'POST' ? { body: Buffer.concat(parts) } : {}),
    });
    const text = await answer.text();
    const {
      body = text,
      status = answer.status,
      type = answer.headers.get('content-type') ?? '',
    } = change(text, request.url ?? '');
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

const BROKEN: readonly [
  title: string,
  side: SandboxSide,
  records: readonly RecordName[],
  change: Parameters<typeof changing>[1],
  said: RegExp,
][] = [
  [
    'an outcome code that no list has',
    'inps',
    ['did'],
    (body) => ({ body: body.replace(/"I\d{3}"/, '"I77"') }),
    /confermaDid .*answer Esito: codice: .*\[schema\.enum\]/,
  ],
  [
    'an answer that lacks a member',
    'anpal',
    ['adr'],
    (body) => ({ body: body.replace(/"esito":\s*"[^"]*",?/, '') }),
    /answer EsitoAdr: esito: is missing/,
  ],
  [
    'an error that is no problem',
    'anpal',
    ['adr'],
    () => ({ type: 'text/html' }),
    /expected application\/problem\+json with HTTP status 400, found text\/html/,
  ],
  [
    'done under an error status',
    'inps',
    ['patto'],
    (body) => (body.includes('I000') ? { status: 422 } : {}),
    /expected an HTTP status that goes with codice I000, found 422/,
  ],
  [
    'an element too many',
    'anpal',
    ['did'],
    (body) => ({ body: body.replace(/<(\w+:)?Esito>/, '<$1Nuovo>x</$1Nuovo>$&') }),
    /gestisciDID .*answer GestisciDID_Output: Nuovo: /,
  ],
  [
    'another namespace',
    'anpal',
    ['sap'],
    (body) => ({ body: body.replaceAll('servizicoap/types', 'servizicoap/tipi') }),
    /expected risposta_invioSAP in the namespace \S+types, found \S+tipi/,
  ],
  [
    'an id that is none',
    'anpal',
    ['sap'],
    (body) => ({ body: body.replace(/SB\d{8}[A-Z]/, 'SB1') }),
    /CodiceSAP: expected the id of the SAP, found SB1/,
  ],
  [
    'a fault under 200',
    'anpal',
    ['sap'],
    (body) => (body.includes('Fault') ? { status: 200 } : {}),
    /expected HTTP status 500 with a SOAP fault, found 200/,
  ],
  [
    'a file of somebody else',
    'silp',
    ['sap'],
    (body, path) =>
      path.includes('get-dettaglio')
        ? { body: body.replace(/"codiceFiscale":"[^"]*"/, '"codiceFiscale":"00000000000"') }
        : {},
    /getDettaglioFascicolo .*codiceFiscale: expected \w+, found 00000000000/,
  ],
  [
    'neither yes nor no',
    'silp',
    ['sap'],
    (body) => ({ body: body.replace('"esitoPositivo":true', '"esitoPositivo":null') }),
    /esitoPositivo: expected true or false/,
  ],
  [
    'a DID in another state',
    'silp',
    ['sap', 'did'],
    (body, path) =>
      path.endsWith('/find-did') ? { body: body.replaceAll('"codStatoDid":"R"', '"codStatoDid":"C"') } : {},
    /findDid entry-state: the state is read: lavSapDid.listStatoSapDid.codStatoDid: expected R, found /,
  ],
  [
    'a list without the pact',
    'silp',
    ['patto'],
    (body, path) =>
      path.includes('/patto-di-servizio/ricerca') ? { body: body.replace(/"list":\[.*\]/, '"list":[]') } : {},
    /ricercaPatto signed: it is found: list: expected .*dataPropostaPds.*, found nothing/,
  ],
  [
    'a link that stays',
    'silp',
    ['sap'],
    (body, path) =>
      path.includes('/didInps/ricerca') ? { body: body.replace('"idSilLavSapDid":null', '"idSilLavSapDid":1') } : {},
    /ricercaDidInps it is gone: list.idSilLavSapDid: expected nothing, found something/,
  ],
  [
    'a notice that is not taken',
    'silp',
    ['percettore'],
    (body, path) => (path.endsWith('/notificaSFL') ? { body: body.replace('E0000', 'E0042') } : {}),
    /notificaSFL sfl-minimal: expected it to be accepted, found refused, E0042/,
  ],
  [
    'another day than the one declared',
    'lavoro-per-te',
    ['did'],
    (body) => ({ body: body.replace(/(DataDid(?:>|&gt;))\d{4}/, '$11999') }),
    /getStatoOccupazionale about completa: .*DataDid: expected \d{4}-\d\d-\d\d, found 1999/,
  ],
  [
    'an act of somebody else',
    'lavoro-per-te',
    ['patto'],
    (body) => ({ body: body.replace(/(NumProtocollo>)\w+/, '$1X') }),
    /RichiestaPatto about invio: PattoPortale.Patto.NumProtocollo: expected \S+, found X/,
  ],
  [
    'a bus that says nothing of what became of it',
    'lavoro-per-te',
    ['sap'],
    (body) => ({ body: body.replace(/<(\w+:)?codice>101</, '<$1codice>777<') }),
    /execute SERVIZISAP.NOTIFICASAP notifica: expected it to be accepted, found refused, 777/,
  ],
  [
    'the registration of somebody else',
    'miattivo',
    [],
    (body) => ({ body: body.replace(/"idRegistrazione":"[^"]*"/, '"idRegistrazione":"X"') }),
    /known registrato .*idRegistrazione: expected \S+, found X/,
  ],
  [
    'a list without what was told',
    'toscana-lavoro',
    ['did', 'politica-attiva'],
    (body, path) => (path.endsWith('/attivita/ricerca') ? { body: body.replace(/\[\{.*\}\]/, '[]') } : {}),
    /elencoAttivita about minima: attivita.tipoAttivita: expected \S+, found nothing/,
  ],
  [
    'everything accepted',
    'anpal',
    ['adr'],
    (body, path) =>
      path.endsWith('/richieste')
        ? {
            status: 200,
            type: 'application/json',
            body: body.includes('"esito"')
              ? body.replace(/"esito":"[^"]*"/, '"esito":"A000"')
              : '{"lavoratore":{"codiceFiscale":"00000000000"},"esito":"A000"}',
          }
        : {},
    /bad-\S+: .*expected it to be refused|answer EsitoAdr/,
  ],
];

describe('a system with a broken answer does not keep the contract', () => {
  let server: Server;
  afterEach(() => new Promise((closed) => server.close(closed)));

  it.each(BROKEN)('%s', async (_title, side, records, change, said) => {
    server = await changing(side, change);
    const { pathname } = new URL(sandboxOf(side).url);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
    const wrong = failed(await played(side, { url, records }));
    expect(wrong.join('\n')).toMatch(said);
  });

  it('an answer that changes when the same is sent again', async () => {
    let count = 0;
    server = await changing('inps', (body) => {
      count += 1;
      return { body: body.replace('"messaggio":"', `"messaggio":"${count} `) };
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/comunicazioni-cpi`;
    expect(failed(await played('inps', { url, records: ['did'] })).join('\n')).toMatch(
      /the same document under the same Idempotency-Key: expected the same answer again/,
    );
  });
});

it('tells what it does not cover, and why', async () => {
  const cases = await played('anpal', { url: sandboxOf('anpal').url, records: [] });
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped');
  expect(skipped.map(({ group }) => group)).toContain('anpal servizicoap notificaSAP');
  expect(skipped.every(({ details }) => details[0] !== undefined)).toBe(true);
});

it('plays what the nation calls, where it is asked to', async () => {
  const cases = await played('anpal', { url: sandboxOf('anpal').url, records: ['sap'], caller: 'nation' });
  expect(failed(cases.filter(({ group }) => group === 'anpal servizicoap notificaSAP'))).toEqual([]);
  expect(cases.some(({ group, outcome }) => group.endsWith('notificaSAP') && outcome === 'passed')).toBe(true);
});
