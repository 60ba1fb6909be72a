/**
 * A fixture made from documents as they come from a running system: read, made anonymous, checked, and put down as the folder
 * that `raccordo contract check` runs. Several documents at once stay consistent: who is in two of them is in two of them.
 */
import { stringify } from 'yaml';
import { type Finding, hasErrors } from '../foundation/finding.js';
import { digest } from '../foundation/ids.js';
import type { EventName, RecordName } from '../foundation/names.js';
import type { Side } from '../sides.js';
import type { Translation } from '../translation.js';
import { invented, readInto, withoutPositions } from './invent/document.js';
import { type Editable, editable } from './invent/edit.js';
import { Inventor } from './invent/inventor.js';
import { isSigned, type SignAnew, signedAnew } from './invent/signed.js';

export interface Scaffold {
  /** Folder of the case under the contracts: `anpal/fixtures/sap/mine`. */
  readonly folder: string;
  /** Name in the folder → content. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Paths of the document that no mapping names; what stood there was replaced or taken out. */
  readonly unknown: readonly string[];
  /** The errors that the case expects. */
  readonly problems: readonly Finding[];
}

export interface ScaffoldRequest {
  readonly side: Side;
  readonly record: RecordName;
  readonly event: EventName;
  /** Absent: whichever the document has. */
  readonly revision?: string;
  /** Names of the cases, one for each document. */
  readonly names: readonly string[];
  readonly documents: readonly Buffer[];
  readonly shows: string;
  /** Chosen anew for each run. */
  readonly seed: string;
  /** Needed for documents that bring a signed file. */
  readonly signAnew?: SignAnew;
}

export type Scaffolded =
  | { readonly outcome: 'made'; readonly cases: readonly Scaffold[] }
  /** The document at this position cannot be read at all, or not be made anonymous without breaking what it was. */
  | { readonly outcome: 'impossible'; readonly document: number; readonly findings: readonly Finding[] };

interface Opened {
  readonly translation: Translation;
  readonly document: Editable;
  readonly errors: readonly Finding[];
}

const errorsAmong = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'error');
const isSame =
  (a: Finding) =>
  (b: Finding): boolean =>
    a.path === b.path && a.rule === b.rule;

/** The errors that false data takes away: a fixture is about what the document has. */
const mended = (before: readonly Finding[], after: readonly Finding[]): readonly Finding[] =>
  before.filter((one) => !after.some(isSame(one)));

/** The errors that false data brings, and those that it takes away. */
function changed(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  return [
    ...after.filter((one) => !before.some(isSame(one))),
    ...mended(before, after).map((one) => ({ ...one, message: `${one.message}; false data would not have this flaw` })),
  ];
}

export function scaffold(request: ScaffoldRequest): Scaffolded {
  const { side, record, event, documents, seed } = request;
  const opened: Opened[] = [];
  for (const [i, bytes] of documents.entries()) {
    const { revision = '', findings } = received(request, bytes);
    const translation = side.writing(record, event, revision || request.revision || side.revisions(record, event)[0]);
    const document = translation && editable(translation.contract, bytes);
    if (translation === undefined || document === undefined) return { outcome: 'impossible', document: i, findings };
    opened.push({ translation, document, errors: errorsAmong(findings) });
  }
  let last: Scaffolded | undefined;
  for (const days of daysFor(seed)) {
    last = attempt(request, opened, days);
    if (last.outcome === 'made') return last;
  }
  return last ?? { outcome: 'made', cases: [] };
}

/** A document that the side is only ever sent is read all the same, where its revision is said. */
function received({ side, record, event, revision }: ScaffoldRequest, bytes: Buffer) {
  const translation = revision === undefined ? undefined : side.writing(record, event, revision);
  return translation?.contract.onlyWritten
    ? { revision, ...translation.receive(bytes) }
    : side.receive(record, event, bytes, revision === undefined ? {} : { revision });
}

/** Whole weeks back, so that weekdays stay; where a rule turns on a date that was passed over, a shorter way. */
function daysFor(seed: string): readonly number[] {
  const weeks = 4 + (Number.parseInt(digest(seed, 'days').slice(0, 8), 16) % 48);
  return [...[weeks, 4, 1].map((count) => -7 * count), -FOUR_YEARS];
}

/** After so many days every month is as long as it was. */
const FOUR_YEARS = 1461;

function attempt(request: ScaffoldRequest, opened: readonly Opened[], days: number): Scaffolded {
  const { side, record, event, names, shows, seed, signAnew } = request;
  const inventor = new Inventor({ seed, days });
  const readersOf = ({ translation }: Opened) => side.readers(record, event, translation.contract.revision);
  for (const one of opened) readInto(inventor, one.document, readersOf(one));
  const cases: Scaffold[] = [];
  for (const [i, one] of opened.entries()) {
    const { contract } = one.translation;
    const attempted = (flawed?: ReadonlySet<string>) => {
      const made = invented({ contract, document: one.document, readers: readersOf(one) }, inventor, flawed);
      const bytes = signAnew && isSigned(made.bytes) ? signedAnew(made.bytes, signAnew) : made.bytes;
      const read = received({ ...request, revision: contract.revision }, bytes);
      return { made, bytes, ...read, problems: errorsAmong(read.findings) };
    };
    const plain = attempted();
    const lost = mended(one.errors, plain.problems).map(({ path }) => withoutPositions(path));
    const { made, bytes, findings, canonical, report, problems } = lost.length === 0 ? plain : attempted(new Set(lost));
    const differing = changed(one.errors, problems);
    if (differing.length > 0) return { outcome: 'impossible', document: i, findings: differing };
    const warnings = findings.filter(({ severity }) => severity === 'warning');
    const both = !hasErrors(problems) && writesBack(one.translation, canonical, bytes);
    const about = {
      shows,
      event,
      revision: contract.revision,
      direction: both ? 'both' : 'in',
      expect: problems.length > 0 ? 'problems' : 'ok',
      ...(problems.length > 0 ? { problems: problems.map(named) } : {}),
      ...(warnings.length > 0 ? { warnings: distinct(warnings.map(named)) } : {}),
    };
    const files = new Map([
      [`source.${EXTENSIONS[contract.mediaType]}`, bytes],
      ['case.yaml', Buffer.from(stringify(about, { lineWidth: 120 }))],
      ...(canonical === undefined ? [] : [['canonical.json', asJson(canonical)] as const]),
      ...(report.length === 0 ? [] : [['report.json', asJson(report)] as const]),
    ]);
    cases.push({ folder: `${side.name}/fixtures/${record}/${names[i]}`, files, unknown: made.unknown, problems });
  }
  return { outcome: 'made', cases };
}

const EXTENSIONS = { 'application/xml': 'xml', 'application/json': 'json', 'text/csv': 'csv' } as const;
const asJson = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
const named = ({ path, rule }: Finding): { path: string; rule: string } => ({ path, rule });
const distinct = <T>(list: readonly T[]): T[] => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];

/** Whether the record gives the same document again; then the case holds in both directions. */
function writesBack(translation: Translation, canonical: unknown, bytes: Buffer): boolean {
  const body = canonical === undefined ? undefined : translation.produce(canonical).body;
  const told = (document: Buffer): string => JSON.stringify(translation.contract.read(document).tree);
  return body !== undefined && told(body) === told(bytes);
}
