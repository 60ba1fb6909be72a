import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RaccordoError } from '../../src/foundation/errors.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { environmentName, SETTINGS, settingsHelp } from '../../src/foundation/settings/manifest.js';
import type { Setting } from '../../src/foundation/settings/setting.js';

const folder = mkdtempSync(join(tmpdir(), 'raccordo-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function load(yaml: string | undefined, env: NodeJS.ProcessEnv = {}) {
  if (yaml === undefined) return loadSettings({ env }).settings;
  const file = join(folder, `${files++}.yaml`);
  writeFileSync(file, yaml);
  return loadSettings({ file, env }).settings;
}

/** The lines of a refusal, without the folder of the file. */
function problems(yaml: string | undefined, env: NodeJS.ProcessEnv = {}): string[] {
  try {
    load(yaml, env);
  } catch (error) {
    expect(error).toBeInstanceOf(RaccordoError);
    const [count, ...lines] = (error as RaccordoError).message.split('\n');
    expect(count).toMatch(new RegExp(`^${lines.length} problems?$`));
    return lines.map((line) => line.trim().replace(/^.*\/\d+\.yaml/, 'FILE'));
  }
  return [];
}

describe('values', () => {
  it('are the defaults when nothing is given', () => {
    const settings = load(undefined);
    expect(settings.http).toEqual({ host: '127.0.0.1', port: 8080, bodyLimit: 10485760, allowAnonymous: false });
    expect(settings.store).toEqual({ directory: 'raccordo-data', poolSize: 10 });
    expect(settings.broker.url).toBeUndefined();
    expect(settings.sides.anpal.url).toBeUndefined();
    expect(settings.routes).toEqual({ reloadSeconds: 5 });
  });

  it('come from the environment before the file, and from the file before the default', () => {
    const yaml = 'http:\n  port: 9001\n  bodyLimit: 512 KB\ndelivery:\n  attempts: 3\n';
    const settings = load(yaml, { RACCORDO_HTTP_PORT: '9002' });
    expect(settings.http.port).toBe(9002);
    expect(settings.http.bodyLimit).toBe(524288);
    expect(settings.delivery).toMatchObject({ attempts: 3, maxDelaySeconds: 300 });
  });

  it('are read from JSON as well', () => {
    expect(load('{ "sides": { "silp": { "url": "https://silp.example.org/api" } } }').sides.silp.url).toBe(
      'https://silp.example.org/api',
    );
  });

  it('of every kind can be given in the environment', () => {
    const settings = load(undefined, {
      RACCORDO_HTTP_BODY_LIMIT: '2 MB',
      RACCORDO_SOAP_LAST_KNOWN_COPY: 'true',
      RACCORDO_DELIVERY_FIRST_DELAY_SECONDS: '0.5',
      RACCORDO_LOG_LEVEL: 'debug',
      RACCORDO_CALLBACK_ALLOWED_HOSTS: 'a.example.org, b.example.org',
      RACCORDO_CALLERS: '[{"name":"piemonte","username":"silp","password":"0123","side":"silp"}]',
      RACCORDO_SIDES_ANPAL_SAP_REVISION: 'Rev008',
    });
    expect(settings.http.bodyLimit).toBe(2097152);
    expect(settings.soap.lastKnownCopy).toBe(true);
    expect(settings.delivery.firstDelaySeconds).toBe(0.5);
    expect(settings.log.level).toBe('debug');
    expect(settings.callback.allowedHosts).toEqual(['a.example.org', 'b.example.org']);
    expect(settings.callers).toEqual([{ name: 'piemonte', username: 'silp', password: '0123', side: 'silp' }]);
    expect(settings.sides.anpal.sapRevision).toBe('Rev008');
  });

  it('that are empty in the file or the environment count as not given', () => {
    const settings = load('store:\n  url:\nbroker:\nhttp:\n  port:\n', { RACCORDO_STORE_URL: '' });
    expect(settings.store.url).toBeUndefined();
    expect(settings.http.port).toBe(8080);
  });

  it('come from the file that RACCORDO_CONFIG names when none is given', () => {
    const file = join(folder, 'named.yaml');
    writeFileSync(file, 'log:\n  level: warn\n');
    expect(loadSettings({ env: { RACCORDO_CONFIG: file } }).settings.log.level).toBe('warn');
  });

  it('cannot be changed', () => {
    const { http } = load(undefined);
    expect(() => Object.assign(http, { port: 1 })).toThrow(TypeError);
  });
});

describe('a configuration that cannot be used', () => {
  it('is refused with every problem, each with line, field, expectation and nearest name', () => {
    const yaml = [
      'http:',
      '  prot: 9000',
      '  port: many',
      'delivery:',
      '  atempts: 3',
      'log: loud',
      'sides:',
      '  anpal:',
      '    sapRevision: Rev010',
    ].join('\n');
    expect(problems(yaml, { RACCORDO_STORE_POOLSIZE: '5', RACCORDO_DELIVERY_CONCURRENCY: '0' })).toEqual([
      'FILE:2: http.prot: no such setting; did you mean http.port?',
      'FILE:5: delivery.atempts: no such setting; did you mean delivery.attempts?',
      'FILE:6: log: holds settings of its own, not a value: log.level, log.pretty',
      'RACCORDO_STORE_POOLSIZE: (environment): no such setting; did you mean RACCORDO_STORE_POOL_SIZE?',
      'FILE:3: http.port: found "many", expected a whole number from 0 to 65535; correct it, or remove it to keep 8080',
      'RACCORDO_DELIVERY_CONCURRENCY: delivery.concurrency: found 0, expected a whole number from 1 to 256; correct it, or remove it to keep 8',
      'FILE:9: sides.anpal.sapRevision: found "Rev010", expected one of Rev003, Rev004, Rev005, Rev008, Rev009; correct it, or remove it to keep Rev009',
    ]);
  });

  it('names the line inside a list', () => {
    const yaml = [
      'callers:',
      '  - { name: a, username: a, password: x, side: silp }',
      '  - name: b',
      '    username: b',
      '    pasword: y',
      '    side: slip',
    ].join('\n');
    expect(problems(yaml)).toEqual([
      'FILE:3: callers[1].password: missing; add it: a password',
      'FILE:6: callers[1].side: the value cannot be used, expected one of miattivo, toscana-lavoro, silp, lavoro-per-te, anpal, inps; or x-… for a side from outside; correct it',
      'FILE:5: callers[1].pasword: no such setting; did you mean password?',
    ]);
  });

  it('never shows a secret', () => {
    const secrets = ['hunter2', 'swordfish'];
    const yaml = [
      'store:',
      '  url: mysql://me:hunter2@db',
      'sides:',
      '  anpal:',
      '    url: htps://me:swordfish@anpal',
      '    username: me',
      '    password: [hunter2]',
      'callers:',
      '  - { name: a, username: hunter2, password: [swordfish], side: x }',
    ].join('\n');
    const text = problems(yaml, { RACCORDO_BROKER_URL: 'http://me:hunter2@mq' }).join('\n');
    expect(text).toContain('store.url');
    expect(text).toContain('broker.url');
    expect(text).toContain('callers[0].password');
    for (const secret of secrets) expect(text).not.toContain(secret);
    const broken = problems('store:\n  url: "postgres://me:hunter2@db\n  x: 1\n').join('\n');
    expect(broken).toContain('not valid YAML');
    expect(broken).not.toContain('hunter2');
  });

  it('checks every address of a cluster', () => {
    const url = 'amqp://me:a,b@one/x,amqps://me:a,b@two/x';
    expect(load(undefined, { RACCORDO_BROKER_URL: url }).broker.url).toBe(url);
    const [line, ...more] = problems(undefined, { RACCORDO_BROKER_URL: 'amqp://me:hunter2@one,http://two' });
    expect(line).toContain('starts with amqp:// or amqps://, or several of them separated by commas');
    expect(line).not.toContain('hunter2');
    expect(more).toEqual([]);
  });

  it.each([
    ['RACCORDO_STORE_URL', 'postgres://me:hunter#2@db/x'],
    ['RACCORDO_STORE_URL', 'postgres://me:2#hunter@db/x'],
    ['RACCORDO_STORE_URL', 'postgres://me:hunter/2@db/x'],
    ['RACCORDO_STORE_URL', 'postgresql://me:hunter%@db/x'],
    ['RACCORDO_STORE_URL', 'postgres://me:hunter@db:99999/x'],
    ['RACCORDO_BROKER_URL', 'amqp://me:hunter#2@mq'],
    ['RACCORDO_BROKER_URL', 'amqp://me:right@one,amqps://me:hunter@two:99999'],
  ])('says of %s how to write what an address cannot hold as it is', (variable, url) => {
    const [line, ...more] = problems(undefined, { [variable]: url });
    expect(line).toMatch(
      /: the value cannot be used, expected an address of one host, in which .* %23.* port is at most 65535; correct/,
    );
    expect(line).not.toContain('hunter');
    expect(more).toEqual([]);
  });

  it('asks for quotes where YAML read a text as a number', () => {
    expect(problems('sides:\n  anpal:\n    username: me\n    password: 01234\n')).toEqual([
      'FILE:4: sides.anpal.password: the value cannot be used, expected a password (put it in quotes); correct it, or remove it',
    ]);
  });

  it.each([
    ['delivery:\n  maxDelaySeconds: 1\n', 'FILE:2: delivery.maxDelaySeconds: shorter than'],
    ['sides:\n  silp:\n    username: me\n', 'FILE:3: sides.silp.username: user name and password go together'],
    ['sides:\n  inps:\n    password: me\n', 'FILE:3: sides.inps.password: user name and password go together'],
    [
      'callers:\n  - { name: a, username: x, password: p, side: silp }\n  - { name: b, username: x, password: p, side: anpal }\n',
      'FILE:3: callers[1]: has the name or username of callers[0]; give each',
    ],
    ['http: { port: 1 }\nhttp.port: 2\n', 'FILE:2: http.port: given twice'],
    ['stroe:\n  directory: x\n', 'FILE:1: stroe: no such setting; did you mean store?'],
    ['sides:\n  anpla: { url: "http://x" }\n', 'FILE:2: sides.anpla: no such setting; did you mean sides.anpal?'],
    [
      'callers: all\n',
      'FILE:1: callers: the value cannot be used, expected a list of groups, each with name, username',
    ],
    ['callers:\n  - all\n', 'FILE:2: callers[0]: the value cannot be used, expected a group with name, username'],
    ['routes:\n  - all\n', 'FILE:1: routes: holds settings of its own, not a value: routes.file, routes.reloadSeconds'],
    [
      'callback:\n  allowedHosts:\n    - a\n    - 7\n',
      'FILE:4: callback.allowedHosts[1]: found 7, expected a host name (p',
    ],
    ['- a\n- b\n', 'FILE: (file): expected settings by name'],
    [
      `callers: [${Array.from({ length: 9 }, (_, n) => `&a${n} [${n === 0 ? 'x' : Array(10).fill(`*a${n - 1}`)}]`)}]\n`,
      'FILE:1: callers: its aliases (*) multiply beyond what is read',
    ],
  ])('%j says so', (yaml, start) => {
    const [line, ...more] = problems(yaml);
    expect(line?.slice(0, start.length)).toBe(start);
    expect(more).toEqual([]);
  });

  it('is refused when the file is not there', () => {
    expect(() => loadSettings({ file: join(folder, 'none.yaml'), env: {} })).toThrow(
      expect.objectContaining({ code: 'settings-unreadable', message: expect.stringContaining('ENOENT') }),
    );
  });
});

describe('the manifest', () => {
  const settings: readonly Setting[] = SETTINGS;

  it('gives every setting its own name in the environment', () => {
    const names = settings.map((setting) => environmentName(setting.name));
    expect(new Set(names).size).toBe(settings.length);
    expect(environmentName('sides.anpal.codiceFiscaleCheck')).toBe('RACCORDO_SIDES_ANPAL_CODICE_FISCALE_CHECK');
  });

  it('holds only defaults that its own kinds accept', () => {
    for (const setting of settings)
      if (setting.default !== undefined) expect(setting.kind.schema.safeParse(setting.default).success).toBe(true);
  });

  it('marks as secret whatever holds a password', () => {
    const secret = settings.filter((setting) => setting.secret).map((setting) => setting.name);
    for (const { name } of settings.filter((setting) => /password|^(store|broker)\.url|callers/.test(setting.name)))
      expect(secret).toContain(name);
  });

  it('explains each setting in the help', () => {
    const help = settingsHelp();
    for (const { name, meaning } of settings) {
      expect(help).toContain(`${name}  (${environmentName(name)})`);
      expect(help).toContain(meaning);
    }
  });
});
