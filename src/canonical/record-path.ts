/**
 * Paths of fields in canonical records, as conditions of routes name them: `invio.codiceEnteTitolare`, and through a list
 * `politicheAttive[].codice`, which means every item of it.
 */
import { z } from 'zod';
import type { EventName, RecordName } from '../foundation/names.js';
import { type CodeList, codeList } from './codes/index.js';
import { RECORD_DEFINITIONS } from './records.js';

/** What stands at a path by the definition of the record. `any`: fields of a side, of which nothing is defined. */
export type FieldKind = 'text' | 'number' | 'flag' | 'group' | 'list' | 'any';

/** What a record has at a path. */
export interface Field {
  readonly kind: FieldKind;
  /** Why no record holds this value there; undefined where one may. */
  refuses(value: unknown): string | undefined;
  /** Name of the rule that its values keep, such as `date.real`. */
  readonly rule: string | undefined;
  /** The list of its codes. A record may hold others, too: they travel as written. */
  readonly codes: CodeList | undefined;
}

/** The field of a record at a path; undefined where it has no such field in this event, or we have no such record. */
export function fieldOf(record: RecordName, event: EventName, path: string): Field | undefined {
  const steps = stepsOf(path);
  const definitions = RECORD_DEFINITIONS.filter((one) => one.record === record && one.event === event);
  const schema = definitions.map((one) => schemaAt(one.schema, steps)).find((one) => one !== undefined);
  if (schema === undefined) return undefined;
  const { rule, codeList: list } = (schema.meta() ?? {}) as { rule?: string; codeList?: string };
  return {
    kind: kindOf(schema),
    rule,
    codes: list === undefined ? undefined : codeList(list),
    refuses: (value) => schema.safeParse(value).error?.issues[0]?.message,
  };
}

/** The values at a path of a record, in its order; none where nothing stands there. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  let held: readonly unknown[] = [value];
  for (const step of stepsOf(path)) {
    held = held.flatMap((one) => {
      if (step === ITEM) return Array.isArray(one) ? one : [];
      return typeof one === 'object' && one !== null && Object.hasOwn(one, step) ? [Reflect.get(one, step)] : [];
    });
  }
  return held.filter((one) => one !== undefined && one !== null);
}

const ITEM = '[]';

const stepsOf = (path: string): readonly string[] =>
  path.split('.').flatMap((name) => (name.endsWith(ITEM) ? [name.slice(0, -ITEM.length), ITEM] : [name]));

function schemaAt(schema: unknown, [step, ...rest]: readonly string[]): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return schemaAt(schema.unwrap(), step === undefined ? [] : [step, ...rest]);
  }
  if (schema instanceof z.ZodUnknown) return schema;
  if (step === undefined) return schema instanceof z.ZodType ? schema : undefined;
  if (schema instanceof z.ZodArray) return step === ITEM ? schemaAt(schema.element, rest) : undefined;
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, step) ? schemaAt(schema.shape[step], rest) : undefined;
  }
  return schema instanceof z.ZodRecord && step !== ITEM ? schemaAt(schema.valueType, rest) : undefined;
}

function kindOf(schema: z.ZodType): FieldKind {
  if (schema instanceof z.ZodUnknown) return 'any';
  if (schema instanceof z.ZodArray) return 'list';
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return 'group';
  if (schema instanceof z.ZodBoolean) return 'flag';
  return schema instanceof z.ZodNumber ? 'number' : 'text';
}
