import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryId } from '../../src/foundation/brand.js';
import { newDeliveryId, newMessageId } from '../../src/foundation/ids.js';
import type { AcceptedReceipt } from '../../src/store/receipt.js';
import type { Line } from '../../src/store/waking.js';
import {
  acting,
  claimed,
  closing,
  deliveryId,
  deliveryTo,
  dueOf,
  EACH_STORE,
  type OpenStore,
  receipt,
  somebody,
} from '../support/store.js';

/** Long enough that no call of this test counts as stale. */
const NEVER_STALE = 3_600_000;
const HOUR = 3_600_000;

describe.each(EACH_STORE)('deliveries in the $kind store', ({ open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.end());

  const accepted = async (given: Parameters<typeof receipt>[0] = {}): Promise<AcceptedReceipt> => {
    const one = receipt(given);
    await opened.store.accept(one);
    return one;
  };
  /** Receipts whose deliveries go out one after the other. */
  const queue = async (length: number): Promise<AcceptedReceipt[]> => {
    const key = `anpal ${newMessageId()}`;
    const all: AcceptedReceipt[] = [];
    for (let n = 0; n < length; n += 1) all.push(await accepted({ deliveries: [deliveryTo('anpal', key)] }));
    return all;
  };
  const dueNow = async (staleAfterMs = NEVER_STALE): Promise<DeliveryId[]> =>
    (await dueOf(opened.store, 10_000, staleAfterMs)).map((each) => each.id);
  const endLease = async (id: DeliveryId): Promise<void> => {
    const text = `update deliveries set lease_until = now() - interval '1 second' where id = $1`;
    await opened.database.query({ name: 'test-end-lease', text }, [id]);
  };

  it('gives a claimed delivery all that its attempt needs', async () => {
    const { codiceFiscale, identificativoSap } = somebody();
    const one = await accepted({
      codiceFiscale,
      identificativoSap,
      replyTo: 'http://localhost/esiti',
      correlationId: 'c-1',
      canonical: { x: '007' },
    });
    const delivery = await claimed(opened.store, deliveryId(one));
    expect(delivery).toMatchObject({
      messageId: one.id,
      kind: 'record',
      destination: 'anpal',
      attempt: 1,
      tries: 1,
      ambiguous: false,
      source: 'silp',
      record: 'sap',
      event: 'invio',
      revision: 'v1',
      canonical: { x: '007' },
      codiceFiscale,
      identificativoSap,
      replyTo: 'http://localhost/esiti',
      correlationId: 'c-1',
    });
    expect(delivery.receivedAt).toBeInstanceOf(Date);
    expect('told' in delivery).toBe(false);
  });

  it('lets one claimer win, however many try', async () => {
    const one = await accepted();
    const claims = await Promise.all(Array.from({ length: 8 }, () => opened.store.claim(deliveryId(one), 60)));
    expect(claims.filter((each) => each !== undefined)).toHaveLength(1);
  });

  it('is still taken for the attempt whose taker was not told', async () => {
    const [one, next] = (await queue(2)) as [AcceptedReceipt, AcceptedReceipt];
    const name = randomUUID();
    const first = await claimed(opened.store, deliveryId(one));
    await endLease(deliveryId(one));
    expect(await opened.store.claim(deliveryId(one), 60, name)).toMatchObject({ attempt: 2, ambiguous: true });
    for (const seconds of [60, -1, 60])
      expect(await opened.store.claim(deliveryId(one), seconds, name)).toMatchObject({ attempt: 2, tries: 2 });
    expect(await opened.store.claim(deliveryId(one), 60, randomUUID())).toBeUndefined();
    expect(await opened.store.claim(deliveryId(next), 60, name)).toBeUndefined();
    expect(await opened.store.close(closing(first))).toEqual([]);

    await endLease(deliveryId(one));
    expect(await claimed(opened.store, deliveryId(one))).toMatchObject({ attempt: 3 });
    expect(await opened.store.claim(deliveryId(one), 60, name)).toBeUndefined();
    expect((await opened.store.delivery(deliveryId(one)))?.history).toMatchObject([
      { number: 1, outcome: 'interrupted' },
      { number: 2, outcome: 'interrupted' },
    ]);
  });

  it('lets a key leave one at a time and in the order received', async () => {
    const [first, second, third] = (await queue(3)) as [AcceptedReceipt, AcceptedReceipt, AcceptedReceipt];
    expect(await opened.store.claim(deliveryId(second), 60)).toBeUndefined();
    const delivery = await claimed(opened.store, deliveryId(first));
    expect(await opened.store.claim(deliveryId(second), 60)).toBeUndefined();
    expect(await opened.store.close(closing(delivery))).toMatchObject([
      { id: deliveryId(second), destination: 'anpal' },
    ]);
    expect(await opened.store.claim(deliveryId(third), 60)).toBeUndefined();
    const next = await claimed(opened.store, deliveryId(second));
    expect(await opened.store.close(closing(next, { outcome: 'refused' }))).toMatchObject([
      { id: deliveryId(third), destination: 'anpal' },
    ]);
  });

  it('tries a failed delivery again when its time has come, before those behind it', async () => {
    const [first, second] = (await queue(2)) as [AcceptedReceipt, AcceptedReceipt];
    const delivery = await claimed(opened.store, deliveryId(first));
    expect(
      await opened.store.close(
        closing(delivery, { outcome: 'failed', answer: { reason: 'down' }, next: { afterMs: HOUR } }),
      ),
    ).toEqual([]);
    expect(await opened.store.claim(deliveryId(first), 60)).toBeUndefined();
    expect(await dueNow()).not.toContain(deliveryId(first));
    expect(await dueNow()).not.toContain(deliveryId(second));
    expect(await opened.store.delivery(deliveryId(first))).toMatchObject({
      status: 'pending',
      attempts: 1,
      closedAt: null,
    });
  });

  it('finds a failed delivery in the sweep once its pause is over, although it was called before', async () => {
    const one = await accepted();
    await opened.store.dispatched([deliveryId(one)]);
    const delivery = await claimed(opened.store, deliveryId(one));
    await opened.store.close(closing(delivery, { outcome: 'failed', next: { afterMs: -1_000 } }));
    expect(await dueNow()).toContain(deliveryId(one));
    expect((await claimed(opened.store, deliveryId(one))).attempt).toBe(2);
  });

  it('keeps those behind a parked one waiting until a person decides', async () => {
    const [first, second] = (await queue(2)) as [AcceptedReceipt, AcceptedReceipt];
    const delivery = await claimed(opened.store, deliveryId(first));
    expect(await opened.store.close(closing(delivery, { outcome: 'failed', next: 'parked' }))).toEqual([]);
    expect(await opened.store.claim(deliveryId(second), 60)).toBeUndefined();
    expect(await dueNow()).not.toContain(deliveryId(second));

    expect(await opened.store.replay({ message: first.id }, acting('replay'))).toMatchObject([
      { id: deliveryId(first), destination: 'anpal' },
    ]);
    expect(await opened.store.replay({ message: first.id }, acting('replay'))).toEqual([]);
    const again = await claimed(opened.store, deliveryId(first));
    expect(again).toMatchObject({ attempt: 2, tries: 1 });
    expect(await opened.store.close(closing(again))).toMatchObject([{ id: deliveryId(second), destination: 'anpal' }]);
  });

  it('replays of one message what is parked for one side alone', async () => {
    const one = await accepted({
      deliveries: (['anpal', 'inps'] as const).map((side) => deliveryTo(side, newMessageId())),
    });
    for (const { id } of one.deliveries)
      await opened.store.close(closing(await claimed(opened.store, id), { outcome: 'failed', next: 'parked' }));
    const { store } = opened;
    expect(await store.replay({ message: one.id, to: 'silp' }, acting('replay'))).toEqual([]);
    expect(await store.replay({ message: one.id, to: 'inps' }, acting('replay'))).toMatchObject([
      { id: deliveryId(one, 1), destination: 'inps' },
    ]);
    expect((await store.delivery(deliveryId(one)))?.status).toBe('parked');
  });

  it('replays all that is parked for a side, and nothing of another', async () => {
    const parked = [];
    for (const destination of ['inps', 'inps', 'lavoro-per-te'] as const) {
      const one = await accepted({ deliveries: [deliveryTo(destination, newMessageId())] });
      await opened.store.close(
        closing(await claimed(opened.store, deliveryId(one)), { outcome: 'failed', next: 'parked' }),
      );
      parked.push(deliveryId(one));
    }
    const { deliveries } = await opened.store.choose({ destination: 'inps' }, ['parked']);
    const replayed = await opened.store.replay({ deliveries }, acting('replay'));
    expect(replayed.map((each) => each.id)).toEqual(parked.slice(0, 2));
    expect((await opened.store.delivery(parked[2] as DeliveryId))?.status).toBe('parked');
  });

  it('writes down an attempt whose process has died, and warns the next', async () => {
    const one = await accepted();
    await claimed(opened.store, deliveryId(one));
    expect(await dueNow()).not.toContain(deliveryId(one));
    await endLease(deliveryId(one));
    expect(await dueNow()).toContain(deliveryId(one));
    const again = await claimed(opened.store, deliveryId(one));
    expect(again).toMatchObject({ attempt: 2, ambiguous: true });
    expect((await opened.store.delivery(deliveryId(one)))?.history).toMatchObject([
      { number: 1, outcome: 'interrupted' },
    ]);
  });

  it('refuses the closing of an attempt that is no longer ours', async () => {
    const one = await accepted();
    const lost = await claimed(opened.store, deliveryId(one));
    await endLease(deliveryId(one));
    const mine = await claimed(opened.store, deliveryId(one));
    expect(await opened.store.close(closing(lost, { outcome: 'refused' }))).toEqual([]);
    expect((await opened.store.delivery(deliveryId(one)))?.status).toBe('sent');
    await opened.store.close(closing(mine));
    await opened.store.close(closing(mine, { outcome: 'refused' }));
    const view = await opened.store.delivery(deliveryId(one));
    expect(view).toMatchObject({ status: 'acknowledged', attempts: 2, nextAttemptAt: null });
    expect(view?.history.map((attempt) => attempt.outcome)).toEqual(['interrupted', 'acknowledged']);
  });

  it('still takes the answer of an attempt whose lease has ended while nobody else has taken it', async () => {
    const one = await accepted();
    const delivery = await claimed(opened.store, deliveryId(one));
    await endLease(deliveryId(one));
    await opened.store.close(closing(delivery));
    expect((await opened.store.delivery(deliveryId(one)))?.status).toBe('acknowledged');
  });

  it('remembers that a failed attempt may have arrived', async () => {
    const one = await accepted();
    const next = { afterMs: -1_000 };
    await opened.store.close(
      closing(await claimed(opened.store, deliveryId(one)), { outcome: 'ambiguous', next, ambiguous: true }),
    );
    const second = await claimed(opened.store, deliveryId(one));
    expect(second.ambiguous).toBe(true);
    await opened.store.close(closing(second, { outcome: 'failed', next }));
    expect((await claimed(opened.store, deliveryId(one))).ambiguous).toBe(true);
  });

  it('tells the source in the same commit, in its own order', async () => {
    const one = await accepted();
    const tell = {
      id: newDeliveryId(),
      kind: 'esito',
      destination: 'silp',
      lane: 'interactive',
      orderingKey: `silp ${one.id}`,
    } as const;
    const told = { outcome: 'refused', codici: ['X001'] };
    const woken = await opened.store.close(
      closing(await claimed(opened.store, deliveryId(one)), { outcome: 'refused', tell: { ...tell, told } }),
    );
    expect(woken).toEqual([{ id: tell.id, destination: 'silp', lane: 'interactive', orderingKey: tell.orderingKey }]);
    expect(await claimed(opened.store, tell.id)).toMatchObject({
      kind: 'esito',
      messageId: one.id,
      told,
      canonical: one.canonical,
    });
    expect((await opened.store.deliveriesOf(one.id)).map((each) => each.kind)).toEqual(['record', 'esito']);
  });

  it('frees the key of a refused document, because it had no effect', async () => {
    const first = await accepted({ text: 'one' });
    await opened.store.close(closing(await claimed(opened.store, deliveryId(first)), { outcome: 'refused' }));
    const again = receipt({ text: 'one', dedupeKey: first.dedupeKey });
    expect(await opened.store.accept(again)).toEqual({ outcome: 'stored', id: again.id });
    const third = receipt({ text: 'one', dedupeKey: first.dedupeKey });
    expect(await opened.store.accept(third)).toEqual({ outcome: 'repeated', id: again.id });
  });

  it('keeps the key when only the telling is refused', async () => {
    const first = await accepted({ text: 'one' });
    const tell = {
      id: newDeliveryId(),
      kind: 'esito',
      destination: 'silp',
      lane: 'interactive',
      orderingKey: first.id,
      told: {},
    } as const;
    await opened.store.close(closing(await claimed(opened.store, deliveryId(first)), { tell }));
    await opened.store.close(closing(await claimed(opened.store, tell.id), { outcome: 'refused' }));
    expect((await opened.store.accept(receipt({ text: 'one', dedupeKey: first.dedupeKey }))).outcome).toBe('repeated');
  });

  describe('the sweep', () => {
    it('calls the first of each key, oldest first, until it is noted as called', async () => {
      const [first, second] = (await queue(2)) as [AcceptedReceipt, AcceptedReceipt];
      const other = await accepted();
      const before = await dueNow();
      expect(before.indexOf(deliveryId(first))).toBeGreaterThanOrEqual(0);
      expect(before.indexOf(deliveryId(other))).toBeGreaterThan(before.indexOf(deliveryId(first)));
      expect(before).not.toContain(deliveryId(second));
      await opened.store.dispatched([deliveryId(first)]);
      const after = await dueNow();
      expect(after).not.toContain(deliveryId(first));
      expect(after).toContain(deliveryId(other));
    });

    it('calls again what was called long ago: the call must be lost', async () => {
      const one = await accepted();
      await opened.store.dispatched([deliveryId(one)]);
      expect(await dueNow()).not.toContain(deliveryId(one));
      expect(await dueNow(-1)).toContain(deliveryId(one));
    });

    it('is not misled by the note of a call whose attempt has failed meanwhile', async () => {
      const one = await accepted();
      const delivery = await claimed(opened.store, deliveryId(one));
      await opened.store.close(closing(delivery, { outcome: 'failed', next: { afterMs: HOUR } }));
      await opened.store.dispatched([deliveryId(one)]);
      await dueNow();
      const text = 'update deliveries set next_attempt_at = now() where id = $1';
      await opened.database.query({ name: 'test-pause-over', text }, [deliveryId(one)]);
      expect(await dueNow()).toContain(deliveryId(one));
    });

    it('finds a delivery that was called before its turn as soon as its turn has come', async () => {
      const [first, second] = (await queue(2)) as [AcceptedReceipt, AcceptedReceipt];
      await opened.store.dispatched([deliveryId(first), deliveryId(second)]);
      expect(await dueNow()).not.toContain(deliveryId(second));
      await opened.store.close(closing(await claimed(opened.store, deliveryId(first))));
      expect(await dueNow()).toContain(deliveryId(second));
    });

    it('gives of each side and lane no more than asked for', async () => {
      await accepted();
      await accepted();
      for (const lane of ['interactive', 'bulk'] as const)
        for (let n = 0; n < 2; n += 1)
          await accepted({ deliveries: [{ ...deliveryTo('miattivo', `miattivo ${newMessageId()}`), lane }] });
      const fresh = (await dueOf(opened.store, 1, NEVER_STALE)).filter(({ retry }) => !retry);
      expect(fresh.map(({ destination, lane }) => `${destination} ${lane}`).sort()).toEqual([
        'anpal interactive',
        'miattivo bulk',
        'miattivo interactive',
      ]);
    });

    it('makes no call again while those of its side and lane are known to wait', async () => {
      const one = await accepted();
      await opened.store.dispatched([deliveryId(one)]);
      const ids = async (waiting: readonly Line[]) =>
        (await opened.store.due({ sides: ['anpal'], limit: 10_000, staleAfterMs: 0, waiting })).map(({ id }) => id);
      await ids([]);
      expect(await ids([{ destination: 'anpal', lane: 'interactive' }])).not.toContain(deliveryId(one));
      expect(await ids([{ destination: 'anpal', lane: 'events' }])).toContain(deliveryId(one));
      expect(await ids([])).toContain(deliveryId(one));
    });
  });
});
