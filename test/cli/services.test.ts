/** `raccordo serve`, `migrate` and `doctor`: what they need, and what they say when it is not there. */
import { existsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { freshEmbedded, freshPostgres, freshRabbit, freshStore } from '../support/fresh.js';
import { freePort } from '../support/process.js';
import { fence, startRabbit, unfence } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { folder, linesOf, raccordo, startRaccordo } from './command.js';

const READY = /ready at (\S+)/;
const NOBODY = 'look     workers: no process runs, so nothing is delivered\n';
let made: string;
beforeAll(async () => {
  made = await freshEmbedded();
});
afterAll(() => rm(made, { recursive: true, force: true }));

/** A free port and an embedded store; one store serves many tests, since each waits for its gateway to end. */
const own = async (store = made): Promise<Record<string, string>> => ({
  RACCORDO_HTTP_PORT: String(await freePort()),
  RACCORDO_STORE_DIRECTORY: resolve(folder, store),
  RACCORDO_LOG_LEVEL: 'error',
});

describe('serve', () => {
  it('says where it is and of what it is made, answers, and ends with 0 when it is told to', async () => {
    const env = await own();
    const gateway = await startRaccordo(['serve'], READY, env);
    expect(gateway.url).toBe(`http://127.0.0.1:${env.RACCORDO_HTTP_PORT}`);
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
    const { code, stdout, stderr } = await gateway.end('SIGTERM');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `raccordo all ready at ${gateway.url} (store: embedded in ${env.RACCORDO_STORE_DIRECTORY}, broker: in process)\n`,
    );
  });

  it('reads its configuration file', async () => {
    const { RACCORDO_HTTP_PORT: port = '', ...env } = await own();
    writeFileSync(join(folder, 'right.yaml'), `http:\n  port: ${port}\n`);
    const gateway = await startRaccordo(['serve', '--config', 'right.yaml'], READY, env);
    expect(gateway.url).toBe(`http://127.0.0.1:${port}`);
    expect((await gateway.end('SIGINT')).code).toBe(0);
  });

  it.each(['0.0.0.0', '::'])('does not open its doors on %s to callers without an account', async (host) => {
    const { code, stdout, stderr } = await raccordo(['serve'], {
      refused: true,
      env: { ...(await own()), RACCORDO_HTTP_HOST: host },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^raccordo: Everyone could call this gateway: http\.host is \S+ and callers is empty\n {2}\S/,
    );
  });

  it.each([
    ['accounts are listed', 'RACCORDO_CALLERS', '[{"name":"a","username":"u","password":"p","side":"silp"}]'],
    ['something in front checks the callers', 'RACCORDO_HTTP_ALLOW_ANONYMOUS', 'true'],
  ])('opens them when %s', async (_why, name, value) => {
    const env = { ...(await own()), RACCORDO_HTTP_HOST: '0.0.0.0', [name]: value };
    const gateway = await startRaccordo(['serve'], READY, env);
    expect((await gateway.end('SIGTERM')).code).toBe(0);
  });

  it('says that its port is taken before it makes or opens anything, and makes its store where it is free', async () => {
    const env = await own();
    const gateway = await startRaccordo(['serve'], READY, env);
    const second = { ...(await own('other')), RACCORDO_HTTP_PORT: env.RACCORDO_HTTP_PORT as string };
    const { code, stderr } = await raccordo(['serve'], { env: second });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^raccordo: The address is in use: 127\.0\.0\.1:\d+\n {2}Choose another port/);
    expect(existsSync(join(folder, 'other'))).toBe(false);
    expect((await gateway.end('SIGTERM')).code).toBe(0);
    const third = await startRaccordo(['serve'], READY, second);
    expect((await third.end('SIGTERM')).code).toBe(0);
  });

  it.each([
    ['192.0.2.1', /^raccordo: This address cannot be listened on: 192\.0\.2\.1:\d+ \(EADDRNOTAVAIL\)\n {2}Name an/],
    [
      'nowhere.invalid',
      /^raccordo: This address cannot be listened on: nowhere\.invalid:\d+ \((ENOTFOUND|EAI_AGAIN)\)\n/,
    ],
  ])('says in one line that it cannot listen on %s', async (host, said) => {
    const env: Record<string, string> = {
      ...(await own()),
      RACCORDO_HTTP_HOST: host,
      RACCORDO_HTTP_ALLOW_ANONYMOUS: 'true',
    };
    const served = await raccordo(['serve'], { env });
    expect({ code: served.code, stdout: served.stdout }).toEqual({ code: 1, stdout: '' });
    expect(served.stderr).toMatch(said);
    const port = env.RACCORDO_HTTP_PORT as string;
    const simulated = await raccordo(['sandbox', 'anpal', '--host', host, '--port', port]);
    expect({ code: simulated.code, stdout: simulated.stdout }).toEqual({ code: 1, stdout: '' });
    expect(simulated.stderr).toMatch(said);
  });

  it.each(['api', 'worker'])('does not start as %s alone on an embedded store', async (role) => {
    const { code, stdout, stderr } = await raccordo(['serve', '--role', role], { refused: true, env: await own() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^raccordo: A role of its own needs a shared database: --role \w+ .*\n {2}Set store\.url/);
  });

  it('is refused the embedded store of a gateway that runs, which the doctor finds well', async () => {
    const env = await own();
    const gateway = await startRaccordo(['serve'], READY, env);
    const second = { ...env, RACCORDO_HTTP_PORT: String(await freePort()) };
    for (const command of ['serve', 'migrate']) {
      const { code, stdout, stderr } = await raccordo([command], { env: second });
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toMatch(
        /^raccordo: Another process works on this data: \S+ is in use by process \d+ \(\S+\)\n {2}\S/,
      );
    }
    const doctor = await raccordo(['doctor'], { env: second });
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toMatch(/^ok {7}store embedded in \S+: there; .* in use by process \d+/m);
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
    expect((await gateway.end('SIGTERM')).code).toBe(0);
    expect((await raccordo(['migrate'], { env: second })).code).toBe(0);
  });

  it('does not start without the broker that it is told to use', async () => {
    const env = { ...(await own()), RACCORDO_BROKER_URL: 'amqp://127.0.0.1:9' };
    const { code, stdout, stderr } = await raccordo(['serve'], { env });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^raccordo: The message broker does not answer: /);
  });
});

