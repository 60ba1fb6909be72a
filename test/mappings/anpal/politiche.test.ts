import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentTree } from '../../../src/contract/contract.js';
import { textAt } from '../../../src/contract/soap-service.js';
import { loadSettings } from '../../../src/foundation/settings/load.js';
import type { ReportEntry } from '../../../src/mappings/engine/index.js';
import { buildSides, type ReceivedPart, type Side } from '../../../src/sides.js';
import { dateText, decimalText, textOf } from '../../support/arbitrary-document.js';
import { arbitraryPolitica } from '../../support/arbitrary-sap.js';
import { sapOf } from '../../support/sap-document.js';

const anpal = buildSides(loadSettings({ env: {} }).settings).get('anpal') as Side;
const RUNS = { numRuns: 120 };

type Loose = Record<string, unknown>;
const SINCE_009 = ['identificativoPolitica', 'indiceProfiling', 'identificativoPresaInCarico', 'ultimoEvento'];

const ente = fc.stringMatching(/^[A-Z][0-9]{3}[A-Z][0-9]{6}$/);
const politica = arbitraryPolitica as fc.Arbitrary<Loose>;
/** Any activity but those that stand for records of their own. */
const activity = politica.filter(({ tipoAttivita }) => !['A02', 'RC1', 'N00'].includes(String(tipoAttivita)));
const soggetto = {
  dataAggiornamento: dateText,
  identificativoSap: fc.stringMatching(/^[A-Z]{2}[0-9]{8}[A-Z]$/),
  codiceEnteTitolare: ente,
  dataNascita: dateText,
};
const id = fc.stringMatching(/^[0-9]{2}[0-9A-Fa-f]{8}[A-Za-z]$/);
const evento = fc.record(
  { evento: fc.constantFrom('01', '02', '04', '09', '10', '15'), data: dateText, descrizione: textOf(0, 100) },
  { requiredKeys: ['evento', 'data'] },
);
const KINDS = [
  ['PSP', '05'],
  ['PDA', '02'],
  ['PPL', '08'],
  ['AG', '01'],
] as const;
const domanda = fc.oneof(
  fc.record({
    protocolloInps: fc.stringMatching(/^INPS-RDC-[0-9]{4}-[0-9]{6}$/),
    ruolo: fc.constantFrom('R', 'M', 'T'),
  }),
  fc.record({ protocolloInps: fc.stringMatching(/^[A-Z0-9]{1,20}$/) }),
);
const rdc = fc.record(
  {
    dataDomanda: dateText,
    dataDecorrenza: dateText,
    dataFine: dateText,
    titolo: textOf(0, 100),
    durata: fc.integer({ min: 0, max: 99 }),
    tipologiaDurata: fc.constantFrom('O', 'G', 'M', 'A'),
    domanda,
    progetto: fc.constantFrom('08', '01'),
    entePromotore: ente,
    identificativoPolitica: id,
    ultimoEvento: evento,
  },
  { requiredKeys: ['dataDomanda', 'titolo', 'durata', 'tipologiaDurata', 'domanda', 'progetto', 'entePromotore'] },
);
const patto = fc
  .record(
    {
      ...soggetto,
      tipo: fc.constantFrom(...KINDS),
      titolo: textOf(0, 100),
      descrizione: textOf(1, 250),
      dataProposta: dateText,
      dataStipula: dateText,
      dataFine: dateText,
      durata: fc.integer({ min: 0, max: 9999 }),
      tipologiaDurata: fc.constantFrom('O', 'G', 'M', 'A'),
      entePromotore: ente,
      identificativoPolitica: id,
      identificativoPresaInCarico: id,
      profiling: fc.record({ indice: decimalText }),
      ultimoEvento: evento,
      rdc,
      attivita: fc.array(activity, { minLength: 1, maxLength: 3 }),
    },
    {
      requiredKeys: [
        'dataAggiornamento',
        'codiceEnteTitolare',
        'dataNascita',
        'tipo',
        'descrizione',
        'dataProposta',
        'entePromotore',
      ],
    },
  )
  .map(({ tipo: [tipo, progetto], ...rest }): Loose => ({ ...rest, tipo, progetto }));
const singola = fc
  .record(
    { ...soggetto, politica },
    { requiredKeys: ['dataAggiornamento', 'codiceEnteTitolare', 'dataNascita', 'politica'] },
  )
  .map((record): Loose => record);

const lostIn = (report: readonly ReportEntry[]) =>
  report
    .filter(({ kind }) => kind === 'lost')
    .map(({ canonical }) => String(canonical))
    .sort();

/** The part of a row that Rev008 has a place for, and the paths of the rest. */
function before009(row: Loose, path: string): { held: Loose; lost: string[] } {
  const held = Object.fromEntries(Object.entries(row).filter(([name]) => !SINCE_009.includes(name)));
  return {
    held,
    lost: Object.keys(row)
      .filter((name) => SINCE_009.includes(name))
      .map((name) => `${path}${name}`),
  };
}

