import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageId } from '../../src/foundation/brand.js';
import { newDeliveryId, newMessageId, uuid7 } from '../../src/foundation/ids.js';
import { openPostgres } from '../../src/store/postgres.js';
import type { AcceptedReceipt } from '../../src/store/receipt.js';
import { storeOn } from '../../src/store/sql-store.js';
import { freshStore } from '../support/fresh.js';
import {
  claimed,
  closing,
  deliveryId,
  deliveryTo,
  EACH_STORE,
  nextMoment,
  type OpenStore,
  receipt,
  somebody,
} from '../support/store.js';

describe.each(EACH_STORE)('what the $kind store tells', ({ open }) => {
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

  it('knows nothing of an id that never was', async () => {
    const { store } = opened;
    expect(await store.message(newMessageId())).toBeUndefined();
    expect(await store.rawMessage(newMessageId())).toBeUndefined();
    expect(await store.delivery(newDeliveryId())).toBeUndefined();
    expect(await store.claim(newDeliveryId(), 60)).toBeUndefined();
    expect(await store.deliveriesOf(newMessageId())).toEqual([]);
  });

  it('pages through messages, newest first, each once', async () => {
    const expected: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      expected.unshift((await accepted({ side: 'inps' })).id);
      await nextMoment();
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await opened.store.messages({ side: 'inps', limit: 2, ...(cursor && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(expected);
  });

  it('finds messages by record, status and the status of a delivery', async () => {
    const did = await accepted({ side: 'miattivo', record: 'did' });
    const refused = receipt({ side: 'miattivo' });
    await opened.store.quarantine(refused);
    const parked = await accepted({ side: 'miattivo' });
    await opened.store.close(
      closing(await claimed(opened.store, deliveryId(parked)), { outcome: 'failed', next: 'parked' }),
    );
    const ids = async (filter: object): Promise<string[]> =>
      (await opened.store.messages({ side: 'miattivo', limit: 10, ...filter })).items.map((item) => item.id);
    expect(await ids({ record: 'did' })).toEqual([did.id]);
    expect(await ids({ status: 'quarantined' })).toEqual([refused.id]);
    expect(await ids({ deliveryStatus: 'parked' })).toEqual([parked.id]);
    expect((await ids({})).sort()).toEqual([did.id, refused.id, parked.id].sort());
  });

  it('finds messages by event, destination, route, reason and rule', async () => {
    const side = 'lavoro-per-te';
    const route = 'r7';
    const one = await accepted({ side, deliveries: [{ ...deliveryTo('anpal', newMessageId()), route }] });
    const answer = { reason: 'call-limit', detail: 'x' };
    const failed = await claimed(opened.store, deliveryId(one));
    await opened.store.close(closing(failed, { outcome: 'failed', answer, next: { afterMs: 0 } }));
    await nextMoment();
    const two = await accepted({ side, event: 'variazione', deliveries: [deliveryTo('inps', newMessageId())] });
    const refusal = { outcome: 'refused', answer: { codice: 'E123' } } as const;
    await opened.store.close(closing(await claimed(opened.store, deliveryId(two)), refusal));
    await nextMoment();
    const finding = { path: 'p', rule: 'sap.prova', source: 's', severity: 'error', message: 'm' } as const;
    const bad = receipt({ side, findings: [finding] });
    await opened.store.quarantine(bad);
    const found = async (filter: object) =>
      (await opened.store.messages({ side, limit: 10, ...filter })).items.map(({ id }) => id);
    expect(await found({})).toEqual([bad.id, two.id, one.id]);
    expect(await found({ event: 'variazione' })).toEqual([two.id]);
    expect(await found({ rule: 'sap.prova' })).toEqual([bad.id]);
    expect(await found({ rule: 'sap' })).toEqual([]);
    expect(await found({ destination: 'anpal' })).toEqual([one.id]);
    expect(await found({ destination: 'inps', deliveryStatus: 'refused' })).toEqual([two.id]);
    expect(await found({ destination: 'anpal', deliveryStatus: 'refused' })).toEqual([]);
    expect(await found({ route })).toEqual([one.id]);
    expect(await found({ reason: 'call-limit', deliveryStatus: 'pending' })).toEqual([one.id]);
    expect(await found({ reason: 'call-limit', destination: 'inps' })).toEqual([]);
    expect(await found({ reason: 'E123' })).toEqual([two.id]);
  });

  it('finds messages by when they were received, whatever the clock of who made their ids', async () => {
    const side = 'toscana-lavoro';
    const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 1, 12, minutes));
    const all: string[] = [];
    // Received ten minutes apart, by processes whose clocks are half an hour late, right, and half an hour early.
    for (const [n, apart] of [-30, 0, 30].entries()) {
      const id = uuid7(at(n * 10 + apart).getTime()) as MessageId;
      await accepted({ side, id, deliveries: [] });
      const text = 'update messages set received_at = $2::text::timestamptz where id = $1';
      await opened.database.query({ name: 'test-received', text }, [id, at(n * 10).toISOString()]);
      all.push(id);
    }
    const found = async (since: number, until: number) =>
      (await opened.store.messages({ side, limit: 10, since: at(since), until: at(until) })).items.map(({ id }) => id);
    const [first, second, third] = all;
    expect(await found(0, 30)).toEqual([third, second, first]);
    expect(await found(0, 10)).toEqual([first]);
    expect(await found(10, 20)).toEqual([second]);
    expect(await found(11, 30)).toEqual([third]);
    expect(await found(21, 60)).toEqual([]);
  });

  it('gives the attempts of a delivery in order, with their answers', async () => {
    const one = await accepted();
    const first = await claimed(opened.store, deliveryId(one));
    await opened.store.close(
      closing(first, { outcome: 'failed', answer: { reason: 'timeout' }, next: { afterMs: -1_000 } }),
    );
    await opened.store.close(closing(await claimed(opened.store, deliveryId(one)), { answer: { esito: 'OK' } }));
    const view = await opened.store.delivery(deliveryId(one));
    expect(view?.answer).toEqual({ esito: 'OK' });
    expect(view?.closedAt).toBeInstanceOf(Date);
    expect(view?.history).toMatchObject([
      { number: 1, outcome: 'failed', answer: { reason: 'timeout' }, startedAt: expect.any(Date) },
      { number: 2, outcome: 'acknowledged', answer: { esito: 'OK' } },
    ]);
    expect(view?.history[1]?.endedAt).toBeInstanceOf(Date);
  });

  it('gives the records of a person, newest first', async () => {
    const { codiceFiscale } = somebody();
    const old = await accepted({ codiceFiscale, canonical: { n: 1 } });
    const did = await accepted({ codiceFiscale, record: 'did', canonical: { n: 2 } });
    await accepted();
    const all = await opened.store.recordsOf(codiceFiscale, { limit: 10 });
    expect(all.map((each) => each.messageId)).toEqual([did.id, old.id]);
    expect(all[1]).toMatchObject({ side: 'silp', record: 'sap', event: 'invio', canonical: { n: 1 } });
    expect(await opened.store.recordsOf(codiceFiscale, { record: 'sap', limit: 10 })).toHaveLength(1);
    expect(await opened.store.recordsOf(codiceFiscale, { limit: 1 })).toHaveLength(1);
  });

  it('gives what a side has acknowledged beside a message about the same person, and whether it came before', async () => {
    const { codiceFiscale } = somebody();
    const told = async (answer: object, given: Parameters<typeof receipt>[0] = {}) => {
      const one = await accepted({ codiceFiscale, ...given });
      await opened.store.close(closing(await claimed(opened.store, deliveryId(one)), { answer }));
      return one;
    };
    const first = await told({ n: 1 });
    await told({ n: 2 }, { record: 'did' });
    await told({ n: 3 }, somebody());
    const second = await told({ n: 4 }, { event: 'annullamento' });
    await opened.store.free(first.id);
    const mine = await accepted({ codiceFiscale });
    const [to = 'anpal'] = (await opened.store.deliveriesOf(first.id)).map(({ destination }) => destination);
    const older = { messageId: first.id, event: 'invio', answer: { n: 1 }, freed: true };
    const newer = { messageId: second.id, event: 'annullamento', answer: { n: 4 }, freed: false };
    const beside = (message: typeof mine, by = to) => opened.store.heldBeside(message.id, by);
    expect(await beside(mine)).toMatchObject([newer, older].map((one) => ({ ...one, earlier: true })));
    expect(await beside(first)).toMatchObject([{ ...newer, earlier: false }]);
    expect(await beside(second)).toMatchObject([{ ...older, earlier: true }]);
    expect(await beside(mine, 'inps')).toEqual([]);
  });

  it('goes by the order of receipt where a process whose clock is behind has made the later id', async () => {
    const who = somebody();
    const idAt = (ms: number) => uuid7(Date.now() + ms) as MessageId;
    const first = await accepted({ ...who, id: idAt(60_000), side: 'anpal', canonical: { n: 1 } });
    const second = await accepted({ ...who, id: idAt(0), side: 'anpal', canonical: { n: 2 } });
    const third = await accepted({ ...who, id: idAt(30_000), side: 'anpal', canonical: { n: 3 } });
    const idsOf = (views: readonly { readonly messageId: MessageId }[]) => views.map(({ messageId }) => messageId);
    const { store } = opened;
    expect(idsOf(await store.toldSince(first.id, 10))).toEqual([third.id, second.id]);
    expect(idsOf(await store.toldSince(third.id, 10))).toEqual([]);
    expect(idsOf(await store.toldSince(first.id, 10, () => 60_000))).toEqual([]);
    expect(idsOf(await store.recordsOf(who.codiceFiscale, { limit: 2 }))).toEqual([third.id, second.id]);
    expect((await store.latestSap(who.identificativoSap, 'anpal'))?.messageId).toBe(third.id);
  });

  it('goes by their place in the batch where receipts are taken in together', async () => {
    const { codiceFiscale } = somebody();
    const keys = ['c', 'a', 'b'];
    const together = await Promise.all(
      keys.map((dedupeKey) => accepted({ codiceFiscale, dedupeKey: codiceFiscale + dedupeKey })),
    );
    const shown = await opened.store.recordsOf(codiceFiscale, { limit: 3 });
    expect(shown.map(({ messageId }) => messageId)).toEqual(together.map(({ id }) => id).reverse());
  });

  describe('what a side was last known to hold', () => {
    const acknowledge = async (
      one: Awaited<ReturnType<typeof accepted>>,
      outcome: 'acknowledged' | 'refused' = 'acknowledged',
    ) => {
      await opened.store.close(closing(await claimed(opened.store, deliveryId(one)), { outcome }));
      await new Promise((resolve) => setTimeout(resolve, 2));
    };
    const heldUnder = async (id: string) => (await opened.store.latestSap(id, 'anpal'))?.messageId;

    it('is what it has acknowledged, not what it refused or has not answered', async () => {
      const who = somebody();
      const held = await accepted({ ...who, canonical: { n: 1 } });
      expect(await heldUnder(who.identificativoSap)).toBeUndefined();
      await acknowledge(held);
      await acknowledge(await accepted({ ...who, canonical: { n: 2 } }), 'refused');
      await accepted({ ...who, canonical: { n: 3 } });
      expect(await heldUnder(who.identificativoSap)).toBe(held.id);
    });

    it('is what it sent itself', async () => {
      const who = somebody();
      const own = await accepted({ ...who, side: 'anpal' });
      expect(await heldUnder(who.identificativoSap)).toBe(own.id);
    });

    it('is nothing once it has acknowledged a withdrawal', async () => {
      const who = somebody();
      await acknowledge(await accepted(who));
      await acknowledge(await accepted({ ...who, event: 'annullamento' }));
      expect(await heldUnder(who.identificativoSap)).toBeUndefined();
    });
  });

  describe('who is who', () => {
    it('is told by a record that names both', async () => {
      const who = somebody();
      await accepted(who);
      await accepted(who);
      expect(await opened.store.whoIs(who.identificativoSap)).toBe(who.codiceFiscale);
      expect(await opened.store.sapOf(who.codiceFiscale)).toBe(who.identificativoSap);
    });

    it('is told by an answer, which the record of the message then carries too', async () => {
      const who = somebody();
      const one = await accepted({ codiceFiscale: who.codiceFiscale });
      expect(await opened.store.sapOf(who.codiceFiscale)).toBeUndefined();
      await opened.store.close(closing(await claimed(opened.store, deliveryId(one)), { learned: who }));
      expect(await opened.store.whoIs(who.identificativoSap)).toBe(who.codiceFiscale);
      expect((await opened.store.latestSap(who.identificativoSap, 'anpal'))?.messageId).toBe(one.id);
    });

    it('follows the latest that was told', async () => {
      const [who, later] = [somebody(), somebody()];
      const pairs = [who.identificativoSap, later.identificativoSap, who.identificativoSap];
      for (const identificativoSap of pairs) await accepted({ codiceFiscale: who.codiceFiscale, identificativoSap });
      expect(await opened.store.sapOf(who.codiceFiscale)).toBe(who.identificativoSap);
    });

    it('names the sides that sent or got a record, latest first', async () => {
      const who = somebody();
      const before = await accepted({ codiceFiscale: who.codiceFiscale, side: 'lavoro-per-te', deliveries: [] });
      const one = await accepted({
        codiceFiscale: who.codiceFiscale,
        side: 'silp',
        deliveries: [deliveryTo('anpal', newMessageId()), deliveryTo('inps', newMessageId())],
      });
      await opened.store.close(closing(await claimed(opened.store, deliveryId(one, 1)), { outcome: 'refused' }));
      await opened.store.close(closing(await claimed(opened.store, deliveryId(one)), { learned: who }));
      expect(await opened.store.sidesOf(who.identificativoSap)).toEqual(['anpal', 'silp', 'lavoro-per-te']);
      expect(before.side).toBe('lavoro-per-te');
    });
  });

  it('counts messages and deliveries by their status', async () => {
    const fresh = await EACH_STORE.find((each) => each.open === open)?.open();
    if (fresh === undefined) throw new Error('unknown store');
    expect(await fresh.store.counts()).toEqual({ messages: {}, deliveries: [] });
    const [one, two] = [receipt(), receipt()];
    await fresh.store.accept(one);
    await fresh.store.accept(two);
    await fresh.store.quarantine(receipt());
    await fresh.store.close(closing(await claimed(fresh.store, deliveryId(one))));
    expect(await fresh.store.counts()).toEqual({
      messages: { accepted: 2, quarantined: 1 },
      deliveries: [
        { destination: 'anpal', status: 'acknowledged', count: 1 },
        { destination: 'anpal', status: 'pending', count: 1 },
      ],
    });
    await fresh.end();
  });
});

it('does not count the wait for a connection as time since something was told', async () => {
  const database = openPostgres(await freshStore(), 1);
  const store = storeOn(database);
  const { codiceFiscale } = somebody();
  const first = receipt({ codiceFiscale });
  await store.accept(first);
  const came = performance.now();
  await sleep(50);
  await store.accept(receipt({ codiceFiscale, canonical: { n: 2 } }));
  const held = database.session(() => sleep(500));
  const told = store.toldSince(first.id, 10, () => performance.now() - came);
  expect(await told).toEqual([]);
  await held;
  expect(await store.toldSince(first.id, 10)).toHaveLength(1);
  await store.end();
});
