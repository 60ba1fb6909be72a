/**
 * Fixtures: the cases of a contract, each a folder under `contracts/<side>/…/fixtures/<record>/<case>/` with what the
 * side sends or gets (`source.xml` or `source.json`), the canonical record it stands for (`canonical.json`), what the
 * mapping reports (`report.json`, where something is lost or kept) and what the case is about (`case.yaml`).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { parse, YAMLError } from 'yaml';
import {
  EVENTS,
  type EventName,
  OUTSIDE_NAME,
  type OutsideName,
  RECORDS,
  type RecordName,
  SIDES,
  type SideName,
} from '../foundation/names.js';
import { contractError } from './errors.js';
import { contractFile } from './location.js';

export interface ExpectedFinding {
  readonly path: string;
  readonly rule: string;
}

export interface Fixture {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  /** The record whose document it is read out of, and which of the records of its kind there; absent for one of its own document. */
  readonly partOf?: { readonly record: RecordName; readonly event: EventName; readonly place: number };
  /** Name of the case: its folder, and the value that it is about where it is about one of several. */
  readonly name: string;
  readonly folder: string;
  /** One line: what the case shows. */
  readonly shows: string;
  /** `in`: source → canonical. `out`: canonical → source. `both`: one and the other. */
  readonly direction: 'in' | 'out' | 'both';
  readonly expect: 'ok' | 'problems';
  /** Every error that is found, and no other. */
  readonly problems: readonly ExpectedFinding[];
  /** Warnings that are found, among others maybe. */
  readonly warnings: readonly ExpectedFinding[];
  /** The side's document. Absent only for a record that cannot be written. */
  readonly source?: Buffer;
  /** Absent only for a document that cannot be read. */
  readonly canonical?: unknown;
  /** Entries that the mapping report must hold. */
  readonly report?: readonly Readonly<Record<string, unknown>>[];
}

const ABOUT = 'case.yaml';
const MEMBERS: ReadonlySet<string> = new Set([
  ...['shows', 'event', 'revision', 'partOf', 'each', 'direction', 'expect', 'problems', 'warnings'],
]);
const SOURCES: readonly string[] = ['source.xml', 'source.json', 'source.csv'];
const FILES: ReadonlySet<string> = new Set([...SOURCES, ABOUT, 'canonical.json', 'report.json']);

/** All fixtures, or those of one side, in the order of their folders. Throws `fixture-invalid` for an incomplete one. */
export function loadFixtures(only?: SideName, root: string = contractFile('')): Fixture[] {
  return [...SIDES, ...outsideIn(root)]
    .filter((side) => only === undefined || side === only)
    .filter((side) => existsSync(join(root, side)))
    .flatMap((side) =>
      caseFolders(join(root, side))
        .sort()
        .flatMap((folder) => loadFixtureCases(side, folder, root)),
    );
}

/** Folders of sides that are not part of this house. */
function outsideIn(root: string): OutsideName[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).filter((name): name is OutsideName => OUTSIDE_NAME.test(name));
}

/** Every folder that is a case, or stands where one must: in that of a record under `fixtures`. */
function caseFolders(folder: string): string[] {
  const isCase = basename(dirname(dirname(folder))) === 'fixtures';
  if (isCase || existsSync(join(folder, ABOUT))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => caseFolders(join(folder, entry.name)));
}

/** A case with `each` is one for each of the values that it names, wherever `{{each}}` stands in its files. */
function loadFixtureCases(side: SideName, folder: string, root: string): Fixture[] {
  const wrong = (what: string): never => {
    throw contractError('fixture-invalid', `${relative(root, folder)}: ${what}`);
  };
  const about = readAbout(folder, wrong);
  const { each } = about;
  if (each === undefined) return [loadFixture(side, folder, about, wrong)];
  if (!Array.isArray(each) || each.length === 0 || !each.every((one) => typeof one === 'string'))
    return wrong('each is a list of values, written as text');
  return each.map((value: string) => loadFixture(side, folder, about, wrong, value));
}