describe.each([
  ['politica-attiva', singola],
  ['patto', patto],
] as const)('%s → XML → the same', (record, arbitrary) => {
  test('Rev009 holds all of it', () => {
    const translation = anpal.writing(record, 'invio', 'Rev009');
    fc.assert(
      fc.property(arbitrary, (one) => {
        const made = translation?.produce(one);
        expect(made?.findings).toEqual([]);
        expect(made?.report).toEqual([]);
        const again = anpal.receive(record, 'invio', made?.body as Buffer, { revision: 'Rev009' });
        const errors = again.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
        expect(errors.filter((rule) => rule !== 'politica.subject')).toEqual([]);
        if (again.canonical) expect(again.canonical).toEqual(one);
      }),
      RUNS,
    );
  });

  test('Rev008 holds what it can and names the rest', () => {
    const translation = anpal.writing(record, 'invio', 'Rev008');
    fc.assert(
      fc.property(arbitrary, (one) => {
        const made = translation?.produce(one);
        const expected: Loose = { ...one };
        const lost: string[] = [];
        const cut = (row: unknown, path: string): Loose => {
          const done = before009(row as Loose, path);
          lost.push(...done.lost);
          return done.held;
        };
        if (record === 'politica-attiva') expected.politica = cut(one.politica, 'politica.');
        else {
          const { profiling, ...row } = cut(one, '');
          if (profiling !== undefined) lost.push('profiling');
          for (const name of Object.keys(expected)) delete expected[name];
          Object.assign(expected, row);
          if (one.rdc !== undefined) expected.rdc = cut(one.rdc, 'rdc.');
          if (Array.isArray(one.attivita)) expected.attivita = one.attivita.map((a, i) => cut(a, `attivita[${i}].`));
        }
        expect(lostIn(made?.report ?? [])).toEqual(lost.sort());
        const again = anpal.receive(record, 'invio', made?.body as Buffer, { revision: 'Rev008' });
        if (again.canonical) expect(again.canonical).toEqual(expected);
        else expect(one.identificativoSap).toBeUndefined();
      }),
      RUNS,
    );
  });
});

const part = (parts: readonly ReceivedPart[], record: string) => parts.filter((one) => one.record === record);
const everyKind = (): boolean => true;

describe.each(['Rev009', 'Rev008'] as const)('a SAP of %s', (revision) => {
  const whole = anpal.writing('sap', 'invio', revision);

  test('gives a pact for each A02 and a policy for each other row, and these give the rows again', () => {
    const a02 = fc
      .record({ row: politica, promoter: ente })
      .map(({ row, promoter }) => ({ ...row, tipoAttivita: 'A02', entePromotore: promoter }));
    fc.assert(
      fc.property(fc.array(fc.oneof(activity, a02), { maxLength: 4 }), (politicheAttive) => {
        const invio = {
          dataUltimoAggiornamento: '2025-03-04',
          identificativoSap: 'AB12345678C',
          codiceEnteTitolare: 'L219C000381',
          tipoVariazione: '02',
          dataNascita: '1980-01-02',
        };
        const body = whole?.produce({ invio, politicheAttive }).body as Buffer;
        const document = anpal.receive('sap', 'invio', body, { revision });
        const parts = anpal.parts('sap', 'invio', document, everyKind);
        expect(parts.map(({ record }) => record).sort()).toEqual(
          politicheAttive.map((row) => (row.tipoAttivita === 'A02' ? 'patto' : 'politica-attiva')).sort(),
        );
        const rows = parts.flatMap(({ record, canonical }) => {
          const alone = anpal.writing(record, 'invio', revision)?.produce(canonical).body as Buffer;
          const { canonical: back } = anpal.receive('sap', 'invio', alone, { revision });
          return (back as unknown as { politicheAttive: Loose[] }).politicheAttive;
        });
        const wanted = (document.canonical as unknown as { politicheAttive?: Loose[] }).politicheAttive ?? [];
        const sorted = (list: readonly Loose[]) =>
          list.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
        expect(sorted(rows)).toEqual(sorted(wanted));
      }),
      { numRuns: 60 },
    );
  });
});

const n00 = (more: string) =>
  `<politiche_attive_lst><politiche_attive><tipo_attivita>N00</tipo_attivita><data_proposta>2025-05-12</data_proposta><descrizione>DID</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>H501N000001</codice_ente_promotore>${more}</politiche_attive></politiche_attive_lst>`;
const link = '<identificativo_presa_in_carico>13000000A1H</identificativo_presa_in_carico>';
const last = (evento: string) =>
  `<ultimo_evento><evento>${evento}</evento><data_evento>2025-07-01</data_evento></ultimo_evento>`;

