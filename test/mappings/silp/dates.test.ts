import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate, startOfDayInRome } from '../../../src/canonical/rome-day.js';
import { day } from '../../support/silp.js';

describe("SILP's dates", () => {
  it.each([
    ['epoch, winter', Date.parse('2023-12-31T23:00:00Z'), '2024-01-01'],
    ['epoch, summer', Date.parse('2024-06-30T22:00:00Z'), '2024-07-01'],
    ['the day the clocks go forward', Date.parse('2024-03-30T23:00:00Z'), '2024-03-31'],
    ['the day after it', Date.parse('2024-03-31T22:00:00Z'), '2024-04-01'],
    ['the day the clocks go back', Date.parse('2024-10-26T22:00:00Z'), '2024-10-27'],
    ['the day after it', Date.parse('2024-10-27T23:00:00Z'), '2024-10-28'],
    ['a midnight that the clocks skipped', Date.parse('1966-05-21T23:00:00Z'), '1966-05-22'],
    ['a placeholder for "not known"', -2208992400000, '1900-01-01'],
    ['a placeholder for "no end"', Date.parse('9999-12-30T23:00:00Z'), '9999-12-31'],
    ['ISO in UTC', '2023-12-31T23:00:00.000Z', '2024-01-01'],
    ['ISO with an offset without colon', '2023-12-31T23:00:00.000+0000', '2024-01-01'],
    ['ISO at midnight of its own offset', '2024-07-01T00:00:00+02:00', '2024-07-01'],
    ['ISO without a zone', '2024-07-01T00:00:00', '2024-07-01'],
    ['ISO date only', '2024-07-01', '2024-07-01'],
    ['the older dialect', '01/07/2024 00:00:00', '2024-07-01'],
    ['the older dialect, date only', '01/07/2024', '2024-07-01'],
  ])('reads %s', (_, written, date) => {
    expect(calendarDate(written)).toBe(date);
  });

  it.each(['2023-02-29', '31/02/2024', '2024-13-01', 'ieri', '', true, Number.NaN, 1e18, -1e14])(
    'finds no date in %s',
    (written) => {
      expect(calendarDate(written)).toBeUndefined();
    },
  );

  it.each([
    ['2024-01-01', '2024-01-01T00:00:00+01:00'],
    ['2024-03-31', '2024-03-31T00:00:00+01:00'],
    ['2024-04-01', '2024-04-01T00:00:00+02:00'],
    ['2024-10-27', '2024-10-27T00:00:00+02:00'],
    ['2024-10-28', '2024-10-28T00:00:00+01:00'],
    ['1900-01-01', '1900-01-01T00:00:00+01:00'],
    ['0001-01-01', '0001-01-01T00:00:00+01:00'],
  ])('writes %s as %s', (date, written) => {
    expect(startOfDayInRome(date)).toBe(written);
    expect(calendarDate(written)).toBe(date);
  });

  it('reads every date it writes as the same date, as text and as the instant it names', () => {
    fc.assert(
      fc.property(day, (date) => {
        const written = startOfDayInRome(date);
        expect(calendarDate(written)).toBe(date);
        expect(calendarDate(Date.parse(written))).toBe(date);
      }),
      { numRuns: 1000 },
    );
  });
});
