import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EACH_STORE, type OpenStore } from '../support/store.js';

describe.each(EACH_STORE)('the numbers of policies in the $kind store', ({ open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.end());

  it('are one for each row, the same whenever it is asked for, and counted by system', async () => {
    const { store } = opened;
    expect(await store.policySequence('13', 'a|0')).toBe(1);
    expect(await store.policySequence('13', 'a|1')).toBe(2);
    expect(await store.policySequence('13', 'a|0')).toBe(1);
    expect(await store.policySequence('06', 'a|0')).toBe(1);
  });

  it('are never given twice, however many ask at once', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `b|${n % 20}`);
    const given = await Promise.all(rows.map((row) => opened.store.policySequence('17', row)));
    const byRow = new Map(rows.map((row, i) => [row, given[i]]));
    expect(new Set(byRow.values()).size).toBe(20);
    expect(rows.map((row) => byRow.get(row))).toEqual(given);
    expect(Math.max(...given)).toBe(20);
  });
});
