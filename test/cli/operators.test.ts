/** `raccordo hold`, `release`, `holds`, `replay --select`, `cancel` and `actions`, asked of a gateway that runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { push, settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { administer } from '../support/postgres.js';
import { sapOf } from '../support/sap-document.js';
import { linesOf, raccordo } from './command.js';

const ID = '01939a2e-5b7c-7d21-8f3a-2c4e6a8b0d1f';

let gateway: TestGateway;
let n = 0;
beforeAll(async () => {
  gateway = await startTestGateway({ env: { RACCORDO_DELIVERY_ATTEMPTS: '1' } });
});
afterAll(() => gateway.stop());

const ask = (...args: string[]) => raccordo([...args, '--url', gateway.url]);
const sent = async (): Promise<string> => {
  n += 1;
  return (await push(gateway.url, 'anpal', sapOf(n, { identificativoSap: `ZZ0000000${n}A` }))).id;
};
const parked = async (): Promise<string> => {
  gateway.silp.setFault('garbage');
  const id = await sent();
  await settledMessage(gateway.url, id);
  gateway.silp.setFault('none');
  return id;
};
const statuses = async (id: string) => (await showMessage(gateway.url, id)).deliveries.map(({ status }) => status);

const NONE = '0 deliveries are waiting';

describe('hold and release', () => {
  it('say what is held and how much waits, and why it does not leave', async () => {
    const held = await ask('hold', '--side', 'silp', '--reason', 'maintenance until noon');
    expect(held).toMatchObject({ code: 0, stderr: '' });
    const line = /^side silp is held since \S+Z by anonymous: maintenance until noon$/;
    expect(linesOf(held.stdout)).toEqual([expect.stringMatching(line), NONE]);
    const id = await sent();
    expect(linesOf((await ask('holds')).stdout)).toEqual([expect.stringMatching(line)]);
    expect((await ask('messages', 'show', id)).stdout).toMatch(
      /^ {2}held {4}side silp since \S+: maintenance until noon$/m,
    );
    expect((await ask('messages', 'list')).stdout).toMatch(/\(held: side silp\)$/m);
    expect(await ask('release', '--side', 'silp')).toMatchObject({
      code: 0,
      stdout: 'side silp is released; 1 delivery is waiting\n',
    });
    expect((await settledMessage(gateway.url, id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    expect((await ask('release', '--side', 'silp')).stdout).toBe('side silp was not held\n');
    expect((await ask('holds')).stdout).toBe('nothing is held\n');
  });

  it('of a route are told by its id', async () => {
    const known = await ask('hold', '--route', 'silp-sap-anpal', '--reason', 'x');
    expect(linesOf(known.stdout)).toEqual([expect.stringMatching(/^route silp-sap-anpal is held since /), NONE]);
    await ask('release', '--route', 'silp-sap-anpal');
    const unknown = 'the table of routes in force has no r1: see raccordo routes list';
    const held = await ask('hold', '--route', 'r1', '--reason', 'x');
    expect(linesOf(held.stdout)).toEqual([expect.stringMatching(/^route r1 is held since /), NONE, unknown]);
    const { stdout } = await ask('release', '--route', 'r1', '--reason', 'done', '--json');
    expect(JSON.parse(stdout)).toEqual({ released: true, waiting: 0 });
  });

  it.each([
    [['hold', '--reason', 'x']],
    [['hold', '--side', 'silp']],
    [['hold', '--side', 'silp', '--route', 'r1', '--reason', 'x']],
    [['release']],
    [['replay', '--select', '--parked', '--side', 'silp']],
    [['replay', '--select', '--since', '2026-01-01']],
    [['cancel']],
    [['cancel', ID, '--select', '--reason', 'x']],
    [['cancel', ID]],
    [['cancel', '--select', '--destination', 'silp', '--yes']],
  ])('are told what they lack: %j', async (args) => {
    expect(await ask(...args)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('a selection', () => {
  it('is counted, and sent again only when that is said', async () => {
    const id = await parked();
    const filters = ['--select', '--destination', 'silp', '--status', 'parked', '--failed-with', 'garbled-answer'];
    const counted = await ask('replay', ...filters);
    expect(counted).toMatchObject({ code: 0, stderr: '' });
    expect(linesOf(counted.stdout)).toEqual([
      '1 delivery, 1 message',
      expect.stringMatching(/^ {2}received {3}\S+Z to \S+Z$/),
      '  to         silp: 1',
      '  record     sap/invio: 1',
      '  reason     garbled-answer: 1',
      'nothing was done; to go on, repeat the command with --yes --expect 1 and a --reason',
    ]);
    expect(await statuses(id)).toEqual(['parked']);
    expect(linesOf((await ask('replay', ...filters, '--expect', '5')).stdout).at(-2)).toBe('5 were expected');
    const other = await ask('replay', ...filters, '--yes', '--expect', '5', '--reason', 'well again');
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain('5 were expected, 1 are selected now; nothing was done');
    const done = await ask('replay', ...filters, '--yes', '--expect', '1', '--reason', 'well again');
    expect(linesOf(done.stdout)).toEqual(['1 delivery is pending again', expect.stringMatching(/^action \S+$/)]);
    expect((await settledMessage(gateway.url, id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    const run = /action (\S+)/.exec(done.stdout)?.[1] ?? '';
    const { stdout } = await ask('actions', '--run', run);
    expect(stdout).toMatch(new RegExp(`^\\S+Z  anonymous  replay  ${run}  .*"deliveries":1.*  well again$`, 'm'));
    expect((await ask('replay', ...filters)).stdout).toBe('0 deliveries, 0 messages\n');
  });

  it('is called off in the same way', async () => {
    const [first, second] = [await parked(), await parked()];
    const filters = ['--select', '--message', first, second];
    expect((await ask('cancel', ...filters, '--yes', '--preview')).stdout).toMatch(/^2 deliveries, 2 messages$/m);
    const done = await ask('cancel', ...filters, '--yes', '--reason', 'by mistake');
    expect(linesOf(done.stdout)[0]).toBe('2 deliveries are called off');
    for (const id of [first, second]) expect(await statuses(id)).toEqual(['cancelled']);
  });
});

describe('cancel', () => {
  it('calls one message off, and lists it as such', async () => {
    const id = await parked();
    expect(await ask('cancel', id, '--destination', 'inps', '--reason', 'x')).toMatchObject({
      code: 0,
      stdout: '0 deliveries are called off\n',
    });
    expect((await ask('cancel', id, '--reason', 'by mistake')).stdout).toBe('1 delivery is called off\n');
    const { stdout } = await ask('messages', 'list', '--delivery-status', 'cancelled', '--limit', '1');
    expect(stdout).toContain(id);
    expect((await ask('actions', '--action', 'cancel', '--limit', '1')).stdout).toContain(`{"message":"${id}"}`);
  });
});

describe('what is in doubt', () => {
  const inDoubt = async (): Promise<string> => {
    const id = await parked();
    const doubt = `ambiguous = true, answer = '{"reason":"in-doubt","detail":"its answer was lost"}'`;
    await administer(gateway.store, `update deliveries set ${doubt} where message_id = '${id}'`);
    return id;
  };

  it('is left, and counted, where all that is parked for a side is sent again', async () => {
    const id = await inDoubt();
    expect((await ask('replay', '--parked', '--side', 'silp')).stdout).toBe(
      '0 deliveries are pending again; 1 left for a person to decide about (messages list --delivery-status parked)\n',
    );
    expect(await statuses(id)).toEqual(['parked']);
    await ask('cancel', id, '--reason', 'prova');
  });

  it('counts as arrived once it is confirmed, with where it was seen', async () => {
    const id = await inDoubt();
    const confirm = () => ask('confirm', id, '--reason', 'seen at silp');
    expect(await confirm()).toMatchObject({ code: 0, stdout: '1 delivery is confirmed as arrived\n' });
    expect(await statuses(id)).toEqual(['acknowledged']);
    expect((await confirm()).stdout).toBe('0 deliveries are confirmed as arrived\n');
    expect((await ask('actions')).stdout).toContain('seen at silp');
  });
});
