import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../src/contract/contract.js';
import { csvContract, readLayout } from '../../src/contract/csv-contract.js';
import { unholdableIn } from '../../src/foundation/characters.js';

const layout = 'inps/percettori/1.0/layout.yaml';
const contract = csvContract({ side: 'inps', record: 'percettore', event: 'invio', revision: '1.0', layout });
const { columns } = readLayout(layout);
const required = {
  codice_fiscale: '12345678903',
  prestazione: 'NASPI',
  protocollo: '1',
  data_domanda: '2025-01-01',
  stato: 'ATTIVA',
};
const split = (text: string) => contract.split?.(Buffer.from(text))?.map(String);

describe('rows', () => {
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 20 })
    .filter((one) => unholdableIn(one) === undefined);

  it('come back from any text that a cell may hold: separators, quotes, line ends', () => {
    fc.assert(
      fc.property(text, text, (cognome, nome) => {
        const tree: DocumentTree = { ...required, cognome, nome };
        const { tree: read, findings } = contract.read(contract.write(tree));
        expect(findings).toEqual([]);
        expect(read).toEqual(tree);
      }),
    );
  });

  it('of a file come apart into what they were, one document each, in order', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (names) => {
        const trees = names.map((cognome) => ({ ...required, cognome }));
        const lines = trees.map((tree) => contract.write(tree).toString('utf8'));
        const header = lines[0]?.slice(0, lines[0].indexOf('\r\n') + 2) ?? '';
        const file = header + lines.map((line) => line.slice(header.length)).join('');
        const apart = contract.split?.(Buffer.from(file)) ?? [];
        expect(apart.map((one) => contract.read(one).tree)).toEqual(trees);
      }),
    );
  });

  it('keep their own bytes when they are taken apart, so that the same row is the same document', () => {
    const rows = ['a;"b ""c"""', 'x;y'];
    expect(split(`h1;h2\n${rows.join('\n')}\n`)).toBeUndefined();
    const header = 'codice_fiscale;prestazione;protocollo;data_domanda;stato';
    const file = `${header}\n1;"NASPI";2;3;4\n\n5;6;7;8;9`;
    expect(split(file)).toEqual([`${header}\r\n1;"NASPI";2;3;4\r\n`, `${header}\r\n5;6;7;8;9\r\n`]);
  });
});

describe('a column that the layout has not', () => {
  const header = 'codice_fiscale;prestazione;protocollo;data_domanda;stato';
  const unknownIn = (first: string) =>
    contract
      .read(Buffer.from(`${first}\r\n1;2;3;4;5;6\r\n`))
      .findings.filter(({ rule }) => rule === 'csv.column-unknown')
      .map(({ path, message }) => ({ path, message }));

  it('is named with its place and the name that was probably meant', () => {
    expect(unknownIn(`${header};codicecpi`)).toEqual([
      { path: 'codicecpi', message: 'column 6 of the header is none of the layout; did you mean codice_cpi?' },
    ]);
    expect(unknownIn(`matricola;${header}`)).toEqual([
      { path: 'matricola', message: 'column 1 of the header is none of the layout; remove it' },
    ]);
  });

  it('is not repeated where it may be what a row holds', () => {
    expect(unknownIn('RSSMRA80A01L219X;ROSSI;MARIA').map(({ path }) => path)).toEqual(['', '', '']);
    expect(JSON.stringify(unknownIn(`${header};RSSMRA80A01L219X`))).not.toContain('RSSMRA');
  });
});

describe('a file that cannot be read', () => {
  const header = columns.map(({ name }) => name).join(';');
  it.each([
    ['nothing', '', 'csv.empty'],
    ['a header alone', `${header}\r\n`, 'csv.empty'],
    ['another separator', header.replaceAll(';', ','), 'csv.column-missing'],
    ['an open quote', `${header}\r\n"x`, 'csv.not-well-formed'],
  ])('%s is refused whole', (_what, text, rule) => {
    const { tree, findings } = contract.read(Buffer.from(text));
    expect(tree).toBeUndefined();
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(split(text)).toBeUndefined();
  });

  it('shows nothing of what stands in a header that is not ours', () => {
    const { findings } = contract.read(Buffer.from('BRNDGS86P54L219X;ADALGISA\r\n1;2\r\n'));
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toMatch(/BRNDGS|ADALGISA/);
  });
});

it.each([
  ['U+0000', '\0'],
  ['a noncharacter', '\ufffe'],
])('refuses %s in a cell, under its column', (_what, character) => {
  const { findings } = contract.read(contract.write({ ...required, protocollo: `X${character}Y` }));
  expect(findings).toMatchObject([{ path: 'protocollo', rule: 'csv.forbidden-character', severity: 'error' }]);
});

it('masks what it complains of', () => {
  const { findings } = contract.read(contract.write({ ...required, codice_fiscale: 'BRNDGS86P54L219' }));
  expect(findings).toMatchObject([{ path: 'codice_fiscale', rule: 'csv.pattern', severity: 'error' }]);
  expect(findings[0]?.masked).not.toContain('BRNDGS86P54L219');
});
