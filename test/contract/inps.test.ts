/** Two documents share the name ListaDID; and what the fixtures of INPS must show beyond passing. */
import { describe, expect, it } from 'vitest';
import { readLayout } from '../../src/contract/csv-contract.js';
import { listaDid, redditoAttivazione } from '../../src/contract/inps/index.js';
import { SERVICE_DOCUMENTS } from '../../src/contract/servizicoap.js';
import { inpsTables } from '../../src/mappings/inps/index.js';
import { fixturesOf } from '../support/fixtures.js';
import { everyElement, readSchemaModel } from '../support/schema-model.js';

const fixtures = fixturesOf('inps');
const sourceOf = (name: string): Buffer => fixtures.find((one) => one.name === name)?.source as Buffer;

it('the ListaDID of INPS and the one of the national node each refuse the other', () => {
  const [inps, national] = [sourceOf('domanda-intera'), sourceOf('lista-did-nazionale')];
  expect(listaDid.read(inps).findings).toEqual([]);
  expect(SERVICE_DOCUMENTS.ListaDID.read(national).findings).toEqual([]);
  expect(listaDid.read(national).findings).not.toEqual([]);
  expect(SERVICE_DOCUMENTS.ListaDID.read(inps).findings).not.toEqual([]);
});

const plain = (path: string): string => path.replaceAll('[]', '');

it('every element of the ListaDID is reached by a row of the declaration', () => {
  const table = inpsTables.find(({ record, event, partOf }) => record === 'did' && event === 'invio' && !partOf);
  const leaves = everyElement(readSchemaModel('inps/lista-did/1.0/lista-did.xsd')).filter(({ facets }) => facets);
  expect(table?.rows.map(({ side }) => plain(side)).sort()).toEqual(leaves.map(({ path }) => path).sort());
});

describe('the file of the reddito di attivazione', () => {
  const intera = String(sourceOf('ra-domanda-intera'));
  const [whole = '', domanda = ''] = /<domanda>([\s\S]*)<\/domanda>/.exec(intera) ?? [];
  const split = (file: string | Buffer) => redditoAttivazione.split?.(Buffer.from(file as string));
  const treeOf = (bytes: Uint8Array) => redditoAttivazione.read(bytes).tree;

  it('is one document for each person, whatever stands between them, and each says what it said in the file', () => {
    const file = intera
      .replace('xmlns="Schemas"', 'xmlns:ra="Schemas" nota="&lt;domanda>"')
      .replace(whole, `<!-- <domanda> -->${whole}<?p <domanda>?>\r\n${whole.replaceAll('ANSELMO', 'FÜNF & <b/>')}`)
      .replaceAll(/<(\/?)([a-z])/g, '<$1ra:$2')
      .replace('& <ra:b/>', '&amp; <![CDATA[<b>]]>');
    const parts = split(file) ?? [];
    expect(parts).toHaveLength(2);
    // The attribute is not in the schema: it is left, and named, with each of them.
    for (const part of parts) expect(redditoAttivazione.read(part).findings).toMatchObject([{ path: '@nota' }]);
    expect(treeOf(parts[0] as Buffer)?.domanda).toEqual(treeOf(Buffer.from(intera))?.domanda);
    expect(treeOf(parts[1] as Buffer)?.domanda).toMatchObject({ nome: 'FÜNF & <b>' });
  });

  it('is the same in another encoding', () => {
    const other = Buffer.from(`\ufeff${intera.replace('UTF-8', 'UTF-16')}`, 'utf16le');
    const [part] = split(other) ?? [];
    expect(treeOf(part as Buffer)).toEqual(treeOf(Buffer.from(intera)));
  });

  it('of more persons than the schema would look at in one document is taken apart', () => {
    const many = split(intera.replace(whole, whole.repeat(1_000))) ?? [];
    expect(many).toHaveLength(1_000);
    expect(redditoAttivazione.read(many[999] as Buffer).findings).toEqual([]);
  });

  it.each([
    ['of another root', intera.replaceAll('domande', 'elenco')],
    ['of another namespace', intera.replace('"Schemas"', '"Schemi"')],
    ['about nobody', intera.replace(whole, '')],
    ['about nobody, in one tag', '<domande xmlns="Schemas"/>'],
    ['with something else in it', intera.replace(whole, `${whole}<altro/>`)],
    ['with a DOCTYPE', intera.replace('<domande', '<!DOCTYPE domande><domande')],
    ['that is not well-formed', intera.replace('</domanda>', '')],
    ['that is no XML', domanda.replaceAll('<', '')],
  ])('%s is not taken apart', (_what, file) => {
    expect(split(file)).toBeUndefined();
    expect(redditoAttivazione.read(Buffer.from(file)).findings).not.toEqual([]);
  });
});

it('every column of the flow is reached by a row, and filled by a fixture', () => {
  const { columns } = readLayout('inps/percettori/1.0/layout.yaml');
  const names = columns.map(({ name }) => name).sort();
  const table = inpsTables.find(
    ({ record, revision, partOf }) => record === 'percettore' && revision === '1.0' && !partOf,
  );
  expect(table?.rows.map(({ side }) => side).sort()).toEqual(names);
  const [header = '', row = ''] = String(sourceOf('naspi-attiva')).split('\r\n');
  expect(header.split(';').sort()).toEqual(names);
  expect(row).not.toContain(';;');
});

it('every value of an enumeration stands in a good fixture', () => {
  const good = fixtures.filter(({ expect: wanted }) => wanted === 'ok').map(({ source }) => String(source));
  const missing: string[] = [];
  for (const { name, values = [] } of readLayout('inps/percettori/1.0/layout.yaml').columns)
    for (const value of values) if (!good.some((text) => text.includes(`;${value};`))) missing.push(`${name} ${value}`);
  const codes = [
    'DCR',
    'SSP',
    'DCD',
    'RZN',
    'MP1',
    'MP2',
    'MP3',
    'MO1',
    'MO2',
    'PDS',
    'MPA',
    'ROC',
    'AGP',
    'FTS',
    'STP',
  ];
  for (const value of [...codes, 'SI', 'NO', 'I', 'U', 'D', 'A', 'N', 'NRA'])
    if (!good.some((text) => text.includes(`>${value}<`))) missing.push(value);
  expect(missing).toEqual([]);
});

it('no finding of a fixture holds a value of its document', () => {
  for (const { source, name } of fixtures.filter(({ direction, record }) => direction === 'in' && record === 'did')) {
    const values = [...String(source).matchAll(/>([^<>]{6,})</g)].map(([, value]) => value as string);
    const said = JSON.stringify(listaDid.read(source as Buffer).findings);
    for (const value of values.filter((one) => one.trim() !== '')) expect(said, name).not.toContain(value);
  }
});
