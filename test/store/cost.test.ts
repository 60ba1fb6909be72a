/** What a record costs the database, counted: the way of a record has a budget of eight statements and three commits. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimed, closing, deliveryId, dueOf, EACH_STORE, type OpenStore, receipt } from '../support/store.js';

describe.each(EACH_STORE)('the cost of a message in the $kind store', ({ open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.end());

  it('is three statements, each a commit, from receipt to closed delivery', async () => {
    const one = receipt();
    opened.ran.length = 0;
    await opened.store.accept(one);
    await opened.store.dispatched([deliveryId(one)]);
    const delivery = await claimed(opened.store, deliveryId(one));
    await opened.store.close(closing(delivery));
    // Notes of calls are written late; this one has nothing left to note.
    await dueOf(opened.store, 10, 1_000);
    const names = opened.ran.map((sql) => sql.name);
    expect(names).toEqual(['accept', 'claim', 'close', 'due']);
  });

  it('is shared by messages that come together', async () => {
    const all = Array.from({ length: 100 }, () => receipt());
    opened.ran.length = 0;
    await Promise.all(all.map((one) => opened.store.accept(one)));
    await opened.store.dispatched(all.map((one) => deliveryId(one)));
    await dueOf(opened.store, 1, 1_000);
    expect(opened.ran.map((sql) => sql.name)).toEqual(['accept', 'note-dispatched', 'due']);
  });
});
