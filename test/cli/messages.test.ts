/** `raccordo messages` and `raccordo replay`, asked of a gateway that runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { push, settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { freePort } from '../support/process.js';
import { person, sapOf } from '../support/sap-document.js';
import { linesOf, raccordo } from './command.js';

const ACCOUNT = { name: 'operatori', username: 'operatore', password: 'parola-segreta', side: 'anpal' };

let gateway: TestGateway;
let accepted = '';
let quarantined = '';
beforeAll(async () => {
  gateway = await startTestGateway({ env: { RACCORDO_DELIVERY_ATTEMPTS: '1' } });
  gateway.silp.setFault('garbage');
  accepted = (await push(gateway.url, 'anpal', sapOf(1, { identificativoSap: 'ZZ00000001A' }))).id;
  quarantined = (await push(gateway.url, 'anpal', sapOf(2, { indirizzo: '<cap/>' }))).id;
  await settledMessage(gateway.url, accepted);
});
afterAll(() => gateway.stop());

const ask = (...args: string[]) => raccordo([...args, '--url', gateway.url]);

describe('messages list', () => {
  it('prints a line for each message, newest first, and nobody’s name', async () => {
    const { code, stdout, stderr } = await ask('messages', 'list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = linesOf(stdout);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(new RegExp(`^\\S+Z  ${quarantined}  anpal +sap/invio +quarantined \\[xsd\\.`));
    expect(lines[1]).toMatch(new RegExp(`^\\S+Z  ${accepted}  anpal +sap/invio +accepted$`));
    expect(stdout).not.toContain(person(1).codiceFiscale);
  });

  it.each([
    ['--status', 'quarantined', () => [quarantined]],
    ['--status', 'accepted', () => [accepted]],
    ['--delivery-status', 'parked', () => [accepted]],
    ['--delivery-status', 'refused', () => []],
    ['--side', 'silp', () => []],
    ['--destination', 'silp', () => [accepted]],
    ['--reason', 'garbled-answer', () => [accepted]],
    ['--reason', 'call-limit', () => []],
    ['--event', 'notifica', () => []],
    ['--since', '2020-01-01T00:00:00+01:00', () => [quarantined, accepted]],
    ['--until', '2020-01-01T00:00:00Z', () => []],
    ['--limit', '1', () => [quarantined]],
  ])('%s %s keeps what fits', async (option, value, ids) => {
    const { code, stdout } = await ask('messages', 'list', option, value, '--json');
    expect(code).toBe(0);
    const { items } = JSON.parse(stdout) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual(ids());
  });

  it('goes on where a page ended', async () => {
    const first = await ask('messages', 'list', '--limit', '1');
    expect(linesOf(first.stdout)).toHaveLength(1);
    const cursor = /^older ones: --cursor (\S+)\n$/.exec(first.stderr)?.[1] ?? '';
    const second = await ask('messages', 'list', '--limit', '1', '--cursor', cursor);
    expect(second).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(accepted) });
  });

  it('says when there is none', async () => {
    expect(await ask('messages', 'list', '--side', 'silp')).toMatchObject({ code: 0, stdout: 'no messages\n' });
  });
});

describe('messages show', () => {
  it('prints what became of a message', async () => {
    const { code, stdout } = await ask('messages', 'show', accepted);
    expect(code).toBe(0);
    expect(linesOf(stdout)[0]).toBe(`message   ${accepted}`);
    expect(stdout).toMatch(/^from {6}anpal by \S+, sap\/invio, .*$/m);
    expect(stdout).toMatch(/^status {4}accepted$/m);
    expect(stdout.match(/^delivery .*$/gm)).toEqual([
      expect.stringMatching(/^delivery {2}\S+ → silp \(record\): parked by route \S+, interactive, attempts 1$/),
    ]);
    expect(stdout).toMatch(/garbled-answer/);
  });

  it('prints why a message is in quarantine', async () => {
    const { code, stdout } = await ask('messages', 'show', quarantined);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}error {2}datianagrafici\/domicilio\/indirizzo.*: .* \[xsd\.[a-z-]+\]$/im);
  });

  it('prints the answer of the gateway as it is, with --json', async () => {
    const { stdout } = await ask('messages', 'show', accepted, '--json');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(await showMessage(gateway.url, accepted))));
  });

  it('prints what a delivery waits for', async () => {
    const newer = sapOf(1, { identificativoSap: 'ZZ00000001A', indirizzo: 'Via Nuova 1', dataUltimoAgg: '2026-11-23' });
    const { id } = await push(gateway.url, 'anpal', newer);
    expect((await ask('messages', 'show', id)).stdout).toContain(
      `  waits   message ${accepted} about the same person goes first, and is parked (garbled-answer); send that again`,
    );
    expect((await ask('cancel', id, '--reason', 'only looked at')).code).toBe(0);
  });

  it('says that a message does not exist', async () => {
    const { code, stdout, stderr } = await ask('messages', 'show', '018f2b7c-0000-7000-8000-000000000001');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('No message with this id');
  });
});

describe('replay', () => {
  it('checks a quarantined message again', async () => {
    expect(await ask('replay', quarantined)).toMatchObject({ code: 0, stdout: 'checked again: quarantined\n' });
  });

  it('sends a message again whose delivery was parked, and it arrives when the side is well', async () => {
    expect(await ask('replay', accepted)).toMatchObject({ code: 0, stdout: '1 delivery is pending again\n' });
    await settledMessage(gateway.url, accepted);
    gateway.silp.setFault('none');
    expect(await ask('replay', '--parked', '--side', 'silp')).toMatchObject({
      code: 0,
      stdout: '1 delivery is pending again\n',
    });
    const { deliveries } = await settledMessage(gateway.url, accepted);
    expect(deliveries).toMatchObject([{ status: 'acknowledged' }]);
    expect(await ask('replay', '--parked', '--side', 'silp')).toMatchObject({
      code: 0,
      stdout: '0 deliveries are pending again\n',
    });
  });
});

describe('the gateway', () => {
  it('is looked for at the configured address', async () => {
    const env = { RACCORDO_HTTP_PORT: new URL(gateway.url).port };
    expect((await raccordo(['messages', 'show', accepted], { env })).code).toBe(0);
  });

  it('is missing when nobody answers there', async () => {
    const { code, stdout, stderr } = await raccordo(['messages', 'list'], {
      env: { RACCORDO_HTTP_PORT: String(await freePort()) },
    });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^raccordo: No gateway answers: at http:\/\/127\.0\.0\.1:\d+\n {2}Start one/);
  });

  it('lets in who gives an account, and says what is missing to who does not', async () => {
    const guarded = await startTestGateway({ env: { RACCORDO_CALLERS: JSON.stringify([ACCOUNT]) } });
    try {
      const list = (...more: string[]) => raccordo(['messages', 'list', '--url', guarded.url, ...more]);
      const refused = await list();
      expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' });
      expect(refused.stderr).toContain('--user name:password');
      expect(await list('--user', 'operatore:altra')).toMatchObject({ code: 1 });
      expect(await list('--user', 'operatore:parola-segreta')).toMatchObject({ code: 0, stdout: 'no messages\n' });
    } finally {
      await guarded.stop();
    }
  });
});
