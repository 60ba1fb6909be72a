/** What is let go of once everything is delivered, and what stays. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorageLevel } from '../../src/foundation/names.js';
import type { Closing } from '../../src/store/attempt.js';
import { LOCK_BODIES } from '../../src/store/queries/trimming.js';
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

const ANSWER = { codice: 'OK', identificativoSap: 'AA00000001Z', document: '<Esito/>', attachments: [{ id: 'a' }] };
let texts = 0;

describe.each(EACH_STORE)('trimming in the $kind store', ({ open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.end());

  const of = (storage: StorageLevel, given: Parameters<typeof receipt>[0] = {}): AcceptedReceipt =>
    receipt({ text: `document ${texts++}`, report: [{ kind: 'lost' }], storage, routes: 'prova@1', ...given });
  const delivered = async (
    one: AcceptedReceipt,
    how: Partial<Closing> = { answer: ANSWER },
  ): Promise<AcceptedReceipt> => {
    await opened.store.accept(one);
    for (const { id } of one.deliveries) await opened.store.close(closing(await claimed(opened.store, id), how));
    return one;
  };
  const trimAll = () => opened.store.trim(1000);
  const bodiesOf = async ({ bodyDigest }: AcceptedReceipt): Promise<number> =>
    (
      await opened.database.query(
        { name: 'test-bodies', text: `select 1 from bodies where digest = decode($1, 'hex')` },
        [bodyDigest],
      )
    ).length;

  it('lets go of the bytes at canonical, of everything but codes at metadata, and of nothing at full', async () => {
    const [full, canonical, metadata] = [
      await delivered(of('full')),
      await delivered(of('canonical')),
      await delivered(of('metadata')),
    ];
    expect(await trimAll()).toBe(2);
    expect(await trimAll()).toBe(0);
    expect(await Promise.all([full, canonical, metadata].map(bodiesOf))).toEqual([1, 0, 0]);

    const whole = await opened.store.message(full.id);
    expect(whole).toMatchObject({ storage: 'full', routes: 'prova@1', canonical: full.canonical });
    expect(whole?.trimmedAt).toBeUndefined();
    expect((await opened.store.rawMessage(full.id))?.body).toEqual(full.body);

    const half = await opened.store.message(canonical.id);
    expect(half).toMatchObject({ storage: 'canonical', canonical: canonical.canonical, report: [{ kind: 'lost' }] });
    expect(half?.trimmedAt).toBeInstanceOf(Date);
    expect(half?.deliveries).toMatchObject([{ answer: ANSWER }]);
    expect(await opened.store.rawMessage(canonical.id)).toMatchObject({ body: Buffer.alloc(0) });

    const bare = await opened.store.message(metadata.id);
    expect(bare).toMatchObject({ storage: 'metadata', canonical: null, report: [], bodyBytes: metadata.body.length });
    const { document: _, attachments: __, ...codes } = ANSWER;
    expect(bare?.deliveries.map(({ answer, history }) => [answer, history[0]?.answer])).toEqual([[codes, codes]]);
  });

  it('waits for every delivery, the one that tells the source too, and keeps what was refused or parked', async () => {
    const both = of('metadata');
    const { codiceFiscale = '' } = both;
    const two = { ...both, deliveries: [...both.deliveries, deliveryTo('inps', `inps ${codiceFiscale}`)] };
    await opened.store.accept(two);
    const tell = { ...deliveryTo('silp', `esito|${two.id}`), kind: 'esito' as const, told: { esito: ANSWER } };
    await opened.store.close(closing(await claimed(opened.store, deliveryId(two)), { answer: ANSWER, tell }));
    expect(await trimAll()).toBe(0);
    await opened.store.close(closing(await claimed(opened.store, deliveryId(two, 1)), { answer: null }));
    expect(await trimAll()).toBe(0);
    await opened.store.close(closing(await claimed(opened.store, tell.id), { answer: null }));
    expect(await trimAll()).toBe(1);

    const refused = await delivered(of('metadata'), { outcome: 'refused', answer: ANSWER });
    const parked = await delivered(of('metadata'), { outcome: 'failed', next: 'parked', answer: { reason: 'x' } });
    expect(await trimAll()).toBe(0);
    for (const one of [refused, parked]) {
      expect((await opened.store.message(one.id))?.canonical).toEqual(one.canonical);
      expect((await opened.store.rawMessage(one.id))?.body).toEqual(one.body);
    }
  });

  it('takes what was called off for ended, and what goes to nobody for delivered', async () => {
    const off = of('canonical');
    await opened.store.accept(off);
    const cancel = { name: 'test-cancel', text: `update deliveries set status = 'cancelled' where message_id = $1` };
    await opened.database.query(cancel, [off.id]);
    const kept = of('canonical', { deliveries: [] });
    await opened.store.accept(kept);
    expect(await trimAll()).toBe(2);
  });

  it('leaves the bytes that another message still needs', async () => {
    const whole = of('canonical');
    const part = of('full', { body: whole.body, bodyDigest: whole.bodyDigest, partOf: whole.id });
    await delivered(whole);
    await delivered(part);
    expect(await trimAll()).toBe(1);
    expect(await bodiesOf(whole)).toBe(1);
    expect((await opened.store.rawMessage(whole.id))?.body).toHaveLength(0);
    expect((await opened.store.rawMessage(part.id))?.body).toEqual(part.body);
  });

  it('loses nothing of a receipt that brings the same bytes meanwhile', async () => {
    const first = await delivered(of('canonical'));
    const again = of('full', { body: first.body, bodyDigest: first.bodyDigest });
    let accepting: Promise<unknown> | undefined;
    await opened.database.transaction(async (query) => {
      await query(LOCK_BODIES, [JSON.stringify([first.bodyDigest])]);
      accepting = opened.store.accept(again);
      await new Promise((resolve) => setTimeout(resolve, 150));
      await query({ name: 'test-drop', text: `delete from bodies where digest = decode($1, 'hex')` }, [
        first.bodyDigest,
      ]);
    });
    await accepting;
    expect((await opened.store.rawMessage(again.id))?.body).toEqual(first.body);
  });

  it('takes so many at a time as it is told to', async () => {
    for (let n = 0; n < 3; n++) await delivered(of('canonical'));
    await trimAll();
    for (let n = 0; n < 3; n++) await delivered(of('canonical'));
    expect([await opened.store.trim(2), await opened.store.trim(2), await opened.store.trim(2)]).toEqual([2, 1, 0]);
  });

  it('leaves a repeated receipt the same message', async () => {
    const first = await delivered(of('metadata'));
    await trimAll();
    expect(await opened.store.accept({ ...of('metadata'), ...first, id: of('full').id })).toEqual({
      outcome: 'repeated',
      id: first.id,
    });
  });

  it('leaves whose the records were, without what they said; an earlier one does not stand for the last', async () => {
    const { codiceFiscale, identificativoSap } = somebody();
    const person = { codiceFiscale, identificativoSap };
    const earlier = await delivered(of('full', person));
    await nextMoment();
    const last = await delivered(of('metadata', person));
    expect((await opened.store.latestSap(identificativoSap, 'anpal'))?.messageId).toBe(last.id);
    await trimAll();
    expect(await opened.store.latestSap(identificativoSap, 'anpal')).toBeUndefined();
    const records = await opened.store.recordsOf(codiceFiscale, { limit: 10 });
    expect(records.map(({ messageId, canonical }) => [messageId, canonical])).toEqual([
      [last.id, null],
      [earlier.id, earlier.canonical],
    ]);
    expect(await opened.store.sidesOf(identificativoSap)).toEqual(expect.arrayContaining(['silp', 'anpal']));
    expect(await opened.store.toldSince(earlier.id, 10)).toMatchObject([{ messageId: last.id, canonical: null }]);
  });
});
