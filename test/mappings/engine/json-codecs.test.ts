import { describe, expect, it } from 'vitest';
import { isInstant } from '../../../src/canonical/date.js';
import { moment, truth, whole } from '../../../src/mappings/engine/json-codecs.js';
import { Run } from '../../../src/mappings/engine/run.js';

describe('a moment', () => {
  it.each([
    ['2025-06-16T08:41:07Z', '2025-06-16T08:41:07Z', false],
    ['2025-06-16T08:41:07.25Z', '2025-06-16T08:41:07.25Z', false],
    ['2025-06-16T10:41:07+02:00', '2025-06-16T08:41:07Z', true],
    ['2025-01-01T00:30:00+01:00', '2024-12-31T23:30:00Z', true],
    ['2025-06-16T08:41:07.250Z', '2025-06-16T08:41:07.25Z', true],
    ['2025-06-16T08:41:10.000Z', '2025-06-16T08:41:10Z', true],
    ['2025-06-16t08:41:07z', '2025-06-16T08:41:07Z', true],
  ])('%s is %s', (said, kept, normalised) => {
    const run = new Run('test');
    expect(moment.decode(said, run)).toBe(kept);
    expect(isInstant(kept)).toBe(true);
    expect(run.report.map(({ kind }) => kind)).toEqual(normalised ? ['normalised'] : []);
    expect(moment.encode(kept, run)).toBe(kept);
  });

  it.each([
    '2025-06-16T08:41:07',
    '2025-06-16',
    '2025-02-30T08:41:07Z',
    '2025-06-16T24:00:01Z',
    '2016-12-31T23:59:60Z',
    5,
    null,
  ])('%s is none', (said) => {
    const run = new Run('test');
    expect(moment.decode(said, run)).toBeUndefined();
    expect(run.findings).toEqual([expect.objectContaining({ rule: 'date.instant', severity: 'error' })]);
  });
});

it.each([
  [truth, true, 'true', 'boolean'],
  [truth, false, 0, 'boolean'],
  [whole, 0, '0', 'number.integer'],
  [whole, -7, 1.5, 'number.integer'],
] as const)('%o keeps %s and refuses %s', (codec, kept, refused, rule) => {
  const run = new Run('test');
  expect(codec.decode(kept, run)).toBe(kept);
  expect(codec.encode(kept, run)).toBe(kept);
  expect(run.findings).toEqual([]);
  expect(codec.decode(refused, run)).toBeUndefined();
  expect(run.findings.map((one) => one.rule)).toEqual([rule]);
});
