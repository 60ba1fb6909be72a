/** The doors for operators: what they do, who may, and that everything leaves an entry. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, push, type ShownMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { basic } from '../support/national-calls.js';
import { administer } from '../support/postgres.js';
import { person, sapOf } from '../support/sap-document.js';

const SIDES = ['silp', 'anpal', 'toscana-lavoro'] as const;
type Account = (typeof SIDES)[number];
const ACCOUNTS = SIDES.map((side) => ({ name: `conto-${side}`, username: side, password: side, side }));

let gateway: TestGateway;
let callbacks: Server;
const told: Record<string, unknown>[] = [];
let n = 0;
beforeAll(async () => {
  gateway = await startTestGateway({
    env: { RACCORDO_CALLERS: JSON.stringify(ACCOUNTS), RACCORDO_DELIVERY_ATTEMPTS: '1' },
  });
  callbacks = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      told.push(JSON.parse(body) as Record<string, unknown>);
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    callbacks.listen(0, '127.0.0.1', resolve);
  });
});
afterEach(async () => {
  gateway.silp.setFault('none');
  await call('anpal', '/rest/v1/sides/silp/release', {});
});
afterAll(async () => {
  callbacks?.close();
  await gateway?.stop();
});

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}
/** With a body it tells, without it asks. */
async function call(
  side: Account,
  path: string,
  body?: object,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Reply> {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { ...basic(side), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Reply['body'] };
}
const show = async (id: string) => (await call('anpal', `/rest/v1/messages/${id}`)).body as unknown as ShownMessage;
const became = (id: string, status: string) =>
  eventually(
    () => show(id),
    ({ deliveries }) => deliveries.some((one) => one.kind === 'record' && one.status === status),
  );
const sent = async (headers: Record<string, string> = {}): Promise<string> => {
  n += 1;
  const document = sapOf(n, { identificativoSap: `ZZ${String(n).padStart(8, '0')}A` });
  const { status, id } = await push(gateway.url, 'anpal', document, { ...basic('anpal'), ...headers });
  expect(status).toBe(202);
  return id;
};
/** A SAP of the nation whose delivery to silp is parked. */
const parked = async (): Promise<string> => {
  gateway.silp.setFault('garbage');
  const id = await sent();
  await became(id, 'parked');
  gateway.silp.setFault('none');
  return id;
};
/** As `parked`, of which an attempt may have arrived: SILP is asked before it is told anything, so that a lost answer is that of a question. */
const inDoubt = async (): Promise<string> => {
  const id = await parked();
  await administer(gateway.store, `update deliveries set ambiguous = true where message_id = '${id}'`);
  return id;
};
const quarantined = async (): Promise<string> => {
  n += 1;
  return (await push(gateway.url, 'anpal', sapOf(n, { indirizzo: '<cap/>' }), basic('anpal'))).id;
};
/** A SAP of the nation that waits, because silp is held. */
const waiting = async (headers: Record<string, string> = {}): Promise<string> => {
  await call('anpal', '/rest/v1/sides/silp/hold', { reason: 'prova' });
  return sent(headers);
};
interface Entry {
  readonly run: string;
  readonly actor: string;
  readonly action: string;
  readonly target: Record<string, unknown>;
  readonly reason?: string;
  readonly counts: Record<string, number>;
}
const entries = async (side: Account = 'anpal', query = ''): Promise<Entry[]> =>
  (await call(side, `/rest/v1/operator-actions?limit=200${query}`)).body.items as Entry[];

/** For each operation of operators something that it does. */
const DEEDS: Readonly<Record<string, () => Promise<Reply>>> = {
  replayMessage: async () => call('anpal', `/rest/v1/messages/${await parked()}/replay`, { reason: 'well again' }),
  replayParked: async () => {
    await parked();
    return call('silp', '/rest/v1/sides/silp/parked/replay', {});
  },
  replaySelection: async () =>
    call('anpal', '/rest/v1/replays', { select: { messages: [await parked()] }, reason: 'well again' }),
  confirmMessage: async () =>
    call('anpal', `/rest/v1/messages/${await inDoubt()}/confirm`, { reason: 'seen at the node' }),
  cancelMessage: async () => call('anpal', `/rest/v1/messages/${await parked()}/cancel`, { reason: 'an error' }),
  cancelSelection: async () =>
    call('anpal', '/rest/v1/cancellations', { select: { messages: [await parked()] }, reason: 'an error' }),
  holdSide: () => call('silp', '/rest/v1/sides/silp/hold', { reason: 'maintenance' }),
  releaseSide: async () => {
    await call('silp', '/rest/v1/sides/silp/hold', { reason: 'maintenance' });
    return call('silp', '/rest/v1/sides/silp/release', { reason: 'done' });
  },
  holdRoute: () => call('anpal', '/rest/v1/routes/r1/hold', { reason: 'maintenance' }),
  releaseRoute: async () => {
    await call('anpal', '/rest/v1/routes/r1/hold', { reason: 'maintenance' });
    return call('anpal', '/rest/v1/routes/r1/release', {});
  },
};

describe('everything that an operator does', () => {
  it('leaves one entry, whatever the operation', async () => {
    const { paths } = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string; tags?: string[] }>>;
    };
    const operations = Object.values(paths)
      .flatMap((path) => Object.entries(path))
      .filter(([method, { tags = [] }]) => method !== 'get' && tags.includes('operations'))
      .map(([, { operationId }]) => operationId);
    expect(operations.sort()).toEqual(Object.keys(DEEDS).sort());
    for (const [operation, deed] of Object.entries(DEEDS)) {
      const word = /^[a-z]+/.exec(operation)?.[0] ?? '';
      const before = await entries('anpal', `&action=${word}`);
      const { status, body } = await deed();
      expect([operation, status]).toEqual([operation, 200]);
      const [entry, ...rest] = await entries('anpal', `&action=${word}`);
      expect([operation, rest.length]).toEqual([operation, before.length]);
      expect(entry).toMatchObject({ action: word, actor: expect.stringMatching(/^conto-/) });
      if ('action' in body) expect(entry?.run).toBe(body.action);
      await call('anpal', '/rest/v1/sides/silp/release', {});
      await call('anpal', '/rest/v1/routes/r1/release', {});
    }
  });

  it('is written without personal data, and refused with it', async () => {
    const { codiceFiscale } = person(1);
    for (const [path, body] of [
      ['/rest/v1/sides/silp/hold', { reason: `because of ${codiceFiscale}` }],
      ['/rest/v1/replays', { select: { reason: codiceFiscale }, reason: 'x' }],
      ['/rest/v1/replays', { select: { reason: codiceFiscale }, preview: true }],
      ['/rest/v1/sides/silp/hold', { reason: `because of ${codiceFiscale.replace(/(.{6})(.{5})/, '$1 $2 ')}` }],
      ['/rest/v1/cancellations', { select: { destination: 'silp' }, reason: codiceFiscale.toLowerCase() }],
    ] as const) {
      const { status, body: problem } = await call('anpal', path, body);
      expect([status, problem.type]).toEqual([400, '/problems/person-named']);
      expect(JSON.stringify(problem)).not.toContain(codiceFiscale);
    }
    expect(JSON.stringify(await entries())).not.toContain(codiceFiscale);
  });
});

