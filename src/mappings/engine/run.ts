import type { Finding, Severity } from '../../foundation/finding.js';
import { mask } from '../../foundation/finding.js';

/**
 * What happened to a field on the way: `lost` the target cannot hold it, `kept` put into the record's extension,
 * `defaulted` written although the record had nothing, `translated` written in another form, `normalised` the same
 * meaning in fewer forms (merged containers, zone dropped from a date).
 */
export type ReportKind = 'lost' | 'kept' | 'defaulted' | 'translated' | 'normalised';

export interface ReportEntry {
  readonly kind: ReportKind;
  readonly canonical?: string;
  readonly side?: string;
  readonly detail?: string;
}

/** One leaf that was carried over: where the value came from, and by which codec. */
export interface LineageEntry {
  readonly canonical: string;
  readonly side: string;
  readonly codec: string;
}

/** The present mapping of one document: where it stands, and what it has found so far. */
export class Run {
  readonly findings: Finding[] = [];
  readonly report: ReportEntry[] = [];
  readonly lineage: LineageEntry[] = [];
  /** Fields of the side that the canonical record does not hold: concrete path → value. */
  readonly kept: Record<string, unknown> = {};
  /** Sections of the side's document that differ from the one written onto. */
  readonly changed = new Set<string>();
  /** Positions in the side's lists that enclose the present row, outermost first. */
  readonly at: number[] = [];
  /** Positions in the canonical lists; they differ from `at` only where several lists of the side share one. */
  readonly atCanonical: number[] = [];
  /** The side's object around the present value, for a value that the side spreads over several members. */
  around: Readonly<Record<string, unknown>> = {};
  /** The canonical record that is written, for a value whose meaning turns on another field of it. */
  record: Readonly<Record<string, unknown>> = {};
  /** Templates of the present row, for messages. */
  canonicalPath = '';
  sidePath = '';

  constructor(
    readonly source: string,
    /** Also record lineage and translated fields; off on the hot path. */
    readonly traced: boolean = false,
    /** Whether what the table does not name is kept; of a part it stays with the record that the document belongs to. */
    private readonly keeps: boolean = true,
  ) {}

  /** The side's path of the present row with the list positions filled in. */
  here(path: string = this.sidePath): string {
    return concrete(path, this.at);
  }

  /** The canonical path of the present row with the list positions filled in. */
  hereCanonical(path: string = this.canonicalPath): string {
    return concrete(path, this.atCanonical);
  }

  /** Steps into an item of a list: its position at the side, and in the canonical list. */
  enter(side: number, canonical: number): void {
    this.at.push(side);
    this.atCanonical.push(canonical);
  }

  leave(): void {
    this.at.pop();
    this.atCanonical.pop();
  }

  /** Notes a problem with the present field. `value` is masked before it is stored. */
  problem(severity: Severity, rule: string, message: string, value?: unknown, source: string = this.source): void {
    this.findings.push({
      path: this.here(),
      ...(this.canonicalPath === '' ? {} : { canonicalPath: this.hereCanonical() }),
      rule,
      source,
      severity,
      message,
      ...(value === undefined ? {} : { masked: mask(typeof value === 'string' ? value : typeof value) }),
    });
  }

  note(kind: ReportKind, detail?: string): void {
    this.report.push({
      kind,
      canonical: this.hereCanonical(),
      side: this.here(),
      ...(detail === undefined ? {} : { detail }),
    });
  }

  /** Notes that the present value was carried over, and whether its form changed on the way. */
  carried(from: unknown, to: unknown, codec: string): void {
    this.lineage.push({ canonical: this.hereCanonical(), side: this.here(), codec });
    if (from !== to) this.note('translated', codec);
  }

  /** Puts a value of the side that the canonical record has no place for into the extension. */
  keep(path: string, value: unknown): void {
    if (!this.keeps) return;
    this.kept[path] = value;
    this.report.push({ kind: 'kept', side: path });
  }
}

/** `a[].b[].c` with positions [2, 0] → `a[2].b[0].c`. */
export function concrete(template: string, at: readonly number[]): string {
  if (at.length === 0 || !template.includes('[]')) return template;
  let i = 0;
  return template.replace(/\[\]/g, () => (i < at.length ? `[${at[i++]}]` : '[]'));
}
