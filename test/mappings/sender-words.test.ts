/** Findings name a field as the sender knows it, whatever form its document has. */
import { describe, expect, it } from 'vitest';
import { senderPath } from '../../src/contract/sender-path.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { compile, decode, field, list, sideOf, type Table, text, xsdDate } from '../../src/mappings/engine/index.js';
import { SenderWords } from '../../src/sender-words.js';
import { buildSides, type ReceivedDocument, type Side } from '../../src/sides.js';
import { fixturesOf } from '../support/fixtures.js';
import { sapOf } from '../support/sap-document.js';

const sides = buildSides(loadSettings({ env: {} }).settings);
const side = (name: 'anpal' | 'silp' | 'inps'): Side => sides.get(name) as Side;
const fixture = (of: 'anpal' | 'silp' | 'inps', record: string, name: string): string =>
  String(fixturesOf(of).find((one) => one.record === record && one.name === name)?.source);
const placesOf = ({ findings }: Pick<ReceivedDocument, 'findings'>) =>
  findings.map(({ path, canonicalPath, rule }) => [path, canonicalPath, rule]);

const row = (activity: string): string =>
  `<politiche_attive><tipo_attivita>${activity}</tipo_attivita><data_proposta>2026-01-10</data_proposta><descrizione>x</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>L219C000381</codice_ente_promotore></politiche_attive>`;
const sapWith = (sections: string): Buffer => Buffer.from(sapOf(7, { identificativoSap: 'AB12345678C', sections }));
const codes = (received: ReceivedDocument) => placesOf(received).filter(([, , rule]) => rule === 'code.unknown');

