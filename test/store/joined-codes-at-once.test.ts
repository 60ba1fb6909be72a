/** Several processes on one PostgreSQL while the codes of a person are joined: receipts, workers, and a restart in between. */
import { describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/store/postgres.js';
import type { AcceptedReceipt } from '../../src/store/receipt.js';
import { storeOn } from '../../src/store/sql-store.js';
import type { Store } from '../../src/store/store.js';
import { freshPostgres } from '../support/fresh.js';
import { closing, deliveryId, deliveryTo, dueOf, receipt, somebody } from '../support/store.js';

const PEOPLE = 4;
const BEFORE = 6;
const AFTER = 6;
const ROUNDS = 12;

interface Person {
  readonly old: string;
  readonly now: string;
  readonly identificativoSap: string;
}

const sap = (codiceFiscale: string, given: Partial<AcceptedReceipt> = {}): AcceptedReceipt =>
  receipt({ codiceFiscale, deliveries: [deliveryTo('anpal', `anpal|cf:${codiceFiscale}`)], ...given });

/** Claims and closes whatever is due until told to end; notes what left, in the order of the claims. */
async function work(store: Store, left: string[], ended: () => boolean): Promise<void> {
  while (!ended()) {
    for (const { id } of await dueOf(store, 20, 0)) {
      const claimed = await store.claim(id, 60);
      if (claimed === undefined) continue;
      left.push(claimed.id);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
      await store.close(closing(claimed));
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('a change of code with several processes at work', () => {
  it('keeps the order in which each sender was answered', async () => {
    const url = await freshPostgres();
    const open = () => storeOn(openPostgres(url, 4));
    const [one, two] = [open(), open()];
    await one.migrate();
    const left: string[] = [];
    let [firstEnd, lastEnd] = [false, false];
    const people: Person[] = Array.from({ length: PEOPLE }, () => {
      const { codiceFiscale: old, identificativoSap } = somebody();
      return { old, now: somebody().codiceFiscale, identificativoSap };
    });
    const sent = new Map<Person, string[]>(people.map((person) => [person, []]));
    const send = async (person: Person, store: Store, document: AcceptedReceipt): Promise<void> => {
      expect((await store.accept(document)).outcome).toBe('stored');
      sent.get(person)?.push(deliveryId(document));
    };
    const tell = async (person: Person, n: number): Promise<void> => {
      await send(person, n % 2 === 0 ? one : two, sap(n % 3 === 0 ? person.now : person.old, { record: 'did' }));
    };
    const story = async (person: Person): Promise<void> => {
      const { identificativoSap } = person;
      // Nothing about the person is under way before the first is answered: it is known whose SAP it is.
      await send(person, one, sap(person.old, { identificativoSap }));
      const before = sap(person.now, { record: 'did' });
      await send(person, two, before);
      for (let n = 0; n < BEFORE; n += 1) await send(person, n % 2 === 0 ? one : two, sap(person.old));
      await send(person, two, sap(person.now, { identificativoSap, identity: 'changed' }));
      for (let n = 0; n < AFTER; n += 1) await tell(person, n);
    };
    const told = Promise.all(people.map(story));
    // One worker on each process; the first one's process ends halfway and another takes its place.
    const workers = [work(one, left, () => firstEnd), work(two, left, () => lastEnd)];
    await told;
    firstEnd = true;
    await workers[0];
    const later = open();
    workers.push(work(later, left, () => lastEnd));
    await expect.poll(() => left.length, { timeout: 20_000 }).toBe(PEOPLE * (BEFORE + AFTER + 3));
    lastEnd = true;
    await Promise.all(workers);
    for (const [{ old, now }, ids] of sent) {
      const mine = left.filter((id) => ids.includes(id));
      // The one sent under the new code before the change had no order with those under the old one.
      const tied = ids[1] as string;
      expect(mine.filter((id) => id !== tied)).toEqual(ids.filter((id) => id !== tied));
      const change = ids[BEFORE + 2] as string;
      expect(mine.indexOf(tied)).toBeLessThan(mine.indexOf(change));
      expect(await later.otherCodesOf(old)).toEqual([now]);
    }
    await Promise.all([one, two, later].map((store) => store.end()));
  });

  it('gives every receipt its place before the join or after it', async () => {
    const url = await freshPostgres();
    const [one, two] = [storeOn(openPostgres(url, 8)), storeOn(openPostgres(url, 8))];
    await one.migrate();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { codiceFiscale: old, identificativoSap } = somebody();
      const now = somebody().codiceFiscale;
      await one.accept(sap(old, { identificativoSap }));
      const around = Array.from({ length: 30 }, (_, n) => sap(n % 2 === 0 ? old : now, { record: 'did' }));
      const change = sap(now, { identificativoSap, identity: 'changed' });
      await Promise.all([
        ...around.map(async (document, n) => {
          await new Promise((resolve) => setTimeout(resolve, n % 10));
          return (n % 3 === 0 ? one : two).accept(document);
        }),
        new Promise((resolve) => setTimeout(resolve, 3)).then(() => one.accept(change)),
      ]);
      // One order for all of a person's: exactly one may leave at a time.
      expect(await dueOf(two, 100, 0)).toHaveLength(round);
    }
    await Promise.all([one.end(), two.end()]);
  });
});
