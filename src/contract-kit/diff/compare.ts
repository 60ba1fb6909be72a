/** What a new revision of a contract breaks for whoever speaks the old one, and what it only adds. */
import { distance } from 'fastest-levenshtein';
import type { Contract, Document, Facets, Member } from './shape.js';

export interface Change {
  readonly breaks: boolean;
  /** Document or operation that it is about. */
  readonly of: string;
  /** Path in the document; empty for the document itself. */
  readonly path: string;
  readonly what: string;
}

type Said = Pick<Change, 'breaks' | 'what'>;
const breaking = (what: string): Said => ({ breaks: true, what });
const compatible = (what: string): Said => ({ breaks: false, what });

export function compareContracts(before: Contract, after: Contract): Change[] {
  const changes: Change[] = [];
  const add = (of: string, path: string, said: readonly Said[]): void => {
    for (const one of said) changes.push({ of, path, ...one });
  };
  for (const [name, action] of before.operations) {
    const other = after.operations.get(name);
    if (other === undefined) add(name, '', [breaking('the operation is gone')]);
    else if (other !== action)
      add(name, '', [breaking(`called by ${action || 'nothing'} before, by ${other || 'nothing'} now`)]);
  }
  for (const name of after.operations.keys())
    if (!before.operations.has(name)) add(name, '', [compatible('a new operation')]);
  for (const [name, document] of before.documents) {
    const other = counterpart(name, document, after.documents);
    if (other === undefined) add(name, '', [breaking('the document is gone')]);
    else for (const [path, said] of compareDocuments(document, other)) add(name, path, said);
  }
  for (const [name, document] of after.documents)
    if (counterpart(name, document, before.documents) === undefined) add(name, '', [compatible('a new document')]);
  return changes;
}

const rootOf = (name: string): string => name.replace(/ \(.*\)$/, '');

/** The document of the same name; where one side has several of its root, the one in the file of the same name. */
function counterpart(name: string, { file }: Document, among: ReadonlyMap<string, Document>): Document | undefined {
  const same = among.get(name);
  if (same !== undefined) return same;
  return [...among].find(([other, one]) => rootOf(other) === rootOf(name) && one.file === file)?.[1];
}

function compareDocuments(before: Document, after: Document): [path: string, said: readonly Said[]][] {
  const found: [string, readonly Said[]][] = [];
  if (before.namespace !== after.namespace)
    found.push(['', [breaking(`namespace ${told(before.namespace)} before, ${told(after.namespace)} now`)]]);
  const gone = [...before.members.keys()].filter((path) => !after.members.has(path));
  const added = [...after.members.keys()].filter((path) => !before.members.has(path));
  // What is inside of a group that is gone, or new, is told by the group.
  const outermost = (paths: readonly string[]) => paths.filter((path) => !paths.includes(parentOf(path)));
  for (const path of outermost(gone)) {
    const likely = renamedTo(path, before, after, added);
    const perhaps = likely === undefined ? '' : `; perhaps renamed ${nameOf(likely)}`;
    found.push([path, [breaking(`removed${perhaps}`)]]);
  }
  for (const path of outermost(added)) {
    const { required } = after.members.get(path) as Member;
    found.push([path, [required ? breaking('new, and mandatory') : compatible('new, and optional')]]);
  }
  for (const [path, member] of before.members) {
    const other = after.members.get(path);
    if (other !== undefined) found.push([path, compareMembers(member, other)]);
  }
  if (before.ordered && after.ordered) found.push(...reordered(before, after));
  return found;
}

const told = (namespace: string | undefined): string => (namespace ? namespace : 'none');
const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A new member beside the removed one that is alike: in name, or the only one with the same narrow values. */
function renamedTo(path: string, before: Document, after: Document, added: readonly string[]): string | undefined {
  const beside = added.filter((one) => parentOf(one) === parentOf(path));
  const name = nameOf(path).toLowerCase();
  const near = beside
    .map((one) => ({ one, far: distance(name, nameOf(one).toLowerCase()) }))
    .filter(({ one, far }) => far <= Math.max(2, Math.min(name.length, nameOf(one).length) / 3))
    .sort((a, b) => a.far - b.far)[0];
  if (near !== undefined) return near.one;
  const facets = JSON.stringify(before.members.get(path)?.facets);
  const inside = (document: Document, at: string): string =>
    [...document.members.keys()]
      .filter((one) => one.startsWith(`${at}/`))
      .map((one) => one.slice(at.length))
      .join();
  const telling = facets !== '{}' && facets !== '{"types":["string"]}';
  const same = beside.filter((one) =>
    inside(before, path) === ''
      ? telling && JSON.stringify(after.members.get(one)?.facets) === facets
      : inside(after, one) === inside(before, path),
  );
  return same.length === 1 ? same[0] : undefined;
}