describe('a rule about the canonical record', () => {
  it('names an element of an XML document, and which of several by its place there', () => {
    const read = side('anpal').receive(
      'sap',
      'invio',
      sapWith(`<politiche_attive_lst>${row('B03')}${row('Z99')}</politiche_attive_lst>`),
    );
    expect(codes(read)).toEqual([
      ['politiche_attive_lst/politiche_attive[2]/tipo_attivita', 'politicheAttive[1].tipoAttivita', 'code.unknown'],
    ]);
  });

  it('finds the place in the right one of several containers, and gives none to an element that stands once', () => {
    const tree = { a: { b: [{ c: ['x', 'y'] }, { c: 'z' }], d: ['x', 'y'] }, e: { f: 'x' } };
    const xml = (path: string): string => senderPath({ mediaType: 'application/xml' }, { tree }, path);
    expect(['a.b.c[1]', 'a.b.c[2]', 'a.d[1]', 'e.f', 'e.f[0]', 'e.not.there', ''].map(xml)).toEqual([
      'a/b[1]/c[2]',
      'a/b[2]/c',
      'a/d[2]',
      'e/f',
      'e/f',
      'e/not/there',
      '',
    ]);
    expect(senderPath({ mediaType: 'application/json' }, { tree }, 'a.d[1]')).toBe('a.d[1]');
  });

  it('names a member of a JSON document', () => {
    const body = fixture('silp', 'sap', 'code-unknown');
    expect(codes(side('silp').receive('sap', 'invio', Buffer.from(body)))).toContainEqual([
      'datiAnagrafici.datiGenerali.datiPersonali.cittadinanza',
      'anagrafica.persona.cittadinanza',
      'code.unknown',
    ]);
  });

  it('names a column of a file of rows', () => {
    const body = fixture('inps', 'percettore', 'naspi-attiva').replace(
      /[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/,
      'FRRGLI87D52L219A',
    );
    expect(placesOf(side('inps').receive('percettore', 'invio', Buffer.from(body)))).toContainEqual([
      'codice_fiscale',
      'codiceFiscale',
      'codice-fiscale.check-character',
    ]);
  });

  it('names a field of a part by its place in the whole document', () => {
    const read = side('anpal').receive(
      'sap',
      'invio',
      sapWith(`<politiche_attive_lst>${row('A02')}${row('B03')}${row('Z99')}</politiche_attive_lst>`),
    );
    const parts = side('anpal').parts('sap', 'invio', read, (record) => record === 'politica-attiva');
    expect(parts.flatMap((part) => placesOf(part).filter(([, , rule]) => rule === 'code.unknown'))).toEqual([
      ['politiche_attive_lst/politiche_attive[3]/tipo_attivita', 'politica.tipoAttivita', 'code.unknown'],
    ]);
  });

  it('names a row that the contract has sorted by where it stands in the document', () => {
    const read = side('anpal').receive('patto', 'invio', Buffer.from(fixture('anpal', 'patto', 'ruolo-non-leggibile')));
    expect(placesOf(read)).toContainEqual([
      'politiche_attive_lst/politiche_attive[2]/codice_ente_promotore',
      'rdc.entePromotore',
      'patto.rdc',
    ]);
  });
});

const HERE = 'of no one field of the side';
const table: Table = {
  side: 'silp',
  record: 'sap',
  event: 'invio',
  revision: 'test',
  rows: [
    field('quando', 'a.quando', xsdDate),
    field('chi', 'a.chi', text),
    field('chi', 'a.oppure', text),
    field('gruppo.uno', 'b.uno', text),
    field('gruppo.due', 'b.due', text),
    field('misto.uno', 'c.uno', text),
    field('altro', 'c.altro', text),
    field('scritto', 'd', text, { direction: 'out' }),
    list('cose[]', 'prime[]'),
    field('cose[].nome', 'prime[].nome', text),
    field('cose[].data', 'prime[].data', text),
    list('cose[]', 'seconde[]', { direction: 'in' }),
    field('cose[].nome', 'seconde[].nome', text, { direction: 'in' }),
    field('cose[].data', 'seconde[].data', text, { direction: 'in' }),
  ],
  derived: [{ canonical: 'dedotto', from: ({ quando }) => quando, note: 'the same day' }],
};
const plan = compile(table);

describe('where a canonical field comes from', () => {
  const document = { a: { oppure: 'x' }, prime: [{ nome: '1' }], seconde: [{ nome: '2' }, { nome: '3' }] };
  const lineage = () => decode(plan, document, { traced: true }).lineage;
  it.each([
    ['quando', 'a.quando'],
    ['a field that one of two has filled: chi', 'a.oppure'],
    ['a group that is one of the side: gruppo', 'b'],
    ['a group beside which another field stands there: misto', undefined],
    ['what is only written: scritto', undefined],
    ['what is derived: dedotto', undefined],
    ['the first item: cose[0].nome', 'prime[0].nome'],
    ['an item of the second list: cose[2].nome', 'seconde[1].nome'],
    ['a field that this item lacks: cose[2].data', 'seconde[1].data'],
    ['the item itself: cose[1]', 'seconde[0]'],
    [`${HERE}: nulla`, undefined],
  ])('%s', (what, side) => {
    expect(sideOf(plan, what.split(': ').at(-1) ?? what, lineage)).toBe(side);
  });

  it('is not told of a field that two have filled', () => {
    const both = () => decode(plan, { a: { chi: 'x', oppure: 'x' } }, { traced: true }).lineage;
    expect(sideOf(plan, 'chi', both)).toBeUndefined();
  });
});

describe('a value that cannot be read', () => {
  const missing = (path: string) =>
    ({
      path,
      rule: 'canonical.missing',
      source: 'test',
      severity: 'error',
      message: 'required, and not there',
    }) as const;
  const told = (document: object, ...paths: string[]) => {
    const words = new SenderWords(plan, document, (path) => `<${path}>`);
    return words.all(decode(plan, document), paths.map(missing)).map(({ path, rule }) => [path, rule]);
  };

  it('is one finding: neither the field nor what follows from it is missing besides', () => {
    expect(told({ a: { quando: '2026-02-30' } }, 'quando', 'dedotto', 'chi')).toEqual([
      ['<a.quando>', 'date.real'],
      ['chi', 'canonical.missing'],
    ]);
  });

  it('that was not there at all is missing', () => {
    expect(told({ a: {} }, 'quando', 'dedotto')).toEqual([
      ['<a.quando>', 'canonical.missing'],
      ['dedotto', 'canonical.missing'],
    ]);
  });
});
