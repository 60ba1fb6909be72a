/** The days of the stories, whatever day they are told on: the terms of the law are kept, and centres are open. */
import { describe, expect, it } from 'vitest';
import { applicantOn, daysBetween, emilianOn, ligurianOn, piedmonteseOn, tuscanOn } from '../../src/sandbox/index.js';

const DAY_MS = 86_400_000;
/** Two weeks, ends of months and years, a leap day, days on which clocks change. */
const TODAYS = [
  ...Array.from({ length: 14 }, (_, i) => new Date(Date.parse('2026-11-16') + i * DAY_MS).toISOString().slice(0, 10)),
  '2026-12-31',
  '2027-01-01',
  '2027-03-28',
  '2027-10-31',
  '2028-02-29',
  '2028-08-31',
];

const inOrder = (...days: string[]): boolean => days.every((day, i) => i === 0 || (days[i - 1] ?? '') <= day);
const isOpen = (day: string): boolean => ![0, 6].includes(new Date(day).getUTCDay());

describe.each(TODAYS)('told on %s', (today) => {
  it('a person in Liguria registers within 15 days, and is met within 30', () => {
    const { day } = ligurianOn(today);
    const { application, registration, accepted, convened, pact, signed, sent } = day;
    expect(daysBetween(application, registration)).toBeLessThanOrEqual(15);
    expect(daysBetween(application, pact)).toBeLessThanOrEqual(30);
    expect(inOrder(application, registration, accepted, convened, pact, signed, sent, today)).toBe(true);
    expect([accepted, convened, pact, sent].every(isOpen)).toBe(true);
  });

  it('an interview in Toscana is booked before it takes place', () => {
    const { day, momento } = tuscanOn(today);
    expect(inOrder(day.booked, day.interview, today)).toBe(true);
    expect(isOpen(day.interview)).toBe(true);
    expect(momento.slice(0, 10)).toBe(day.interview);
  });

  it('an assegno is asked for after more than four months of NASpI, and a provider chosen within two of the issue', () => {
    const { naspi, request, checks, issue, agenda, choice, appointment } = piedmonteseOn(today).day;
    expect(daysBetween(naspi, request)).toBeGreaterThan(123);
    expect(daysBetween(issue, choice)).toBeLessThanOrEqual(59);
    expect(inOrder(naspi, request, checks, issue, agenda, choice, appointment, today)).toBe(true);
    expect([checks, issue, agenda, appointment].every(isOpen)).toBe(true);
  });

  it('a transfer takes its steps in order, and so does what leads to an event of condizionalità', () => {
    const { opened, moved, closed, taken } = emilianOn(today).day;
    expect(inOrder(opened, moved, closed, taken, today)).toBe(true);
    expect([opened, moved, closed, taken].every(isOpen)).toBe(true);
    const { application, pact, activity, appointment } = applicantOn(today).day;
    expect(inOrder(application, pact, activity, appointment, today)).toBe(true);
    expect([pact, activity, appointment].every(isOpen)).toBe(true);
  });
});
