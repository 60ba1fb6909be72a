/**
 * Makes a document of a side anonymous. Which value is what is known from the rows of the side's mapping tables: each leads to
 * a field of the canonical record. What no row names is replaced as well; the one exception is a value that its contract
 * lists among the few it allows, which says nothing of anybody.
 */
import type { DocumentContract } from '../../contract/contract.js';
import type { Finding } from '../../foundation/finding.js';
import type { Table } from '../../mappings/engine/index.js';
import type { Editable } from './edit.js';
import type { Kind } from './fields.js';
import type { IbanPart } from './iban.js';
import type { Inventor } from './inventor.js';
import { type Known, kindOfValue, knownPaths, lookUp } from './known.js';
import type { Value } from './values.js';

/** The tables that read a document: its own, and those of the records in it. */
export type Readers = readonly Table[];

/** Kinds whose values tell who somebody is; of the others a false one may be like a true one by chance. */
const TELLING: ReadonlySet<Kind> = new Set([
  ...([
    'codice-fiscale',
    'cognome',
    'nome',
    'place',
    'street',
    'phone',
    'email',
    'link',
    'organisation',
    'id',
    'file',
  ] as const),
]);
const PERSONAL: ReadonlySet<Kind> = new Set(['codice-fiscale', 'cognome', 'nome']);
/** Groups that name the person whose code stands at the root of the record. */
const HIMSELF = /^(persona|domandaInps\.richiedente)$/;

interface Leaf extends Value, ReturnType<typeof lookUp> {
  readonly kind: Kind;
}

const groupKey = ({ known, at }: Leaf): string => `${known?.group ?? ''}${at}`;

const leafOf = (known: ReadonlyMap<string, Known>, value: Value): Leaf => {
  const found = { ...value, ...lookUp(known, value.path) };
  return { ...found, kind: kindOfValue(found) };
};

function leavesOf(document: Editable, readers: Readers): Leaf[] {
  const known = knownPaths(readers);
  const leaves: Leaf[] = [];
  document.edit((value) => {
    leaves.push(leafOf(known, value));
    return value.value;
  });
  return leaves;
}

/** Notes what a document tells, so that what is invented later for any of them goes together and is true of nobody. */
export function readInto(inventor: Inventor, document: Editable, readers: Readers): void {
  const people = new Map<string, Record<string, string>>();
  for (const leaf of leavesOf(document, readers)) {
    const text = String(leaf.value).trim();
    if (TELLING.has(leaf.kind)) inventor.notes(text);
    if (leaf.known === undefined || !PERSONAL.has(leaf.kind)) continue;
    people.set(groupKey(leaf), { ...people.get(groupKey(leaf)), [leaf.known.name]: text });
  }
  for (const [key, { cognome, nome, codiceFiscale }] of people) {
    const code = codiceFiscale ?? (HIMSELF.test(key) ? people.get('')?.codiceFiscale : undefined);
    if (code === undefined || (cognome === undefined && nome === undefined)) continue;
    inventor.meets(code, {
      ...(cognome === undefined ? {} : { cognome }),
      ...(nome === undefined ? {} : { nome }),
    });
  }
}

/** What the values of one group have in common: the comune of an address, the account that its parts make up. */
interface Groups {
  readonly comuni: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
}

function groupsOf(leaves: readonly Leaf[]): Groups {
  const comuni = new Map<string, string>();
  const accounts = new Map<string, string>();
  for (const leaf of leaves) {
    const { kind } = leaf;
    const key = groupKey(leaf);
    const text = String(leaf.value);
    if (kind === 'place' || (kind === 'place-name' && !comuni.has(key))) comuni.set(key, text);
    if (kind === 'iban-part') accounts.set(key, `${accounts.get(key) ?? ''}${text}`);
  }
  return { comuni, accounts };
}

interface Spared {
  /** Paths at which the contract allows a few values only. */
  readonly listed: ReadonlySet<string>;
  /** Paths at which a replaced value cannot keep the contract: what stands there is taken out. */
  readonly out: ReadonlySet<string>;
  /** Paths whose value has a flaw that an invented one would not have: it is changed sign by sign. */
  readonly flawed: ReadonlySet<string>;
}

