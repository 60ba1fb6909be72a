/**
 * Paths of fields in canonical records, as conditions of routes name them: `invio.codiceEnteTitolare`, and through a list
 * `politicheAttive[].codice`, which means every item of it.
 */
import { z } from 'zod';
import type { EventName, RecordName } from '../foundation/names.js';
import { RECORD_DEFINITIONS } from './records.js';

/** What stands at a path by the definition of the record. `any`: fields of a side, of which nothing is defined. */
export type FieldKind = 'text' | 'number' | 'flag' | 'group' | 'list' | 'any';

/** What a record has at a path; undefined where it has no such field in this event, or we have no such record. */
export function fieldKind(record: RecordName, event: EventName, path: string): FieldKind | undefined {
  const steps = stepsOf(path);
  const schemas = RECORD_DEFINITIONS.filter((one) => one.record === record && one.event === event);
  return schemas.map(({ schema }) => kindAt(schema, steps)).find((kind) => kind !== undefined);
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

function kindAt(schema: unknown, [step, ...rest]: readonly string[]): FieldKind | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return kindAt(schema.unwrap(), step === undefined ? [] : [step, ...rest]);
  }
  if (schema instanceof z.ZodUnknown) return 'any';
  if (step === undefined) return kindOf(schema);
  if (schema instanceof z.ZodArray) return step === ITEM ? kindAt(schema.element, rest) : undefined;
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, step) ? kindAt(schema.shape[step], rest) : undefined;
  }
  return schema instanceof z.ZodRecord && step !== ITEM ? kindAt(schema.valueType, rest) : undefined;
}

function kindOf(schema: unknown): FieldKind | undefined {
  if (schema instanceof z.ZodArray) return 'list';
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return 'group';
  if (schema instanceof z.ZodBoolean) return 'flag';
  return schema instanceof z.ZodNumber ? 'number' : 'text';
}