function compareMembers(before: Member, after: Member): Said[] {
  const said: Said[] = [];
  if (!before.required && after.required) said.push(breaking('optional before, mandatory now'));
  if (before.required && !after.required)
    said.push(compatible('mandatory before, optional now: a reader must do without it'));
  if (before.many && !after.many) said.push(breaking('several before, one at most now'));
  if (!before.many && after.many) said.push(compatible('one at most before, several now'));
  if (before.open === true && after.open === false) said.push(breaking('takes no members beside its own any more'));
  if (before.open === false && after.open === true) said.push(compatible('takes members beside its own'));
  return [...said, ...compareConditions(before, after), ...compareFacets(before.facets, after.facets)];
}

function compareConditions({ conditions: before = [] }: Member, { conditions: after = [] }: Member): Said[] {
  return [
    ...after.filter((one) => !before.includes(one)).map((one) => breaking(`asks now, ${one}`)),
    ...before.filter((one) => !after.includes(one)).map((one) => compatible(`no longer asks, ${one}`)),
  ];
}

/** Types whose every value is one of the wider type. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  integer: ['decimal', 'number'],
  int: ['integer', 'decimal', 'long'],
  short: ['int', 'integer', 'decimal', 'long'],
  long: ['integer', 'decimal'],
  number: ['decimal'],
};

function compareFacets(before: Facets, after: Facets): Said[] {
  return [
    ...compareTypes(before.types, after.types),
    ...compareValues(before, after),
    ...comparePatterns(before, after),
    ...compareBounds(before, after),
  ];
}

function compareTypes(before: readonly string[] = [], after: readonly string[] = []): Said[] {
  if (before.join() === after.join() || after.length === 0) return [];
  const taken = (type: string): boolean =>
    after.some((one) => one === type || one === 'string' || (WITHIN[type] ?? []).includes(one));
  const what = `${before.join(' or ') || 'any value'} before, ${after.join(' or ')} now`;
  return [before.length > 0 && before.every(taken) ? compatible(what) : breaking(what)];
}

const listed = (values: readonly string[]): string => values.map((value) => value || '(empty)').join(', ');

function compareValues({ values: before }: Facets, { values: after }: Facets): Said[] {
  if (before === undefined) return after === undefined ? [] : [breaking(`only these values now: ${listed(after)}`)];
  if (after === undefined) return [compatible('any value now, not only those of a list')];
  const gone = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  return [
    ...(gone.length === 0 ? [] : [breaking(`values that are gone: ${listed(gone)}`)]),
    ...(added.length === 0 ? [] : [compatible(`new values, which a reader may not know: ${listed(added)}`)]),
  ];
}

function comparePatterns({ patterns: before = [] }: Facets, { patterns: after = [] }: Facets): Said[] {
  const added = after.filter((pattern) => !before.includes(pattern));
  if (added.length > 0) {
    const was = before.length === 0 ? 'any form' : before.join(' and ');
    return [breaking(`of the form ${added.join(' and ')} now; ${was} before`)];
  }
  return before.length > after.length ? [compatible('no longer of a certain form')] : [];
}

const BOUNDS = [
  ['minLength', 'at least', 'characters', 1],
  ['maxLength', 'at most', 'characters', -1],
  ['minimum', 'at least', '', 1],
  ['maximum', 'at most', '', -1],
] as const;

function compareBounds(before: Facets, after: Facets): Said[] {
  return BOUNDS.flatMap(([bound, words, unit, narrower]) => {
    const was = before[bound];
    const is = after[bound];
    if (was === is) return [];
    const text = (value: number | undefined): string =>
      value === undefined ? 'no bound' : `${words} ${value} ${unit}`.trim();
    const what = `${text(was)} before, ${text(is)} now`;
    const narrowed = is !== undefined && (was === undefined || (is - was) * narrower > 0);
    return [narrowed ? breaking(what) : compatible(what)];
  });
}

/** Members that stand in another order among those that both have. */
function reordered(before: Document, after: Document): [string, readonly Said[]][] {
  const parents = new Set([...before.members.keys()].map(parentOf));
  return [...parents].flatMap((parent): [string, readonly Said[]][] => {
    const shared = (from: Document, other: Document): string[] =>
      [...from.members.keys()].filter((path) => parentOf(path) === parent && other.members.has(path)).map(nameOf);
    const was = shared(before, after);
    const is = shared(after, before);
    if (was.join() === is.join()) return [];
    const first = was.find((name, i) => name !== is[i]);
    return [[parent, [breaking(`its members stand in another order, from ${first} on: ${is.join(', ')}`)]]];
  });
}
