/**
 * Files of rows with a layout: RFC 4180 with the separator that the layout names, UTF-8, a header. One row is one document;
 * a file of several is taken apart. The layout is data and drives the check; findings name a column as their path.
 */
import { CsvError, parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { unholdableIn } from '../foundation/characters.js';
import { type Finding, mask } from '../foundation/finding.js';
import { nearest } from '../foundation/nearest.js';
import type { DocumentContract, DocumentTree, ReadDocument } from './contract.js';
import { contractError } from './errors.js';
import { contractFile, readContractFile } from './location.js';

export interface CsvColumn {
  readonly name: string;
  readonly required?: boolean;
  /** The whole value, as a regular expression. */
  readonly pattern?: string;
  /** `YYYY-MM-DD`; whether the day exists is for the record to say. */
  readonly date?: boolean;
  /** Digits with a point, not more than two behind it. */
  readonly decimal?: boolean;
  readonly values?: readonly string[];
  /** In characters. */
  readonly maxLength?: number;
  /** For a person. */
  readonly meaning: string;
}

export interface CsvLayout {
  readonly separator: string;
  readonly columns: readonly CsvColumn[];
}

export interface CsvContractDefinition extends Pick<DocumentContract, 'side' | 'record' | 'event' | 'revision'> {
  /** Path of the layout under `contracts/`. */
  readonly layout: string;
}

const MOST_FINDINGS = 100;
const DECIMAL = /^-?\d+(\.\d{1,2})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** A layout as its file says it. Throws `contract-file-missing` or `contract-file-invalid`. */
export function readLayout(path: string): CsvLayout {
  const layout = parseYaml(readContractFile(path).toString('utf8')) as Partial<CsvLayout> | null;
  if (typeof layout?.separator !== 'string' || !Array.isArray(layout.columns))
    throw contractError('contract-file-invalid', `contracts/${path} has no separator or no columns`);
  return { separator: layout.separator, columns: layout.columns };
}

/** The contract of a record's rows. An empty cell is an absent field. */
export function csvContract(definition: CsvContractDefinition): DocumentContract {
  const { side, record, event, revision } = definition;
  const source = `${side} ${record} ${revision}`;
  let loaded: CsvLayout | undefined;
  const layout = (): CsvLayout => {
    loaded ??= readLayout(definition.layout);
    return loaded;
  };
  return {
    side,
    record,
    event,
    revision,
    mediaType: 'text/csv',
    described: { file: contractFile(definition.layout), name: 'layout' },
    read: (bytes) => readOne(bytes, layout(), source),
    write: (tree) => writeOne(tree, layout()),
    split(bytes) {
      const file = open(bytes, layout(), source);
      return file.findings.length > 0
        ? undefined
        : file.rows.map(({ raw }) => Buffer.from(`${file.head}\r\n${raw}\r\n`));
    },
  };
}

interface Row {
  readonly cells: readonly string[];
  readonly raw: string;
}

interface OpenedFile {
  readonly head: string;
  readonly names: readonly string[];
  readonly rows: readonly Row[];
  /** Why it cannot be read as a file of this layout at all. */
  readonly findings: readonly Finding[];
}

const broken = (rule: string, message: string, path = '', source = 'RFC 4180'): Finding => ({
  path,
  rule,
  source,
  severity: 'error',
  message,
});

const unreadable = (finding: Finding): OpenedFile => ({ head: '', names: [], rows: [], findings: [finding] });

function open(bytes: Uint8Array, { separator, columns }: CsvLayout, source: string): OpenedFile {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return unreadable(broken('csv.encoding', 'bytes that do not exist in UTF-8'));
  }
  let all: { record: string[]; raw: string }[];
  try {
    const options = { delimiter: separator, relax_column_count: true, skip_empty_lines: true, raw: true } as const;
    all = parseCsv(text, options) as unknown as typeof all;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadable(broken('csv.not-well-formed', `line ${error.lines ?? '?'} cannot be read: ${error.code}`));
  }
  const [first, ...rest] = all.map(({ record, raw }) => ({
    cells: record,
    raw: raw.replace(/^[\r\n]+|[\r\n]+$/g, ''),
  }));
  if (first === undefined) return unreadable(broken('csv.empty', 'there is no header'));
  const names = first.cells.map((name) => name.trim());
  const findings = headerFindings(names, columns, source);
  if (findings.length === 0 && rest.length === 0)
    findings.push(broken('csv.empty', 'there is no row behind the header'));
  return { head: first.raw, names, rows: rest, findings };
}

