/** Documents that keep a JSON Schema: random presence, repetition and values of every member. */
import fc, { type Arbitrary } from 'fast-check';
import { codeList } from '../../src/canonical/codes/index.js';
import { dateText } from './arbitrary-document.js';

/** The keywords that are understood; what a schema says beyond them must be left to the test that uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly codeList?: string;
}

/** A text that has something in it, signs of every kind included. */
const said = fc
  .array(fc.constantFrom(...'abcXYZ019 .,/\'"&<>-àèéìòù€ß\n\t😀\\{}[]'), { minLength: 1, maxLength: 20 })
  .map((signs) => signs.join(''));

/** Moments in UTC in their plain form. */
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().replace(/\.?0*Z$/, 'Z'));

/** `find` resolves a `$ref`; `omit` names members of the root that are never there. */
export function jsonArbitrary(
  schema: Schema,
  find: (ref: string) => Schema,
  omit: readonly string[] = [],
): Arbitrary<unknown> {
  const inner = (one: Schema): Arbitrary<unknown> => jsonArbitrary(one, find);
  if (schema.$ref !== undefined) return jsonArbitrary(find(schema.$ref), find, omit);
  if (schema.properties) {
    const { required = [] } = schema;
    const names = Object.keys(schema.properties).filter((name) => !omit.includes(name));
    const members = Object.fromEntries(names.map((name) => [name, inner(schema.properties?.[name] as Schema)]));
    return fc.record(members, { requiredKeys: names.filter((name) => required.includes(name)), noNullPrototype: true });
  }
  if (schema.items) return fc.array(inner(schema.items), { minLength: schema.minItems ?? 0, maxLength: 3 });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 });
  if (schema.type !== 'string') throw new Error(`no values for ${JSON.stringify(schema)}`);
  return textArbitrary(schema);
}

function textArbitrary(schema: Schema): Arbitrary<string> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.codeList !== undefined) {
    return fc.constantFrom(...[...(codeList(schema.codeList)?.entries.keys() ?? [])].slice(0, 200));
  }
  if (schema.format === 'date') return dateText;
  if (schema.format === 'date-time') return moment;
  return schema.pattern === undefined
    ? said
    : fc.stringMatching(new RegExp(schema.pattern.replaceAll('\\d', '[0-9]')), { size: 'small' });
}
