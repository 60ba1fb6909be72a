/** Profiling of the young people's programme: what is written says what it said, in both revisions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../../src/canonical/check.js';
import type { EsitoProfiling } from '../../../src/canonical/profiling.js';
import type { DocumentTree } from '../../../src/contract/contract.js';
import { anpalContracts } from '../../../src/contract/index.js';
import { anpalTables } from '../../../src/mappings/anpal/index.js';
import { compile, decode, encode } from '../../../src/mappings/engine/index.js';
import { dateText, elementArbitrary, textOf } from '../../support/arbitrary-document.js';
import { makeCodiceFiscale } from '../../support/codice-fiscale.js';
import { readSchemaModel } from '../../support/schema-model.js';

const REVISIONS = ['1.3', 'Rev002_1.0'] as const;

const documentOf = (event: string, revision: string) => {
  const mine = (one: { record: string; event: string; revision: string }) =>
    one.record === 'profiling' && one.event === event && one.revision === revision;
  const contract = anpalContracts().find(mine);
  const table = anpalTables.find(mine);
  if (!contract || !table) throw new Error(`${event} ${revision}`);
  return { contract, plan: compile(table) };
};

const codiceFiscale = fc
  .record({
    cognome: fc.constantFrom('Rossi', 'De Angelis', 'Xu', 'Oo'),
    nome: fc.constantFrom('Ada', 'Gianfranco', 'Io'),
    sesso: fc.constantFrom('M' as const, 'F' as const),
    dataNascita: dateText.filter((date) => date > '1950' && date < '2012'),
    luogoNascita: fc.constantFrom('L219', 'Z330'),
    replaced: fc.nat(7),
  })
  .map(({ replaced, ...person }) => makeCodiceFiscale(person, replaced));

const codeOf = (most: number) => textOf(1, most).filter((text) => text.trim() === text && text !== '');
const input = {
  titoloStudio: codeOf(8),
  provincia: codeOf(3),
  presenzaInItalia: codeOf(3),
  condizioneUnAnnoPrima: codeOf(3),
};
const digit = fc.integer({ min: 0, max: 9 });

const profiling = fc.record({
  codiceFiscale,
  tipo: fc.constant('garanzia-giovani'),
  garanziaGiovani: fc.record(input),
});

const filledText = textOf(1, 30).filter((text) => text !== '');
const outcome = (esiti: readonly string[], second: boolean) =>
  fc
    .record(
      {
        codiceFiscale,
        tipo: fc.constant('garanzia-giovani'),
        esito: fc.constantFrom(...esiti),
        dataCalcolo: dateText,
        garanziaGiovani: fc.record(input, { requiredKeys: ['provincia'] }),
        genere: fc.constantFrom('M', 'F'),
        eta: fc.integer({ min: 0, max: 99 }),
        classe: digit,
        descrizioneClasse: filledText,
        ...(second ? { classePatto: digit, descrizioneClassePatto: filledText } : {}),
      },
      { requiredKeys: ['tipo', 'esito'] },
    )
    .map((record) => record as EsitoProfiling);

const CODES = ['E01', 'E02', 'E03', 'E04', 'E05', 'E06', 'E07', 'E08', 'E09', 'E10'];
const arbitraryOf = {
  invio: () => profiling,
  esito: (revision: string) => (revision === '1.3' ? outcome(CODES, true) : outcome(CODES.slice(0, 8), false)),
} as const;

describe.each(REVISIONS)('canonical → XML → canonical in %s', (revision) => {
  it.each(['invio', 'esito'] as const)('is the identity on %s', (event) => {
    const { contract, plan } = documentOf(event, revision);
    fc.assert(
      fc.property(arbitraryOf[event](revision) as fc.Arbitrary<object>, (record) => {
        const encoded = encode(plan, record);
        const read = contract.read(contract.write(encoded.document));
        expect(read.findings).toEqual([]);
        expect(encoded.report).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect(decoded.findings).toEqual([]);
        expect(decoded.record).toEqual(record);
      }),
      { numRuns: 200 },
    );
  });
});

describe('XML → canonical → XML', () => {
  it.each([
    ['invio', 'Insert_Input', 'yg-profiling-rev002', 'Rev002_1.0'],
    ['invio', 'Insert_Input', 'yg-profiling', '1.3'],
  ] as const)('%s %s of %s loses nothing', (event, root, file, revision) => {
    const { contract, plan } = documentOf(event, revision);
    const documents = elementArbitrary(readSchemaModel(`anpal/yg-profiling/3.1/${file}.xsd`, root));
    fc.assert(
      fc.property(documents, (document) => {
        const { tree, findings } = contract.read(contract.write(document as DocumentTree));
        expect(findings).toEqual([]);
        const again = contract.read(contract.write(encode(plan, decode(plan, tree).record).document));
        expect(again.tree).toEqual(tree);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an answer with several rows', () => {
  it.each(REVISIONS)('is one record for each, in %s', (revision) => {
    const { contract, plan } = documentOf('esito', revision);
    const rows = ['001', '003'].map((codProv) => ({ codProv, esito: 'E01' }));
    const together = contract.write({ YG_Profiling: rows });
    expect(contract.read(together).findings).toEqual([]);
    const apart = contract.split?.(together) ?? [];
    const provinces = apart.map((one) => {
      const { tree, findings } = contract.read(one);
      expect(findings).toEqual([]);
      return decode(plan, tree).record;
    });
    expect(provinces).toMatchObject([
      { garanziaGiovani: { provincia: '001' } },
      { garanziaGiovani: { provincia: '003' } },
    ]);
    expect(contract.split?.(apart[0] as Buffer)).toBeUndefined();
  });
});

describe('the rules of a profiling', () => {
  const young = makeCodiceFiscale({
    cognome: 'Ferrero',
    nome: 'Marta',
    sesso: 'F',
    dataNascita: '2004-03-12',
    luogoNascita: 'L219',
  });
  const found = (record: object, today = '2026-10-05') =>
    checkRecord('profiling', 'invio', { codiceFiscale: young, ...record }, { today }).findings.map(({ rule }) => rule);
  const complete = {
    tipo: 'garanzia-giovani',
    garanziaGiovani: {
      titoloStudio: '40000000',
      provincia: '001',
      presenzaInItalia: 'A01',
      condizioneUnAnnoPrima: 'B02',
    },
  };

  it.each([
    ['2019-03-11', ['profiling.yg-age']],
    ['2019-03-12', []],
    ['2034-03-11', []],
    ['2034-03-12', ['profiling.yg-age']],
  ])('on %s a person born on 2004-03-12 is found %j', (today, wanted) => {
    expect(found(complete, today)).toEqual(wanted);
  });

  it('look at the age of nobody who is not profiled for the programme', () => {
    expect(found({ tipo: 'quantitativo', quantitativo: { indice: '0.907135570' } }, '2060-01-01')).toEqual([]);
  });

  it.each([
    [{ tipo: 'altro' }, ['profiling.tipo', 'code.unknown']],
    [{ tipo: 'quantitativo', quantitativo: { indice: '1.2' } }, ['profiling.index']],
    [
      { tipo: 'qualitativo', qualitativo: { risposte: [{ domanda: 'D1', risposta: '2' }] } },
      ['profiling.path-missing'],
    ],
    [{ tipo: 'qualitativo', qualitativo: { percorso: '6' } }, ['code.unknown']],
    [
      { tipo: 'qualitativo', qualitativo: { percorso: '2', percorsoCalcolato: '3' } },
      ['profiling.path-changed-without-reason'],
    ],
    [{ ...complete, data: '2026-10-06' }, ['profiling.in-future']],
    [
      { tipo: 'garanzia-giovani' },
      ['title', 'province', 'presence', 'condition'].map((one) => `profiling.yg-${one}-missing`),
    ],
    [{ ...complete, codiceFiscale: '12345678903' }, ['profiling.yg-person-code']],
  ])('find in %j: %j', (record, wanted) => {
    expect(found(record)).toEqual(wanted);
  });
});
