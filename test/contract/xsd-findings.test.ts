import { describe, expect, test } from 'vitest';
import { anpalContracts } from '../../src/contract/index.js';

const rev009 = anpalContracts().find(({ revision }) => revision === 'Rev009');
const read = (inside: string, mode: 'strict' | 'lenient' = 'strict') => {
  const invio =
    '<datiinvio><dataultimoagg>2024-02-20</dataultimoagg><codiceentetit>L219C000123</codiceentetit>' +
    '<tipovariazione>02</tipovariazione><datadinascita>1980-01-01</datadinascita></datiinvio>';
  const result = rev009?.read(Buffer.from(`<lavoratore>${invio}${inside}</lavoratore>`), { mode });
  if (!result) throw new Error('no contract');
  return result;
};

const status = (inside: string) =>
  `<datiamministrativi><statoinanagrafe>${inside}</statoinanagrafe></datiamministrativi>`;
const STATUS = 'datiamministrativi/statoinanagrafe';

describe('a finding says what was expected and masks what was found', () => {
  test.each([
    ['xsd.type', status('<dataevento>31/12/2023</dataevento>'), 'dataevento', /calendar date/, '99/99/9999'],
    ['xsd.type', status('<indiceprofiling>0,61</indiceprofiling>'), 'indiceprofiling', /decimal/, '9,99'],
    ['xsd.enumeration', status('<codstatus>ROSSI</codstatus>'), 'codstatus', /one of CO, SC.*\(empty\)/, 'xxxxx'],
    ['xsd.pattern', status('<anzianita>1x</anzianita>'), 'anzianita', /of the form/, '9x'],
    ['xsd.length', status('<categoria297>12</categoria297>'), 'categoria297', /at most 1 .* found 2/, undefined],
  ])('%s', (rule, inside, name, message, masked) => {
    const { findings } = read(inside);
    expect(findings).toEqual([
      {
        path: `${STATUS}/${name}`,
        rule,
        source: 'ANPAL SAP Rev009',
        severity: 'error',
        message: expect.stringMatching(message) as string,
        ...(masked === undefined ? {} : { masked }),
      },
    ]);
  });

  test('a value that breaks two facets is told of both, and of nothing else', () => {
    const findings = read(status('<anzianita>ROSSI</anzianita>')).findings;
    expect(findings.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      `${STATUS}/anzianita xsd.length`,
      `${STATUS}/anzianita xsd.pattern`,
    ]);
  });

  test('quotes and line breaks in a value do not leak it', () => {
    const { findings } = read(status("<codstatus>d'ANGELO\n'x</codstatus>"));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.rule).toBe('xsd.enumeration');
    expect(JSON.stringify(findings)).not.toMatch(/ANGELO/);
  });
});

test('the position is given where an element is repeated, and only there', () => {
  const levels = (...codes: string[]) =>
    `<livelliistruzione_lst>${codes.map((code) => `<codlivelloistruzione>${code}</codlivelloistruzione>`).join('')}</livelliistruzione_lst>`;
  const pathOf = (...codes: string[]) => read(levels(...codes)).findings.map(({ path }) => path);
  expect(pathOf('300')).toEqual(['livelliistruzione_lst/codlivelloistruzione']);
  expect(pathOf('30', '300')).toEqual(['livelliistruzione_lst/codlivelloistruzione[2]']);
});

test('a document that is wrong all over is summed up', () => {
  const wrong = '<codlivelloistruzione>300</codlivelloistruzione>'.repeat(150);
  const { findings } = read(`<livelliistruzione_lst>${wrong}</livelliistruzione_lst>`);
  expect(findings).toHaveLength(101);
  expect(findings[100]).toMatchObject({ rule: 'xsd.too-many', message: expect.stringContaining('150') as string });
});

test('a location hint for a schema is neither followed nor complained of', () => {
  const hint =
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://localhost/sap.xsd"';
  const bytes = Buffer.from(`<lavoratore ${hint}><datiinvio/></lavoratore>`);
  expect(rev009?.read(bytes).findings.map(({ path }) => path)).toEqual(['datiinvio/dataultimoagg']);
});

describe('the lenient mode, for answers of the national node', () => {
  const row = (more: string) =>
    '<politiche_attive_lst><politiche_attive><tipo_attivita>A07</tipo_attivita><data_proposta>2025-02-01</data_proposta>' +
    `<descrizione>x</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>L219C000123</codice_ente_promotore>${more}</politiche_attive></politiche_attive_lst>`;
  const contacts = (email: string) =>
    '<datianagrafici><datipersonali><codicefiscale>12345678903</codicefiscale><cognome>A</cognome><nome>B</nome><sesso>M</sesso>' +
    '<datanascita>1980-01-01</datanascita><codcomune>L219</codcomune><codcittadinanza>000</codcittadinanza></datipersonali>' +
    '<domicilio><codcomune>L219</codcomune><cap>10138</cap><indirizzo>x</indirizzo></domicilio>' +
    `<recapiti><email>${email}</email></recapiti></datianagrafici>`;

  test('lets an unknown element of section 6 travel as a warning, and keeps it in the tree', () => {
    const document = row('<fonteFinanziamento>PNRR</fonteFinanziamento>');
    expect(read(document).findings).toMatchObject([{ severity: 'error', rule: 'xsd.element-unexpected' }]);
    const lenient = read(document, 'lenient');
    expect(lenient.findings).toMatchObject([{ severity: 'warning', rule: 'xsd.element-unexpected' }]);
    expect(lenient.tree).toMatchObject({
      politiche_attive_lst: { politiche_attive: { fonteFinanziamento: 'PNRR' } },
    });
  });

  test('takes an e-mail address of the wrong form', () => {
    expect(read(contacts('nessuna')).findings).toMatchObject([{ severity: 'error', rule: 'xsd.pattern' }]);
    expect(read(contacts('nessuna'), 'lenient').findings).toMatchObject([{ severity: 'warning' }]);
  });

  test.each([
    ['a known element in the wrong place', row('<tipo_attivita>A02</tipo_attivita>')],
    ['an unknown element elsewhere', '<sezione7/>'],
    ['a wrong value', status('<codstatus>ZZ</codstatus>')],
    ['an e-mail address that is too long', contacts(`${'x'.repeat(260)}@example.it`)],
  ])('still refuses %s', (_name, inside) => {
    expect(read(inside, 'lenient').findings).toMatchObject([{ severity: 'error' }]);
  });
});
