/**
 * Takes records that have the shape of their definition, which nearly all have, at a quarter of the cost of zod, which makes
 * several objects for each field, there or not. Compiled once out of the zod definition, like the look-up of codes; whatever
 * it does not take goes to zod, who says what is wrong.
 */
import { z } from 'zod';

/** The value with its fields in the order of the definition, as zod would give it; undefined = ask zod. */
export type Take = (value: unknown) => unknown;

/** What a field of a group is; its place in the definition, and whether it may be missing. */
interface Member {
  readonly take: Take;
  readonly place: number;
  readonly optional: boolean;
}

/** A definition compiled. */
export function compileShape(schema: z.ZodType): Take {
  return compileNode(schema) ?? (() => undefined);
}

/** Of what is not known here, zod is asked; it must not be changed on the way. */
function compileNode(schema: z.ZodType): Take | undefined {
  if (schema instanceof z.ZodOptional) return compileNode(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) return isPlain(schema) ? compileGroup(schema) : undefined;
  if (schema instanceof z.ZodArray) return compileList(schema);
  if (schema instanceof z.ZodString) return compileText(schema);
  if (schema instanceof z.ZodBoolean) return (value) => (typeof value === 'boolean' ? value : undefined);
  if (schema instanceof z.ZodNumber || schema instanceof z.ZodEnum) return asked(schema);
  if (schema instanceof z.ZodUnknown) return (value) => value;
  return schema instanceof z.ZodRecord ? compileRecord(schema) : undefined;
}

const isPlain = (schema: z.ZodType): boolean => (schema.def.checks ?? []).length === 0;

function compileGroup({ shape }: z.ZodObject): Take | undefined {
  const members = new Map<string, Member>();
  for (const [key, schema] of Object.entries(shape)) {
    const take = compileNode(schema as z.ZodType);
    if (take === undefined) return undefined;
    members.set(key, { take, place: members.size, optional: schema instanceof z.ZodOptional });
  }
  const required = [...members.values()].filter(({ optional }) => !optional).length;
  return (value) => {
    if (!isGroup(value)) return undefined;
    let missing = required;
    let before = -1;
    let ordered = true;
    let changed: Record<string, unknown> | undefined;
    for (const key in value) {
      const member = members.get(key);
      const held = value[key];
      if (member === undefined || held === undefined) return undefined;
      const taken = member.take(held);
      if (taken === undefined) return undefined;
      if (taken !== held) {
        changed ??= { ...value };
        changed[key] = taken;
      }
      if (!member.optional) missing -= 1;
      if (member.place < before) ordered = false;
      before = member.place;
    }
    if (missing > 0) return undefined;
    return ordered ? (changed ?? value) : inOrder(changed ?? value, members);
  };
}

function inOrder(group: Readonly<Record<string, unknown>>, members: ReadonlyMap<string, Member>): unknown {
  const made: Record<string, unknown> = {};
  for (const key of members.keys()) if (group[key] !== undefined) made[key] = group[key];
  return made;
}

function compileList(schema: z.ZodArray): Take | undefined {
  const take = isPlain(schema) ? compileNode(schema.element as z.ZodType) : undefined;
  if (take === undefined) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    let changed: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const taken = take(value[i]);
      if (taken === undefined) return undefined;
      if (taken !== value[i]) {
        changed ??= [...(value as unknown[])];
        changed[i] = taken;
      }
    }
    return changed ?? value;
  };
}

/** Fields by keys that nobody has defined. */
function compileRecord({ keyType, valueType }: z.ZodRecord): Take | undefined {
  const take = keyType instanceof z.ZodString && isPlain(keyType) ? compileNode(valueType as z.ZodType) : undefined;
  if (take === undefined) return undefined;
  return (value) => {
    if (!isGroup(value)) return undefined;
    for (const key in value) if (key === '__proto__' || take(value[key]) !== value[key]) return undefined;
    return value;
  };
}

function compileText(schema: z.ZodString): Take {
  const tests = (schema.def.checks ?? []).map(testOf);
  return (value) => {
    if (typeof value !== 'string') return undefined;
    for (const test of tests) if (!test(value)) return undefined;
    return value;
  };
}

/** What a text must be like, where a pattern or a function says it; anything else leaves the record to zod. */
function testOf(check: z.core.$ZodCheck<string>): (text: string) => boolean {
  if (check instanceof z.core.$ZodCustom) {
    const { fn } = check._zod.def;
    return (text) => fn(text) === true;
  }
  const { pattern } = check instanceof z.core.$ZodCheckRegex ? check._zod.def : {};
  return pattern === undefined || pattern.global || pattern.sticky ? () => false : (text) => pattern.test(text);
}

/** A value that zod itself looks at, and may not change. */
function asked(schema: z.ZodType): Take {
  return (value) => (schema.safeParse(value).data === value ? value : undefined);
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
