/** The check of a canonical record: its shape, its codes, its rules. */
import type { Finding, Severity } from '../foundation/finding.js';
import type { EventName, RecordName } from '../foundation/names.js';
import { type CodeChecks, compileCodeChecks } from './code-walk.js';
import { checkCodiceFiscale, parseCodiceFiscale } from './codice-fiscale.js';
import { italianDay } from './date.js';
import { canonicalError } from './errors.js';
import { type PastRecord, pastWanted } from './history.js';
import { type CanonicalRecord, RECORD_DEFINITIONS, type RecordDefinition } from './records.js';
import { applyRules } from './rules/check.js';
import { shapeFindings } from './shape.js';
import { compileShape, type Take } from './shape-walk.js';
import type { Territorio } from './territorio.js';

export type { CanonicalRecord } from './records.js';

export interface CheckOptions {
  /** Severity of a wrong check character in the person's codice fiscale; `off` = not looked at. Default `error`. */
  readonly codiceFiscaleSeverity?: Severity | 'off';
  /** Look codes up in their lists. Default true. */
  readonly codes?: boolean;
  /** The day of checking, for rules about the future and about terms. Default: today in Italy. */
  readonly today?: string;
  /** Whether the form that the record was read from has a place for a field; absent = it may hold any. */
  readonly holds?: (path: string) => boolean;
}

export interface Checked {
  /** The record; absent when it does not have the shape of its definition. Errors may stand beside it. */
  readonly value?: CanonicalRecord;
  readonly findings: readonly Finding[];
}

interface Compiled extends RecordDefinition {
  take?: Take;
  codes?: CodeChecks;
}

const definitions = new Map<string, Compiled>(
  RECORD_DEFINITIONS.map((definition) => [`${definition.record}/${definition.event}`, { ...definition }]),
);

/**
 * Checks an unchecked canonical record, as a mapping or a caller made it. Never throws for what it holds; throws
 * `record-unknown` when no such record is defined.
 */
export function checkRecord(record: RecordName, event: EventName, value: unknown, options: CheckOptions = {}): Checked {
  const definition = definitions.get(`${record}/${event}`);
  if (definition === undefined) throw canonicalError('record-unknown', `${record}, event ${event}`);
  definition.take ??= compileShape(definition.schema);
  const taken = definition.take(value);
  const parsed =
    taken === undefined
      ? definition.schema.safeParse(value)
      : { success: true as const, data: taken as CanonicalRecord };
  if (!parsed.success)
    return { findings: shapeFindings(definition.schema, value, parsed.error.issues, definition.source) };
  const findings: Finding[] = [];
  const { codiceFiscaleSeverity = 'error', today = italianDay(new Date()) } = options;
  const day = definition.day?.(parsed.data);
  definition.rules?.(parsed.data, { codiceFiscaleSeverity }, findings);
  for (const path of definition.persons ?? []) {
    const code = textAt(parsed.data, ...path.split('.'));
    if (code !== undefined) findings.push(...checkCodiceFiscale(code, {}, { path, severity: codiceFiscaleSeverity }));
  }
  for (const path of definition.officers ?? []) {
    for (const { at, text } of textsAt(parsed.data, path)) {
      if (parseCodiceFiscale(text) === undefined) continue;
      findings.push(...checkCodiceFiscale(text, {}, { path: at, severity: codiceFiscaleSeverity, key: false }));
    }
  }
  applyRules(record, event, parsed.data, { day, today, holds: options.holds }, findings);
  if (options.codes !== false) {
    definition.codes ??= compileCodeChecks(definition.schema);
    definition.codes(parsed.data, day, findings);
  }
  return { value: parsed.data, findings };
}

/** What can be said of a record in view of what came before about the person. */
export interface InHistory {
  readonly findings: readonly Finding[];
  /** What makes two receipts the same message; absent where their bytes tell. */
  readonly sameness?: string;
}

/** What a record says that does not go with the past of the person, which `pastOf` fetches only where a check wants it. */
export async function checkHistory(
  record: RecordName,
  event: EventName,
  value: unknown,
  pastOf: (records: readonly RecordName[]) => Promise<readonly PastRecord[]>,
  today: string = italianDay(new Date()),
  region?: string,
  territorio?: Territorio,
): Promise<InHistory> {
  const history = definitions.get(`${record}/${event}`)?.history;
  if (history === undefined) return { findings: [] };
  const wanted = pastWanted(history, value);
  const past = wanted.length === 0 ? [] : await pastOf(wanted);
  const sameness = history.sameness?.(value);
  return {
    findings: history.findings(value, past, today, region, territorio),
    ...(sameness === undefined ? {} : { sameness }),
  };
}

/** Whom a record is about, as far as the record itself says. */
export interface SubjectKeys {
  codiceFiscale?: string;
  identificativoSap?: string;
  /** The body at `ente.codice`. */
  ente?: string;
  /** National id of an appointment: its booking names the person too, its outcome nothing else. */
  appuntamento?: string;
}

export function subjectOf(record: unknown): SubjectKeys {
  const person = textAt(record, 'anagrafica', 'persona', 'codiceFiscale') ?? textAt(record, 'codiceFiscale');
  const id = textAt(record, 'invio', 'identificativoSap') ?? textAt(record, 'identificativoSap');
  const ente = textAt(record, 'ente', 'codice');
  const appuntamento = textAt(record, 'identificativi', 'coap');
  return {
    ...(person === undefined ? {} : { codiceFiscale: person }),
    ...(id === undefined ? {} : { identificativoSap: id }),
    ...(ente === undefined ? {} : { ente }),
    ...(appuntamento === undefined || appuntamento === '' ? {} : { appuntamento }),
  };
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let held = value;
  for (const name of path) {
    if (held === null || typeof held !== 'object') return undefined;
    held = (held as Record<string, unknown>)[name];
  }
  return typeof held === 'string' ? held : undefined;
}

/** The texts at a path, of which one step may be a list: `a[].b` is found at `a[0].b`, `a[1].b`. */
function textsAt(value: unknown, path: string): readonly { readonly at: string; readonly text: string }[] {
  const [list = '', inside] = path.split('[].');
  if (inside === undefined) {
    const text = textAt(value, ...path.split('.'));
    return text === undefined ? [] : [{ at: path, text }];
  }
  const items = (value as Record<string, unknown>)[list];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, i) => {
    const text = textAt(item, ...inside.split('.'));
    return text === undefined ? [] : [{ at: `${list}[${i}].${inside}`, text }];
  });
}

/** The day for which a record stands that replaces the one before; undefined of a record that does not. */
export const versionOf = (record: RecordName, event: EventName, value: unknown): string | undefined =>
  definitions.get(`${record}/${event}`)?.version?.(value as CanonicalRecord);