describe('the row N00 of a SAP', () => {
  const didIn = (sections: string) => {
    const document = anpal.receive(
      'sap',
      'invio',
      Buffer.from(sapOf(7, { identificativoSap: 'AB12345678C', sections })),
    );
    return part(anpal.parts('sap', 'invio', document, everyKind), 'did').map(
      ({ canonical }) => canonical as unknown as Loose,
    );
  };
  test.each([
    ['', 'I', '2025-05-12'],
    [last('01'), 'I', '2025-07-01'],
    [last('02'), 'I', '2025-07-01'],
    [`${link}${last('02')}`, 'C', '2025-07-01'],
    [link, 'C', '2025-05-12'],
    [`${link}${last('09')}`, 'S', '2025-07-01'],
    ...['06', '07', '08'].map((back): [string, string, string] => [`${link}${last(back)}`, 'A', '2025-07-01']),
    ...['03', '04', '05', '10', '11', '12', '13', '14', '15'].map((closing): [string, string, string] => [
      `${link}${last(closing)}`,
      'R',
      '2025-07-01',
    ]),
  ])('%s is the event %s of %s', (more, evento, dataEvento) => {
    expect(didIn(n00(more))).toMatchObject([
      {
        evento,
        dataEvento,
        dataDid: '2025-05-12',
        entePromotore: 'L219C000300',
        codiceFiscale: expect.any(String),
        fonte: 'NODO',
      },
    ]);
  });

  test('is no event of a DID where the document does not name the person', () => {
    const xml = `<lavoratore><datiinvio><dataultimoagg>2025-07-01</dataultimoagg><identificativosap>AB12345678C</identificativosap><codiceentetit>L219C000300</codiceentetit><tipovariazione>02</tipovariazione><datadinascita>1980-01-01</datadinascita></datiinvio>${n00('')}</lavoratore>`;
    const document = anpal.receive('sap', 'invio', Buffer.from(xml));
    expect(document.canonical).toBeDefined();
    expect(anpal.parts('sap', 'invio', document, everyKind)).toEqual([]);
  });

  test('of Rev008 is the insertion: it has neither link nor event', () => {
    const row = n00('').replaceAll(/<\/?politiche_attive_lst>/g, '');
    expect(didIn(row)).toMatchObject([{ evento: 'I', dataEvento: '2025-05-12' }]);
  });
});

test('the short view on a DID holds the pact beside it', () => {
  const xml =
    '<ListaDID><codicefiscale>FRRGLI87D52L219H</codicefiscale><codiceentetit>L219C000381</codiceentetit><dataultimoagg>2025-06-20</dataultimoagg><disponibilita>2025-05-12</disponibilita>' +
    `<N00><politica><tipo_attivita>N00</tipo_attivita></politica></N00><A02><politica><tipo_attivita>A02</tipo_attivita><titolo_denominazione>Patto</titolo_denominazione><data_proposta>2025-05-20</data_proposta><data>2025-05-21</data><titolo_progetto>05</titolo_progetto><codice_ente_promotore>F952C000383</codice_ente_promotore><identificativo_politica>13000000A1H</identificativo_politica>${last('02')}</politica></A02></ListaDID>`;
  const document = anpal.receive('did', 'invio', Buffer.from(xml));
  expect(document).toMatchObject({ revision: 'ListaDID', canonical: { evento: 'I' } });
  const [pact] = part(anpal.parts('did', 'invio', document, everyKind), 'patto');
  expect(pact?.canonical).toEqual({
    codiceFiscale: 'FRRGLI87D52L219H',
    codiceEnteTitolare: 'L219C000381',
    dataAggiornamento: '2025-06-20',
    dataDid: '2025-05-12',
    titolo: 'Patto',
    dataProposta: '2025-05-20',
    dataStipula: '2025-05-21',
    progetto: '05',
    entePromotore: 'F952C000383',
    identificativoPolitica: '13000000A1H',
    ultimoEvento: { evento: '02', data: '2025-07-01' },
    tipo: 'PSP',
  });
});

test('a document of several policies is taken apart, in order', () => {
  const contract = anpal.writing('politica-attiva', 'invio', 'Rev009')?.contract;
  const row = (data: string) => ({
    tipo_attivita: 'A01',
    data_proposta: data,
    descrizione: 'x',
    titolo_progetto: '01',
    codice_ente_promotore: 'L219C000381',
  });
  const datiinvio = {
    dataultimoagg: '2025-01-01',
    identificativosap: 'AB12345678C',
    codiceentetit: 'L219C000381',
    tipovariazione: '02',
    datadinascita: '1980-01-01',
  };
  const whole = anpal.writing('sap', 'invio', 'Rev009')?.contract;
  const of = (...rows: DocumentTree[]) =>
    whole?.write({ datiinvio, politiche_attive_lst: { politiche_attive: rows } }) as Buffer;
  expect(contract?.split?.(of(row('2025-01-02')))).toBeUndefined();
  const apart = contract?.split?.(of(row('2025-01-02'), row('2025-01-03'), row('2025-01-04'))) ?? [];
  const proposed = (one: Buffer) => textAt(contract?.read(one).tree ?? {}, 'politica.data_proposta');
  expect(apart.map(proposed)).toEqual(['2025-01-02', '2025-01-03', '2025-01-04']);
});
