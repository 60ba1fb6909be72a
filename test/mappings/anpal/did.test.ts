/** ConferimentoDID, both twins, there and back; every element of the schema has its row, every outcome its meaning. */

import { readFileSync } from 'node:fs';
import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../../src/canonical/check.js';
import type { VariabiliProfiling } from '../../../src/canonical/profiling.js';
import { conferimentoDid } from '../../../src/contract/anpal/did.js';
import { anpalContracts } from '../../../src/contract/index.js';
import { contractFile, readContractFile } from '../../../src/contract/location.js';
import { judge } from '../../../src/contract/soap-service.js';
import { didTables } from '../../../src/mappings/anpal/did.js';
import { compile, decode, encode, type Table } from '../../../src/mappings/engine/index.js';
import { textOf } from '../../support/arbitrary-document.js';
import { fixturesOf } from '../../support/fixtures.js';
import { person } from '../../support/sap-document.js';

const RUNS = { numRuns: 150 };
const day: Arbitrary<string> = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const filled = textOf(1, 12);
const whole = (min: number): Arbitrary<number> => fc.integer({ min, max: 2_147_483_647 });
const codiceFiscale = fc.oneof(
  fc.nat(500).map((n) => person(n).codiceFiscale),
  fc.constantFrom('98765432103', '00000000000'),
);

const fatto = {
  codiceFiscale,
  evento: fc.constantFrom('I', 'C', 'S', 'R', 'A'),
  dataEvento: day,
  dataDid: day,
  entePromotore: fc.constantFrom('L219C000381', 'H501N000001', 'A944C000233'),
};
const inviate = {
  eta: whole(15),
  genere: fc.constantFrom('M', 'F'),
  classeCittadinanza: filled,
  presenzaInItalia: filled,
  titoloStudio: filled,
  provinciaResidenza: filled,
  haMaiLavorato: fc.boolean(),
  condizioneUnAnnoPrima: filled,
  mesiDallUltimoRapporto: whole(0),
  posizioneUltimaOccupazione: filled,
  mesiDiRicerca: whole(0),
  iscrittoACorso: filled,
  componentiFamiglia: whole(-5),
  figliACarico: fc.boolean(),
  figliMinoriACarico: fc.boolean(),
};
const calcolate = { condizioneCalcolata: filled, mesiDisoccupazioneCalcolati: whole(0) };
const notEmpty = (value: object): boolean => Object.keys(value).length > 0;
const some = <T>(fields: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<Partial<T>> =>
  fc.record(fields, { requiredKeys: [] }).filter(notEmpty) as Arbitrary<Partial<T>>;

const did = fc.record(
  {
    ...fatto,
    profiling: some(inviate),
    operatore: some({ identificativo: filled, codiceFiscale: filled }),
    applicazione: fc.constantFrom('NCN', 'BAT', 'WEB'),
  },
  { requiredKeys: ['codiceFiscale', 'evento', 'dataEvento', 'dataDid', 'entePromotore', 'applicazione'] },
);

/** What the answer may leave nil; the rest of its profiling must be there. */
const MAY_BE_NIL = [
  'presenzaInItalia',
  'condizioneUnAnnoPrima',
  'mesiDallUltimoRapporto',
  'posizioneUltimaOccupazione',
  'figliMinoriACarico',
  'condizioneCalcolata',
  'mesiDisoccupazioneCalcolati',
] as const satisfies readonly (keyof VariabiliProfiling)[];
const answered = { ...inviate, ...calcolate };
const required = (Object.keys(answered) as (keyof typeof answered)[]).filter(
  (name) => !(MAY_BE_NIL as readonly string[]).includes(name),
);
const esito = fc.record(
  {
    ...fatto,
    esito: fc.constantFrom('E100', 'E009', 'E777'),
    profiling: fc.record({
      identificativo: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String),
      codiceFiscale,
      indice: fc.oneof(
        fc.constantFrom('0', '1', '.5', '0.000000000'),
        fc.nat(999_999_999).map((n) => `0.${n}`),
      ),
      dataCalcolo: day,
      regioneResidenza: filled,
      variabili: fc.record(answered, { requiredKeys: required }),
    }),
  },
  { requiredKeys: ['codiceFiscale', 'evento', 'dataEvento', 'dataDid', 'entePromotore', 'esito'] },
);

const REVISIONS = ['4.0', '4.0-mlps'];
const spoken = (event: string, revision: string) => {
  const mine = (one: { record: string; event: string; revision: string }) =>
    one.record === 'did' && one.event === event && one.revision === revision;
  const contract = anpalContracts().find(mine);
  const table = didTables.find(mine);
  if (!contract || !table) throw new Error(`${event} ${revision}`);
  return { contract, plan: compile(table), table };
};
const cases: [string, string, Arbitrary<object>][] = REVISIONS.flatMap((revision) => [
  ['invio', revision, did],
  ['esito', revision, esito],
]);

describe.each(cases)('did/%s %s', (event, revision, records) => {
  const { contract, plan } = spoken(event, revision);

  it('canonical → XML → canonical is the identity, and the XML keeps the schema', () => {
    fc.assert(
      fc.property(records, (record) => {
        const encoded = encode(plan, record);
        expect(encoded.report.filter(({ kind }) => kind === 'lost' || kind === 'defaulted')).toEqual([]);
        const read = contract.read(contract.write(encoded.document));
        expect(read.findings).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect(decoded.findings).toEqual([]);
        expect(decoded.record).toEqual(record);
      }),
      RUNS,
    );
  });

  it('the other twin takes none of its documents', () => {
    const other = spoken(event, REVISIONS.find((one) => one !== revision) ?? '');
    const [record] = fc.sample(records, { numRuns: 1, seed: 7 });
    const { findings } = other.contract.read(contract.write(encode(plan, record).document));
    expect(findings.map(({ rule }) => rule)).toContain('xsd.root');
  });
});

