/** What operators do to the store: hold and release, select, send again, call off, and the entries that it leaves. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryId } from '../../src/foundation/brand.js';
import { uuid7 } from '../../src/foundation/ids.js';
import type { SideName } from '../../src/foundation/names.js';
import type { Held, Selection } from '../../src/store/operating.js';
import type { AcceptedReceipt } from '../../src/store/receipt.js';
import type { DeliveryView } from '../../src/store/views.js';
import {
  acting,
  claimed,
  closing,
  deliveryId,
  deliveryTo,
  dueOf,
  EACH_STORE,
  nextMoment,
  type OpenStore,
  receipt,
  somebody,
} from '../support/store.js';

const NEVER_STALE = 3_600_000;
const ANPAL: Held = { scope: 'side', name: 'anpal' };

describe.each(EACH_STORE)('operators on the $kind store', ({ open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterEach(async () => {
    for (const held of await opened.store.holds()) await opened.store.endHold(held, acting('release'), 1);
  });
  afterAll(() => opened.end());

  const accepted = async (given: Parameters<typeof receipt>[0] = {}): Promise<AcceptedReceipt> => {
    const one = receipt(given);
    expect(await opened.store.accept(one)).toMatchObject({ outcome: 'stored' });
    await nextMoment();
    return one;
  };
  /** A message of which a delivery is parked with the reason given. */
  const parked = async (
    given: Parameters<typeof receipt>[0] = {},
    reason = 'unreachable',
    ambiguous = false,
  ): Promise<AcceptedReceipt> => {
    const one = await accepted(given);
    const delivery = await claimed(opened.store, deliveryId(one));
    const answer = { reason, detail: 'x' };
    await opened.store.close(closing(delivery, { outcome: 'failed', next: 'parked', answer, ambiguous }));
    return one;
  };
  const quarantined = async (rule: string, given: Parameters<typeof receipt>[0] = {}): Promise<AcceptedReceipt> => {
    const findings = [{ path: 'p', rule, source: 's', severity: 'error', message: 'm' } as const];
    const one = receipt({ findings, ...given });
    expect(await opened.store.quarantine(one)).toMatchObject({ outcome: 'stored' });
    return one;
  };
  const dueNow = async (): Promise<DeliveryId[]> =>
    (await dueOf(opened.store, 10_000, NEVER_STALE)).map((each) => each.id);
  const view = async (id: DeliveryId): Promise<DeliveryView> => {
    const found = await opened.store.delivery(id);
    if (found === undefined) throw new Error('no such delivery');
    return found;
  };
  const entries = async (run: string) => (await opened.store.actions({ run, limit: 50 })).items;
  const cancel = (ids: readonly DeliveryId[], as = acting('cancel'), givers: SideName[] = ['anpal']) =>
    opened.store.cancel(ids, as, givers);
  const ids = (woken: readonly { readonly id: DeliveryId }[]) => woken.map(({ id }) => id);

  describe('a hold', () => {
    it('of a side keeps its deliveries pending, and says why', async () => {
      const [one, other] = [await accepted(), await accepted({ deliveries: [deliveryTo('inps', uuid7())] })];
      const { hold, waiting } = await opened.store.hold(ANPAL, acting('hold', { reason: 'maintenance' }));
      expect(hold).toEqual({ ...ANPAL, reason: 'maintenance', heldBy: 'operatore', since: expect.any(Date) });
      expect(waiting).toBeGreaterThanOrEqual(1);
      expect(await opened.store.claim(deliveryId(one), 60)).toBeUndefined();
      expect(await dueNow()).not.toContain(deliveryId(one));
      expect(await dueNow()).toContain(deliveryId(other));
      const { since } = hold;
      const held = { ...ANPAL, reason: 'maintenance', since };
      expect(await view(deliveryId(one))).toMatchObject({ status: 'pending', held });
      expect('held' in (await view(deliveryId(other)))).toBe(false);
      const { items } = await opened.store.messages({ limit: 2 });
      expect(items.map((item) => item.held)).toEqual([undefined, held]);
      await claimed(opened.store, deliveryId(other));
    });

    it('of a route keeps what that route sends, and nothing else', async () => {
      const to = (route: string) => [{ ...deliveryTo('anpal', uuid7()), route }];
      const [one, other] = [await accepted({ deliveries: to('r1') }), await accepted({ deliveries: to('r2') })];
      await opened.store.hold({ scope: 'route', name: 'r1' }, acting('hold'));
      expect(await opened.store.claim(deliveryId(one), 60)).toBeUndefined();
      expect(await view(deliveryId(one))).toMatchObject({ held: { scope: 'route', name: 'r1' } });
      await claimed(opened.store, deliveryId(other));
      // What no route sends is not held by any.
      await claimed(opened.store, deliveryId(await accepted()));
    });

    it('is taken for what it is when it is told twice', async () => {
      const first = await opened.store.hold(ANPAL, acting('hold', { reason: 'one' }));
      const again = acting('hold', { reason: 'two', actor: 'altro' });
      expect((await opened.store.hold(ANPAL, again)).hold).toEqual(first.hold);
      expect(await opened.store.holds()).toEqual([first.hold]);
      expect(await entries(again.run)).toEqual([]);
    });

    it('is one, whoever tells it at once', async () => {
      const all = Array.from({ length: 5 }, () => acting('hold'));
      const told = await Promise.all(all.map((as) => opened.store.hold({ scope: 'side', name: 'inps' }, as)));
      expect(new Set(told.map(({ hold }) => hold.since.getTime())).size).toBe(1);
      expect((await Promise.all(all.map(({ run }) => entries(run)))).flat()).toHaveLength(1);
    });

    it('lets an attempt in work end, and wakes nobody behind it', async () => {
      const key = uuid7();
      const [first, second] = [
        await accepted({ deliveries: [deliveryTo('anpal', key)] }),
        await accepted({ deliveries: [deliveryTo('anpal', key)] }),
      ];
      const delivery = await claimed(opened.store, deliveryId(first));
      await opened.store.hold(ANPAL, acting('hold'));
      expect(await opened.store.close(closing(delivery))).toEqual([]);
      expect((await view(deliveryId(first))).status).toBe('acknowledged');
      expect(ids((await opened.store.endHold(ANPAL, acting('release'), 10_000)).woken)).toContain(deliveryId(second));
    });

    it('does not take up again what a dead process had in work', async () => {
      const one = await accepted();
      await claimed(opened.store, deliveryId(one));
      const text = `update deliveries set lease_until = now() - interval '1 second' where id = $1`;
      await opened.database.query({ name: 'test-end-lease', text }, [deliveryId(one)]);
      await opened.store.hold(ANPAL, acting('hold'));
      expect(await dueNow()).not.toContain(deliveryId(one));
      expect(await opened.store.claim(deliveryId(one), 60)).toBeUndefined();
      await opened.store.endHold(ANPAL, acting('release'), 1);
      expect(await dueNow()).toContain(deliveryId(one));
    });

    it('is taken over by none of the calls that were made during it', async () => {
      await opened.store.hold(ANPAL, acting('hold'));
      const one = await accepted();
      await opened.store.dispatched([deliveryId(one)]);
      await dueNow();
      await opened.store.endHold(ANPAL, acting('release'), 1);
      expect(await dueNow()).toContain(deliveryId(one));
    });

    it('when it ends wakes what is first of its key and not held otherwise', async () => {
      const key = uuid7();
      const route = 'r3';
      const to = [{ ...deliveryTo('silp', key) }];
      const [first, second] = [
        await accepted({ deliveries: to }),
        await accepted({ deliveries: [deliveryTo('silp', key)] }),
      ];
      const routed = await accepted({ deliveries: [{ ...deliveryTo('silp', uuid7()), route }] });
      await opened.store.hold({ scope: 'side', name: 'silp' }, acting('hold'));
      await opened.store.hold({ scope: 'route', name: route }, acting('hold'));
      const { released, waiting, woken } = await opened.store.endHold(
        { scope: 'side', name: 'silp' },
        acting('release'),
        10_000,
      );
      expect([released, waiting]).toEqual([true, 3]);
      expect(ids(woken)).toEqual([deliveryId(first)]);
      expect(ids(woken)).not.toContain(deliveryId(second));
      const routeWoken = await opened.store.endHold({ scope: 'route', name: route }, acting('release'), 10_000);
      expect(ids(routeWoken.woken)).toEqual([deliveryId(routed)]);
    });

    it('that is not there cannot be ended', async () => {
      const as = acting('release');
      expect(await opened.store.endHold(ANPAL, as, 10)).toMatchObject({ released: false, woken: [] });
      expect(await entries(as.run)).toEqual([]);
    });
  });

  describe('a selection', () => {
    const count = async (selection: Selection) =>
      await opened.store.countSelected(selection, ['parked', 'not-writable', 'quarantined']);

    it('is counted by destination, record and reason', async () => {
      const route = uuid7();
      const to = (side: SideName) => ({ deliveries: [{ ...deliveryTo(side, uuid7()), route }] });
      await parked({ ...to('anpal'), record: 'did' }, 'call-limit', true);
      await parked(to('anpal'));
      await parked(to('inps'));
      await accepted(to('inps'));
      expect(await count({ route })).toEqual({
        deliveries: 3,
        quarantined: 0,
        messages: 3,
        mayHaveArrived: 1,
        byDestination: [
          { destination: 'anpal', count: 2 },
          { destination: 'inps', count: 1 },
        ],
        byRecord: [
          { record: 'sap', event: 'invio', count: 2 },
          { record: 'did', event: 'invio', count: 1 },
        ],
        byReason: [
          { reason: 'unreachable', count: 2 },
          { reason: 'call-limit', count: 1 },
        ],
        oldest: expect.any(Date),
        newest: expect.any(Date),
      });
      const pending = await opened.store.countSelected({ route }, ['pending', 'parked']);
      expect(pending).toMatchObject({ deliveries: 4, byReason: expect.arrayContaining([{ count: 1 }]) });
    });

    it('of nothing is empty', async () => {
      const none = await count({ route: 'nowhere' });
      expect(none).toMatchObject({ deliveries: 0, quarantined: 0, messages: 0, byDestination: [] });
      expect('oldest' in none).toBe(false);
    });

    it('narrows by each of its fields', async () => {
      const route = uuid7();
      const at = (given: object, to: SideName = 'anpal') => ({
        ...given,
        deliveries: [{ ...deliveryTo(to, uuid7()), route }],
      });
      const one = await parked(at({ side: 'miattivo', record: 'did', event: 'variazione' }), 'http-status');
      await nextMoment();
      const middle = new Date();
      await nextMoment();
      const two = await parked(at({ side: 'silp' }, 'inps'));
      const found = async (selection: Selection) =>
        (await opened.store.choose({ route, ...selection }, ['parked'])).deliveries;
      const [a, b] = [deliveryId(one), deliveryId(two)];
      expect(await found({})).toEqual([a, b]);
      expect(await found({ destination: 'inps' })).toEqual([b]);
      expect(await found({ source: 'miattivo' })).toEqual([a]);
      expect(await found({ record: 'sap' })).toEqual([b]);
      expect(await found({ event: 'variazione' })).toEqual([a]);
      expect(await found({ reason: 'http-status' })).toEqual([a]);
      expect(await found({ since: middle })).toEqual([b]);
      expect(await found({ until: middle })).toEqual([a]);
      expect(await found({ messages: [two.id] })).toEqual([b]);
      expect(await found({ concerning: 'silp' })).toEqual([b]);
      expect(await found({ concerning: 'anpal' })).toEqual([a]);
      expect(await found({ concerning: 'toscana-lavoro' })).toEqual([]);
    });

    it('finds what we could not write, and no other refusal', async () => {
      const route = uuid7();
      for (const codice of ['CONTRATTO', 'X001']) {
        const one = await accepted({ deliveries: [{ ...deliveryTo('anpal', uuid7()), route }] });
        const delivery = await claimed(opened.store, deliveryId(one));
        await opened.store.close(closing(delivery, { outcome: 'refused', answer: { codice } }));
      }
      expect(await count({ route })).toMatchObject({ deliveries: 1, byReason: [{ reason: 'CONTRATTO', count: 1 }] });
    });

    it('finds messages in quarantine by their rule, but not by where they would go', async () => {
      const rule = `prova.${uuid7()}`;
      const one = await quarantined(rule, { side: 'inps' });
      const states = ['parked', 'quarantined'] as const;
      expect(await count({ reason: rule })).toMatchObject({
        deliveries: 0,
        quarantined: 1,
        messages: 1,
        byReason: [{ reason: rule, count: 1 }],
      });
      expect(await opened.store.choose({ reason: rule, source: 'inps' }, states)).toMatchObject({
        quarantined: [one.id],
      });
      expect(await opened.store.choose({ reason: rule, destination: 'anpal' }, states)).toMatchObject({
        quarantined: [],
      });
      expect(await opened.store.choose({ reason: rule, concerning: 'silp' }, states)).toMatchObject({
        quarantined: [],
      });
    });
  });

  describe('sending again', () => {
    it('is written down in the commit of its effect, with what it came to', async () => {
      const one = await parked();
      const as = acting('replay', { side: 'anpal', target: { message: one.id } });
      await opened.store.replay({ message: one.id }, as);
      expect(await entries(as.run)).toEqual([
        {
          ...as,
          id: expect.any(String),
          at: expect.any(Date),
          counts: { deliveries: 1, messages: 1 },
        },
      ]);
      const nothing = acting('replay');
      expect(await opened.store.replay({ message: one.id }, nothing)).toEqual([]);
      expect(await entries(nothing.run)).toEqual([]);
    });

    it('keeps the order of one subject, whatever the order of the batches', async () => {
      const key = uuid7();
      const all: DeliveryId[] = [];
      for (let n = 0; n < 3; n += 1) {
        const one = await accepted({ deliveries: [deliveryTo('anpal', key)] });
        all.push(deliveryId(one));
      }
      const text = `update deliveries set status = 'parked' where ordering_key = $1`;
      await opened.database.query({ name: 'test-park', text }, [key]);
      for (const id of [...all].reverse()) await opened.store.replay({ deliveries: [id] }, acting('replay'));
      for (const [n, id] of all.entries()) {
        for (const later of all.slice(n + 1)) expect(await opened.store.claim(later, 60)).toBeUndefined();
        await opened.store.close(closing(await claimed(opened.store, id)));
      }
    });

    it('of a quarantined message leaves an entry whatever comes of it', async () => {
      const bad = await quarantined('prova.again');
      const first = acting('replay');
      await opened.store.requarantine(bad.id, [], first);
      expect(await entries(first.run)).toMatchObject([{ counts: { checked: 1, quarantined: 1 } }]);
      const second = acting('replay');
      expect(await opened.store.release(bad, second)).toMatchObject({ outcome: 'stored' });
      expect(await entries(second.run)).toMatchObject([{ counts: { checked: 1, accepted: 1 } }]);
    });
  });

  describe('calling off', () => {
    it('ends what is pending or parked with its reason, and leaves what is in work', async () => {
      const [waiting, stuck, inWork] = [await accepted(), await parked(), await accepted()];
      const delivery = await claimed(opened.store, deliveryId(inWork));
      const as = acting('cancel', { reason: 'sent by mistake' });
      const all = [waiting, stuck, inWork].map((one) => deliveryId(one));
      expect(await cancel(all, as)).toEqual({ deliveries: 2, woken: [] });
      for (const one of [waiting, stuck]) {
        expect(await view(deliveryId(one))).toMatchObject({
          status: 'cancelled',
          closedAt: expect.any(Date),
          nextAttemptAt: null,
          answer: { reason: 'cancelled', detail: 'sent by mistake', by: 'operatore' },
        });
        expect(await opened.store.claim(deliveryId(one), 60)).toBeUndefined();
      }
      expect(await dueNow()).not.toContain(deliveryId(waiting));
      await opened.store.close(closing(delivery));
      expect((await view(deliveryId(inWork))).status).toBe('acknowledged');
      expect(await entries(as.run)).toMatchObject([{ counts: { deliveries: 2, messages: 2, told: 0 } }]);
      const again = acting('cancel');
      expect(await cancel(all, again)).toEqual({ deliveries: 0, woken: [] });
      expect(await entries(again.run)).toEqual([]);
    });

    it('is not undone by a replay', async () => {
      const one = await parked();
      await cancel([deliveryId(one)]);
      expect(await opened.store.replay({ message: one.id }, acting('replay'))).toEqual([]);
    });

    it('lets those behind it leave', async () => {
      const key = uuid7();
      const first = await parked({ deliveries: [deliveryTo('anpal', key)] });
      const [second, third] = [
        await accepted({ deliveries: [deliveryTo('anpal', key)] }),
        await accepted({ deliveries: [deliveryTo('anpal', key)] }),
      ];
      expect(await dueNow()).not.toContain(deliveryId(third));
      const { woken } = await cancel([deliveryId(first), deliveryId(second)]);
      expect(woken).toEqual([{ id: deliveryId(third), destination: 'anpal', lane: 'interactive', orderingKey: key }]);
      await claimed(opened.store, deliveryId(third));
    });

    it('of one in the middle leaves the order of the rest', async () => {
      const key = uuid7();
      const queue: AcceptedReceipt[] = [];
      for (let n = 0; n < 3; n += 1) queue.push(await accepted({ deliveries: [deliveryTo('anpal', key)] }));
      const [first, second, third] = queue.map((one) => deliveryId(one)) as [DeliveryId, DeliveryId, DeliveryId];
      expect(ids((await cancel([second])).woken)).toEqual([first]);
      expect(await opened.store.claim(third, 60)).toBeUndefined();
      expect(ids(await opened.store.close(closing(await claimed(opened.store, first))))).toEqual([third]);
    });

    it('wakes nobody whose side is held', async () => {
      const key = uuid7();
      const first = await accepted({ deliveries: [deliveryTo('anpal', key)] });
      await accepted({ deliveries: [deliveryTo('anpal', key)] });
      await opened.store.hold(ANPAL, acting('hold'));
      expect(await cancel([deliveryId(first)])).toEqual({ deliveries: 1, woken: [] });
    });

    it('frees the key of a document that nobody has taken', async () => {
      const one = await accepted({ text: 'called off' });
      await cancel([deliveryId(one)]);
      const again = receipt({ text: 'called off', dedupeKey: one.dedupeKey });
      expect(await opened.store.accept(again)).toEqual({ outcome: 'stored', id: again.id });
    });

    it.each([
      ['has taken', async (delivery: DeliveryId) => opened.store.close(closing(await claimed(opened.store, delivery)))],
      ['may still take', async () => undefined],
    ] as const)('keeps the key of a document that another destination %s', async (_what, before) => {
      const one = await accepted({ deliveries: [deliveryTo('anpal', uuid7()), deliveryTo('inps', uuid7())] });
      await before(deliveryId(one, 1));
      await cancel([deliveryId(one)]);
      const again = receipt({ dedupeKey: one.dedupeKey });
      expect(await opened.store.accept(again)).toEqual({ outcome: 'repeated', id: one.id });
    });

    it('tells the source that waits for an outcome', async () => {
      const to = [deliveryTo('anpal', uuid7()), deliveryTo('inps', uuid7())];
      const one = await accepted({ deliveries: to, replyTo: 'http://localhost/esiti' });
      const { deliveries, woken } = await cancel([deliveryId(one)], acting('cancel', { reason: 'wrong person' }));
      expect([deliveries, woken]).toMatchObject([1, [{ destination: 'silp', orderingKey: `esito|${one.id}` }]]);
      const telling = await claimed(opened.store, ids(woken)[0] as DeliveryId);
      expect(telling).toMatchObject({
        kind: 'esito',
        messageId: one.id,
        replyTo: 'http://localhost/esiti',
        told: {
          message: one.id,
          record: 'sap',
          event: 'invio',
          side: 'anpal',
          status: 'cancelled',
          esito: { codice: 'ANNULLATA', messaggio: 'wrong person' },
        },
      });
    });

    it('of a telling tells nobody and frees no key', async () => {
      const one = await accepted({ replyTo: 'http://localhost/esiti', deliveries: [] });
      const told = { ...deliveryTo('silp', `esito|${one.id}`), kind: 'esito' as const };
      const other = await accepted({ replyTo: 'http://localhost/esiti', deliveries: [told] });
      expect((await opened.store.choose({ messages: [other.id] }, ['pending'])).deliveries).toEqual([]);
      expect(await cancel([told.id])).toEqual({ deliveries: 1, woken: [] });
      expect((await opened.store.accept(receipt({ dedupeKey: other.dedupeKey }))).outcome).toBe('repeated');
    });

    it('leaves the record unseen by whom it was for, and of no effect since', async () => {
      const { codiceFiscale } = somebody();
      const about = () => ({ codiceFiscale, deliveries: [deliveryTo('inps', uuid7())] });
      const [first, later] = [await accepted(about()), await accepted(about())];
      expect((await opened.store.toldSince(first.id, 10)).map(({ messageId }) => messageId)).toEqual([later.id]);
      await cancel([deliveryId(later)]);
      expect(await opened.store.toldSince(first.id, 10)).toEqual([]);
      const seen = await opened.store.recordsOf(codiceFiscale, { limit: 10, seenBy: 'inps' });
      expect(seen.map(({ messageId }) => messageId)).toEqual([first.id]);
    });

    it('does not undo what another destination has taken', async () => {
      const { codiceFiscale } = somebody();
      const first = await accepted({ codiceFiscale });
      const later = await accepted({
        codiceFiscale,
        deliveries: [deliveryTo('inps', uuid7()), deliveryTo('toscana-lavoro', uuid7())],
      });
      await opened.store.close(closing(await claimed(opened.store, deliveryId(later))));
      await cancel([deliveryId(later, 1)]);
      expect((await opened.store.toldSince(first.id, 10)).map(({ messageId }) => messageId)).toEqual([later.id]);
    });

    it('takes back the join of two codes that whoever gives the ids has not been told', async () => {
      const [former, present] = [somebody(), somebody()];
      const { identificativoSap } = former;
      const first = await accepted(former);
      await opened.store.close(closing(await claimed(opened.store, deliveryId(first))));
      const change = await accepted({
        codiceFiscale: present.codiceFiscale,
        identificativoSap,
        identity: 'changed',
        deliveries: [deliveryTo('anpal', uuid7()), deliveryTo('inps', uuid7())],
      });
      expect(await opened.store.otherCodesOf(present.codiceFiscale)).toEqual([former.codiceFiscale]);
      await cancel([deliveryId(change, 1)]);
      expect(await opened.store.otherCodesOf(present.codiceFiscale)).toEqual([former.codiceFiscale]);
      await cancel([deliveryId(change)]);
      expect(await opened.store.otherCodesOf(present.codiceFiscale)).toEqual([]);
      expect(await opened.store.whoIs(identificativoSap)).toBe(former.codiceFiscale);
    });

    it('and a claim at the same time: one of them has it', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => accepted()));
      const claims = all.map((one) => opened.store.claim(deliveryId(one), 60));
      const { deliveries } = await cancel(all.map((one) => deliveryId(one)));
      const had = (await Promise.all(claims)).filter((each) => each !== undefined);
      expect(deliveries + had.length).toBe(all.length);
    });
  });

  describe('the entries', () => {
    it('are listed newest first, page by page, and by what they are', async () => {
      const actor = `operatore-${uuid7()}`;
      const places: Held[] = [ANPAL, { scope: 'side', name: 'inps' }];
      for (const held of places) {
        await opened.store.hold(held, acting('hold', { actor, side: 'silp', target: { side: held.name } }));
        await nextMoment();
      }
      const { items, next } = await opened.store.actions({ actor, limit: 1 });
      expect(items).toMatchObject([{ target: { side: 'inps' } }]);
      expect(next).toBe(items[0]?.id);
      const rest = await opened.store.actions({ actor, limit: 1, ...(next === undefined ? {} : { cursor: next }) });
      expect(rest).toMatchObject({ items: [{ target: { side: 'anpal' } }] });
      expect('next' in rest).toBe(false);
      const of = async (filter: object) => (await opened.store.actions({ actor, limit: 10, ...filter })).items.length;
      expect(await of({ action: 'release' })).toBe(0);
      expect(await of({ concerning: 'silp' })).toBe(2);
      expect(await of({ concerning: 'inps' })).toBe(1);
      expect(await of({ concerning: 'miattivo' })).toBe(0);
    });
  });
});
