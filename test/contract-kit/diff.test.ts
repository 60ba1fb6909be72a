/** What a new revision breaks: one change at a time, in each kind of contract. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contractFile } from '../../src/contract/location.js';
import { type Change, compareContracts } from '../../src/contract-kit/diff/compare.js';
import { loadContract } from '../../src/contract-kit/diff/load.js';

const root = mkdtempSync(join(tmpdir(), 'raccordo-diff-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;

function folderWith(file: string, text: string): string {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  writeFileSync(join(folder, file), text);
  return folder;
}

function changes(file: string, before: string, after: string): Change[] {
  return compareContracts(loadContract(folderWith(file, before)), loadContract(folderWith(file, after)));
}

const lines = (list: readonly Change[]): string[] =>
  list.map(({ breaks, of, path, what }) => `${breaks ? 'breaks' : 'bears'} ${of} ${path}: ${what}`);

/** A change of a file that the project has: what is replaced, by what, and what is said of it. */
type One = readonly [title: string, replace: string | RegExp, by: string, said: readonly RegExp[]];

const XSD: readonly One[] = [
  ['nothing', /$^/, '', []],
  [
    'an element is removed',
    /<xs:element name="localita"[^>]*\/>/g,
    '',
    [/breaks lavoratore datianagrafici\/residenza\/localita: removed/, /breaks .*domicilio\/localita: removed/],
  ],
  [
    'an element is renamed',
    'name="cellulare"',
    'name="cellulari"',
    [/breaks .*recapiti\/cellulare: removed; perhaps renamed cellulari/, /(bears|breaks) .*recapiti\/cellulari: new/],
  ],
  [
    'an element becomes mandatory',
    /(<xs:element name="fax"[^>]*) minOccurs="0"/,
    '$1',
    [/breaks .*recapiti\/fax: optional before, mandatory now/],
  ],
  [
    'a length is narrowed',
    '<xs:maxLength value="254"/>',
    '<xs:maxLength value="100"/>',
    [/breaks .*email: at most 254 characters before, at most 100 characters now/],
  ],
  [
    'a length is widened',
    '<xs:maxLength value="254"/>',
    '<xs:maxLength value="300"/>',
    [/bears .*email: at most 254 characters before, at most 300 characters now/],
  ],
  [
    'a pattern is another one',
    '[A-Z]{2}[0-9]{8}[A-Z]"',
    '[A-Z]{2}[0-9]{9}"',
    [/breaks .*identificativosap: of the form \[A-Z\]\{2\}\[0-9\]\{9\} now/],
  ],
  [
    'a value of a list is gone',
    '<xs:enumeration value="AL"/>',
    '',
    [/breaks .*codstatooccupazionale: values that are gone: AL/],
  ],
  [
    'a list has a value more',
    '<xs:enumeration value="AL"/>',
    '<xs:enumeration value="AL"/><xs:enumeration value="XX"/>',
    [/bears .*codstatooccupazionale: new values, which a reader may not know: XX/],
  ],
  [
    'the namespace is another one',
    '<xs:schema ',
    '<xs:schema targetNamespace="urn:nuovo" ',
    [/breaks lavoratore : namespace none before, urn:nuovo now/],
  ],
  [
    'the order is another one',
    /(<xs:element name="cap"[^>]*\/>)(\s*)(<xs:element name="indirizzo"[^>]*\/>)/,
    '$3$2$1',
    [/breaks .*: its members stand in another order, from cap on: .*indirizzo, cap/],
  ],
];

describe('a schema in which', () => {
  const sap = readFileSync(contractFile('anpal/sap/Rev009/sap.xsd'), 'utf8');
  it.each(XSD)('%s', (title, replace, by, said) => {
    const changed = sap.replace(replace, by);
    if (title !== 'nothing') expect(changed).not.toBe(sap);
    const found = lines(changes('sap.xsd', sap, changed));
    for (const one of said) expect(found.join('\n')).toMatch(one);
    if (said.length === 0) expect(found).toEqual([]);
  });
});

const OPENAPI: readonly One[] = [
  [
    'an operation is gone',
    '/reimpieghi:',
    '/nuovi-lavori:',
    [/breaks POST \/reimpieghi : the operation is gone/, /bears POST \/nuovi-lavori : a new operation/],
  ],
  [
    'a member becomes mandatory',
    'required: [codiceFiscale, cpi, dataSottoscrizione]',
    'required: [codiceFiscale, cpi, dataSottoscrizione, protocollo]',
    [/breaks ConfermaPatto protocollo: optional before, mandatory now/],
  ],
  [
    'a length is narrowed',
    'maxLength: 28',
    'maxLength: 20',
    [/breaks ConfermaDid protocollo: at most 28 characters before, at most 20 characters now/],
  ],
  [
    'a value is gone',
    'enum: [I, C, S, R, A]',
    'enum: [I, C, S, R]',
    [/breaks ConfermaDid evento: values that are gone: A/],
  ],
  [
    'a value is new',
    'enum: [I, C, S, R, A]',
    'enum: [I, C, S, R, A, Z]',
    [/bears ConfermaDid evento: new values.*: Z/],
  ],
  [
    'a type is another one',
    'servizio: { type: string }',
    'servizio: { type: integer }',
    [/breaks Stato servizio: string before, integer now/],
  ],
  [
    'a document is closed',
    /type: object\n {6}required: \[codice, messaggio\]/,
    'type: object\n      additionalProperties: false\n      required: [codice, messaggio]',
    [/breaks Esito : takes no members beside its own any more/],
  ],
];