/** The leaves of a type in our schema, by their paths. */
function leavesOf(schema: string, root: string): string[] {
  const elementsIn = (text: string) =>
    [...text.matchAll(/<xs:element name="(\w+)"(?: type="(?:\w+:)?(\w+)")?/g)].map(([, name = '', type = '']) => ({
      name,
      type,
    }));
  const typeText = (name: string) =>
    new RegExp(`<xs:complexType name="${name}">([\\s\\S]*?)</xs:complexType>`).exec(schema)?.[1];
  const walk = (text: string, path: string): string[] =>
    elementsIn(text).flatMap(({ name, type }) => {
      const inside = typeText(type);
      return inside === undefined ? [`${path}${name}`] : walk(inside, `${path}${name}.`);
    });
  const rootText = new RegExp(`<xs:element name="${root}">([\\s\\S]*?)</xs:complexType>`).exec(schema)?.[1];
  return walk(rootText ?? '', '');
}

describe('the schema', () => {
  const file = (twin: string) =>
    readContractFile(`anpal/conferimento-did/1.0/conferimento-did${twin}.xsd`).toString('utf8');

  it.each(didTables.map((table) => [`${table.event} ${table.revision}`, table] as const))(
    '%s: every leaf has one row, and every row a leaf',
    (_name, table: Table) => {
      const schema = file(table.revision === '4.0' ? '' : '-mlps');
      const leaves = leavesOf(schema, table.event === 'invio' ? 'GestisciDID_Input' : 'GestisciDID_Output');
      expect(leaves).toHaveLength(table.event === 'invio' ? 25 : 28);
      expect(table.rows.map(({ side }) => side).sort()).toEqual(leaves.sort());
    },
  );

  it('is the same for both twins but for the namespace', () => {
    expect(file('-mlps').replaceAll('mlps.gov.it', 'anpal.gov.it')).toBe(file(''));
  });
});

describe('the outcomes', () => {
  const codes = readFileSync(contractFile('../schemas/codes/did-esito.csv'), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.slice(0, 4));
  const rule = conferimentoDid.operations[0]?.esito;

  it('are 35, without E017 and E104, and the canonical record knows them all', () => {
    expect(codes).toHaveLength(35);
    expect(codes).not.toContain('E017');
    expect(codes).not.toContain('E104');
    for (const code of codes) {
      const { findings } = checkRecord('did', 'esito', { ...echo, esito: code });
      expect(findings, code).toEqual([]);
    }
  });
  const echo = {
    codiceFiscale: person(1).codiceFiscale,
    evento: 'R',
    dataEvento: '2025-02-01',
    dataDid: '2025-01-01',
    entePromotore: 'L219C000381',
  };

  it('mean: one done, one later, four faults of the node, the rest refused', () => {
    const meaning = (Esito: string) => judge(rule, { Esito }).says;
    expect(codes.filter((code) => meaning(code) === 'acknowledged')).toEqual(['E100']);
    expect(codes.filter((code) => meaning(code) === 'later')).toEqual(['E021']);
    expect(codes.filter((code) => meaning(code) === 'faulty')).toEqual(['E900', 'E997', 'E998', 'E999']);
    expect(codes.filter((code) => meaning(code) === 'refused')).toHaveLength(29);
    expect(meaning('')).toBe('nothing');
    expect(meaning('E777')).toBe('refused');
  });
});

describe('among the fixtures', () => {
  const fixtures = fixturesOf('anpal').filter(({ record, expect: wanted }) => record === 'did' && wanted === 'ok');
  const values = (pick: (canonical: Record<string, unknown>) => unknown) =>
    new Set(fixtures.map(({ canonical }) => pick(canonical as Record<string, unknown>)));

  it('every event and every application occurs, in both twins', () => {
    expect(values(({ evento }) => evento)).toEqual(new Set(['I', 'C', 'S', 'R', 'A']));
    for (const one of ['NCN', 'BAT', 'WEB']) expect(values(({ applicazione }) => applicazione)).toContain(one);
    for (const { event, revision } of didTables)
      expect(fixtures.some((one) => one.event === event && one.revision === revision)).toBe(true);
  });

  it('every leaf has a value in one case and none in another, where it may lack one', () => {
    for (const event of ['invio', 'esito']) {
      const { contract, table } = spoken(event, '4.0');
      const trees = fixtures
        .filter((one) => one.event === event && one.revision === '4.0' && one.source !== undefined)
        .map(({ source }) => contract.read(source as Buffer).tree);
      const at = (tree: unknown, path: string) =>
        path.split('.').reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], tree);
      for (const { side } of table.rows) {
        const found = trees.map((tree) => at(tree, side)).map((value) => value !== undefined && value !== '');
        expect(found, side).toContain(true);
        const mayLack = !side.startsWith('InformazioniDID.') && side !== 'Esito' && side !== 'Applicazione';
        if (mayLack) expect(found, side).toContain(false);
      }
    }
  });
});