describe('a hold of a side', () => {
  it('keeps what comes for it, tells why, and lets it go when it ends', async () => {
    const held = await call('silp', '/rest/v1/sides/silp/hold', { reason: 'maintenance' });
    expect(held).toMatchObject({
      status: 200,
      body: { scope: 'side', name: 'silp', reason: 'maintenance', heldBy: 'conto-silp', waiting: expect.any(Number) },
    });
    const id = await sent();
    // Longer than a sweep: whoever is woken does not get it.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await show(id)).deliveries).toMatchObject([
      { status: 'pending', attempts: 0, held: { scope: 'side', name: 'silp', reason: 'maintenance' } },
    ]);
    const again = await call('anpal', '/rest/v1/sides/silp/hold', { reason: 'other' });
    expect(again.body).toEqual({ ...held.body, waiting: 1 });
    const { body: listed } = await call('toscana-lavoro', '/rest/v1/holds');
    expect(listed.items).toMatchObject([{ name: 'silp', reason: 'maintenance', heldBy: 'conto-silp' }]);
    const status = (await (await fetch(`${gateway.url}/status`)).json()) as Record<string, unknown>;
    expect(status).toMatchObject({ health: 'ok', holds: [{ scope: 'side', name: 'silp' }] });
    expect(status.sides).toContainEqual({ name: 'silp', state: 'held' });
    expect(JSON.stringify(status)).not.toContain('maintenance');
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('raccordo_holds{scope="side",name="silp"} 1');
    const { body: page } = await call('anpal', '/rest/v1/messages?limit=1');
    expect(page.items).toMatchObject([{ id, held: { name: 'silp', reason: 'maintenance' } }]);
    expect((await call('silp', '/rest/v1/sides/silp/release', { reason: 'done' })).body).toEqual({
      released: true,
      waiting: 1,
    });
    await became(id, 'acknowledged');
    expect((await call('silp', '/rest/v1/sides/silp/release', {})).body).toEqual({ released: false, waiting: 0 });
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).not.toContain('raccordo_holds{');
  });

  it('is told and ended by that side and the nation alone; of a route by the nation', async () => {
    for (const step of ['hold', 'release']) {
      for (const [side, path, status] of [
        ['toscana-lavoro', 'sides/silp', 403],
        ['silp', 'sides/silp', 200],
        ['anpal', 'sides/silp', 200],
        ['silp', 'routes/r1', 403],
        ['anpal', 'routes/r1', 200],
      ] as const) {
        const reply = await call(side, `/rest/v1/${path}/${step}`, { reason: 'prova' });
        expect([step, side, path, reply.status]).toEqual([step, side, path, status]);
      }
    }
  });

  it('needs a reason that says something, in one line that shows what it says', async () => {
    const hidden = ['\u0000', '\n', '\u001b[31m', '\u202e', '\u200b', '\ud800'].map((one) => ({ reason: `a${one}b` }));
    for (const body of [{}, { reason: '' }, { reason: '  ' }, { reason: 'x', more: 1 }, ...hidden]) {
      expect(await call('anpal', '/rest/v1/sides/silp/hold', body)).toMatchObject({ status: 400 });
    }
    const { body } = await call('anpal', '/rest/v1/sides/silp/hold', { reason: 'a\nb' });
    expect(body.detail).toBe('reason must be one line of text, without control characters, that is not empty');
    expect(await call('anpal', '/rest/v1/sides/nowhere/hold', { reason: 'x' })).toMatchObject({ status: 400 });
    expect(await call('anpal', '/rest/v1/routes/%00/hold', { reason: 'x' })).toMatchObject({ status: 400 });
    expect(await call('anpal', '/rest/v1/messages?rule=%00')).toMatchObject({ status: 400 });
  });
});

