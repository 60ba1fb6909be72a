/** Every table against the contract of its document and the definition of its record: nothing is left out on either side. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import type { DocumentContract } from '../../src/contract/contract.js';
import { EVENTS, RECORDS } from '../../src/foundation/names.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import type { Row, Table } from '../../src/mappings/engine/index.js';
import { buildSides } from '../../src/sides.js';
import { everyElement, readSchemaModel } from '../support/schema-model.js';

const plain = (path: string): string => path.replaceAll('[]', '');

interface Mapped {
  readonly table: Table;
  readonly contract: DocumentContract;
}

const mapped: readonly Mapped[] = [...buildSides(loadSettings({ env: {} }).settings).values()].flatMap((side) =>
  RECORDS.flatMap((record) =>
    EVENTS.flatMap((event) =>
      side.revisions(record, event).flatMap((revision) => {
        const translation = side.writing(record, event, revision);
        return translation === undefined ? [] : [{ table: translation.table, contract: translation.contract }];
      }),
    ),
  ),
);
const title = ({ table: { side, record, event, revision } }: Mapped): string =>
  `${side} ${record}/${event} ${revision}`;

/** Tables over a document that belongs to another record hold the part of it that tells of theirs. */
const wholeDocument = mapped.filter(({ contract }) => contract.schema !== undefined && !contract.partial);
const withSchema = wholeDocument.map((one) => [title(one), one] as const);
const elementsOf = ({ contract: { schema } }: Mapped) =>
  everyElement(readSchemaModel(schema?.file ?? '', schema?.root)).filter(({ path }) => path !== '');

/** Paths that a row states, and the groups they stand in. */
function reached(rows: readonly Row[]): Set<string> {
  const paths = new Set<string>();
  for (const row of rows) {
    const steps = plain(row.side).split('.');
    for (let i = 1; i <= steps.length; i++) paths.add(steps.slice(0, i).join('.'));
  }
  return paths;
}

describe('the schema', () => {
  test('of SAP Rev009 has 149 elements', () => {
    expect(everyElement(readSchemaModel('anpal/sap/Rev009/sap.xsd'))).toHaveLength(149);
  });
});

/** The schema is a choice of two forms, the second of which is a revision of its own with its own table. */
const CHOICE_WITH: Readonly<Record<string, string>> = {
  'anpal appuntamento/annullamento anpal': 'anpal appuntamento/annullamento ordinaria',
};
const rowsOf = (one: Mapped): readonly Row[] =>
  [one, ...mapped.filter((other) => title(other) === CHOICE_WITH[title(one)])].flatMap(({ table }) => table.rows);

/** What a schema demands and a table writes by other means, each with its reason. */
const WRITTEN_OTHERWISE: Readonly<Record<string, (path: string) => boolean>> = {
  // The node answers a profiling or none: its elements are demanded only inside the group.
  'anpal did/esito 4.0': (path) => path.startsWith('Profiling.'),
  'anpal did/esito 4.0-mlps': (path) => path.startsWith('Profiling.'),
  // Inside the two choices of a user, of which one stands.
  'anpal appuntamento/invio 1.0': (path) => path.endsWith('.UtenteServizio'),
  // The choice between naming an appointment by its ids and by its day.
  'anpal appuntamento/annullamento anpal': (path) => path.startsWith('datiAppuntamento.'),
};

