import { expect, it } from 'vitest';
import type { CanonicalRecord } from '../../src/canonical/check.js';
import type { Fixture } from '../../src/contract/fixtures.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../src/sides.js';
import { fixturesOf } from '../support/fixtures.js';
import {
  CODES,
  CODES_NOT_HELD,
  HOLDS,
  READS,
  REFUSES,
  SAP_EVENTS,
  type SapEvent,
  type Spoiled,
  UNKNOWN_FIELD,
} from './document-cases.js';
import { type KnownSide, NotSupported } from './expected.js';
import { setAt, valueAt } from './paths.js';

const sides = buildSides(loadSettings({ env: {} }).settings);
/** A canonical SAP that has every element of the national one. */
const EVERYTHING = fixtureOf('anpal', 'invio', 'full').canonical as object;

function fixtureOf(side: KnownSide, event: SapEvent, name: string): Fixture {
  const found = fixturesOf(side).find((one) => one.record === 'sap' && one.name === name && one.event === event);
  if (!found?.source) throw new Error(`${side} has no fixture ${name} for ${event}`);
  return found;
}

const errorsOf = (findings: readonly { severity: string; path: string; rule: string }[]) =>
  findings.filter(({ severity }) => severity === 'error').map(({ path, rule }) => ({ path, rule }));

function withoutExtensions(record: unknown): object {
  const { estensioni: _, ...rest } = record as { estensioni?: unknown };
  return rest;
}

/** The tests of one side's documents. */
export function documentTests(name: KnownSide): void {
  const side = sides.get(name) as Side;
  for (const event of SAP_EVENTS) {
    readingTests(side, name, event);
    refusingTests(side, name, event);
  }
  it('holds a record with every element, apart from what the report names', () => holdsEverything(side, name));
  it('keeps codes as they are, leading zeros and all', () => keepsCodes(side, name));
  it('keeps a field that the contract does not know, or refuses it', () => meetsUnknownField(side, name));
}

function readingTests(side: Side, name: KnownSide, event: SapEvent): void {
  const wanted = READS[event][name];
  if (wanted instanceof NotSupported) {
    it(`has no document for ${event}: ${wanted.reason}`, () => {
      expect(side.speaks('sap', event)).toBe(false);
      expect(side.writing('sap', event)).toBeUndefined();
    });
    return;
  }
  it(`reads its fullest document for ${event} without being told its revision`, () => {
    const fixture = fixtureOf(name, event, wanted);
    const read = side.receive('sap', event, fixture.source as Buffer);
    expect(errorsOf(read.findings)).toEqual([]);
    expect(read.revision).toBe(fixture.revision);
    expect(read.canonical).toEqual(fixture.canonical);
  });
  it(`reads every good document for ${event} without being told its revision`, () => {
    const good = fixturesOf(name).filter(
      (one) => one.record === 'sap' && one.event === event && one.direction !== 'out' && one.expect === 'ok',
    );
    expect(good.length).toBeGreaterThan(0);
    for (const fixture of good) {
      const read = side.receive('sap', event, fixture.source as Buffer);
      expect(read.canonical, fixture.name).toEqual(fixture.canonical);
    }
  });
}

function refusingTests(side: Side, name: KnownSide, event: SapEvent): void {
  const full = READS[event][name];
  for (const [i, perSide] of REFUSES[event].entries()) {
    const wanted = perSide[name];
    if (wanted instanceof NotSupported || full instanceof NotSupported) continue;
    it(`refuses a broken document for ${event} and says where and why (${i + 1}: ${wanted.rule})`, () => {
      const read = side.receive('sap', event, spoiled(fixtureOf(name, event, full), wanted));
      expect(read.canonical).toBeUndefined();
      const finding = read.findings.find(({ rule }) => rule === wanted.rule);
      expect(finding).toMatchObject({ path: wanted.path, severity: 'error' });
      expect(finding?.source).toMatch(/\S/);
      expect(finding?.message).toMatch(/\S/);
    });
  }
}

function spoiled(fixture: Fixture, { replace, by }: Pick<Spoiled, 'replace' | 'by'>): Buffer {
  const text = String(fixture.source);
  const changed = text.replace(replace, by);
  if (changed === text) throw new Error(`${fixture.name} holds nothing like ${replace}`);
  return Buffer.from(changed);
}

function writtenAndRead(side: Side, canonical: unknown): { read: CanonicalRecord; lost: readonly string[] } {
  const produced = side.writing('sap', 'invio')?.produce(canonical);
  if (produced?.body === undefined) throw new Error(`not written: ${JSON.stringify(produced?.findings)}`);
  const read = side.receive('sap', 'invio', produced.body);
  if (read.canonical === undefined) throw new Error(`not read again: ${JSON.stringify(read.findings)}`);
  const lost = produced.report.filter(({ kind }) => kind === 'lost').map(({ canonical: path }) => path ?? '');
  return { read: read.canonical, lost };
}

function holdsEverything(side: Side, name: KnownSide): void {
  const wanted = HOLDS[name];
  if (wanted instanceof NotSupported) {
    expect(side.writing('sap', 'invio')).toBeUndefined();
    return;
  }
  const { read, lost } = writtenAndRead(side, EVERYTHING);
  expect([...lost].sort()).toEqual([...wanted.lost].sort());
  const expected = structuredClone(EVERYTHING);
  for (const path of wanted.lost) setAt(expected, path, undefined);
  for (const [path, value] of Object.entries(wanted.reshaped)) setAt(expected, path, value);
  expect(withoutExtensions(read)).toEqual(expected);
}

function keepsCodes(side: Side, name: KnownSide): void {
  const notHeld = CODES_NOT_HELD[name];
  if (notHeld instanceof NotSupported) {
    expect(side.writing('sap', 'invio')).toBeUndefined();
    return;
  }
  const record = structuredClone(EVERYTHING);
  for (const [path, code] of Object.entries(CODES)) setAt(record, path, code);
  const { read } = writtenAndRead(side, record);
  const back = Object.fromEntries(Object.keys(CODES).map((path) => [path, valueAt(read, path)]));
  const held = Object.entries(CODES).filter(([path]) => !notHeld.includes(path));
  expect(back).toEqual(Object.fromEntries(held));
}

function meetsUnknownField(side: Side, name: KnownSide): void {
  const wanted = UNKNOWN_FIELD[name];
  const full = READS.invio[name];
  if (wanted instanceof NotSupported || full instanceof NotSupported) {
    expect(side.speaks('sap', 'invio')).toBe(false);
    return;
  }
  const read = side.receive('sap', 'invio', spoiled(fixtureOf(name, 'invio', full), wanted));
  if ('refused' in wanted) {
    expect(errorsOf(read.findings)).toEqual([wanted.refused]);
    expect(read.canonical).toBeUndefined();
    return;
  }
  const kept = (record: unknown): unknown =>
    (record as { estensioni?: Record<string, Record<string, unknown>> }).estensioni?.[name]?.[wanted.kept];
  expect(errorsOf(read.findings)).toEqual([]);
  expect(kept(read.canonical)).toEqual(wanted.value);
  expect(read.report).toContainEqual(expect.objectContaining({ kind: 'kept', side: wanted.kept }));
  expect(kept(writtenAndRead(side, read.canonical).read)).toEqual(wanted.value);
}
