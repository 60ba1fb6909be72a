/** The kinds of value a setting may have: how it is checked, how it is written in the environment, how it is described. */
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { addressesIn } from '../addresses.js';

export interface Kind<T = unknown> {
  /** Input as a configuration file has it, output as the program has it. */
  readonly schema: z.ZodType<T>;
  /** Completes "expected …". */
  readonly expected: string;
  /** The value as a file would have it, from the text of an environment variable; throws when it cannot be. */
  readonly fromText: (text: string) => unknown;
  /** Completes "expected …" instead, for a value of which `expected` would say what it is already. */
  readonly expectedOf?: (value: unknown) => string | undefined;
  /** For a list: the kind of each entry. */
  readonly entry?: Kind;
  /** For a group: the kinds of what is inside, by name. */
  readonly parts?: Readonly<Record<string, Kind>>;
}

/** The kind of the part of a value at a path, such as `[0].side`; the nearest around it where none is known. */
export function kindAt(kind: Kind, path: readonly PropertyKey[]): Kind {
  const [step, ...rest] = path;
  if (step === undefined) return kind;
  const inner = typeof step === 'number' ? kind.entry : kind.parts?.[String(step)];
  return inner === undefined ? kind : kindAt(inner, rest);
}

/** For kinds whose value is a text. */
export const asWritten = (value: string): unknown => value;

export function text(expected = 'a text', pattern = /\S/): Kind<string> {
  return { schema: z.string().regex(pattern), expected, fromText: asWritten };
}

/** One of the names of the house, or one that somebody outside has given. */
export function openChoice<Name extends string, Outside extends string>(
  names: readonly Name[],
  outside: RegExp,
  expected: string,
): Kind<Name | Outside> {
  const schema = z.union([z.enum(names), z.string().regex(outside)]) as unknown as z.ZodType<Name | Outside>;
  return { schema, expected: `one of ${names.join(', ')}; or ${expected}`, fromText: asWritten };
}

/** No service is told apart by a fragment: a # is one of a password, and would end the address before its host. */
function isAddress(value: string, schemes: readonly string[]): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return schemes.includes(url.protocol.slice(0, -1)) && url.hash === '' && isDecodable(url);
}

const startsWith = (schemes: readonly string[]): string => schemes.map((scheme) => `${scheme}://`).join(' or ');

/** The drivers decode user and password, and fail at a % that begins nothing. */
function isDecodable({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(username + password) !== undefined;
  } catch {
    return false;
  }
}

const UNREADABLE =
  'an address of one host, in which special characters of user and password are percent-encoded (# as %23, / as %2F, % as %25) and the port is at most 65535';
/** What is expected of an address that cannot be used though it starts as it should. */
const unreadable = (one: unknown, schemes: readonly string[]): string | undefined =>
  typeof one === 'string' && schemes.some((scheme) => one.trim().toLowerCase().startsWith(`${scheme}://`))
    ? UNREADABLE
    : undefined;

/** An address with one of the given schemes. */
export function url(...schemes: readonly string[]): Kind<string> {
  return {
    schema: z.string().refine((value) => isAddress(value, schemes)),
    expected: `an address that starts with ${startsWith(schemes)}`,
    expectedOf: (value) => unreadable(value, schemes),
    fromText: asWritten,
  };
}

/** The addresses of one service that has several, in one text (see `addressesIn`). */
export function urls(...schemes: readonly string[]): Kind<string> {
  return {
    schema: z.string().refine((value) => addressesIn(value).every((one) => isAddress(one, schemes))),
    expected: `an address that starts with ${startsWith(schemes)}, or several of them separated by commas`,
    expectedOf: (value) => {
      const wrong = addressesIn(String(value)).find((one) => !isAddress(one, schemes));
      return unreadable(wrong, schemes);
    },
    fromText: asWritten,
  };
}

const numeric = (value: string): unknown => (/^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value);

export function integer(min: number, max: number): Kind<number> {
  return { schema: z.int().min(min).max(max), expected: `a whole number from ${min} to ${max}`, fromText: numeric };
}