describe('a shared database', () => {
  let env: Record<string, string>;
  beforeAll(async () => {
    env = { ...(await own()), RACCORDO_STORE_URL: await freshPostgres() };
  });

  it('is brought up to date on purpose, and only once', async () => {
    const missing = await raccordo(['serve'], { env });
    expect({ code: missing.code, stdout: missing.stdout }).toEqual({ code: 3, stdout: '' });
    expect(missing.stderr).toMatch(/^raccordo: The database lacks tables .*\n {2}Run `raccordo migrate`/);
    const sick = await raccordo(['doctor'], { env });
    expect(sick.code).toBe(3);
    expect(sick.stdout).toMatch(
      /^MISSING {2}store PostgreSQL: answers, migrations to apply: .*\n {9}Run: raccordo migrate$/m,
    );

    const first = await raccordo(['migrate'], { env });
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^applied: \S/) });
    expect(await raccordo(['migrate'], { env })).toMatchObject({ code: 0, stdout: 'up to date\n' });
    const well = await raccordo(['doctor'], { env });
    expect(well).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        `ok       store PostgreSQL: answers, up to date\n${NOBODY}         Start one with: raccordo serve\n`,
      ),
    });
  });

  it('is looked at for processes that deliver', async () => {
    await raccordo(['migrate'], { env });
    const api = await startRaccordo(['serve', '--role', 'api'], READY, env);
    const sick = await raccordo(['doctor'], { env });
    expect(sick.code).toBe(3);
    expect(sick.stdout).toContain(
      'MISSING  workers: no process delivers, of those that run (api)\n         Start one that does, with: raccordo serve --role worker (or all)\n',
    );
    const worker = await startRaccordo(['serve', '--role', 'worker'], /(worker ready)/, env);
    const well = await raccordo(['doctor'], { env });
    expect(well).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ok {7}workers: 1 of 2 processes deliver$/m),
    });
    for (const one of [worker, api]) expect((await one.end('SIGTERM')).code).toBe(0);
  });

  it('is enough for a worker, which has no doors to guard', async () => {
    await raccordo(['migrate'], { env });
    const shared = { ...env, RACCORDO_HTTP_HOST: '0.0.0.0' };
    const worker = await startRaccordo(['serve', '--role', 'worker'], /(worker ready)/, shared);
    const { code, stdout } = await worker.end('SIGTERM');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'raccordo worker ready (store: PostgreSQL, broker: in process)\n',
    });
  });

  it('that says nothing any more does not keep a process that is told to stop', async () => {
    const proxy = await TcpProxy.inFrontOf(await freshStore());
    const told = { ...env, RACCORDO_STORE_URL: proxy.url, RACCORDO_PROCESSES_STOP_SECONDS: '1' };
    try {
      const jobs = await startRaccordo(['serve', '--role', 'sync'], /(sync ready)/, told);
      proxy.freeze(true);
      const { code, stderr } = await jobs.end('SIGTERM');
      expect(code).toBe(3);
      expect(stderr).toMatch(
        /^raccordo: Not everything in work has come to its end: it is ended 6 s after it was told to stop\n {2}Nothing is lost: /,
      );
    } finally {
      await proxy.close();
    }
  });

  it('is missing while it takes no writes', async () => {
    await raccordo(['migrate'], { env });
    const url = env.RACCORDO_STORE_URL ?? '';
    await fence(url);
    const sick = await raccordo(['doctor'], { env });
    const served = await raccordo(['serve'], { env });
    await unfence(url);
    expect(sick.code).toBe(3);
    expect(sick.stdout).toMatch(
      /^MISSING {2}store PostgreSQL: it is read-only \(a standby\?\)\n {9}Point store\.url at the primary/m,
    );
    expect(served).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(
        /^raccordo: The database takes no writes: it is read-only \(a standby\?\)\n {2}Point store\.url/,
      ),
    });
    expect((await raccordo(['doctor'], { env })).code).toBe(0);
  });

  it('is missing when there is none of that name', async () => {
    const other = {
      ...env,
      RACCORDO_STORE_URL: Object.assign(new URL(env.RACCORDO_STORE_URL ?? ''), { pathname: '/x' }).href,
    };
    for (const command of ['serve', 'migrate'])
      expect(await raccordo([command], { env: other })).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(
          /^raccordo: The database server does not let us in: the database named in store\.url does not exist/,
        ),
      });
  });

  it('is missing when it does not answer, and its password is not shown', async () => {
    const dead = { ...env, RACCORDO_STORE_URL: 'postgres://raccordo:parola-segreta@127.0.0.1:9/raccordo' };
    for (const command of ['serve', 'migrate']) {
      const { code, stdout, stderr } = await raccordo([command], { env: dead });
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toMatch(/^raccordo: The database does not answer: /);
      expect(stderr).not.toContain('parola-segreta');
    }
    const { code, stdout } = await raccordo(['doctor'], { env: dead });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^MISSING {2}store PostgreSQL: /m);
    expect(stdout).not.toContain('parola-segreta');
  });
});

