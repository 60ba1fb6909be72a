import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRealDate } from '../../src/canonical/date.js';

describe('a calendar date', () => {
  it.each(['1900-01-01', '2100-01-01', '9999-12-31', '0001-01-01', '2024-02-29', '2000-02-29', '1999-12-31'])(
    'exists: %s',
    (date) => expect(isRealDate(date)).toBe(true),
  );
  it.each([
    '',
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-00-10',
    '2024-13-10',
    '2024-01-00',
    '2024-01-32',
    '0000-01-01',
    '2024-1-01',
    '2024-01-01Z',
    '2024/01/01',
    '20240101',
    ' 024-01-01',
    '+024-01-01',
    '２024-01-01',
    '2024-01-01\n',
  ])('does not exist: %j', (date) => expect(isRealDate(date)).toBe(false));

  it('is what the calendar says, for any eight digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat({ max: 14 }), fc.nat({ max: 33 }), (year, month, day) => {
        const two = (value: number): string => String(value).padStart(2, '0');
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
        const instant = new Date(0);
        instant.setUTCFullYear(year, month - 1, day);
        expect(isRealDate(text)).toBe(instant.toISOString().startsWith(text));
      }),
      { numRuns: 2000 },
    );
  });
});