function headerFindings(names: readonly string[], columns: readonly CsvColumn[], source: string): Finding[] {
  const known = new Set(columns.map(({ name }) => name));
  return [
    ...columns
      .filter(({ name, required }) => required === true && !names.includes(name))
      .map(({ name }) => broken('csv.column-missing', 'the header lacks this column', name, source)),
    ...names
      .filter((name, i) => !known.has(name) || names.indexOf(name) !== i)
      .slice(0, MOST_FINDINGS)
      .map((name) =>
        known.has(name)
          ? broken('csv.column-twice', 'the header names this column twice', name, source)
          : unknownColumn(name, names, [...known], source),
      ),
  ];
}

const COLUMN_NAME = /^[A-Za-z][A-Za-z_ -]*$/;

/** What stands in a header that is not ours may be a row of somebody's data: a name is told only beside columns that are known. */
function unknownColumn(name: string, names: readonly string[], known: readonly string[], source: string): Finding {
  const isHeader = names.filter((one) => known.includes(one)).length > names.length / 2;
  const told = isHeader && COLUMN_NAME.test(name) ? name : '';
  const meant = nearest(name.toLowerCase(), known);
  const mend = meant === undefined ? 'remove it' : `did you mean ${meant}?`;
  const message = `column ${names.indexOf(name) + 1} of the header is none of the layout; ${mend}`;
  return broken('csv.column-unknown', message, told, source);
}

function readOne(bytes: Uint8Array, layout: CsvLayout, source: string): ReadDocument {
  const { names, rows, findings } = open(bytes, layout, source);
  const [row, ...more] = rows;
  if (findings.length > 0 || row === undefined) return { findings };
  if (more.length > 0) {
    const message = `expected one row, found ${rows.length}; a file of several is taken apart where it is received`;
    return { findings: [broken('csv.rows', message, '', source)] };
  }
  if (row.cells.length !== names.length) {
    const message = `expected ${names.length} cells, found ${row.cells.length}`;
    return { findings: [broken('csv.cells', message, '', source)] };
  }
  const tree: DocumentTree = {};
  names.forEach((name, i) => {
    const cell = row.cells[i] as string;
    if (cell !== '') tree[name] = cell;
  });
  const forbidden = names.flatMap((name, i) => characterFindings(name, row.cells[i] as string));
  if (forbidden.length > 0) return { tree, findings: forbidden };
  return { tree, findings: layout.columns.flatMap((column) => cellFindings(column, tree[column.name], source)) };
}

function characterFindings(name: string, cell: string): Finding[] {
  const unholdable = unholdableIn(cell);
  if (unholdable === undefined) return [];
  const { message, source } = unholdable;
  return [{ ...broken('csv.forbidden-character', message, name, source), masked: mask(cell) }];
}

function cellFindings(column: CsvColumn, value: unknown, source: string): Finding[] {
  const { name, required = false, values, maxLength } = column;
  if (typeof value !== 'string') {
    return required ? [broken('csv.missing', 'required, and empty', name, source)] : [];
  }
  const wrong = (rule: string, message: string): Finding[] => [
    { ...broken(rule, message, name, source), masked: mask(value) },
  ];
  if (column.date === true && !DATE.test(value)) return wrong('csv.date', 'expected YYYY-MM-DD');
  if (column.decimal === true && !DECIMAL.test(value)) {
    return wrong('csv.decimal', 'expected digits, and after a point at most two more');
  }
  if (values !== undefined && !values.includes(value)) return wrong('csv.enum', `expected one of ${values.join(', ')}`);
  if (column.pattern !== undefined && !new RegExp(`^(?:${column.pattern})$`, 'u').test(value)) {
    return wrong('csv.pattern', `expected text of the form ${column.pattern}`);
  }
  if (maxLength !== undefined && [...value].length > maxLength) {
    return wrong('csv.length', `expected at most ${maxLength} characters`);
  }
  return [];
}

function writeOne(tree: DocumentTree, { separator, columns }: CsvLayout): Buffer {
  const known = new Set(columns.map(({ name }) => name));
  // What the layout has no column for stands behind the others, so that the check can name it.
  const names = [...known, ...Object.keys(tree).filter((name) => !known.has(name))];
  const cell = (value: unknown): string => {
    const text = value === undefined || value === null ? '' : String(value);
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [names, names.map((name) => tree[name])].map((row) => row.map(cell).join(separator));
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8');
}