describe('doctor', () => {
  let anpal: AnpalSandbox;
  let env: Record<string, string>;
  beforeAll(async () => {
    anpal = await startSandbox('anpal');
    env = await own();
  });
  afterAll(() => anpal.close());

  it('finds everything well that is needed, and names the sides that are not set', async () => {
    const { code, stdout, stderr } = await raccordo(['doctor'], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(stdout)).toEqual([
      'ok       configuration: defaults and environment',
      expect.stringMatching(/^ok {7}routes: default@\S+, \d+ in \S+default\.yaml$/),
      expect.stringMatching(/^ok {7}store embedded in \S+: answers, up to date$/),
      NOBODY.trimEnd(),
      '         Start one with: raccordo serve',
      'ok       broker: in process, nothing needed',
      ...['anpal', 'silp', 'inps', 'lavoro-per-te', 'miattivo', 'toscana-lavoro'].map(
        (side) => `not set  side ${side}: set sides.${side}.url to reach it`,
      ),
    ]);
  });

  it('makes nothing', async () => {
    const directory = join(folder, 'outer', 'inner');
    const { code, stdout } = await raccordo(['doctor'], { env: { ...env, RACCORDO_STORE_DIRECTORY: directory } });
    expect(code).toBe(0);
    expect(stdout).toContain(`ok       store embedded in ${directory}: not made yet; the first start makes it\n`);
    expect(existsSync(join(folder, 'outer'))).toBe(false);
  });

  it('finds a folder that cannot be made', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const directory = join(folder, 'a-file', 'store');
    const { code, stdout } = await raccordo(['doctor'], { env: { ...env, RACCORDO_STORE_DIRECTORY: directory } });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^MISSING {2}store embedded in .*: .*a-file: ENOTDIR\n {9}Set store\.directory/m);
  });

  it('finds a side that is there and one that is not, and says what to do', async () => {
    const { code, stdout } = await raccordo(['doctor'], {
      env: {
        ...env,
        RACCORDO_SIDES_ANPAL_URL: anpal.url,
        RACCORDO_SIDES_SILP_URL: 'http://127.0.0.1:9/silpapi/api/v1',
      },
    });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ok {7}side anpal: answers$/m);
    expect(stdout).toMatch(/^MISSING {2}SILP .*: .*\n {9}Check sides\.silp\.url/m);
  });

  it('says of a side that is waited for longer than a delivery lasts', async () => {
    const { code, stdout } = await raccordo(['doctor'], {
      env: { ...env, RACCORDO_SIDES_ANPAL_URL: anpal.url, RACCORDO_SIDES_ANPAL_TIMEOUT_SECONDS: '56' },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^look {5}side anpal: 56 s may be waited .* ends 5 s before delivery\.leaseSeconds \(60\); raise that to 61$/m,
    );
  });

  it('finds a broker missing, and goes on', async () => {
    const { code, stdout } = await raccordo(['doctor'], {
      env: {
        ...env,
        RACCORDO_BROKER_URL: 'amqp://raccordo:parola-segreta@127.0.0.1:9',
        RACCORDO_SIDES_ANPAL_URL: anpal.url,
      },
    });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^MISSING {2}broker RabbitMQ: .*\n {9}\S/m);
    expect(stdout).toMatch(/^ok {7}side anpal: answers$/m);
    expect(stdout).not.toContain('parola-segreta');
  });
});

