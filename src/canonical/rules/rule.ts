/**
 * Business rules as data: each has its source (a law article, a circular, a contract revision), the days for which it
 * holds, and a kind of check with its parameters. They stand in `schemas/rules/*.yaml`; a page lists them all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { EVENTS, type EventName, RECORDS, type RecordName } from '../../foundation/names.js';
import { packageRoot } from '../../foundation/package.js';
import { canonicalError } from '../errors.js';
import { KINDS } from './kinds.js';

const wanted = z.union([
  z.array(z.string()),
  z.enum(['present', 'absent']),
  /** None of these; a field that is absent is none of them. */
  z.strictObject({ not: z.array(z.string()) }),
  /** Begins with one of these. */
  z.strictObject({ begins: z.array(z.string()) }),
  /** Another value than the field at this path has. */
  z.strictObject({ differsFrom: z.string() }),
]);
/** What a record must say of a field for a rule to apply. */
export type Wanted = z.infer<typeof wanted>;

/** Where and how a rule looks; a rule that looks at several places says in each what differs. */
const look = z.strictObject({
  /**
   * Path of the list to whose items it applies (`politicheAttive[]`), or of a group; the other paths then start in there,
   * and with a leading `/` at the root. One for each record where the rule serves several.
   */
  each: z.union([z.string(), z.partialRecord(z.enum(RECORDS), z.string())]),
  /** The field it is about. */
  at: z.string(),
  /** First and last day for which it holds, by the day at `on`, else by the day of the record. */
  from: z.string(),
  to: z.string(),
  on: z.string(),
  /**
   * Why it has no first day: it goes with a contract or a system, and holds for whatever is sent there today; or it is
   * true of every record, whenever it was made.
   */
  holds: z.enum(['contract', 'always']),
  /** What the record must say for the rule to apply: a field among values, present, or absent. */
  when: z.record(z.string(), wanted),
  kind: z.enum(Object.keys(KINDS) as [keyof typeof KINDS & string, ...(keyof typeof KINDS & string)[]]),
  with: z.record(z.string(), z.unknown()),
  /** What is expected, for a person. */
  says: z.string().min(1),
});

const ruleSchema = look.partial().extend({
  /** Stable; findings carry it. */
  id: z.string().regex(/^[a-z][a-z-]*\.[a-z0-9-]+$/),
  /** `every`: of whatever kind the record is. */
  record: z.union([z.enum(RECORDS), z.array(z.enum(RECORDS)).min(1), z.literal('every')]),
  /** One or several; `every`: whatever the event. */
  event: z.union([z.enum(EVENTS), z.array(z.enum(EVENTS)).min(1), z.literal('every')]).default('invio'),
  /** The program itself looks (at the past of the person, at a list): the data say what the finding is, and when it holds. */
  by: z.literal('program').optional(),
  /** Silent about a document of a side that has no place for the field. */
  ifHeld: z.boolean().optional(),
  severity: z.enum(['error', 'warning', 'info']),
  source: z.string().min(1),
  says: look.shape.says,
  /** The places it looks at, each with what is its own; `record` limits one to one record. */
  places: z.array(look.partial().extend({ record: z.enum(RECORDS).optional() })).optional(),
});
/** A rule as its file has it. */
export type RuleEntry = z.infer<typeof ruleSchema>;

/** One rule at one place of one record. */
export interface Rule {
  readonly id: string;
  readonly record: RecordName;
  readonly event: EventName;
  readonly severity: RuleEntry['severity'];
  readonly source: string;
  readonly ifHeld?: boolean | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly on?: string | undefined;
  readonly holds?: 'contract' | 'always' | undefined;
  readonly each?: string | undefined;
  readonly at: string;
  readonly when?: Readonly<Record<string, Wanted>> | undefined;
  readonly kind: keyof typeof KINDS;
  readonly with: Readonly<Record<string, unknown>>;
  readonly says: string;
}

let entries: readonly RuleEntry[] | undefined;
const byRecord = new Map<RecordName, readonly Rule[]>();

/** Every rule, in the order of the files and as they have it. Throws `rules-invalid`. */
export function ruleEntries(): readonly RuleEntry[] {
  entries ??= load();
  return entries;
}

/** The rules of a record, one for each place; none where no file speaks of it. Throws `rules-invalid`. */
export function rulesOf(record: RecordName): readonly Rule[] {
  let rules = byRecord.get(record);
  if (rules === undefined) {
    rules = ruleEntries().flatMap((entry) => placesOf(entry, record));
    byRecord.set(record, rules);
  }
  return rules;
}

/** The records that a rule is about. */
export const recordsOf = ({ record }: Pick<RuleEntry, 'record'>): readonly RecordName[] =>
  record === 'every' ? RECORDS : [record].flat();

/** The events that a rule is about. */
export const eventsOf = ({ event }: Pick<RuleEntry, 'event'>): readonly EventName[] =>
  event === 'every' ? EVENTS : [event].flat();

/** A rule spread over the events and the places it looks at in a record; none where the program itself looks. */
export function placesOf(entry: RuleEntry, record: RecordName): Rule[] {
  if (entry.by === 'program' || !recordsOf(entry).includes(record)) return [];
  const { record: _, event: __, by: ___, places = [{}], ...common } = entry;
  return eventsOf(entry).flatMap((event) =>
    places
      .filter((place) => place.record === undefined || place.record === record)
      .map((place) => {
        const { each, at, kind, says = common.says, ...rest } = { ...common, ...place };
        if (at === undefined || kind === undefined)
          throw canonicalError('rules-invalid', `${common.id}: at and kind are needed, in the rule or in each place`);
        const inside = typeof each === 'object' ? each[record] : each;
        if (each !== undefined && inside === undefined)
          throw canonicalError('rules-invalid', `${common.id}: each says nothing of ${record}`);
        return { ...rest, with: rest.with ?? {}, record, event, at, kind, says, each: inside };
      }),
  );
}

function load(): RuleEntry[] {
  const folder = new URL('schemas/rules/', packageRoot());
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((name) => {
    const read = z.array(ruleSchema).safeParse(parse(readFileSync(new URL(name, folder), 'utf8')));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw canonicalError('rules-invalid', `schemas/rules/${name}: ${issue?.path.join('.')} ${issue?.message}`);
  });
}
