/** Two documents share the name ListaDID; and what the fixtures of INPS must show beyond passing. */
import { expect, it } from 'vitest';
import { readLayout } from '../../src/contract/csv-contract.js';
import { loadFixtures } from '../../src/contract/fixtures.js';
import { listaDid } from '../../src/contract/inps/index.js';
import { SERVICE_DOCUMENTS } from '../../src/contract/servizicoap.js';
import { inpsTables } from '../../src/mappings/inps/index.js';
import { everyElement, readSchemaModel } from '../support/schema-model.js';

const fixtures = loadFixtures('inps');
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