/** The value that stands in a document instead. */
function replacement(
  leaf: Leaf,
  inventor: Inventor,
  { comuni, accounts }: Groups,
  { listed, out, flawed }: Spared,
): unknown {
  const { value, path, kind } = leaf;
  // A yes or no is one of the two values that its contract allows.
  if (kind === 'code' || typeof value === 'boolean') return value;
  if (listed.has(path)) return value;
  if (out.has(path)) return undefined;
  if (kind === 'iban-part') {
    return inventor.account(accounts.get(groupKey(leaf)) ?? '')[leaf.known?.name as IbanPart] ?? '';
  }
  if (typeof value === 'number') return inventor.number(kind, value);
  if (flawed.has(path)) return inventor.signBySign(value);
  return inventor.invent(kind, value, comuni.get(groupKey(leaf)));
}

/** `a/b[2]/c` or `a.b[1].c` → `a.b.c`. */
export const withoutPositions = (path: string): string => path.replace(/\[\d+\]/g, '').replaceAll('/', '.');
const errorsIn = (findings: readonly Finding[]): ReadonlyMap<string, string> =>
  new Map(
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ path, rule }) => [`${withoutPositions(path)} ${rule}`, rule] as const),
  );
const LISTS: ReadonlySet<string> = new Set(['xsd.enumeration', 'schema.enum', 'schema.const', 'csv.enum']);
const MOST_TURNS = 5;

export interface Anonymous {
  readonly bytes: Buffer;
  /** Paths, without positions, of values that no mapping names; each was replaced or taken out. */
  readonly unknown: readonly string[];
}

/**
 * The document with false values. Where a replaced value of no mapping breaks the contract, the contract itself tells what to
 * do: one of a list may stay, anything else is taken out.
 */
export function invented(
  { contract, document, readers }: { contract: DocumentContract; document: Editable; readers: Readers },
  inventor: Inventor,
  flawed: ReadonlySet<string> = new Set(),
): Anonymous {
  const known = knownPaths(readers);
  const leaves = leavesOf(document, readers);
  const groups = groupsOf(leaves);
  const before = errorsIn(contract.read(document.edit(({ value }) => value)).findings);
  const unknown = new Set(
    leaves.filter(({ kind, value }) => kind === 'unknown' && typeof value !== 'boolean').map(({ path }) => path),
  );
  let spared: Spared = { listed: new Set(), out: new Set(), flawed };
  for (let turn = 0; ; turn++) {
    const bytes = document.edit((value) => replacement(leafOf(known, value), inventor, groups, spared));
    const broken = [...errorsIn(contract.read(bytes).findings)].filter(([key]) => !before.has(key));
    const mendable = broken
      .map(([key, rule]) => [key.slice(0, key.lastIndexOf(' ')), rule] as const)
      .filter(([path]) => unknown.has(path) && !spared.listed.has(path) && !spared.out.has(path));
    if (mendable.length === 0 || turn === MOST_TURNS) {
      return { bytes, unknown: [...unknown].filter((path) => !spared.listed.has(path)) };
    }
    const paths = (isListed: boolean) =>
      mendable.filter(([, rule]) => LISTS.has(rule) === isListed).map(([path]) => path);
    spared = {
      flawed,
      listed: new Set([...spared.listed, ...paths(true)]),
      out: new Set([...spared.out, ...paths(false)]),
    };
  }
}

/** The last day that a document names, of those that are not far ahead; undefined where it names none. */
export function latestDay(document: Editable, readers: Readers): string | undefined {
  const days = leavesOf(document, readers)
    .filter(({ kind, value }) => kind === 'date' && /^\d{4}-\d{2}-\d{2}/.test(String(value)))
    .map(({ value }) => String(value).slice(0, 10))
    .filter((day) => day < '9999');
  return days.sort().at(-1);
}
