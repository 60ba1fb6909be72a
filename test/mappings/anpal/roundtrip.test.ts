import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sap } from '../../../src/canonical/sap.js';
import type { DocumentTree } from '../../../src/contract/contract.js';
import { anpalContracts } from '../../../src/contract/index.js';
import { anpalTables } from '../../../src/mappings/anpal/index.js';
import { compile, decode, encode } from '../../../src/mappings/engine/index.js';
import { elementArbitrary } from '../../support/arbitrary-document.js';
import { arbitrarySap } from '../../support/arbitrary-sap.js';
import { readSchemaModel } from '../../support/schema-model.js';

const side = (revision: string) => {
  const mine = ({ record, event, revision: other }: { record: string; event: string; revision: string }) =>
    record === 'sap' && event === 'invio' && other === revision;
  const contract = anpalContracts().find(mine);
  const table = anpalTables.find(mine);
  if (!contract || !table) throw new Error(revision);
  return { contract, plan: compile(table) };
};

const RUNS = { numRuns: 150 };

describe('canonical → XML → canonical', () => {
  const { contract, plan } = side('Rev009');

  test('is the identity on whatever Rev009 can hold, and the XML keeps the schema', () => {
    fc.assert(
      fc.property(arbitrarySap, (record) => {
        const encoded = encode(plan, record);
        const read = contract.read(contract.write(encoded.document));
        expect(read.findings).toEqual([]);
        expect(encoded.report).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect(decoded.findings).toEqual([]);
        expect(decoded.record).toEqual(record);
      }),
      RUNS,
    );
  });

  test.each([
    ['Rev009compat008', 9],
    ['Rev008', 8],
    ['Rev005', 5],
    ['Rev004', 4],
    ['Rev003', 3],
  ] as const)('%s holds what it can and names the rest', (revision, number) => {
    const older = side(revision);
    fc.assert(
      fc.property(arbitrarySap, (full) => {
        const record = number === 3 ? withStartDates(full) : full;
        const encoded = encode(older.plan, record);
        const read = older.contract.read(older.contract.write(encoded.document));
        expect(read.findings).toEqual([]);
        const { held, lost } = heldBy(number, record, revision);
        expect(decode(older.plan, read.tree).record).toEqual(held);
        const named = encoded.report.filter(({ kind }) => kind === 'lost').map(({ canonical }) => canonical);
        expect(named.sort()).toEqual(lost.sort());
      }),
      { numRuns: 60 },
    );
  });
});

/** Rev003 demands a start date, which a record without one cannot give. */
function withStartDates(record: Sap): Sap {
  if (record.politicheAttive === undefined) return record;
  return {
    ...record,
    politicheAttive: record.politicheAttive.map((row) => ({ ...row, dataInizio: row.dataInizio ?? row.dataProposta })),
  };
}

const SINCE_009 = ['identificativoPolitica', 'indiceProfiling', 'identificativoPresaInCarico', 'ultimoEvento'] as const;

/** The part of a record that an older revision has a place for, and the paths of the rest. */
function heldBy(number: number, record: Sap, revision: string): { held: unknown; lost: string[] } {
  const held = structuredClone(record) as Record<string, Record<string, Record<string, unknown>>> & Sap;
  const lost: string[] = [];
  const drop = (from: object | undefined, name: string, path: string): void => {
    if (from === undefined || !Object.hasOwn(from, name)) return;
    Reflect.deleteProperty(from, name);
    lost.push(path);
  };
  // Without a container an empty section cannot be told from an absent one.
  if (revision !== 'Rev009' && held.politicheAttive?.length === 0) Reflect.deleteProperty(held, 'politicheAttive');
  if (number <= 8) {
    held.politicheAttive?.forEach((row, i) => {
      for (const name of SINCE_009) drop(row, name, `politicheAttive[${i}].${name}`);
    });
    const contacts = held.anagrafica?.recapiti;
    if ((contacts?.email?.length ?? 0) > 80) drop(contacts, 'email', 'anagrafica.recapiti.email');
    const period = held.amministrativi?.periodoDisoccupazione;
    if (period?.tipoIngresso === '') {
      drop(period, 'tipoIngresso', 'amministrativi.periodoDisoccupazione.tipoIngresso');
    }
  }
  if (number < 8) {
    const status = held.amministrativi?.statoInAnagrafe;
    for (const name of ['indiceProfiling', 'dataEventoDid'])
      drop(status, name, `amministrativi.statoInAnagrafe.${name}`);
  }
  if (number <= 4) held.allegato ??= {};
  return { held, lost };
}

describe('XML → canonical → XML', () => {
  test.each(['Rev009', 'Rev009compat008', 'Rev008', 'Rev005', 'Rev004', 'Rev003'])('%s loses nothing', (revision) => {
    const { contract, plan } = side(revision);
    const documents = elementArbitrary(readSchemaModel(`anpal/sap/${revision}/sap.xsd`));
    fc.assert(
      fc.property(documents, (document) => {
        const bytes = contract.write(document as DocumentTree);
        const read = contract.read(bytes);
        expect(read.findings).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect(decoded.findings).toEqual([]);
        const again = contract.read(contract.write(encode(plan, decoded.record).document));
        expect(again.findings).toEqual([]);
        const plainest = revision === 'Rev009compat008' ? olderForm(read.tree) : read.tree;
        expect(merged(again.tree)).toEqual(merged(plainest));
      }),
      RUNS,
    );
  });
});

type Loose = { [key: string]: unknown };
const isGroup = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Section 6 out of its container: the form in which the compatible revision writes it. */
function olderForm(tree: unknown): unknown {
  const { politiche_attive_lst: container, ...rest } = tree as Loose;
  return isGroup(container) ? { ...rest, politiche_attive: container.politiche_attive } : rest;
}

/** A document in its one plainest form: containers joined, their items as lists. */
function merged(tree: unknown): unknown {
  if (!isGroup(tree)) return tree;
  const out: Loose = {};
  for (const [name, value] of Object.entries(tree)) {
    if (!name.endsWith('_lst')) {
      out[name] = Array.isArray(value) ? value.map(merged) : merged(value);
      continue;
    }
    const joined: Loose = {};
    for (const container of listOf(value).filter(isGroup)) {
      for (const [item, items] of Object.entries(container)) {
        joined[item] = [...((joined[item] as unknown[] | undefined) ?? []), ...listOf(items).map(merged)];
      }
    }
    out[name] = Object.keys(joined).length === 0 ? '' : joined;
  }
  return out;
}