describe('a broker', () => {
  it('is brought up to date with the database; doctor says what an older version has left', async () => {
    const url = await freshRabbit();
    const env = { ...(await own()), RACCORDO_BROKER_URL: url };
    const first = await raccordo(['migrate'], { env });
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^broker: \d+ queues and exchanges made$/m) });
    const model = await connect(url);
    const channel = await model.createChannel();
    await channel.assertExchange('raccordo.v1', 'topic', { durable: true });
    await channel.close();
    await model.close();
    const doctor = await raccordo(['doctor'], { env });
    expect(doctor.stdout).toMatch(
      /^ok {7}broker RabbitMQ: v1: 1 queues and exchanges left, used by nobody: run raccordo migrate$/m,
    );
    const second = await raccordo(['migrate'], { env });
    expect(second.stdout).toMatch(/^broker: removed exchange raccordo\.v1$/m);
    expect((await raccordo(['migrate'], { env })).stdout).toBe('up to date\nbroker: up to date\n');
  });

  it('that takes no messages is found missing, and what that took to see is not left in it', async () => {
    const server = await startRabbit();
    try {
      const env = { ...(await own()), RACCORDO_BROKER_URL: await server.freshVhost() };
      const vhost = ['-p', new URL(env.RACCORDO_BROKER_URL).pathname.slice(1)];
      const well = await raccordo(['doctor'], { env });
      expect(well).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok {7}broker RabbitMQ: answers$/m) });
      const before = await server.ctl('list_queues', ...vhost, 'name', 'messages');
      expect(before).not.toMatch(/look|[1-9]\d*$/m);
      await server.ctl('set_vm_memory_high_watermark', '0.000001');
      const sick = await raccordo(['doctor'], { env });
      expect(sick.code).toBe(3);
      expect(sick.stdout).toMatch(
        /^MISSING {2}broker RabbitMQ: low on memory\n {9}RabbitMQ is short of memory or disk: /m,
      );
      await server.ctl('set_vm_memory_high_watermark', '0.4');
      await vi.waitFor(
        async () => expect(await server.ctl('list_queues', ...vhost, 'name', 'messages')).not.toContain('look'),
        { timeout: 20_000, interval: 500 },
      );
      expect((await raccordo(['doctor'], { env })).stdout).toMatch(/^ok {7}broker RabbitMQ: answers$/m);
    } finally {
      await server.stop();
    }
  });
});
