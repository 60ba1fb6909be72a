import { expect, it } from 'vitest';
import { lowestUuid7, parseMessageId, uuid7 } from '../../src/foundation/ids.js';

it('makes ids of version 7 that sort by time and never repeat', () => {
  const ids = Array.from({ length: 2000 }, (_, i) => uuid7(1_700_000_000_000 + Math.floor(i / 10)));
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
    true,
  );
  expect(new Set(ids).size).toBe(ids.length);
  const times = ids.map((id) => id.slice(0, 13));
  expect(times).toEqual([...times].sort());
  expect(Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000);
});

it('knows an id from anything else', () => {
  expect(parseMessageId(uuid7())).toBeDefined();
  for (const other of ['', 'abc', uuid7().toUpperCase(), `${uuid7()}0`]) expect(parseMessageId(other)).toBeUndefined();
});

it('names the lowest id of an instant', () => {
  const at = 1_700_000_000_000;
  const lowest = lowestUuid7(new Date(at));
  expect(lowest).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(lowest < uuid7(at) && uuid7(at - 1) < lowest).toBe(true);
});
