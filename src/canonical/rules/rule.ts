/**
 * Business rules as data: each has its source (a law article, a circular, a contract revision), the days for which it
 * holds, and a kind of check with its parameters. They stand in `schemas/rules/<record>.yaml`; a page lists them all.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { EVENTS, RECORDS, type RecordName } from '../../foundation/names.js';
import { packageRoot } from '../../foundation/package.js';
import { canonicalError } from '../errors.js';
import { KINDS } from './kinds.js';

const condition = z.record(z.string(), z.union([z.array(z.string()), z.enum(['present', 'absent'])]));

const ruleSchema = z.strictObject({
  /** Stable; findings carry it. */
  id: z.string().regex(/^[a-z][a-z-]*\.[a-z0-9-]+$/),
  record: z.enum(RECORDS),
  event: z.enum(EVENTS).default('invio'),
  severity: z.enum(['error', 'warning', 'info']),
  source: z.string().min(1),
  /** First and last day for which it holds, by the day of the record. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** Path of the list to whose items it applies; the other paths then start in an item. */
  each: z.string().optional(),
  /** The field it is about. */
  at: z.string(),
  /** What the record must say for the rule to apply: a field among values, present, or absent. */
  when: condition.optional(),
  kind: z.enum(Object.keys(KINDS) as [keyof typeof KINDS & string, ...(keyof typeof KINDS & string)[]]),
  with: z.record(z.string(), z.unknown()).default({}),
  /** What is expected, for a person. */
  says: z.string().min(1),
});
/** One rule. */
export type Rule = z.infer<typeof ruleSchema>;

const loaded = new Map<RecordName, readonly Rule[]>();

/** The rules of a record, in the order of their file; none where it has no file. Throws `rules-invalid`. */
export function rulesOf(record: RecordName): readonly Rule[] {
  let rules = loaded.get(record);
  if (rules === undefined) {
    rules = load(record);
    loaded.set(record, rules);
  }
  return rules;
}

function load(record: RecordName): Rule[] {
  const file = new URL(`schemas/rules/${record}.yaml`, packageRoot());
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
  const read = z.array(ruleSchema).safeParse(parse(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw canonicalError('rules-invalid', `schemas/rules/${record}.yaml: ${issue?.path.join('.')} ${issue?.message}`);
  }
  const stray = read.data.find((rule) => rule.record !== record);
  if (stray)
    throw canonicalError('rules-invalid', `schemas/rules/${record}.yaml: ${stray.id} is about ${stray.record}`);
  return read.data;
}
