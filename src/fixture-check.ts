/**
 * Runs one fixture of a contract through contract, mapping and checks, in the directions it is meant for. The tests, the
 * command `raccordo contract check` and a partner's own CI ask the same question here.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ExpectedFinding, Fixture } from './contract/fixtures.js';
import type { Finding } from './foundation/finding.js';
import type { Side } from './sides.js';
import type { Received, Translation } from './translation.js';

/** What differs from the fixture, a line each; empty when it holds. */
export function checkFixture(side: Pick<Side, 'name' | 'writing' | 'receive' | 'parts'>, fixture: Fixture): string[] {
  return fixture.partOf === undefined ? checkDocument(side, fixture) : checkPart(side, fixture, fixture.partOf);
}

/** The same for a fixture whose document is that of its record. */
export function checkDocument(side: Pick<Side, 'name' | 'writing'>, fixture: Fixture): string[] {
  const { record, event, revision, direction } = fixture;
  const translation = side.writing(record, event, revision);
  if (!translation) return [`${side.name} has no ${record}/${event} in revision ${revision}`];
  return [
    ...(direction === 'out' ? [] : checkIn(translation.receive(fixture.source ?? Buffer.alloc(0)), fixture)),
    ...(direction === 'in' ? [] : checkOut(translation, fixture)),
  ];
}

/** A record that is read out of the document of another one, with which it is refused. */
function checkPart(
  side: Pick<Side, 'receive' | 'parts'>,
  fixture: Fixture,
  { record, event, place }: NonNullable<Fixture['partOf']>,
): string[] {
  const { revision, source = Buffer.alloc(0) } = fixture;
  const document = side.receive(record, event, source, { revision });
  if (document.canonical === undefined) return checkIn(document, fixture);
  const wanted = (kind: string, what: string): boolean => kind === fixture.record && what === fixture.event;
  const part = side.parts(record, event, document, wanted)[place];
  return part === undefined ? [`in: the document holds no such record in place ${place}`] : checkIn(part, fixture);
}

function checkIn(received: Received, fixture: Fixture): string[] {
  const differences = compareFindings('in', fixture, received.findings);
  if (fixture.expect === 'problems') {
    return received.canonical === undefined ? differences : ['in: it was taken although problems are expected'];
  }
  if (received.canonical !== undefined && !isDeepStrictEqual(plain(received.canonical), fixture.canonical)) {
    differences.push(`in: canonical record differs: ${firstDifference(plain(received.canonical), fixture.canonical)}`);
  }
  return [...differences, ...missingReport('in', fixture, received.report)];
}

function checkOut(translation: Translation, fixture: Fixture): string[] {
  const produced = translation.produce(fixture.canonical);
  const differences = compareFindings('out', fixture, produced.findings);
  if (fixture.expect === 'problems') {
    return produced.body === undefined ? differences : ['out: it was written although problems are expected'];
  }
  const written = produced.body === undefined ? undefined : translation.contract.read(produced.body).tree;
  const wanted = fixture.source === undefined ? undefined : translation.contract.read(fixture.source).tree;
  if (wanted !== undefined && !isDeepStrictEqual(written, wanted)) {
    differences.push(`out: document differs: ${firstDifference(written, wanted)}`);
  }
  return fixture.direction === 'out'
    ? [...differences, ...missingReport('out', fixture, produced.report)]
    : differences;
}

function compareFindings(way: string, fixture: Fixture, findings: readonly Finding[]): string[] {
  const isSame = (a: ExpectedFinding) => (b: ExpectedFinding) => a.path === b.path && a.rule === b.rule;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const told = (finding: ExpectedFinding): string => `${finding.path || '(document)'} [${finding.rule}]`;
  return [
    ...errors
      .filter((one) => !fixture.problems.some(isSame(one)))
      .map((one) => `${way}: unexpected error ${told(one)}: ${one.message}`),
    ...fixture.problems
      .filter((one) => !errors.some(isSame(one)))
      .map((one) => `${way}: expected error not found: ${told(one)}`),
    ...(way === 'in'
      ? fixture.warnings
          .filter((one) => !warnings.some(isSame(one)))
          .map((one) => `${way}: expected warning not found: ${told(one)}`)
      : []),
  ];
}

function missingReport(way: string, fixture: Fixture, report: readonly object[]): string[] {
  return (fixture.report ?? [])
    .filter((wanted) => !report.some((entry) => includes(entry as Record<string, unknown>, wanted)))
    .map((wanted) => `${way}: not in the mapping report: ${JSON.stringify(wanted)}`);
}

const includes = (entry: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(entry[key], value));

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Path and both values of the first place where two documents differ. */
function firstDifference(found: unknown, wanted: unknown, path = ''): string {
  if (typeof found === 'object' && typeof wanted === 'object' && found !== null && wanted !== null) {
    const keys = new Set([...Object.keys(found), ...Object.keys(wanted)]);
    for (const key of keys) {
      const a = (found as Record<string, unknown>)[key];
      const b = (wanted as Record<string, unknown>)[key];
      if (!isDeepStrictEqual(a, b)) return firstDifference(a, b, path === '' ? key : `${path}.${key}`);
    }
    return `${path || '(document)'}: only the order of its members`;
  }
  return `${path || '(document)'}: found ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`;
}
