/** `raccordo routes`: a table is checked, listed and explained without a gateway. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { routesEnv, routesFile } from '../support/routes.js';
import { person, sapOf } from '../support/sap-document.js';
import { contract, folder, linesOf, raccordo } from './command.js';

const TO_NATION = { record: 'sap', event: 'invio', source: 'silp', destinations: ['anpal'] };
const RULES = [
  { ...TO_NATION, id: 'withdrawn', event: 'annullamento' },
  { ...TO_NATION, id: 'own-form', revisions: ['v1'] },
  { ...TO_NATION, id: 'later', when: [{ path: 'invio.tipoVariazione', in: ['02', '05'] }] },
  { ...TO_NATION, id: 'known', when: [{ path: 'invio.identificativoSap', present: true }] },
  { ...TO_NATION, id: 'elsewhere', region: ['06'] },
  { ...TO_NATION, id: 'pieces', parts: true },
  { ...TO_NATION, id: 'first', lane: 'bulk', storage: 'canonical' },
  { ...TO_NATION, id: 'second', destinations: ['anpal', 'silp'], own: true, storage: 'metadata' },
];

const file = join(folder, 'sap.xml');
const about = ['--from', 'silp', '--form', 'anpal', '--record', 'sap'];
beforeAll(() => writeFileSync(file, sapOf(1)));

describe('routes check', () => {
  it('says which table is right', async () => {
    const path = routesFile([TO_NATION]);
    expect(await raccordo(['routes', 'check', path])).toEqual({
      code: 0,
      stderr: '',
      stdout: `ok: test@1, 1 routes in ${path}\n`,
    });
    const configured = await raccordo(['routes', 'check']);
    expect(configured).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ok: default@\S+, \d+ routes in .*default\.yaml\n$/),
    });
  });

  it('names what is wrong by file and line, and exits with 1', async () => {
    const path = routesFile([{ ...TO_NATION, destinations: ['silp'] }]);
    const { code, stdout, stderr } = await raccordo(['routes', 'check'], { env: { RACCORDO_ROUTES_FILE: path } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(linesOf(stderr).slice(0, 2)).toEqual([
      'raccordo: The table of routes cannot be used: 1 problem',
      `  ${path}:1: routes[0].destinations[0]: the route leads back to its own source silp; remove that destination, or set own where the side has two systems`,
    ]);
    expect(await raccordo(['routes', 'check', 'none.yaml'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ENOENT'),
    });
  });
});

describe('routes list', () => {
  it('prints a line for each, in their order', async () => {
    const { code, stdout } = await raccordo(['routes', 'list'], { env: routesEnv(RULES) });
    expect(code).toBe(0);
    expect(linesOf(stdout)).toEqual([
      expect.stringMatching(/^test@1 in /),
      'withdrawn: silp sap/annullamento → anpal',
      'own-form: silp sap/invio → anpal (revisions v1)',
      'later: silp sap/invio → anpal (when invio.tipoVariazione)',
      'known: silp sap/invio → anpal (when invio.identificativoSap)',
      'elsewhere: silp sap/invio → anpal (region 06)',
      'pieces: silp sap/invio → anpal (parts)',
      'first: silp sap/invio → anpal (bulk; keeps canonical)',
      'second: silp sap/invio → anpal, silp (own; keeps metadata)',
    ]);
  });

  it('prints the whole table as JSON', async () => {
    const { stdout } = await raccordo(['routes', 'list', '--json'], { env: routesEnv([TO_NATION]) });
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'test',
      version: '1',
      routes: [{ id: 'route-0', lane: 'interactive' }],
    });
  });
});

describe('routes explain', () => {
  it('says of every rule whether it fits and why not, and where the record goes; no value of it', async () => {
    const { code, stdout, stderr } = await raccordo(['routes', 'explain', file, ...about], { env: routesEnv(RULES) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(stdout)).toEqual([
      'sap/invio from silp as anpal:Rev009, by test@1',
      '  does not: withdrawn; event: it is for annullamento; this is invio',
      '  does not: own-form; revision: it is for v1; this is Rev009',
      '  does not: later; invio.tipoVariazione: expected one of 02, 05; another value is there',
      '  does not: known; invio.identificativoSap: expected present; it is not there',
      '  does not: elsewhere; region: it is for 06; invio.codiceEnteTitolare names another one',
      '  does not: pieces; parts: it is for records read out of the document of another one',
      '  takes it: first',
      '  takes it: second',
      '  → anpal by first, bulk',
      '  → silp by second, interactive',
      '  storage: canonical',
    ]);
    for (const personal of Object.values(person(1))) expect(stdout).not.toContain(personal);
  });

  it('says the same as JSON', async () => {
    const { stdout } = await raccordo(['routes', 'explain', file, ...about, '--json'], {
      env: routesEnv(RULES.slice(-2)),
    });
    expect(JSON.parse(stdout)).toEqual([
      {
        ...{ record: 'sap', event: 'invio', source: 'silp', form: 'anpal:Rev009', routes: 'test@1' },
        rules: [
          { id: 'first', fits: true, why: [] },
          { id: 'second', fits: true, why: [] },
        ],
        outcome: 'sent',
        destinations: [
          { side: 'anpal', route: 'first', lane: 'bulk' },
          { side: 'silp', route: 'second', lane: 'interactive' },
        ],
        events: [],
        storage: 'canonical',
        leftOut: [],
      },
    ]);
  });

  it('names who would hear of it as an event', async () => {
    const env = { ...routesEnv([{ ...TO_NATION, events: ['inps'] }]), RACCORDO_BROKER_URL: 'amqp://nowhere' };
    const { stdout } = await raccordo(['routes', 'explain', file, ...about], { env });
    expect(linesOf(stdout)).toContain('  event to inps by route-0, events');
  });

  it('says that nothing takes it, and exits with 1', async () => {
    const { code, stdout } = await raccordo(['routes', 'explain', file, ...about], {
      env: routesEnv(RULES.slice(0, 1)),
    });
    expect(code).toBe(1);
    expect(linesOf(stdout).slice(-2)).toEqual([
      '  no route takes it: it would be parked',
      expect.stringContaining('no route takes sap/invio of silp anywhere'),
    ]);
  });

  it('says who is left out without an address, and that it is then kept here', async () => {
    const env = routesEnv([{ ...TO_NATION, ifConfigured: true, storage: 'metadata' }]);
    const { code, stdout } = await raccordo(['routes', 'explain', file, ...about], { env });
    expect(code).toBe(0);
    expect(linesOf(stdout).slice(-4)).toEqual([
      '  takes it: route-0',
      '  not to anpal: it has no address (route-0)',
      '  it is kept here, and goes to nobody',
      '  storage: canonical',
    ]);
  });

  it('says whom the nation’s word concerns, and where only the past of the person tells', async () => {
    const env = {
      ...routesEnv([{ record: 'did', event: 'invio', source: 'inps', destinations: ['silp', 'lavoro-per-te'] }]),
      RACCORDO_SIDES_SILP_URL: 'http://127.0.0.1:9',
      RACCORDO_SIDES_LAVORO_PER_TE_URL: 'http://127.0.0.1:9',
    };
    const did = readFileSync(contract('inps/fixtures/did/cellulare-prima/source.xml'), 'utf8');
    const explained = async (stdin: string) => {
      const args = ['routes', 'explain', '-', '--from', 'inps', '--record', 'did'];
      const { code, stdout } = await raccordo(args, { env, stdin });
      return [code, ...linesOf(stdout).slice(2)];
    };
    expect(await explained(did)).toEqual([
      0,
      '  → silp by route-0, interactive',
      '  not to lavoro-per-te: the person is not of its region',
      '  storage: full',
    ]);
    // A CPI of nowhere.
    const lost = await explained(did.replace(/(?<=<CodiceUnivocoCPI>)[A-Z]\d{3}/, 'Z999'));
    expect([lost[0], lost.at(-1)]).toEqual([0, expect.stringContaining('depends on what is known of the person')]);
  });

  it('says what is wrong with a document that intake would refuse', async () => {
    const { code, stdout, stderr } = await raccordo(['routes', 'explain', '-', ...about], { stdin: '<lavoratore/>' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('[xsd.');
  });

  it.each([
    [['routes', 'explain', 'x']],
    [['routes', 'explain', 'x', '--from', 'silp', '--record', 'ente', '--event', 'notifica']],
    [['routes', 'expalin']],
  ])('%j is wrong usage', async (args) => expect((await raccordo(args)).code).toBe(2));
});
