/** The fields of the canonical records that hold a code of a list, and the codes that stand in them. */
import { z } from 'zod';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import type { EventName, RecordName } from '../../src/foundation/names.js';

interface CanonicalCase {
  readonly record: RecordName;
  readonly event: EventName;
  readonly canonical?: unknown;
}

/** The name of each list that a canonical field names, with every code that the cases have in a field of that list. */
export function codesInUse(cases: readonly CanonicalCase[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const { record, event, schema } of RECORD_DEFINITIONS) {
    visit(schema, [], used);
    const values = cases.filter((one) => one.record === record && one.event === event).map((one) => one.canonical);
    visit(schema, values, used);
  }
  return used;
}

/** Visits a definition with every value that stands in its place. */
function visit(schema: z.ZodType, values: readonly unknown[], into: Map<string, Set<string>>): void {
  const held = values.filter((value) => value !== undefined);
  const list = schema.meta()?.codeList;
  if (typeof list === 'string') into.set(list, new Set([...(into.get(list) ?? []), ...held.map(String)]));
  else if (schema instanceof z.ZodOptional) visit(schema.unwrap() as z.ZodType, held, into);
  else if (schema instanceof z.ZodArray) visit(schema.element as z.ZodType, held.flat(), into);
  else if (schema instanceof z.ZodObject) {
    for (const [name, member] of Object.entries(schema.shape))
      visit(
        member as z.ZodType,
        held.map((value) => (value as Record<string, unknown>)[name]),
        into,
      );
  }
}