describe('an interface in which', () => {
  const file = readFileSync(contractFile('inps/comunicazioni-cpi/1.0/openapi.yaml'), 'utf8');
  it.each(OPENAPI)('%s', (_title, replace, by, said) => {
    const changed = file.replace(replace, by);
    expect(changed).not.toBe(file);
    const found = lines(changes('openapi.yaml', file, changed)).join('\n');
    for (const one of said) expect(found).toMatch(one);
  });
});

const LAYOUT = `separator: ';'
columns:
  - { name: codice, required: true, maxLength: 16, meaning: the code }
  - { name: stato, values: [A, B], meaning: the state }
  - { name: giorno, date: true, meaning: a day }
`;

it.each<One>([
  ['a column is removed', /.*giorno.*\n/, '', [/breaks layout giorno: removed/]],
  [
    'a column becomes mandatory',
    'name: stato,',
    'name: stato, required: true,',
    [/breaks layout stato: optional before, mandatory now/],
  ],
  ['a value is gone', '[A, B]', '[A]', [/breaks layout stato: values that are gone: B/]],
  ['the separator is another one', "';'", "','", [/breaks separator : called by ; before, by , now/]],
  [
    'a column is new',
    'columns:\n',
    'columns:\n  - { name: nota, meaning: more }\n',
    [/bears layout nota: new, and optional/],
  ],
])('a layout in which %s', (_title, replace, by, said) => {
  const found = lines(changes('layout.yaml', LAYOUT, LAYOUT.replace(replace, by))).join('\n');
  for (const one of said) expect(found).toMatch(one);
});

it('a service whose operation is called otherwise', () => {
  const wsdl = readFileSync(contractFile('anpal/conferimento-did/1.0/conferimento-did.wsdl'), 'utf8');
  const found = lines(changes('a.wsdl', wsdl, wsdl.replace(/soapAction="[^"]+"/, 'soapAction="urn:altro"')));
  expect(found.join('\n')).toMatch(/breaks gestisciDID : called by http\S+ before, by urn:altro now/);
});

it('revisions of a side, by their names', () => {
  const found = lines(compareContracts(loadContract('anpal:Rev008'), loadContract('anpal:Rev009')));
  expect(found).toContain('breaks lavoratore politiche_attive: removed; perhaps renamed politiche_attive_lst');
  expect(() => loadContract('anpal:Rev123')).toThrow('no folder Rev123 under contracts/anpal');
  expect(() => loadContract(join(root, 'nowhere'))).toThrow('neither a folder nor side:revision');
  expect(() => loadContract(folderWith('a.xsd', '<xs:schema'))).toThrow('a.xsd');
});

it('every contract of the house differs from itself in nothing', () => {
  for (const side of ['anpal/sap/Rev009', 'anpal/adr/1.0', 'inps/nra/0.0.1', 'inps/percettori/1.0', 'silp/v1']) {
    const contract = loadContract(contractFile(side));
    expect(contract.documents.size).toBeGreaterThan(0);
    expect(compareContracts(contract, contract)).toEqual([]);
  }
});

describe('documents of several files', () => {
  const schema = (root: string, member: string, longest: number): string => `
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:simpleType name="Testo"><xs:restriction base="xs:string"><xs:maxLength value="${longest}"/></xs:restriction></xs:simpleType>
      <xs:element name="${root}"><xs:complexType><xs:sequence><xs:element name="${member}" type="Testo"/></xs:sequence></xs:complexType></xs:element>
    </xs:schema>`;
  const folderOf = (files: Readonly<Record<string, string>>): string => {
    const folder = folderWith('none.txt', '');
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };
  const compared = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] =>
    lines(compareContracts(loadContract(folderOf(before)), loadContract(folderOf(after))));
  const two = { 'a.xsd': schema('Esito', 'codice', 2), 'b.xsd': schema('Esito', 'codice', 4) };

  it('are told apart by their files where they have the same root, and have types of their own', () => {
    expect(compared(two, { ...two, 'b.xsd': schema('Esito', 'codice', 3) })).toEqual([
      'breaks Esito (b.xsd) codice: at most 4 characters before, at most 3 characters now',
    ]);
    expect(compared(two, { 'b.xsd': two['b.xsd'] })).toEqual(['breaks Esito (a.xsd) : the document is gone']);
    expect(compared({ 'a.xsd': two['a.xsd'] }, two)).toEqual(['bears Esito (b.xsd) : a new document']);
  });

  it('find each other by their root alone where only the name of the file is another one', () => {
    expect(compared({ 'a.xsd': two['a.xsd'] }, { 'draft.xsd': two['b.xsd'] })).toEqual([
      'bears Esito codice: at most 2 characters before, at most 4 characters now',
    ]);
  });
});

it('says what is asked in some cases only', () => {
  const schema = (mandatory: string): string =>
    JSON.stringify({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { tipo: { type: 'string' }, data: { type: 'string' }, sede: { type: 'string' } },
      if: { properties: { tipo: { const: 'A' } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { required: [mandatory] },
    });
  expect(lines(changes('atto.json', schema('data'), schema('sede')))).toEqual([
    'breaks atto : asks now, if tipo is A: sede is mandatory',
    'bears atto : no longer asks, if tipo is A: data is mandatory',
  ]);
});
