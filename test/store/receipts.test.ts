import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest, newMessageId } from '../../src/foundation/ids.js';
import { claimed, closing, deliveryId, deliveryTo, EACH_STORE, type OpenStore, receipt } from '../support/store.js';

describe.each(EACH_STORE)('receipts in the $kind store', ({ open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.end());

  it('keeps a document byte for byte, and its record value for value', async () => {
    const text = Buffer.from([0x3c, 0x00, 0xff, 0xfe, 0x0a]);
    const canonical = {
      codici: ['000', '007', 'A.02.00'],
      nome: 'Nicolò «d’Agnò» 🙂',
      lungo: '1234567890123456789',
      vuoto: null,
    };
    const given = receipt({ body: text, bodyDigest: digest(text), canonical, report: [{ kind: 'lost', path: 'x' }] });
    expect(await opened.store.accept(given)).toEqual({ outcome: 'stored', id: given.id });
    expect((await opened.store.rawMessage(given.id))?.body.equals(text)).toBe(true);
    const view = await opened.store.message(given.id);
    expect(view).toMatchObject({ canonical, status: 'accepted', bodyBytes: 5, report: [{ kind: 'lost', path: 'x' }] });
    expect(view?.deliveries).toMatchObject([{ id: deliveryId(given), status: 'pending', attempts: 0, history: [] }]);
  });

  it('answers a repeated receipt with the first message, and another document under its key with a conflict', async () => {
    const first = receipt({ text: 'one' });
    const again = receipt({ text: 'one', dedupeKey: first.dedupeKey });
    const other = receipt({ text: 'two', dedupeKey: first.dedupeKey });
    await opened.store.accept(first);
    expect(await opened.store.accept(again)).toEqual({ outcome: 'repeated', id: first.id });
    expect(await opened.store.accept(other)).toEqual({
      outcome: 'conflict',
      id: first.id,
      bodyDigest: first.bodyDigest,
    });
    expect(await opened.store.message(again.id)).toBeUndefined();
    expect(await opened.store.delivery(deliveryId(again))).toBeUndefined();
  });

  it('keeps the keys of two sides apart', async () => {
    const first = receipt({ dedupeKey: 'same' });
    const other = receipt({ dedupeKey: 'same', side: 'anpal' });
    expect((await opened.store.accept(first)).outcome).toBe('stored');
    expect((await opened.store.accept(other)).outcome).toBe('stored');
  });

  it('tells one batch apart from repetitions inside it', async () => {
    const first = receipt({ text: 'one' });
    const batch = [
      first,
      receipt({ text: 'one', dedupeKey: first.dedupeKey }),
      receipt({ text: 'two', dedupeKey: first.dedupeKey }),
      receipt({ text: 'one' }),
    ];
    opened.ran.length = 0;
    const results = await Promise.all(batch.map((each) => opened.store.accept(each)));
    expect(results).toEqual([
      { outcome: 'stored', id: first.id },
      { outcome: 'repeated', id: first.id },
      { outcome: 'conflict', id: first.id, bodyDigest: first.bodyDigest },
      { outcome: 'stored', id: batch[3]?.id },
    ]);
    expect(opened.ran.filter((sql) => sql.name === 'accept')).toHaveLength(1);
  });

  it('shares commits among receipts that come together', async () => {
    opened.ran.length = 0;
    const batch = Array.from({ length: 300 }, () => receipt());
    const results = await Promise.all(batch.map((each) => opened.store.accept(each)));
    expect(results.every((result) => result.outcome === 'stored')).toBe(true);
    expect(opened.ran.filter((sql) => sql.name === 'accept')).toHaveLength(3);
  });

  it('does not let one receipt that cannot be stored fail its neighbours', async () => {
    const bad = receipt({ correlationId: 'a\u0000b' });
    const good = [receipt(), receipt()];
    const results = await Promise.allSettled(
      [good[0], bad, good[1]].map((each) => opened.store.accept(each as typeof bad)),
    );
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'store-value-refused', status: 422 });
    for (const each of good) expect(await opened.store.message(each.id)).toBeDefined();
  });

  it('keeps a refused receipt whatever stands in its findings', async () => {
    const path = 'x\0\ud800';
    const broken = { path, rule: 'r', source: 's', severity: 'error', message: path, masked: path } as const;
    const bad = receipt({ findings: [broken] });
    expect(await opened.store.quarantine(bad)).toMatchObject({ outcome: 'stored' });
    await opened.store.requarantine(bad.id, [broken, broken]);
    const kept = 'x\ufffd\ufffd';
    expect((await opened.store.message(bad.id))?.findings[1]).toMatchObject({
      path: kept,
      message: kept,
      masked: kept,
    });
  });

  it('says nothing of a document in its errors', async () => {
    const error = await opened.store.accept(receipt({ correlationId: 'RISERVATO\u0000' })).catch((e: Error) => e);
    expect(error).toBeInstanceOf(Error);
    expect(
      JSON.stringify({ ...(error as Error), m: (error as Error).message, c: (error as Error).cause }),
    ).not.toContain('RISERVATO');
  });

  it('numbers deliveries in the order received', async () => {
    const key = `anpal ${newMessageId()}`;
    const batch = Array.from({ length: 40 }, () => receipt({ deliveries: [deliveryTo('anpal', key)] }));
    await Promise.all(batch.map((each) => opened.store.accept(each)));
    for (const each of batch) {
      const delivery = await claimed(opened.store, deliveryId(each));
      await opened.store.close(closing(delivery));
    }
  });

  describe('quarantine', () => {
    const finding = { path: 'a', rule: 'xsd.type', source: 'contract', severity: 'error', message: 'm' } as const;

    it('keeps a refused document once, with its reasons', async () => {
      const refused = receipt({ text: 'bad', findings: [finding] });
      expect(await opened.store.quarantine(refused)).toEqual({ outcome: 'stored', id: refused.id });
      const again = receipt({ text: 'bad', dedupeKey: refused.dedupeKey });
      expect(await opened.store.quarantine(again)).toEqual({ outcome: 'repeated', id: refused.id });
      expect(await opened.store.message(refused.id)).toMatchObject({
        status: 'quarantined',
        findings: [finding],
        deliveries: [],
      });
      expect((await opened.store.rawMessage(refused.id))?.body.toString()).toBe('bad');
    });

    it('leaves the key to the corrected document', async () => {
      const refused = receipt({ text: 'bad' });
      await opened.store.quarantine(refused);
      const corrected = receipt({ text: 'good', dedupeKey: refused.dedupeKey });
      expect(await opened.store.accept(corrected)).toEqual({ outcome: 'stored', id: corrected.id });
    });

    it('does not quarantine what was accepted before', async () => {
      const first = receipt({ text: 'one' });
      await opened.store.accept(first);
      const again = receipt({ text: 'one', dedupeKey: first.dedupeKey });
      expect(await opened.store.quarantine(again)).toEqual({ outcome: 'accepted', id: first.id });
    });

    it('releases a message after a mend, once, with its record and deliveries', async () => {
      const refused = receipt({ text: 'bad', findings: [finding] });
      await opened.store.quarantine(refused);
      await opened.store.requarantine(refused.id, [{ ...finding, rule: 'other' }]);
      expect((await opened.store.message(refused.id))?.findings).toMatchObject([{ rule: 'other' }]);
      const mended = { ...refused, findings: [], canonical: { now: 'fine' } };
      expect(await opened.store.release(mended)).toEqual({ outcome: 'stored', id: refused.id });
      expect(await opened.store.release({ ...mended, deliveries: [deliveryTo('anpal', 'again')] })).toMatchObject({
        id: refused.id,
      });
      expect(await opened.store.message(refused.id)).toMatchObject({
        status: 'accepted',
        findings: [],
        canonical: { now: 'fine' },
        deliveries: [{ status: 'pending' }],
      });
    });

    it('does not release what a later receipt with the same key has done already', async () => {
      const refused = receipt({ text: 'bad' });
      await opened.store.quarantine(refused);
      const later = receipt({ text: 'good', dedupeKey: 'known-when-read' });
      await opened.store.accept(later);
      const mended = { ...refused, dedupeKey: 'known-when-read' };
      expect(await opened.store.release(mended)).toEqual({
        outcome: 'conflict',
        id: later.id,
        bodyDigest: later.bodyDigest,
      });
      expect((await opened.store.message(refused.id))?.status).toBe('quarantined');
    });
  });
});
