/** A checker that cannot fail proves nothing: histories that are wrong on purpose, each in one way. */
import { describe, expect, it } from 'vitest';
import { accountOf, type Delivered, faultsOf, type History, type Sent, type Standing } from './harness/account.js';
import { Random } from './harness/random.js';

const sent: readonly Sent[] = [1, 2, 3].flatMap((person) => [0, 1, 2].map((number) => ({ person, number })));
const arrived = (all: readonly Sent[] = sent): Delivered[] =>
  all.map((one) => ({ ...one, key: `key ${one.person} ${one.number}` }));
const history = (more: Partial<History> = {}): History => ({
  attempted: sent,
  acknowledged: sent,
  delivered: arrived(),
  standing: new Map(),
  ...more,
});
const faults = (more: Partial<History>) => faultsOf(accountOf(history(more)));
const without = (person: number, number: number) =>
  arrived().filter((one) => one.person !== person || one.number !== number);
const standing = (what: Standing) => new Map([['2/1', what]]);

describe('the account', () => {
  it('of a run in which everything arrived once and in order finds nothing', () => {
    expect(accountOf(history())).toMatchObject({ attempted: 9, acknowledged: 9, delivered: 9, recovered: [] });
    expect(faults({})).toEqual([]);
  });

  it('does not mind how people are mixed', () => {
    const mixed = [...arrived()].sort((a, b) => a.number - b.number || b.person - a.person);
    expect(faults({ delivered: mixed })).toEqual([]);
  });

  it('names one that was acknowledged and is nowhere', () => {
    expect(faults({ delivered: without(2, 1) })).toEqual(['lost: 1 (2/1)']);
  });

  it('does not believe a store that says it was delivered', () => {
    expect(faults({ delivered: without(2, 1), standing: standing('acknowledged') })).toEqual(['lost: 1 (2/1)']);
  });

  it.each(['pending', 'parked', 'refused'] as const)('names one that is %s, which is not lost', (what) => {
    const account = accountOf(history({ delivered: without(2, 1), standing: standing(what) }));
    expect(account.lost).toEqual([]);
    expect(faultsOf(account)).toEqual([`${what}: 1 (2/1)`]);
    expect(faultsOf(account, [what])).toEqual([]);
  });

  it('names one that arrived twice', () => {
    const again = { person: 2, number: 1, key: 'key 2 1' };
    expect(faults({ delivered: [...arrived(), again] })).toEqual(['duplicated: 1 (2/1)']);
  });

  it('names one that arrived twice under two keys', () => {
    const again = { person: 2, number: 1, key: 'another' };
    expect(faults({ delivered: [...arrived(), again] })).toEqual(['rekeyed: 1 (2/1)']);
  });

  it('names two that were swapped, and only those', () => {
    const swapped = arrived();
    const [a, b] = [swapped[4], swapped[5]] as [Delivered, Delivered];
    swapped[4] = b;
    swapped[5] = a;
    expect(faults({ delivered: swapped })).toEqual(['reordered: 1 (2/2 before 2/1)']);
  });

  it('names one that nobody has sent', () => {
    expect(faults({ delivered: [...arrived(), { person: 9, number: 0, key: 'k' }] })).toEqual(['unexpected: 1 (9/0)']);
    expect(faults({ strange: ['somebody'] })).toEqual(['unexpected: 1 (somebody)']);
  });

  it('counts as recovered what arrived unheard, and minds it not', () => {
    const heard = sent.slice(0, -1);
    const account = accountOf(history({ acknowledged: heard }));
    expect([account.recovered, faultsOf(account)]).toEqual([['3/2'], []]);
  });

  it('does not miss what was neither acknowledged nor delivered', () => {
    expect(faults({ acknowledged: sent.slice(0, -1), delivered: arrived(sent.slice(0, -1)) })).toEqual([]);
  });
});

describe('choices by chance', () => {
  const chosen = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 50 }, () => random.between(2, 6));
  };

  it('are the same for the same seed, others for another, and stay between their ends', () => {
    expect(chosen(7)).toEqual(chosen(7));
    expect(chosen(7)).not.toEqual(chosen(8));
    expect([...new Set(chosen(7))].sort()).toEqual([2, 3, 4, 5, 6]);
  });
});