/** A span of time in seconds, fractions allowed. */
export function seconds(min: number, max: number): Kind<number> {
  return {
    schema: z.number().min(min).max(max),
    expected: `a number of seconds from ${min} to ${max}`,
    fromText: numeric,
  };
}

/** A number of things, fractions allowed. */
export function number(min: number, max: number): Kind<number> {
  return { schema: z.number().min(min).max(max), expected: `a number from ${min} to ${max}`, fromText: numeric };
}

/** What a group may leave out. */
export function withDefault<T>(kind: Kind<T>, otherwise: NoInfer<T>): Kind<T> {
  return { ...kind, schema: kind.schema.default(otherwise as never) as unknown as z.ZodType<T> };
}

/** What a group may leave out, and then has not. */
export function optionalIn<T>(kind: Kind<T>): Kind<T | undefined> {
  return { ...kind, schema: kind.schema.optional() };
}

export const flag: Kind<boolean> = {
  schema: z.boolean(),
  expected: 'true or false',
  fromText: (value) => (value === 'true' ? true : value === 'false' ? false : value),
};

/** A text, a number or `true` and `false`: a value of a field. */
export const scalar: Kind<string | number | boolean> = {
  schema: z.union([z.string(), z.number(), z.boolean()]),
  expected: 'a text, a number, true or false',
  fromText: asWritten,
};

/** One value, several as a list that is not empty, or `*` for all there are. */
export function someOrAll<T extends string>(one: Kind<T>): Kind<readonly T[] | '*'> {
  const schema = z
    .union([z.literal('*'), one.schema, z.array(one.schema).min(1)])
    .transform((value) => (value === '*' || Array.isArray(value) ? value : [value]));
  return {
    schema: schema as unknown as z.ZodType<readonly T[] | '*'>,
    expected: `${one.expected}; a list of these; or *`,
    fromText: asWritten,
    entry: one,
  };
}

export function choice<const T extends readonly [string, ...string[]]>(...values: T): Kind<T[number]> {
  const schema = z.enum(values) as unknown as z.ZodType<T[number]>;
  return { schema, expected: `one of ${values.join(', ')}`, fromText: asWritten };
}

const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };
const SIZE = /^(\d+) ?(B|KB|MB|GB)$/;

/** A size in bytes, written as a whole number or with a unit (`10 MB`, 1 MB = 1048576 bytes). */
export const size: Kind<number> = {
  schema: z.union([z.int().positive(), z.string().regex(SIZE)]).transform((value) => {
    if (typeof value === 'number') return value;
    const [, digits = '', unit = 'B'] = SIZE.exec(value) ?? [];
    return Number(digits) * (UNITS[unit] ?? 1);
  }) as z.ZodType<number>,
  expected: 'a number of bytes, or a size such as 512 KB or 10 MB',
  fromText: numeric,
};

const separated = (value: string): unknown => value.split(',').map((part) => part.trim());

/** Values of one kind; in the environment, separated by commas. */
export function listOf<T>(entry: Kind<T>, least = 0): Kind<T[]> {
  const schema = z.array(entry.schema);
  return {
    schema: least > 0 ? schema.min(least) : schema,
    expected: `a list${least > 0 ? ' that is not empty' : ''}, each entry ${entry.expected}`,
    fromText: separated,
    entry,
  };
}

type Group = Readonly<Record<string, Kind>>;
type GroupValue<Parts extends Group> = { [Name in keyof Parts]: Parts[Name] extends Kind<infer T> ? T : never };

/** A list of groups; in the environment, as JSON or YAML. */
export function groups<Parts extends Group>(parts: Parts): Kind<GroupValue<Parts>[]> {
  const shape = Object.fromEntries(Object.entries(parts).map(([name, { schema }]) => [name, schema]));
  const schema = z.strictObject(shape) as unknown as z.ZodType<GroupValue<Parts>>;
  const names = Object.keys(parts).join(', ');
  return {
    schema: z.array(schema),
    expected: `a list of groups, each with ${names}`,
    fromText: parseYaml,
    entry: { schema, expected: `a group with ${names}`, fromText: parseYaml, parts },
  };
}
