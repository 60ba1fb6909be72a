/** What a side may see of what is known about a person: told apart by the store, before any limit. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SideName } from '../../src/foundation/names.js';
import type { AcceptedReceipt } from '../../src/store/receipt.js';
import {
  acting,
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

describe.each(EACH_STORE)('what a side sees in the $kind store', ({ open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.end());

  const accepted = async (given: Partial<AcceptedReceipt>): Promise<AcceptedReceipt> => {
    const one = receipt(given);
    expect(await opened.store.accept(one)).toMatchObject({ outcome: 'stored' });
    await nextMoment();
    return one;
  };
  const sentTo = (destination: SideName, codiceFiscale: string) => ({
    codiceFiscale,
    deliveries: [deliveryTo(destination, `${destination}|cf:${codiceFiscale}`)],
  });
  const seen = async (codiceFiscale: string, seenBy: SideName, limit = 10) =>
    (await opened.store.recordsOf(codiceFiscale, { limit, seenBy })).map(({ messageId }) => messageId);

  it('what it has sent, and what goes to it or has gone there', async () => {
    const { codiceFiscale } = somebody();
    const onItsWay = await accepted(sentTo('anpal', codiceFiscale));
    for (const side of ['silp', 'anpal'] as const) expect(await seen(codiceFiscale, side)).toEqual([onItsWay.id]);
    await opened.store.close(closing(await claimed(opened.store, deliveryId(onItsWay))));
    expect(await seen(codiceFiscale, 'anpal')).toEqual([onItsWay.id]);
    for (const side of ['miattivo', 'toscana-lavoro', 'lavoro-per-te', 'inps'] as const)
      expect(await seen(codiceFiscale, side)).toEqual([]);
  });

  it('what waits for it parked, and not what it has refused', async () => {
    const { codiceFiscale } = somebody();
    const one = await accepted(sentTo('anpal', codiceFiscale));
    const first = await claimed(opened.store, deliveryId(one));
    await opened.store.close(closing(first, { outcome: 'failed', next: 'parked' }));
    expect(await seen(codiceFiscale, 'anpal')).toEqual([one.id]);
    await opened.store.replay({ message: one.id }, acting('replay'));
    const second = await claimed(opened.store, deliveryId(one));
    await opened.store.close(closing(second, { outcome: 'refused' }));
    expect(await seen(codiceFiscale, 'anpal')).toEqual([]);
    expect(await seen(codiceFiscale, 'silp')).toEqual([one.id]);
  });

  it('not a record of which it is told the outcome of another', async () => {
    const { codiceFiscale } = somebody();
    const told = { ...deliveryTo('toscana-lavoro', 'esito'), kind: 'esito' as const };
    await accepted({ codiceFiscale, deliveries: [told] });
    expect(await seen(codiceFiscale, 'toscana-lavoro')).toEqual([]);
  });

  it('what was meant for it, although nothing is delivered', async () => {
    const { codiceFiscale } = somebody();
    const meant = { side: 'anpal', codiceFiscale, deliveries: [], addressee: 'toscana-lavoro' } as const;
    const one = await accepted(meant);
    expect(await seen(codiceFiscale, 'toscana-lavoro')).toEqual([one.id]);
    expect(await seen(codiceFiscale, 'silp')).toEqual([]);
  });

  it('the answer to what it sent, and no part of what another sent', async () => {
    const { codiceFiscale } = somebody();
    const did = await accepted({ codiceFiscale, record: 'did' });
    const about = { side: 'anpal', record: 'profiling', codiceFiscale, deliveries: [], partOf: did.id } as const;
    const answer = await accepted({ ...about, channel: 'answer' });
    await accepted({ ...about, channel: 'rest' });
    expect(await seen(codiceFiscale, 'silp')).toEqual([answer.id, did.id]);
    expect(await seen(codiceFiscale, 'lavoro-per-te')).toEqual([]);
  });

  it('as many as were asked for, however many newer ones are another’s', async () => {
    const { codiceFiscale } = somebody();
    const mine = [await accepted(sentTo('anpal', codiceFiscale)), await accepted(sentTo('anpal', codiceFiscale))];
    for (let n = 0; n < 3; n += 1) await accepted({ ...sentTo('anpal', codiceFiscale), side: 'lavoro-per-te' });
    expect(await seen(codiceFiscale, 'silp', 2)).toEqual(mine.map(({ id }) => id).reverse());
    expect(await seen(codiceFiscale, 'silp', 1)).toEqual([mine[1]?.id]);
    expect(await opened.store.recordsOf(codiceFiscale, { limit: 2, seenBy: 'silp', record: 'did' })).toEqual([]);
  });

  it('of the codes of a person those under which it has seen something', async () => {
    const { identificativoSap, codiceFiscale: before } = somebody();
    const { codiceFiscale: after } = somebody();
    await accepted({ ...sentTo('anpal', before), identificativoSap, side: 'lavoro-per-te' });
    await accepted({ ...sentTo('anpal', after), identificativoSap, identity: 'changed' });
    const { store } = opened;
    expect(await store.otherCodesOf(after)).toEqual([before]);
    expect(await store.otherCodesOf(after, { seenBy: 'anpal' })).toEqual([before]);
    expect(await store.otherCodesOf(after, { seenBy: 'silp' })).toEqual([]);
    expect(await store.otherCodesOf(before, { seenBy: 'silp' })).toEqual([after]);
    expect(await store.otherCodesOf(before, { seenBy: 'miattivo' })).toEqual([]);
    expect(await seen(before, 'silp')).toHaveLength(1);
  });
});
