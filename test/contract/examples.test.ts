/** The examples of questions and answers: each is what its list says it is, and the same question can be put in JSON. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DocumentTree } from '../../src/contract/contract.js';
import { anpalServices } from '../../src/contract/index.js';
import { readJsonTree } from '../../src/contract/json-tree.js';
import { contractFile } from '../../src/contract/location.js';
import type { SoapService } from '../../src/contract/soap-service.js';

interface Example {
  readonly file: string;
  readonly operation: string;
  readonly of: 'request' | 'answer';
  readonly shows: string;
  readonly problems?: readonly { readonly path: string; readonly rule: string }[];
}

const folderOf = ({ operations }: SoapService): string => {
  const schema = operations[0]?.request.document.schema ?? '';
  return contractFile(`${schema.slice(0, schema.lastIndexOf('/'))}/examples`);
};
const services = anpalServices.filter((service) => existsSync(folderOf(service)));
const examples = services.flatMap((service) =>
  (parse(readFileSync(join(folderOf(service), 'examples.yaml'), 'utf8')) as Example[]).map((example) => ({
    service,
    example,
    bytes: readFileSync(join(folderOf(service), example.file)),
  })),
);

/** What the document says, whatever its revision: the first that knows its root reads it. */
function documentOf(service: SoapService, { operation, of }: Example, bytes: Buffer) {
  const types = service.operations.filter(({ name }) => name === operation).map((one) => one[of].document);
  const found = types.find((type) => type.read(bytes).findings.every(({ rule }) => rule !== 'xsd.root'));
  if (found === undefined) throw new Error('no such document');
  return found;
}

it('has a list of every file, for every question', () => {
  for (const service of services) {
    const listed = examples.filter((one) => one.service === service).map(({ example }) => example.file);
    const files = readdirSync(folderOf(service)).filter((name) => name.endsWith('.xml'));
    expect(files.sort()).toEqual(listed.sort());
  }
  const shown = new Set(
    examples.map(({ service, example: { operation, of, problems } }) =>
      [service.name, operation, of, problems === undefined ? 'good' : 'bad'].join(' '),
    ),
  );
  const questions = services.flatMap(({ name, operations }) =>
    operations.filter(({ carries }) => carries === undefined).map((one) => `${name} ${one.name}`),
  );
  const wanted = questions.flatMap((one) => [`${one} request good`, `${one} request bad`, `${one} answer good`]);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter((one) => !shown.has(one))).toEqual([]);
});

const named = (list: typeof examples) => list.map((one) => [`${one.service.name} ${one.example.file}`, one] as const);
const good = (of: Example['of']) =>
  named(examples.filter(({ example }) => example.of === of && example.problems === undefined));

it.each(named(examples))('%s has the problems that are named, and no other', (_name, { service, example, bytes }) => {
  const { findings } = documentOf(service, example, bytes).read(bytes);
  expect(findings.map(({ path, rule }) => ({ path, rule }))).toEqual(example.problems ?? []);
});

it.each(good('request'))('%s says the same in JSON, in any order', (_name, { service, example, bytes }) => {
  const type = documentOf(service, example, bytes);
  const { tree = {} } = type.read(bytes);
  const backwards = Object.fromEntries(Object.entries(said(type.plain(tree))).reverse());
  const given = readJsonTree(JSON.parse(JSON.stringify(backwards)), 'test');
  expect(given.findings).toEqual([]);
  const again = type.read(type.write(given.tree));
  expect(again.findings).toEqual([]);
  expect(again.tree).toEqual(tree);
});

describe('an answer in JSON', () => {
  const plainOf = (name: string): DocumentTree => {
    const one = examples.find(({ service, example }) => `${service.name}/${example.file}` === name);
    if (one === undefined) throw new Error(name);
    const type = documentOf(one.service, one.example, one.bytes);
    return type.plain(type.read(one.bytes).tree ?? {});
  };

  it('has a list for what may be repeated, however often it comes', () => {
    const notices = (name: string) =>
      (plainOf(name).COPerLavoratoreResult as { COLavoratore: Record<string, unknown[]> }).COLavoratore;
    expect(notices('RicercaCO/risposta.xml').UNIURG).toHaveLength(1);
    expect(notices('RicercaCO/risposta-piena.xml')).toMatchObject({
      UNILAV: { length: 2 },
      UNIMARE: [],
      VARDATORI: [],
    });
    expect(plainOf('YG_Profiling/select-vuoto.xml')).toEqual({ YG_Profiling: [] });
    expect(plainOf('YG_Profiling/select-niente.xml')).toMatchObject({ YG_Profiling: [{ esito: 'E10', eta: '' }] });
  });

  it('has no list where the group around it is absent', () => {
    expect(plainOf('RicercaCO/risposta-niente.xml')).toEqual({
      COPerLavoratoreResult: { Esito: { Codice: 'E103', Messaggio: 'Nessun risultato trovato' } },
    });
    expect(plainOf('RicercaCO/risposta-nil.xml')).toEqual({ COPerLavoratoreResult: '' });
    expect(plainOf('VerificaCondizioniNEET/risposta-minima.xml')).toEqual({ Esito: 'E103' });
  });
});

/** A caller leaves out what is nil. */
const said = (tree: DocumentTree): DocumentTree =>
  Object.fromEntries(Object.entries(tree).filter(([name, value]) => value !== '' || name === 'GUIDUtente'));
