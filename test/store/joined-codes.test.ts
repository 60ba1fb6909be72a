/** A person whose codice fiscale has changed: one history, one order, whichever code a record names. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AcceptedReceipt } from '../../src/store/receipt.js';
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

describe.each(EACH_STORE)('joined codes in the $kind store', ({ open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.end());

  interface Who {
    readonly codiceFiscale: string;
    readonly identificativoSap?: string;
  }
  const about = (who: Who, given: Partial<AcceptedReceipt> = {}): AcceptedReceipt =>
    receipt({ deliveries: [deliveryTo('anpal', `anpal|cf:${who.codiceFiscale}`)], ...who, ...given });
  const accepted = async (who: Who, given: Partial<AcceptedReceipt> = {}): Promise<AcceptedReceipt> => {
    const one = about(who, given);
    expect(await opened.store.accept(one)).toEqual({ outcome: 'stored', id: one.id });
    await nextMoment();
    return one;
  };
  const changed = (who: Who) => accepted(who, { identity: 'changed' });
  const finish = async (one: AcceptedReceipt, how: Parameters<typeof closing>[1] = {}): Promise<void> => {
    await opened.store.close(closing(await claimed(opened.store, deliveryId(one)), how));
  };
  const isFree = async (one: AcceptedReceipt) => (await opened.store.claim(deliveryId(one), 60)) !== undefined;
  const idsOf = async (codiceFiscale: string) =>
    (await opened.store.recordsOf(codiceFiscale, { limit: 10 })).map((view) => view.messageId);
  const persons = () => {
    const { identificativoSap, codiceFiscale: before } = somebody();
    const { codiceFiscale: after } = somebody();
    return {
      before,
      after,
      old: { codiceFiscale: before, identificativoSap },
      now: { codiceFiscale: after, identificativoSap },
    };
  };

  it('give the records of both by either, and the id by either', async () => {
    const { before, after, old, now } = persons();
    const first = await accepted(old);
    const other = await accepted({ codiceFiscale: after }, { record: 'did' });
    expect(await idsOf(after)).toEqual([other.id]);
    const change = await changed(now);
    for (const code of [before, after]) {
      expect(await idsOf(code)).toEqual([change.id, other.id, first.id]);
      expect(await opened.store.recordsOf(code, { record: 'did', limit: 10 })).toHaveLength(1);
      expect((await opened.store.recordsOf(code, { limit: 2 })).map((view) => view.messageId)).toEqual([
        change.id,
        other.id,
      ]);
      expect(await opened.store.sapOf(code)).toBe(old.identificativoSap);
    }
    expect((await opened.store.toldSince(first.id, 10)).map((view) => view.messageId)).toEqual([change.id]);
    expect(await opened.store.otherCodesOf(before)).toEqual([after]);
    expect(await opened.store.otherCodesOf(after)).toEqual([before]);
    expect(await opened.store.whoIs(old.identificativoSap)).toBe(after);
  });

  it('are joined by nothing but a change of code', async () => {
    const { before, after, old, now } = persons();
    await accepted(old);
    const claim = about(now);
    expect(await opened.store.accept(claim)).toEqual({ outcome: 'contested', id: claim.id });
    expect(await opened.store.message(claim.id)).toBeUndefined();
    const { identificativoSap: _, ...unclaimed } = claim;
    expect(await opened.store.accept(unclaimed)).toMatchObject({ outcome: 'stored' });
    await accepted(now, { identity: 'vouched' });
    expect(await opened.store.otherCodesOf(before)).toEqual([]);
    expect(await idsOf(before)).toHaveLength(1);
    // The pair is known now, from whoever gives the ids: not a claim any more, and still no join.
    await accepted(now);
    expect(await opened.store.otherCodesOf(after)).toEqual([]);
  });

  it('hold a document and what was read out of it back together', async () => {
    const { after, old, now } = persons();
    await accepted(old);
    const whole = about({ codiceFiscale: after }, { record: 'patto' });
    const part = about(now, { partOf: whole.id });
    const results = await opened.store.acceptTogether([whole, part]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['contested', 'contested']);
    expect(await idsOf(after)).toEqual([]);
  });

  it('let what waits under either leave first, in the order of receipt', async () => {
    const { old, now, after } = persons();
    const first = await accepted(old);
    const second = await accepted({ codiceFiscale: after });
    const change = await changed(now);
    const afterwards = await accepted(old);
    expect(await Promise.all([second, change, afterwards].map(isFree))).toEqual([false, false, false]);
    await finish(first);
    expect(await Promise.all([change, afterwards].map(isFree))).toEqual([false, false]);
    await finish(second);
    expect(await isFree(afterwards)).toBe(false);
    await finish(change);
    expect(await isFree(afterwards)).toBe(true);
  });

  it('wait for what is in work under the other one', async () => {
    const { old, now, after } = persons();
    const first = await accepted(old);
    const second = await accepted({ codiceFiscale: after });
    const [one, two] = [
      await claimed(opened.store, deliveryId(first)),
      await claimed(opened.store, deliveryId(second)),
    ];
    const change = await changed(now);
    const freed = await opened.store.close(closing(one));
    expect(freed).toEqual([]);
    expect(await isFree(change)).toBe(false);
    expect((await opened.store.close(closing(two))).map(({ id }) => id)).toEqual([deliveryId(change)]);
  });

  it('are told to who delivers, so that an id is looked for under all', async () => {
    const { before, after, old, now } = persons();
    await finish(await accepted(old));
    const change = await changed(now);
    expect(await claimed(opened.store, deliveryId(change))).toMatchObject({
      codiceFiscale: after,
      otherCodes: [before],
    });
    expect(await claimed(opened.store, deliveryId(await accepted(somebody())))).not.toHaveProperty('otherCodes');
  });

  it('make the sides of either concerned', async () => {
    const { after, old, now } = persons();
    await accepted(old, { side: 'silp', deliveries: [] });
    await accepted(
      { codiceFiscale: after, identificativoSap: somebody().identificativoSap },
      { side: 'miattivo', deliveries: [] },
    );
    expect(await opened.store.sidesOf(old.identificativoSap)).toEqual(['silp']);
    await accepted(now, { side: 'toscana-lavoro', deliveries: [], identity: 'changed' });
    expect([...(await opened.store.sidesOf(old.identificativoSap))].sort()).toEqual([
      'miattivo',
      'silp',
      'toscana-lavoro',
    ]);
  });

  it('are joined once by a message that comes twice, and not by one that is not taken in', async () => {
    const { before, after, old, now } = persons();
    await accepted(old);
    const change = await changed(now);
    expect(await opened.store.accept({ ...change, id: about(now).id })).toEqual({ outcome: 'repeated', id: change.id });
    expect(await opened.store.otherCodesOf(before)).toEqual([after]);
    const third = somebody().codiceFiscale;
    const conflict = about(
      { ...now, codiceFiscale: third },
      { identity: 'changed', dedupeKey: change.dedupeKey, bodyDigest: 'ab'.repeat(32) },
    );
    expect(await opened.store.accept(conflict)).toMatchObject({ outcome: 'conflict' });
    expect(await opened.store.otherCodesOf(before)).toEqual([after]);
  });

  it('follow a person through several changes, and part where one was refused', async () => {
    const { before, after, old, now } = persons();
    const third = somebody().codiceFiscale;
    await finish(await accepted(old));
    await finish(await changed(now));
    const again = await changed({ ...now, codiceFiscale: third });
    expect(await opened.store.otherCodesOf(third)).toEqual([before, after].sort());
    const waiting = await accepted({ codiceFiscale: before });
    expect(await isFree(waiting)).toBe(false);
    await finish(again, { outcome: 'refused', separates: true });
    expect(await opened.store.otherCodesOf(third)).toEqual([]);
    expect(await opened.store.otherCodesOf(before)).toEqual([after]);
    expect(await isFree(waiting)).toBe(true);
    expect(await opened.store.whoIs(old.identificativoSap)).toBe(after);
    expect(await opened.store.accept(about({ ...now, codiceFiscale: third }))).toMatchObject({ outcome: 'contested' });
  });

  it('are taken apart by hand as the operators are told', async () => {
    const { before, after, old, now } = persons();
    const first = await accepted(old);
    const change = await changed(now);
    const told = /```sql\n([\s\S]*?)```/.exec(readFileSync('docs/operations.md', 'utf8'))?.[1] ?? '';
    const sql = told.replace("'ID'", `'${change.id}'`).replace('CODE', after).replace('FORMER', before);
    await opened.database.script(opened.database.query, { name: 'as told', text: sql });
    expect(await opened.store.otherCodesOf(before)).toEqual([]);
    expect(await idsOf(before)).toEqual([first.id]);
    expect(await idsOf(after)).toEqual([change.id]);
  });

  it('are not joined to a code whose every claim to the id was refused', async () => {
    const { after, old, now } = persons();
    await finish(await accepted(old), { outcome: 'refused' });
    await changed(now);
    expect(await opened.store.otherCodesOf(after)).toEqual([]);
  });

  it('are joined by a message that leaves quarantine, and contested there too', async () => {
    const { before, after, old, now } = persons();
    await accepted(old);
    const kept = about(now);
    await opened.store.quarantine(kept);
    expect(await opened.store.release(kept)).toEqual({ outcome: 'contested', id: kept.id });
    expect(await opened.store.release({ ...kept, identity: 'changed' })).toEqual({ outcome: 'stored', id: kept.id });
    expect(await opened.store.otherCodesOf(before)).toEqual([after]);
    expect(await isFree(kept)).toBe(false);
  });

  it('keep an appointment with an id in its own order', async () => {
    const { after, old, now } = persons();
    await accepted(old);
    await changed(now);
    const key = 'anpal|appuntamento:ABC123';
    const one = await accepted(
      { codiceFiscale: after },
      { subject: 'appuntamento:ABC123', deliveries: [deliveryTo('anpal', key)] },
    );
    expect((await claimed(opened.store, deliveryId(one))).orderingKey).toBe(key);
  });

  it('cost a message of anybody else no statement', async () => {
    const { old, now } = persons();
    await accepted(old);
    opened.ran.length = 0;
    const update = await accepted(old);
    expect(opened.ran.map(({ name }) => name)).toEqual(['accept']);
    expect(update.identity).toBeUndefined();
    await changed(now);
  });
});