describe('messages', () => {
  it('are found by what their deliveries and findings are', async () => {
    const [stuck, bad] = [await parked(), await quarantined()];
    const found = async (query: string) => {
      const { status, body } = await call('anpal', `/rest/v1/messages?limit=200&${query}`);
      expect([query, status]).toEqual([query, 200]);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    const [finding] = (await show(bad)).findings;
    const now = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
    const both = [stuck, bad];
    for (const [query, expected] of [
      ['destination=silp&delivery-status=parked', [stuck]],
      ['destination=inps&delivery-status=parked', []],
      ['reason=garbled-answer', [stuck]],
      ['reason=unreachable', []],
      [`rule=${finding?.rule}`, [bad]],
      ['event=invio', both],
      ['event=notifica', []],
      ['destination=silp', [stuck]],
      ['route=r1', []],
      [`until=${now}`, both],
      [`since=${now}`, []],
      [`since=${encodeURIComponent('2020-01-01T00:00:00+01:00')}&status=quarantined`, [bad]],
    ] as const) {
      const ids = await found(query);
      expect([query, both.filter((id) => ids.includes(id))]).toEqual([query, expected]);
    }
    expect(await call('anpal', '/rest/v1/messages?since=2026-01-01')).toMatchObject({ status: 400 });
    expect(await call('anpal', '/rest/v1/messages?codiceFiscale=x')).toMatchObject({ status: 400 });
  });
});

describe('a selection', () => {
  it('is counted first, done when it is what was expected, and not done otherwise', async () => {
    const [stuck, other, bad] = [await parked(), await parked(), await quarantined()];
    const select = { messages: [stuck, other, bad] };
    const preview = await call('anpal', '/rest/v1/replays', { select, preview: true });
    expect(preview).toMatchObject({
      status: 200,
      body: {
        preview: true,
        total: 3,
        deliveries: 2,
        quarantined: 1,
        messages: 3,
        mayHaveArrived: 0,
        byDestination: [{ destination: 'silp', count: 2 }],
        byRecord: [{ record: 'sap', event: 'invio', count: 3 }],
        oldest: expect.any(String),
        newest: expect.any(String),
      },
    });
    expect(preview.body.byReason).toContainEqual({ reason: 'garbled-answer', count: 2 });
    const before = await entries();
    const changed = await call('anpal', '/rest/v1/replays', { select, expected: 2, reason: 'well again' });
    expect([changed.status, changed.body.type]).toEqual([409, '/problems/selection-changed']);
    expect((await show(stuck)).deliveries).toMatchObject([{ status: 'parked' }]);
    expect(await entries()).toEqual(before);
    const done = await call('anpal', '/rest/v1/replays', { select, expected: 3, reason: 'well again' });
    expect(done.body).toEqual({
      deliveries: 2,
      messages: 3,
      checked: { accepted: 0, quarantined: 1 },
      action: expect.any(String),
    });
    const left = await entries('anpal', `&run=${done.body.action}`);
    expect(left.map(({ counts }) => counts)).toEqual([
      { checked: 1, quarantined: 1 },
      { deliveries: 2, messages: 2 },
    ]);
    expect(left).toMatchObject([
      { reason: 'well again', target: { select, message: bad } },
      { reason: 'well again', target: { select } },
    ]);
    for (const id of [stuck, other]) await became(id, 'acknowledged');
  });

  it('of which somebody else was quicker says that nothing was left, and names no action', async () => {
    const select = { messages: [await parked(), await parked()] };
    const ask = () => call('anpal', '/rest/v1/cancellations', { select, reason: 'an error' });
    const both = (await Promise.all([ask(), ask()]))
      .map(({ body }) => body)
      .sort((a, b) => Number(b.deliveries) - Number(a.deliveries));
    expect(both[0]).toEqual({ deliveries: 2, messages: 2, action: expect.any(String) });
    expect(both[1]).toEqual({ deliveries: 0, messages: expect.any(Number) });
    expect(await entries('anpal', `&run=${both[0]?.action}`)).toHaveLength(1);
  });

  it('is narrowed to what the account may do one by one', async () => {
    const id = await parked();
    const select = { messages: [id] };
    const preview = async (side: Account, path: string) =>
      (await call(side, path, { select, preview: true })).body as { total: number; narrowedTo?: string };
    for (const path of ['/rest/v1/replays', '/rest/v1/cancellations']) {
      expect(await preview('silp', path)).toMatchObject({ total: 1, narrowedTo: 'silp' });
      expect(await preview('toscana-lavoro', path)).toMatchObject({ total: 0, narrowedTo: 'toscana-lavoro' });
      const all = await preview('anpal', path);
      expect(all.total).toBe(1);
      expect('narrowedTo' in all).toBe(false);
    }
    const none = await call('toscana-lavoro', '/rest/v1/cancellations', { select, reason: 'x' });
    expect(none.body).toMatchObject({ deliveries: 0, messages: 0 });
    expect((await show(id)).deliveries).toMatchObject([{ status: 'parked' }]);
  });

  it.each([
    ['/rest/v1/replays', { select: {}, reason: 'x' }],
    ['/rest/v1/replays', { select: { destination: 'silp' } }],
    ['/rest/v1/replays', { select: { status: 'pending' }, reason: 'x' }],
    ['/rest/v1/replays', { select: { since: 'yesterday' }, reason: 'x' }],
    ['/rest/v1/replays', { select: { until: '2026-06-30T23:59:60Z' }, reason: 'x' }],
    ['/rest/v1/replays', { select: { messages: ['urn:uuid:018f2b7c-0000-7000-8000-000000000001'] }, reason: 'x' }],
    ['/rest/v1/replays', { reason: 'x' }],
    ['/rest/v1/replays', { select: { destination: 'silp' }, reason: 5 }],
    ['/rest/v1/replays', { select: { destination: 'silp' }, preview: 'true' }],
    ['/rest/v1/cancellations', { select: { destination: 'silp' } }],
    ['/rest/v1/cancellations', { select: { status: 'pending' }, reason: 'x' }],
    ['/rest/v1/cancellations', { select: { status: 'quarantined', destination: 'silp' }, reason: 'x' }],
    ['/rest/v1/cancellations', { select: { messages: [] }, reason: 'x' }],
  ])('is refused at %s where it says %j', async (path, body) => {
    expect(await call('anpal', path, body)).toMatchObject({ status: 400, body: { type: '/problems/invalid-request' } });
  });
});

describe('calling off', () => {
  it('ends a delivery that waits, and tells the source that it will not arrive', async () => {
    const { port } = callbacks.address() as AddressInfo;
    const id = await waiting({ 'x-replyto': `http://127.0.0.1:${port}/esiti` });
    const off = await call('anpal', `/rest/v1/messages/${id}/cancel`, { reason: 'sent by mistake' });
    expect(off).toEqual({ status: 200, body: { deliveries: 1 } });
    const { deliveries } = await became(id, 'cancelled');
    expect(deliveries[0]).toMatchObject({
      answer: { reason: 'cancelled', detail: 'sent by mistake', by: 'conto-anpal' },
      attempts: 0,
    });
    const heard = await eventually(
      async () => told.find(({ message }) => message === id),
      (one) => one !== undefined,
    );
    expect(heard).toMatchObject({
      side: 'silp',
      status: 'cancelled',
      esito: { codice: 'ANNULLATA', messaggio: 'sent by mistake' },
    });
    await call('anpal', '/rest/v1/sides/silp/release', {});
    expect(await call('anpal', `/rest/v1/messages/${id}/replay`, {})).toMatchObject({ body: { deliveries: 0 } });
  });

  it('lets the same document come again', async () => {
    const id = await waiting();
    const document = sapOf(n, { identificativoSap: `ZZ${String(n).padStart(8, '0')}A` });
    const resent = async () => (await push(gateway.url, 'anpal', document, basic('anpal'))).body;
    expect(await resent()).toMatchObject({ id, outcome: 'repeated' });
    await call('anpal', '/rest/v1/cancellations', { select: { messages: [id] }, reason: 'too early' });
    const fresh = await resent();
    expect(fresh).toMatchObject({ outcome: 'accepted' });
    await call('anpal', '/rest/v1/sides/silp/release', {});
    await became(String(fresh.id), 'acknowledged');
  });

  it('is done by the sender, by the nation, and by a destination to what goes to itself', async () => {
    const id = await waiting();
    const off = (side: Account, more: object = {}) =>
      call(side, `/rest/v1/messages/${id}/cancel`, { reason: 'prova', ...more });
    expect(await off('toscana-lavoro')).toMatchObject({ status: 403 });
    expect((await off('silp', { destination: 'anpal' })).body).toEqual({ deliveries: 0 });
    expect((await off('silp')).body).toEqual({ deliveries: 1 });
  });
});

describe('the entries', () => {
  it('are shown to the nation, and to a side what concerns it', async () => {
    await call('silp', '/rest/v1/sides/silp/hold', { reason: 'prova' });
    await call('anpal', '/rest/v1/routes/r9/hold', { reason: 'prova' });
    await call('anpal', '/rest/v1/routes/r9/release', {});
    const routes = (all: readonly Entry[]) => all.filter(({ target }) => target.route === 'r9').length;
    expect(routes(await entries('anpal'))).toBe(2);
    expect(routes(await entries('silp'))).toBe(0);
    expect((await entries('silp')).some(({ actor }) => actor === 'conto-silp')).toBe(true);
    expect((await entries('silp')).some(({ target }) => target.side === 'silp')).toBe(true);
    expect(await entries('toscana-lavoro')).toEqual([]);
    const { body } = await call('anpal', '/rest/v1/operator-actions?limit=1');
    const [first] = body.items as Entry[];
    const { body: next } = await call('anpal', `/rest/v1/operator-actions?limit=1&cursor=${body.next}`);
    expect(next.items).not.toEqual([first]);
    expect(await call('anpal', '/rest/v1/operator-actions?cursor=x')).toMatchObject({ status: 400 });
  });
});
