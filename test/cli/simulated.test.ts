/** `raccordo sandbox` and `raccordo demo`. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callNational, sampleNation } from '../../src/sandbox/index.js';
import { esito, notifyOutcome } from '../support/national-calls.js';
import { freePort } from '../support/process.js';
import { post } from '../support/rdc.js';
import { routesEnv } from '../support/routes.js';
import { person, sapOf } from '../support/sap-document.js';
import { folder, linesOf, raccordo, startRaccordo } from './command.js';

const RDC_TYPES = 'http://servizi.lavoro.gov.it/serviceRDC/types';
const READY = /ready at (\S+)/;

describe('sandbox', () => {
  it('answers as the side does, is told faults while it runs, and names nobody in what it prints', async () => {
    const port = await freePort();
    const sandbox = await startRaccordo(['sandbox', 'anpal', '--port', String(port)], READY);
    expect(new URL(sandbox.url).port).toBe(String(port));
    const send = () => callNational({ url: sandbox.url }, 'invioSAP', { SAP: sapOf(1) });
    expect(await send()).toMatchObject({ outcome: 'answered', fields: { Esito: 'OK' } });
    await fetch(new URL('/sandbox/fault', sandbox.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"fault":"x001"}',
    });
    expect(await send()).toMatchObject({ fields: { Esito: 'X001' } });
    const { code, stdout } = await sandbox.end('SIGINT');
    expect(code).toBe(0);
    expect(stdout).toContain('invioSAP: OK');
    expect(stdout).not.toContain(person(1).codiceFiscale);
  });

  it('begins with the fault that it is given', async () => {
    const sandbox = await startRaccordo(['sandbox', 'anpal', '--fault', 'ko'], READY);
    const answer = await callNational({ url: sandbox.url }, 'invioSAP', { SAP: sapOf(1) });
    expect(answer).toMatchObject({ outcome: 'answered', fields: { Esito: 'KO' } });
    expect((await sandbox.end('SIGTERM')).code).toBe(0);
  });

  it.each([
    [[], 7],
    [['--empty'], 0],
  ])('simulates SILP %j with its invented workers or without', async (more, people) => {
    const sandbox = await startRaccordo(['sandbox', 'silp', ...more], READY);
    const state = (await (await fetch(new URL('/sandbox/state', sandbox.url))).json()) as { documents: object };
    expect(Object.keys(state.documents)).toHaveLength(people);
    const { code, stdout } = await sandbox.end('SIGTERM');
    expect(code).toBe(0);
    expect(linesOf(stdout)).toContain('account: silp, password silp');
  });

  it.each([
    ['with its invented people', [], 'E100', 'A000'],
    ['without', ['--empty'], 'E101', 'R101'],
  ])('simulates the nation %s: receivers of the RdC and appointments', async (_what, more, rdc, outcome) => {
    const sandbox = await startRaccordo(['sandbox', 'anpal', ...more], READY);
    const { origin } = new URL(sandbox.url);
    const { beneficiari, appuntamenti } = sampleNation();
    const asked = await post(
      `${origin}/RDC`,
      `<richiesta_RDC_beneficiari_dato_CodiceFiscale xmlns="${RDC_TYPES}"><codFiscale>${beneficiari[0]?.cod_fiscale}</codFiscale></richiesta_RDC_beneficiari_dato_CodiceFiscale>`,
    );
    expect(asked.of('codEsito')).toBe(rdc);
    const { coap = '', regionale = '' } = appuntamenti[0] ?? {};
    expect((await notifyOutcome(origin, esito(coap, regionale, 'ER'))).field('IdEsito')).toBe(outcome);
    expect((await sandbox.end('SIGTERM')).code).toBe(0);
  });

  it('takes the people of a file, and says what is wrong with one', async () => {
    const file = join(folder, 'seed.json');
    writeFileSync(file, JSON.stringify({ appuntamenti: [{ coap: 'MIO1' }] }));
    const sandbox = await startRaccordo(['sandbox', 'anpal', '--seed', file], READY);
    const { origin } = new URL(sandbox.url);
    expect((await notifyOutcome(origin, esito('MIO1', '7', 'ER'))).field('IdEsito')).toBe('A000');
    await sandbox.end('SIGTERM');
    for (const [wrong, said] of [
      ['{', 'expected JSON'],
      ['{"appuntamenti":[{"id":"1"}]}', 'appuntamenti.0'],
      ['{"beneficiari":[{"cod_fiscale":"X"}]}', 'cod_fiscale'],
    ]) {
      writeFileSync(file, wrong ?? '');
      const { code, stderr } = await raccordo(['sandbox', 'anpal', '--seed', file], { refused: true });
      expect([code, stderr]).toEqual([1, expect.stringContaining(said ?? '')]);
    }
  });

  it('says that its port is taken', async () => {
    const sandbox = await startRaccordo(['sandbox', 'silp'], READY);
    const { port } = new URL(sandbox.url);
    const { code, stdout, stderr } = await raccordo(['sandbox', 'anpal', '--port', port]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`The address is in use: 127.0.0.1:${port}`);
    expect((await sandbox.end('SIGTERM')).code).toBe(0);
  });
});

describe('demo', () => {
  it('runs gateway and sandboxes without traffic, lets no other have its port, and ends with 0 on Ctrl-C', async () => {
    const port = String(await freePort());
    const demo = await startRaccordo(['demo', '--port', port, '--no-traffic'], /status {10}(\S+)\/status/);
    expect(demo.url).toBe(`http://127.0.0.1:${port}`);
    const ready = await fetch(`${demo.url}/health/ready`);
    expect(ready.status).toBe(200);
    const messages = (await (await fetch(`${demo.url}/rest/v1/messages`)).json()) as { items: object[] };
    expect(messages.items).toEqual([]);

    const other = await raccordo(['demo', '--port', port, '--no-traffic'], { env: { TMPDIR: folder } });
    expect({ code: other.code, lines: linesOf(other.stdout) }).toEqual({
      code: 1,
      lines: [expect.stringContaining('starting')],
    });
    expect(other.stderr).toContain(`The address is in use: 127.0.0.1:${port}`);
    expect(readdirSync(folder).filter((name) => name.startsWith('raccordo-demo-'))).toEqual([]);

    const { code, stdout, stderr } = await demo.end('SIGINT');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(stdout)[0]).toMatch(/^raccordo demo: starting .*port \d+/);
    expect(linesOf(stdout).filter((line) => line.startsWith('—'))).toEqual([]);
  });

  it('tells every story, each step as it should be, and ends with 0', async () => {
    const { code, stdout, stderr } = await raccordo(['demo', '--port', String(await freePort()), '--once']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('✗');
    const stories = toldIn(stdout);
    expect([...stories.keys()]).toEqual(['LIGURIA', 'TOSCANA', 'PIEMONTE', 'EMILIA', 'CONDIZIONALITA', 'SCHEDA']);
    for (const [name, lines] of Object.entries(CAME_OUT)) {
      expect(stories.get(name), name).toEqual(expect.arrayContaining(lines.map((one) => expect.stringMatching(one))));
    }
    // Nobody is named, and it can be read at a sitting.
    expect(stdout).not.toMatch(/[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/);
    expect(linesOf(stdout).length).toBeLessThan(140);
  }, 60_000);

  it('says which story breaks off and why, goes on, and ends with 1', async () => {
    const routes = [{ record: 'sap', event: 'invio', source: 'silp', destinations: ['anpal'] }];
    const demo = await startRaccordo(
      ['demo', '--port', String(await freePort()), '--story', 'piemonte'],
      /(Not as it should be): piemonte broke off/,
      { ...routesEnv(routes) },
    );
    const { code, stdout, stderr } = await demo.end('SIGINT');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect([...toldIn(stdout).keys()]).toEqual(['PIEMONTE']);
    expect(stdout).toMatch(/the story broke off: \S+/);
    expect(stdout).toContain('The gateway goes on');
  }, 60_000);

  it.each([[['--story', 'veneto']], [['--no-traffic', '--once']]])('does not take %j', async (args) => {
    const { code, stdout, stderr } = await raccordo(['demo', ...args], { refused: true });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/Allowed choices are liguria|no-traffic/);
  });

  it.each(['abc', '0', '70000'])('does not take %s for a port', async (port) => {
    const { code, stdout, stderr } = await raccordo(['demo', '--port', port], { refused: true });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Expected a whole number from 1 to 65535.');
    expect(stderr).toContain('--port');
  });
});

/** What came out in each story that must have, beside the rest. */
const CAME_OUT: Readonly<Record<string, readonly RegExp[]>> = {
  LIGURIA: [
    /She registers on MiAttivo, day 9 of the 15/,
    /day 2[678] of the 30 of art\. 20/,
    /→ miattivo M000/,
    /→ anpal OK/,
    /→ inps I000/,
    /at the nation holds: A02, N00/,
    /INPS holds: confermaPatto/,
  ],
  TOSCANA: [
    /422 signature\.missing/,
    /signatures: CITTADINO VALIDA, OPERATORE VALIDA/,
    /→ anpal E100/,
    /→ anpal OK/,
    /at the nation holds: A02, N00/,
  ],
  PIEMONTE: [/assegno \w+: RICHIESTO/, /: RILASCIATO/, /→ silp OK/, /09:30 to be held/, /09:30 held/],
  EMILIA: [
    /richiestaCodSAPRegTitolare: 06/,
    /KO R008/,
    /invioSAP: OK/,
    /richiestaCodSAPRegTitolare: 13/,
    /possession lost\): 02/,
    /→ silp OK/,
  ],
  CONDIZIONALITA: [/→ silp OK/, /notifica: A000/, /INPS holds: eventoCondizionalita/],
  SCHEDA: [/KO xsd/, /on its way: X001/, /the node has taken it: 1/, /→ silp OK/],
};

/** The lines of each story, by its name. */
function toldIn(stdout: string): Map<string, string[]> {
  const stories = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of linesOf(stdout)) {
    const name = /^([A-Z]{4,}) {2}/.exec(line)?.[1];
    if (name !== undefined) {
      lines = [];
      stories.set(name, lines);
    }
    lines.push(line);
  }
  return stories;
}
