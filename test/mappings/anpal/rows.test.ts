import { expect, test } from 'vitest';
import type { z } from 'zod';
import { annullamentoSap, notificaSap, sap } from '../../../src/canonical/sap.js';
import { anpalTables } from '../../../src/mappings/anpal/index.js';
import type { Row, Table } from '../../../src/mappings/engine/index.js';
import { everyElement, readSchemaModel } from '../../support/schema-model.js';

const SCHEMAS: Readonly<Record<string, string>> = {
  'annullamento 1.0': 'anpal/servizicoap/1.0/idsap.xsd',
  'notifica 1.0': 'anpal/servizicoap/1.0/notificasap.xsd',
};
const schemaOf = (table: Table): string =>
  SCHEMAS[`${table.event} ${table.revision}`] ?? `anpal/sap/${table.revision}/sap.xsd`;

const plain = (path: string): string => path.replaceAll('[]', '');

/** Paths that a row states, and the groups they stand in. */
function reached(rows: readonly Row[], end: 'side' | 'canonical'): Set<string> {
  const paths = new Set<string>(['']);
  for (const row of rows) {
    const steps = plain(row[end]).split('.');
    for (let i = 1; i <= steps.length; i++) paths.add(steps.slice(0, i).join('.'));
  }
  return paths;
}

/** Tables of whole SAPs and of the two small documents around them. */
const ofSap = anpalTables.filter(({ record, partOf }) => record === 'sap' && partOf === undefined);
const tables = ofSap.map((table) => [`${table.event} ${table.revision}`, table] as const);

test('the schema of Rev009 has 149 elements', () => {
  expect(everyElement(readSchemaModel('anpal/sap/Rev009/sap.xsd'))).toHaveLength(149);
});

test.each(tables)(
  '%s: every element of the schema is reached by a row, and every row by an element',
  (_name, table) => {
    const elements = everyElement(readSchemaModel(schemaOf(table)));
    const paths = reached(table.rows, 'side');
    expect(elements.filter(({ path }) => !paths.has(path)).map(({ path }) => path)).toEqual([]);
    const known = new Set(elements.map(({ path }) => path));
    expect(table.rows.map((row) => plain(row.side)).filter((path) => !known.has(path))).toEqual([]);
  },
);

test.each(tables)('%s: a leaf of the schema is a field or a list of values, never only a group', (_name, table) => {
  const leaves = everyElement(readSchemaModel(schemaOf(table))).filter(({ facets }) => facets !== undefined);
  const fields = new Set(table.rows.filter((row) => row.kind !== 'group').map((row) => plain(row.side)));
  expect(leaves.filter(({ path }) => !fields.has(path)).map(({ path }) => path)).toEqual([]);
});

test.each(tables)('%s: what the schema demands inside its group is marked as required', (_name, table) => {
  const model = readSchemaModel(schemaOf(table));
  const demanded = everyElement(model).filter(
    ({ min, facets, path }) => min > 0 && facets !== undefined && path !== '',
  );
  const required = new Set(
    table.rows.filter((row) => row.kind === 'field' && row.required).map((row) => plain(row.side)),
  );
  expect(demanded.filter(({ path }) => !required.has(path)).map(({ path }) => path)).toEqual([]);
});

/** Every leaf of a zod object, by its path. */
function leavesOf(schema: z.ZodType, path = ''): string[] {
  let inner = schema as z.ZodType & {
    unwrap?: () => z.ZodType;
    element?: z.ZodType;
    shape?: Record<string, z.ZodType>;
  };
  while (inner.type === 'optional' && inner.unwrap) inner = inner.unwrap() as typeof inner;
  if (inner.type === 'array' && inner.element) return leavesOf(inner.element, path);
  if (inner.type !== 'object' || !inner.shape) return [path];
  return Object.entries(inner.shape).flatMap(([name, part]) => leavesOf(part, path === '' ? name : `${path}.${name}`));
}

test.each([
  ['invio', 'Rev009', sap],
  ['invio', 'Rev009compat008', sap],
  ['annullamento', '1.0', annullamentoSap],
  ['notifica', '1.0', notificaSap],
] as const)('%s %s: every canonical field is reached by a row', (event, revision, schema) => {
  const table = ofSap.find((one) => one.event === event && one.revision === revision) as Table;
  const paths = new Set(table.rows.map((row) => plain(row.canonical)));
  const missing = leavesOf(schema).filter((path) => !paths.has(path) && path !== 'estensioni');
  expect(missing).toEqual([]);
});
