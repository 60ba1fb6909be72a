/** A document and the other records in it: one commit, each a message of its own that names the first. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.js';
import { receipt } from '../support/receipts.js';
import { EACH_STORE, type OpenStore } from '../support/store.js';

describe.each(EACH_STORE)('parts in the $kind store', ({ open }) => {
  let opened: OpenStore;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    ({ store } = opened);
  });
  afterAll(() => opened.end());

  const family = () => {
    const whole = receipt();
    const part = (record: 'did' | 'percettore') =>
      receipt({ record, partOf: whole.id, body: whole.body, bodyDigest: whole.bodyDigest, deliveries: [] });
    return [whole, part('did'), part('percettore')] as const;
  };

  it('are stored together with the document, in its order', async () => {
    const [whole, did, percettore] = family();
    const results = await store.acceptTogether([whole, did, percettore]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'stored']);
    expect(results.map(({ id }) => id)).toEqual([whole.id, did.id, percettore.id]);
    const view = await store.message(whole.id);
    expect(view?.parts.map(({ id, record, partOf }) => ({ id, record, partOf }))).toHaveLength(2);
    expect(view?.parts.map(({ id, record, partOf }) => ({ id, record, partOf }))).toEqual(
      expect.arrayContaining([
        { id: did.id, record: 'did', partOf: whole.id },
        { id: percettore.id, record: 'percettore', partOf: whole.id },
      ]),
    );
    expect((await store.message(did.id))?.partOf).toBe(whole.id);
    expect(view?.partOf).toBeUndefined();
  });

  it('come once, however often the document comes', async () => {
    const [whole, did, percettore] = family();
    await store.acceptTogether([whole, did, percettore]);
    const again = family().map((one, n) => ({ ...one, dedupeKey: [whole, did, percettore][n]?.dedupeKey ?? '' }));
    const results = await store.acceptTogether(again);
    expect(results.map(({ id }) => id)).toEqual([whole.id, did.id, percettore.id]);
    expect(results.every(({ outcome }) => outcome !== 'stored')).toBe(true);
  });

  it('stay out when the document came before, though they themselves did not', async () => {
    const [whole, did] = family();
    await store.acceptTogether([whole]);
    const results = await store.acceptTogether([{ ...family()[0], dedupeKey: whole.dedupeKey }, did]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated']);
    expect(await store.message(did.id)).toBeUndefined();
  });

  it('are all left out when one of them cannot be stored', async () => {
    const [whole, did, percettore] = family();
    // The database refuses a NUL inside what it keeps as searchable JSON.
    const broken = { ...percettore, report: ['\u0000'] };
    await expect(store.acceptTogether([whole, did, broken])).rejects.toThrow();
    expect(await store.message(whole.id)).toBeUndefined();
    expect(await store.message(did.id)).toBeUndefined();
  });

  it('of many documents at once find their own results', async () => {
    const families = Array.from({ length: 20 }, family);
    const results = await Promise.all(families.map((one) => store.acceptTogether(one)));
    results.forEach((group, n) => {
      expect(group.map(({ id }) => id)).toEqual(families[n]?.map(({ id }) => id));
    });
  });
});