describe.each(withSchema)('%s', (name, one) => {
  test('every element of the schema is reached by a row, and every row by an element', () => {
    const paths = reached(rowsOf(one));
    const known = elementsOf(one).map(({ path }) => path);
    expect(known.filter((path) => !paths.has(path))).toEqual([]);
    expect(one.table.rows.map((row) => plain(row.side)).filter((path) => !known.includes(path))).toEqual([]);
  });

  test('a leaf of the schema is a field or a list of values, never only a group', () => {
    const leaves = elementsOf(one).filter(({ facets }) => facets !== undefined);
    const fields = new Set(
      rowsOf(one)
        .filter((row) => row.kind !== 'group')
        .map((row) => plain(row.side)),
    );
    expect(leaves.filter(({ path }) => !fields.has(path)).map(({ path }) => path)).toEqual([]);
  });

  test('what the schema demands inside its group is marked as required, unless it may be nil or is one of a choice', () => {
    const demanded = elementsOf(one).filter(
      ({ min, facets, nillable, choice }) => min > 0 && facets !== undefined && !nillable && choice === undefined,
    );
    const required = new Set(
      one.table.rows
        .filter((row) => (row.kind === 'field' ? row.required : row.kind === 'list' && row.item !== undefined))
        .map((row) => plain(row.side)),
    );
    const otherwise = WRITTEN_OTHERWISE[name] ?? (() => false);
    expect(demanded.filter(({ path }) => !required.has(path) && !otherwise(path)).map(({ path }) => path)).toEqual([]);
  });
});

/** Every leaf of a zod object, by its path. */
function leavesOf(schema: z.ZodType, path = ''): string[] {
  if (schema instanceof z.ZodOptional) return leavesOf(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodArray) return leavesOf(schema.element as z.ZodType, path);
  if (!(schema instanceof z.ZodObject)) return [path];
  return Object.entries(schema.shape).flatMap(([name, part]) =>
    leavesOf(part as z.ZodType, path === '' ? name : `${path}.${name}`),
  );
}

const definitions = RECORD_DEFINITIONS.map((one) => [`${one.record}/${one.event}`, one] as const);

/**
 * Groups with fields that no side's document says yet. They come from what the regions' own systems keep (whose forms are
 * not public) and from the law, and are filled by the canonical form until a side speaks them.
 */
const WAITING: Readonly<Record<string, readonly string[]>> = {
  'profiling/invio': ['origine', 'quantitativo', 'qualitativo'],
  'percettore/invio': ['domicilio', 'residenza'],
  'percettore/variazione': ['invio', 'persona', 'residenza'],
  'percettore/esito': ['invio', 'persona'],
  'appuntamento/invio': ['persona', 'stato'],
  // INPS tells of the first in the document of a DID.
  'registrazione/invio': ['dataDid', 'persona', 'richiestaCredenziali'],
  'patto/variazione': ['documento', 'firme', 'protocollo'],
  'patto/esito': ['firme', 'protocollo'],
  'condizionalita/invio': ['fattispecie', 'occorrenza', 'prestazione', 'prove', 'provvedimento'],
  'condizionalita/annullamento': ['dataInvio'],
  'patto/invio': [
    ...['aggiornamenti', 'documento', 'firme', 'identificativi', 'motivoFine', 'programma', 'protocollo'],
  ],
};

describe('the canonical record', () => {
  test.each(definitions)('%s: every field is reached by a row of some side', (_name, { record, event, schema }) => {
    const tables = mapped.filter(({ table }) => table.record === record && table.event === event);
    if (tables.length === 0) return;
    const paths = tables.flatMap(({ table }) => [
      ...table.rows.filter(({ kind }) => kind !== 'group').map((row) => plain(row.canonical)),
      ...(table.derived ?? []).map(({ canonical }) => plain(canonical)),
    ]);
    const waiting = WAITING[`${record}/${event}`] ?? [];
    const isReached = (leaf: string): boolean => paths.some((path) => leaf === path || leaf.startsWith(`${path}.`));
    const unreached = leavesOf(schema).filter((path) => !isReached(path) && path !== 'estensioni');
    expect([...new Set(unreached.map((path) => path.split('.')[0]))].sort()).toEqual([...waiting].sort());
  });

  test.each(mapped.map((one) => [title(one), one] as const))(
    '%s: every row names a field of it',
    (_title, { table }) => {
      const schema = RECORD_DEFINITIONS.find(
        ({ record, event }) => record === table.record && event === table.event,
      )?.schema;
      if (schema === undefined) throw new Error('the record is not defined');
      const known = leavesOf(schema);
      const strangers = table.rows
        .map((row) => plain(row.canonical))
        .filter((path) => !known.some((leaf) => leaf === path || leaf.startsWith(`${path}.`)));
      expect(strangers).toEqual([]);
    },
  );
});
