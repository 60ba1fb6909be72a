/** The shape of the documents and operations of an OpenAPI file, of a JSON Schema, of a column layout. */
import type { CsvLayout } from '../../contract/csv-contract.js';
import type { Contract, Document, Facets, Member } from './shape.js';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every schema among the components, every path with its method. */
export function openApiContract(file: Json): Contract {
  const components = isObject(file.components) && isObject(file.components.schemas) ? file.components.schemas : {};
  const documents = new Map(Object.entries(components).map(([name, schema]) => [name, documentOf(schema, file)]));
  const operations = new Map<string, string>();
  for (const [path, item] of Object.entries(isObject(file.paths) ? file.paths : {}))
    for (const method of METHODS)
      if (isObject(item) && isObject(item[method]))
        operations.set(`${method.toUpperCase()} ${path}`, bodyOf(item[method], file));
  return { documents, operations };
}

/** The schemas that go in and come out, by name: another one is another call. */
function bodyOf(operation: Json, file: Json): string {
  const body = resolved(operation.requestBody, file);
  const content = isObject(body) && isObject(body.content) ? body.content : {};
  return Object.entries(content)
    .map(([type, media]) => {
      const schema = isObject(media) ? media.schema : undefined;
      const named = isObject(schema) && typeof schema.$ref === 'string' ? ` ${schema.$ref.split('/').at(-1)}` : '';
      return `${type}${named}`;
    })
    .join(', ');
}

/** A JSON Schema is a document of the name that its file has. */
export const jsonSchemaContract = (name: string, schema: Json): Contract => ({
  documents: new Map([[name, documentOf(schema, schema)]]),
  operations: new Map(),
});

function resolved(value: unknown, file: Json): unknown {
  if (!isObject(value) || typeof value.$ref !== 'string' || !value.$ref.startsWith('#/')) return value;
  const found = value.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), file);
  const { $ref: _, ...beside } = value;
  return isObject(found) ? { ...(resolved(found, file) as Json), ...beside } : value;
}

function documentOf(schema: unknown, file: Json): Document {
  const members = new Map<string, Member>();
  walk(schema, { path: '', required: true, many: false, within: [] }, members, file);
  return { ordered: false, members };
}

interface Place {
  readonly path: string;
  readonly required: boolean;
  readonly many: boolean;
  /** References that were followed on the way: a schema that holds itself is followed once. */
  readonly within: readonly string[];
}

function walk(raw: unknown, place: Place, members: Map<string, Member>, file: Json): void {
  const reference = isObject(raw) && typeof raw.$ref === 'string' ? raw.$ref : undefined;
  if (reference !== undefined && place.within.includes(reference)) return;
  const within = reference === undefined ? place.within : [...place.within, reference];
  const schema = resolved(raw, file);
  if (!isObject(schema)) return;
  if (isObject(schema.items)) {
    if (place.path !== '') members.set(place.path, { required: place.required, many: true, facets: {} });
    walk(schema.items, { ...place, many: true, within }, members, file);
    return;
  }
  const parts = [schema, ...listOf(schema.allOf).map((one) => resolved(one, file))].filter(isObject);
  // A value that may also be null, or of several forms, is what its forms say together.
  const forms = [...listOf(schema.anyOf), ...listOf(schema.oneOf)].map((one) => resolved(one, file)).filter(isObject);
  const properties = [...parts, ...forms].flatMap((one) =>
    isObject(one.properties) ? Object.entries(one.properties) : [],
  );
  const facets = properties.length > 0 ? {} : facetsOf(schema, forms);
  const open = properties.length > 0 ? { open: schema.additionalProperties !== false } : {};
  const conditions = parts.flatMap(conditionOf);
  const asked = conditions.length > 0 ? { conditions } : {};
  members.set(place.path, { required: place.required, many: place.many, facets, ...open, ...asked });
  const required = new Set(parts.flatMap((one) => listOf(one.required)));
  for (const [name, inside] of properties) {
    const path = place.path === '' ? name : `${place.path}/${name}`;
    walk(inside, { path, required: required.has(name), many: false, within }, members, file);
  }
}

/** `if` and what follows from it, as far as it can be said in words. */
function conditionOf(schema: Json): readonly string[] {
  if (!isObject(schema.if)) return [];
  const when = `if ${toldOf(schema.if, (name) => `${name} is there`)}`;
  const mandatory = (names: string): string => `${names} is mandatory`;
  return [
    ...(isObject(schema.then) ? [`${when}: ${toldOf(schema.then, mandatory)}`] : []),
    ...(isObject(schema.else) ? [`${when}, otherwise: ${toldOf(schema.else, mandatory)}`] : []),
  ];
}

function toldOf(schema: Json, ofRequired: (name: string) => string): string {
  const { properties, required, ...rest } = schema;
  const values = Object.entries(isObject(properties) ? properties : {}).map(([name, one]) => {
    const narrow = isObject(one) ? (one.const === undefined ? listOf(one.enum) : [one.const]) : [];
    return narrow.length > 0 ? `${name} is ${narrow.join(' or ')}` : `${name} is ${JSON.stringify(one)}`;
  });
  const others = Object.keys(rest).length > 0 ? [JSON.stringify(rest)] : [];
  return [...values, ...listOf(required).map((name) => ofRequired(String(name))), ...others].join(', ');
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const numberAt = (schema: Json, name: string): number | undefined =>
  typeof schema[name] === 'number' ? schema[name] : undefined;

function facetsOf(schema: Json, forms: readonly Json[]): Facets {
  const all = [schema, ...forms];
  const types = [...new Set(all.flatMap((one) => listOf(one.type)).map(String))];
  const values = schema.const === undefined ? listOf(schema.enum) : [schema.const];
  const patterns = typeof schema.pattern === 'string' ? [schema.pattern] : [];
  const facets: Record<string, unknown> = {
    types: typeof schema.format === 'string' ? [schema.format] : types,
    values: values.length > 0 ? values.map(String) : undefined,
    patterns: patterns.length > 0 ? patterns : undefined,
    ...Object.fromEntries(
      ['minLength', 'maxLength', 'minimum', 'maximum'].map((name) => [name, numberAt(schema, name)]),
    ),
  };
  return Object.fromEntries(
    Object.entries(facets).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as Facets;
}

/** A header names the columns, so their order does not matter. */
export function layoutContract(name: string, { separator, columns }: CsvLayout): Contract {
  const members = new Map<string, Member>(
    columns.map(({ name: column, required = false, pattern, values, maxLength, date, decimal }) => [
      column,
      {
        required,
        many: false,
        facets: {
          types: [date === true ? 'date' : decimal === true ? 'decimal' : 'string'],
          ...(pattern === undefined ? {} : { patterns: [pattern] }),
          ...(values === undefined ? {} : { values }),
          ...(maxLength === undefined ? {} : { maxLength }),
        },
      },
    ]),
  );
  return { documents: new Map([[name, { ordered: false, members }]]), operations: new Map([['separator', separator]]) };
}
