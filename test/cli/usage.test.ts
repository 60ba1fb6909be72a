/** What every user of the command meets: help, wrong usage, settings, a wrong configuration, the fixtures. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../src/foundation/settings/manifest.js';
import { fixturesOf } from '../support/fixtures.js';
import { contract, folder, linesOf, raccordo } from './command.js';

const COMMANDS = [
  'actions',
  'cancel',
  'confirm',
  'contract',
  'demo',
  'doctor',
  'hold',
  'holds',
  'map',
  'messages',
  'migrate',
  'release',
  'replay',
  'routes',
  'sandbox',
  'serve',
  'settings',
  'validate',
];

describe('help', () => {
  it('lists every command', async () => {
    const { code, stdout, stderr } = await raccordo(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const listed = [...stdout.matchAll(/^ {2}([a-z]+)\b/gm)].map(([, name]) => name).filter((name) => name !== 'help');
    expect(listed.sort()).toEqual(COMMANDS);
  });

  it('tells the version', async () => {
    expect(await raccordo(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it.each([
    ['no command', [], 'Usage: raccordo'],
    ['half a command', ['messages'], 'Usage: raccordo messages'],
    ['an unknown command', ['validat'], "unknown command 'validat'\n(Did you mean validate?)"],
    ['an unknown option', ['doctor', '--fix'], "unknown option '--fix'"],
    ['one argument too many', ['settings', 'http'], 'too many arguments'],
    ['a role that does not exist', ['serve', '--role', 'king'], 'Allowed choices are all, api, worker'],
    ['a port that is none', ['sandbox', 'anpal', '--port', '70000'], 'Expected a whole number from 0 to 65535'],
    ['a side that cannot be simulated', ['sandbox', 'sardegna'], 'Allowed choices are anpal, silp, inps'],
    ['a fault that does not exist', ['sandbox', 'anpal', '--fault', 'fire'], 'Allowed choices are none, down'],
    ['an address that is none', ['messages', 'list', '--url', 'gateway'], 'starts with http://'],
    ['a state that does not exist', ['messages', 'list', '--status', 'lost'], 'Allowed choices are received'],
    ['what is no id', ['replay', 'nonsense'], "argument 'id'. Expected an id as the gateway prints it"],
    ['what is no id among several', ['cancel', '--select', '--message', 'x'], "'--message <id...>' argument 'x'"],
    ['a message that is none', ['messages', 'show', '1'], 'Expected an id as the gateway prints it'],
    ['an action that is none', ['actions', '--run', '1'], 'Expected an id as the gateway prints it'],
    ['a reason that says nothing', ['hold', '--side', 'silp', '--reason', ' '], 'Expected a text that is not empty'],
    [
      'a state that is not sent again',
      ['replay', '--select', '--status', 'pending'],
      'Allowed choices are parked, not-',
    ],
    [
      'a state that is not called off',
      ['cancel', '--select', '--status', 'quarantined'],
      'choices are pending, parked',
    ],
    [
      'a selection of everything',
      ['replay', '--select', '--yes', '--reason', 'x'],
      'give --select at least one filter: --status',
    ],
    ['a count of everything', ['cancel', '--select'], 'give --select at least one filter: --status'],
    [
      'a state that deliveries have',
      ['messages', 'list', '--status', 'parked'],
      'Allowed choices are received, accepted, quarantined. Give it with --delivery-status parked.',
    ],
    [
      'a state that messages have',
      ['messages', 'list', '--delivery-status', 'quarantined'],
      'Give it with --status quarantined.',
    ],
    ['nothing to replay', ['replay'], 'give either the id of a message, or --parked --side'],
    [
      'two things to replay',
      ['replay', '01939a2e-5b7c-7d21-8f3a-2c4e6a8b0d1f', '--parked', '--side', 'anpal'],
      'give either',
    ],
    ['parked deliveries of no side', ['replay', '--parked'], 'give the --side'],
  ])('is given on standard error, with exit code 2, for %s', async (_what, args, said) => {
    const { code, stdout, stderr } = await raccordo(args, { refused: true });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});

describe('settings', () => {
  it('lists every setting with its name in the environment, and no secret', async () => {
    const { code, stdout } = await raccordo(['settings'], { env: { RACCORDO_SIDES_ANPAL_PASSWORD: 'parola-segreta' } });
    expect(code).toBe(0);
    const heads = linesOf(stdout).filter((line) => !line.startsWith(' '));
    expect(heads.map((line) => line.split(' ')[0])).toEqual(SETTINGS.map(({ name }) => name));
    expect(heads).toContain('sides.anpal.timeoutSeconds  (RACCORDO_SIDES_ANPAL_TIMEOUT_SECONDS)');
    expect(stdout).not.toContain('parola-segreta');
  });

  it('stop the start with file, line, setting and nearest name when they are wrong, all at once', async () => {
    writeFileSync(
      join(folder, 'wrong.yaml'),
      'http:\n  prot: 8080\nsides:\n  anpal:\n    url: ftp://node.example.it\n    sapRevision: Rev010\n',
    );
    for (const command of ['serve', 'doctor', 'migrate']) {
      const { code, stdout, stderr } = await raccordo([command, '--config', 'wrong.yaml']);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(linesOf(stderr).slice(0, 4)).toEqual([
        'raccordo: The configuration cannot be used: 3 problems',
        '  wrong.yaml:2: http.prot: no such setting; did you mean http.port?',
        expect.stringMatching(/^ {2}wrong\.yaml:5: sides\.anpal\.url: .* expected an address/),
        expect.stringMatching(/^ {2}wrong\.yaml:6: sides\.anpal\.sapRevision: .* expected one of Rev003/),
      ]);
    }
  });

  it('stop the start where a route names what nobody speaks', async () => {
    const routes = [
      'format: 1',
      'name: prova',
      "version: '1'",
      'routes:',
      '  - { id: a, record: sap, event: "*", source: x-sardegna, destinations: [anpal] }',
      '  - id: b',
      '    record: did',
      '    event: invio',
      '    source: anpal',
      '    destinations: [x-veneto]',
      '  - { id: c, record: sap, event: annullamento, source: silp, destinations: [anpal] }',
    ];
    writeFileSync(join(folder, 'routes.yaml'), routes.join('\n'));
    writeFileSync(join(folder, 'with-routes.yaml'), 'routes:\n  file: routes.yaml\n');
    for (const command of ['serve', 'doctor']) {
      const { code, stdout, stderr } = await raccordo([command, '--config', 'with-routes.yaml']);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(linesOf(stderr).slice(0, 3)).toEqual([
        'raccordo: The table of routes cannot be used: 2 problems',
        '  routes.yaml:5: routes[0].source: x-sardegna is not spoken here; use one of anpal, silp, inps, lavoro-per-te, miattivo, toscana-lavoro, or remove the route',
        '  routes.yaml:10: routes[1].destinations[0]: x-veneto is not spoken here; use one of anpal, silp, inps, lavoro-per-te, miattivo, toscana-lavoro, or remove the route',
      ]);
    }
  });

  it('stop the start where the trusted authorities cannot be read', async () => {
    for (const command of ['serve', 'doctor']) {
      const { code, stderr } = await raccordo([command], {
        env: { RACCORDO_SECURITY_TRUST_ANCHORS: '/nowhere/anchors' },
      });
      expect(code).toBe(1);
      expect(linesOf(stderr)[0]).toBe('raccordo: The trusted certificates cannot be read: /nowhere/anchors');
    }
  });

  it('are looked for under near names in the environment too', async () => {
    const { code, stderr } = await raccordo(['doctor'], { env: { RACCORDO_HTTP_PROT: '8081' } });
    expect(code).toBe(1);
    expect(stderr).toContain('RACCORDO_HTTP_PROT: (environment): no such setting; did you mean RACCORDO_HTTP_PORT?');
  });

  it('never show a secret that is wrong', async () => {
    const env = { RACCORDO_STORE_URL: 'mysql://raccordo:parola-segreta@db/raccordo' };
    const { code, stderr } = await raccordo(['doctor'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('RACCORDO_STORE_URL');
    expect(stderr).not.toContain('parola-segreta');
  });

  it('must be in a file that is there', async () => {
    const { code, stderr } = await raccordo(['serve', '--config', 'nowhere.yaml'], { refused: true });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^raccordo: The configuration file cannot be read: nowhere\.yaml: ENOENT\n {2}\S/);
  });
});

describe('contract check', () => {
  const CASE = 'anpal/fixtures/sap/mini';
  const copied = (name: string, spoil: (text: string) => string): string => {
    const root = join(folder, name);
    mkdirSync(join(root, CASE), { recursive: true });
    cpSync(contract(CASE), join(root, CASE), { recursive: true });
    writeFileSync(join(root, CASE, 'case.yaml'), spoil('shows: "a copy"\nrevision: Rev009\ndirection: both\n'));
    return name;
  };

  it('runs every fixture, and all of them hold', async () => {
    const { code, stdout } = await raccordo(['contract', 'check']);
    const lines = linesOf(stdout);
    expect(lines.filter((line) => line.startsWith('WRONG'))).toEqual([]);
    expect(lines.at(-1)).toBe(`${lines.length - 1} hold, 0 do not`);
    expect(code).toBe(0);
  });

  it('runs those of one side', async () => {
    const { code, stdout } = await raccordo(['contract', 'check', '--side', 'anpal']);
    expect(code).toBe(0);
    expect(linesOf(stdout)).toHaveLength(fixturesOf('anpal').length + 1);
    expect(
      linesOf(stdout)
        .slice(0, -1)
        .every((line) => line.startsWith('ok     anpal ')),
    ).toBe(true);
  });

  it('runs those of a partner’s own folder', async () => {
    const { code, stdout } = await raccordo(['contract', 'check', copied('good', (text) => text)]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'ok     anpal sap/invio Rev009 mini: a copy\n1 hold, 0 do not\n',
    });
  });

  it('says which fixture does not hold, and what differs', async () => {
    const other = (text: string) => `${text}expect: problems\nproblems: [{ path: "datiinvio", rule: xsd.type }]\n`;
    const { code, stdout } = await raccordo(['contract', 'check', copied('wrong', other)]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^WRONG {2}anpal sap\/invio Rev009 mini: a copy\n {9}\S.*\n(.*\n)?0 hold, 1 do not\n$/);
  });

  it('says which fixture is incomplete', async () => {
    const { code, stderr } = await raccordo(['contract', 'check', copied('incomplete', () => 'revision: Rev009\n')]);
    expect(code).toBe(1);
    expect(stderr).toContain('A fixture is incomplete or wrong: anpal/fixtures/sap/mini: shows is missing');
  });

  it('says when there is nothing to check', async () => {
    const { code, stderr } = await raccordo(['contract', 'check', 'nowhere']);
    expect(code).toBe(1);
    expect(stderr).toContain('no fixture found in nowhere');
  });
});