function loadFixture(
  side: SideName,
  folder: string,
  about: Record<string, unknown>,
  wrong: Wrong,
  value?: string,
): Fixture {
  const [record, name, ...deeper] = folder.slice(folder.lastIndexOf(`${sep}fixtures${sep}`) + 10).split(sep);
  if (!folder.includes(`${sep}fixtures${sep}`) || name === undefined || deeper.length > 0) {
    return wrong('expected the folder fixtures/<record>/<case>');
  }
  const choose = <T extends string>(key: string, among: readonly T[], otherwise?: T): T => {
    const value = about[key] ?? otherwise;
    return among.find((one) => one === value) ?? wrong(`${key} must be one of ${among.join(', ')}`);
  };
  const text = (key: string): string => {
    const value = about[key];
    return typeof value === 'string' && value !== '' ? value : wrong(`${key} is missing`);
  };
  const fixture: Fixture = {
    side,
    record: RECORDS.find((known) => known === record) ?? wrong(`${record} is no record`),
    event: choose('event', EVENTS, 'invio'),
    revision: text('revision'),
    ...partOf(about.partOf, wrong),
    name: value === undefined ? name : `${name} ${value}`,
    folder,
    shows: text('shows'),
    direction: choose('direction', ['in', 'out', 'both'] as const),
    expect: choose('expect', ['ok', 'problems'] as const, 'ok'),
    problems: expectedIn(about.problems, wrong),
    warnings: expectedIn(about.warnings, wrong),
    ...filesOf(folder, wrong, value),
  };
  if (fixture.expect === 'problems' && fixture.problems.length === 0) wrong('problems are expected but none is named');
  if (fixture.expect === 'ok' && fixture.problems.length > 0) wrong('problems are named but none is expected');
  if (fixture.direction !== 'out' && fixture.source === undefined) wrong('there is no source');
  const readable = fixture.direction === 'in' && fixture.expect === 'problems';
  if (fixture.canonical === undefined && !readable) wrong('there is no canonical.json');
  if (fixture.partOf !== undefined && fixture.direction !== 'in') wrong('a part is only read: its direction is in');
  return fixture;
}

type Wrong = (what: string) => never;

function readAbout(folder: string, wrong: Wrong): Record<string, unknown> {
  if (!existsSync(join(folder, ABOUT))) return wrong(`there is no ${ABOUT}`);
  let about: unknown;
  try {
    about = parse(readFileSync(join(folder, ABOUT), 'utf8'));
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    return wrong(`${ABOUT} is not YAML: ${error.message.split('\n')[0]?.replace(/:$/, '')}`);
  }
  if (typeof about !== 'object' || about === null || Array.isArray(about)) return wrong(`${ABOUT} holds no members`);
  const unknown = Object.keys(about).filter((name) => !MEMBERS.has(name));
  return unknown.length === 0
    ? (about as Record<string, unknown>)
    : wrong(`${ABOUT} has no member ${unknown.join(', ')}; known: ${[...MEMBERS].join(', ')}`);
}

const PART = /^([^/#]+)\/([^/#]+?)(?:#(\d+))?$/;

/** `did/invio`, or `sap/invio#2` for the third record of its kind in the document: as the form of a message says it. */
function partOf(value: unknown, wrong: Wrong): Pick<Fixture, 'partOf'> {
  if (value === undefined) return {};
  const [, named, happened, place = '0'] = PART.exec(String(value)) ?? [];
  const record = RECORDS.find((known) => known === named);
  const event = EVENTS.find((known) => known === happened);
  if (record === undefined || event === undefined) return wrong('partOf must be record/event, or record/event#place');
  return { partOf: { record, event, place: Number(place) } };
}

function expectedIn(value: unknown, wrong: Wrong): ExpectedFinding[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return wrong('problems and warnings are lists');
  return value.map((entry: unknown) => {
    const { path, rule } = (entry ?? {}) as Record<string, unknown>;
    return typeof path === 'string' && typeof rule === 'string'
      ? { path, rule }
      : wrong('each finding has path and rule');
  });
}

/** The files of a case; `value` stands where they say `{{each}}`. */
function filesOf(folder: string, wrong: Wrong, value?: string): Pick<Fixture, 'source' | 'canonical' | 'report'> {
  const files = readdirSync(folder);
  const strange = files.filter((name) => !FILES.has(name));
  if (strange.length > 0) return wrong(`holds ${strange.join(', ')}; a case has ${[...FILES].join(', ')}`);
  const [source, ...more] = files.filter((name) => SOURCES.includes(name));
  if (more.length > 0) return wrong(`has several sources: ${[source, ...more].join(', ')}`);
  const bytes = (name: string): Buffer => {
    const held = readFileSync(join(folder, name));
    return value === undefined ? held : Buffer.from(held.toString('utf8').replaceAll('{{each}}', value));
  };
  const json = (name: string): unknown => {
    if (!files.includes(name)) return undefined;
    try {
      return JSON.parse(bytes(name).toString('utf8'));
    } catch {
      return wrong(`${name} is not JSON`);
    }
  };
  const canonical = json('canonical.json');
  const report = json('report.json');
  return {
    ...(source === undefined ? {} : { source: bytes(source) }),
    ...(canonical === undefined ? {} : { canonical }),
    ...(Array.isArray(report) ? { report: report as Record<string, unknown>[] } : {}),
  };
}
