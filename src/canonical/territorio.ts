/**
 * Which CPI is competent for a comune, on a day: data of whoever runs the gateway. The ministry publishes the list and changes it, and
 * no copy of it may be shipped with a program, so there is none here; where nothing is known nothing is said.
 */
import { parse } from 'csv-parse/sync';
import { codeList } from './codes/index.js';
import { canonicalError } from './errors.js';

/** One CPI of a comune, from its first to its last day; without a last one it still is. */
interface Row {
  readonly cpi: string;
  readonly dal: string;
  readonly al: string;
}

const COLUMNS = ['comune', 'cpi', 'dal', 'al'] as const;
/** The ministry's code of a CPI: seat, letter C, six digits. */
const CPI = /^[A-Z]\d{3}C\d{6}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NO_END = '9999-12-31';

export class Territorio {
  constructor(private readonly byComune: ReadonlyMap<string, readonly Row[]> = new Map()) {}

  /** The CPI that are competent for a comune on a day; a large one has several, by the address. None: it is not known. */
  competenti(comune: string, day: string): readonly string[] {
    const rows = this.byComune.get(comune) ?? [];
    return rows.filter(({ dal, al }) => dal <= day && day <= al).map(({ cpi }) => cpi);
  }
}

/** Reads the list: CSV with the columns comune, cpi, dal, al. Throws `territorio-invalid` with the line and what is wrong there. */
export function readTerritorio(csv: string): Territorio {
  const [head = [], ...lines] = parsed(csv);
  if (head.join() !== COLUMNS.join()) throw invalid(1, `expected the columns ${COLUMNS.join(', ')}`);
  const byComune = new Map<string, Row[]>();
  for (const [n, [comune = '', cpi = '', dal = '', al = '']] of lines.entries()) {
    const row: Row = { cpi, dal, al: al === '' ? NO_END : al };
    const rows = byComune.get(comune) ?? [];
    const wrong = wrongWith(comune, row, rows);
    if (wrong !== undefined) throw invalid(n + 2, wrong);
    byComune.set(comune, [...rows, row]);
  }
  return new Territorio(byComune);
}

function parsed(csv: string): readonly string[][] {
  try {
    return parse(csv, { bom: true, trim: true }) as string[][];
  } catch (error) {
    throw canonicalError('territorio-invalid', error instanceof Error ? error.message : 'no CSV');
  }
}

function wrongWith(comune: string, { cpi, dal, al }: Row, before: readonly Row[]): string | undefined {
  if (codeList('comune')?.lookup(comune) !== 'known') return `comune: ${comune} is in no list of comuni`;
  if (!CPI.test(cpi)) return `cpi: ${cpi} is no ministry code of a CPI (seat, C, six digits)`;
  if (!isDay(dal)) return `dal: ${dal} is no day (YYYY-MM-DD)`;
  if (!isDay(al)) return `al: ${al} is no day (YYYY-MM-DD); an open end is left empty`;
  if (al < dal) return `al: ${al} lies before dal`;
  const twice = before.some((other) => other.cpi === cpi && other.dal <= al && dal <= other.al);
  return twice ? `${comune} has ${cpi} on the same days twice` : undefined;
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

const invalid = (line: number, wrong: string) => canonicalError('territorio-invalid', `line ${line}: ${wrong}`);
