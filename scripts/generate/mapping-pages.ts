/** A page for each mapping table: how every field of the side's document and of the canonical record correspond. */

import type { DocumentContract } from '../../src/contract/contract.js';
import type { Codec, ListRow, Row, Table } from '../../src/mappings/engine/index.js';
import { asCode, type Generator, PAGE_HEAD, table } from './generator.js';
import { type Losses, lossesOf } from './mapping-losses.js';

type FieldRow = Extract<Row, { kind: 'field' }>;

const FOLDER = 'docs/mappings';

export function mappingPages(tables: readonly Table[], contracts: readonly DocumentContract[]): Generator {
  const contractOf = ({ side, record, event, revision, partOf }: Table) =>
    partOf === undefined
      ? contracts.find(
          (one) => one.side === side && one.record === record && one.event === event && one.revision === revision,
        )
      : undefined;
  return {
    name: 'mapping pages',
    owns: FOLDER,
    async files() {
      const pages = tables.map(
        (one) => [`${FOLDER}/${fileName(one)}`, page(one, lossesOf(one, contractOf(one)))] as const,
      );
      return new Map([[`${FOLDER}/README.md`, overview(tables)], ...pages]);
    },
  };
}

const fileName = ({ side, record, event, revision, partOf }: Table): string =>
  `${side}-${record}-${event}-${revision}${partOf === undefined ? '' : `-out-of-${partOf.record}`}.md`;

function overview(tables: readonly Table[]): string {
  const rows = tables.map((one) => [
    `[${one.side} ${one.revision}](${fileName(one)})`,
    one.record,
    one.partOf === undefined ? one.event : `${one.event}, out of ${one.partOf.record}/${one.partOf.event}`,
    String(one.rows.filter((row) => row.kind === 'field').length),
  ]);
  return `${PAGE_HEAD}# Mappings

One table says how a side's document and the canonical record correspond, in both directions; these pages are made from
the tables that the gateway runs.

${table(['Side', 'Record', 'Event', 'Fields'], rows)}`;
}

function page(one: Table, losses: Losses): string {
  const derived = one.derived ?? [];
  const parts = [
    `${PAGE_HEAD}# ${one.side} ${one.revision}: ${one.record}, ${one.event}\n`,
    ...(one.partOf === undefined ? [] : [partNote(one.partOf)]),
    'In the order of the side’s document. `[]` marks a list. A field without its mark in "required" may be absent.\n',
    table(['Side', 'Canonical', 'Codec', 'Required', 'Direction', 'Note'], one.rows.map(cells)),
    ...(derived.length === 0 ? [] : ['## Derived when read\n', derivedTable(derived)]),
    ...lossSections(one, losses),
    '## Codecs\n',
    table(
      ['Codec', 'What it does'],
      codecsOf(one.rows).map(({ name, description }) => [asCode(name), description]),
    ),
  ];
  return parts.join('\n');
}

/** Both lists stand on every page: an empty one says so. */
function lossSections({ side, partOf }: Table, { ofTheSide, ofTheRecord }: Losses): string[] {
  const listed = (paths: readonly string[]): string =>
    paths.length === 0 ? 'Nothing.\n' : `${paths.map((path) => `- ${asCode(path)}`).join('\n')}\n`;
  const rest =
    partOf === undefined ? 'belongs to the record whose document it is' : `stays with the record of ${partOf.record}`;
  return [
    `## What the canonical record does not hold of ${side}\n`,
    ofTheSide === undefined
      ? `What this table does not name ${rest}.\n`
      : `Kept in the record’s extension for ${side}, and named in the report.\n\n${listed(ofTheSide)}`,
    `## What ${side} does not hold of the canonical record\n`,
    `Lost there, and named in the report.\n\n${listed(ofTheRecord)}`,
  ];
}

const partNote = ({ record, event, each }: NonNullable<Table['partOf']>): string =>
  `Read out of the document of ${record}, ${event}, and only where a route takes it: \`documento\` is that document${
    each === undefined ? '' : `, \`riga\` one item of ${asCode(each)}`
  }.\n`;

function cells(row: Row): string[] {
  const paths = [asCode(row.side), asCode(row.canonical)];
  if (row.kind === 'field')
    return [...paths, asCode(row.codec.name), row.required ? 'required' : '', directionOf(row), fieldNote(row)];
  const kind = row.kind === 'group' ? 'group' : row.item === undefined ? 'list' : `list of ${asCode(row.item.name)}`;
  const note = row.kind === 'list' ? listNote(row) : sentences(row.note);
  return [...paths, kind, '', row.kind === 'list' ? directionOf(row) : 'both', note];
}

function directionOf(row: FieldRow | ListRow): string {
  if (row.direction === 'in') return 'from the side';
  if (row.direction === 'out') return 'to the side';
  return row.readOnly ? 'both, never changed at the side' : 'both';
}

const sentences = (...parts: readonly (string | undefined | false)[]): string =>
  parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1) + (part.endsWith('.') ? '' : '.'))
    .join(' ');

const sectionNote = (section: string | undefined): string | undefined => section && `Section ${section}`;

function fieldNote(row: FieldRow): string {
  const otherwise =
    row.otherwise === undefined ? undefined : `When absent, ${asCode(JSON.stringify(row.otherwise))} is written`;
  return sentences(row.note, otherwise, row.whole && 'The row at the side is one value', sectionNote(row.section));
}

function listNote(row: ListRow): string {
  const key = row.key.length === 0 ? undefined : `Items are told apart by ${row.key.map(asCode).join(', ')}`;
  const share = row.share === undefined ? undefined : `Holds the items that have ${asCode(row.share)}`;
  return sentences(row.note, row.container && 'In a container of its own', share, key, sectionNote(row.section));
}

function derivedTable(derived: NonNullable<Table['derived']>): string {
  return table(
    ['Canonical', 'From'],
    derived.map(({ canonical, note }) => [asCode(canonical), note]),
  );
}

function codecsOf(rows: readonly Row[]): Codec[] {
  const found = new Map<string, Codec>();
  for (const row of rows) {
    const codec = row.kind === 'field' ? row.codec : row.kind === 'list' ? row.item : undefined;
    if (codec) found.set(codec.name, codec);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
