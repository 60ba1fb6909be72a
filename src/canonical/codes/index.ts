/**
 * The code lists of the canonical records: dated data with their source, from `schemas/codes/`. A list is loaded once,
 * at its first use, and kept. Codes are strings and are compared exactly as written.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { packageRoot } from '../../foundation/package.js';

export interface CodeEntry {
  readonly code: string;
  /** Empty where only the code is known. */
  readonly description: string;
  /** First and last day of the code, `YYYY-MM-DD`; absent = not known or still open. */
  readonly validFrom?: string;
  readonly validTo?: string;
}

export interface CodeListAbout {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  /** The day, month or year for which the list is known to hold, where its source bears a date. */
  readonly asOf?: string;
  readonly complete: boolean | 'codes-only';
  /** Whether a code used outside its validity is worth a warning. */
  readonly validity: 'checked' | 'informative';
  readonly notes?: string;
}

/** A code of a list: known and in use, known but not on that day, or not in the list. */
export type Lookup = 'known' | 'expired' | 'unknown';

export class CodeList {
  constructor(
    readonly about: CodeListAbout,
    readonly entries: ReadonlyMap<string, CodeEntry>,
  ) {}

  /** Where a finding about this list says its rule comes from. */
  get source(): string {
    const { name, asOf } = this.about;
    return asOf === undefined ? `code list ${name}` : `code list ${name} of ${asOf}`;
  }

  /** Looks a code up, on a day (`YYYY-MM-DD`) where it matters; a list without checked validity ignores the day. */
  lookup(code: string, onDate?: string): Lookup {
    const entry = this.entries.get(code);
    if (entry === undefined) return 'unknown';
    if (onDate === undefined || this.about.validity !== 'checked') return 'known';
    const { validFrom, validTo } = entry;
    const outside = (validFrom !== undefined && onDate < validFrom) || (validTo !== undefined && onDate > validTo);
    return outside ? 'expired' : 'known';
  }
}

const folder = new URL('schemas/codes/', packageRoot());
let abouts: ReadonlyMap<string, CodeListAbout> | undefined;
const loaded = new Map<string, CodeList>();

/** What is known of every list, in the order of the files `schemas/codes/lists*.yaml`. */
export function codeListsAbout(): ReadonlyMap<string, CodeListAbout> {
  if (abouts === undefined) {
    const files = readdirSync(folder).filter((name) => /^lists.*\.yaml$/.test(name));
    const raw = files
      .sort()
      .flatMap((name) => parseYaml(readFileSync(new URL(name, folder), 'utf8')) as CodeListAbout[]);
    abouts = new Map(raw.map((about) => [about.name, about]));
  }
  return abouts;
}

/** The list of that name, or undefined when there is none, in which case its codes are not checked. */
export function codeList(name: string): CodeList | undefined {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const about = codeListsAbout().get(name);
  if (about === undefined) return undefined;
  const list = new CodeList(about, readEntries(name));
  loaded.set(name, list);
  return list;
}

/** What a code of a list stands for; empty where there is no such list, code or word. */
export const wordsOf = (list: string | undefined, code: string): string =>
  list === undefined ? '' : (codeList(list)?.entries.get(code)?.description ?? '');

function readEntries(name: string): Map<string, CodeEntry> {
  const rows = parseCsv(readFileSync(new URL(`${name}.csv`, folder)), { from_line: 2 }) as string[][];
  return new Map(
    rows.map(([code = '', description = '', from = '', to = '']) => [
      code,
      {
        code,
        description,
        ...(from === '' ? {} : { validFrom: from }),
        ...(to === '' ? {} : { validTo: to }),
      },
    ]),
  );
}
