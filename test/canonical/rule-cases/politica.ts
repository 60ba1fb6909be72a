/** The edges of the rules of a policy and of a SAP. */
import { each, LAW_150, type Patch, type RuleCase } from './case.js';

const politica = { record: 'politica-attiva' } as const;
const sap = { record: 'sap' } as const;
const of = (fields: Patch): Patch =>
  Object.fromEntries(Object.entries(fields).map(([path, value]) => [`politica.${path}`, value]));
const row = (fields: Patch): Patch =>
  Object.fromEntries(Object.entries(fields).map(([path, value]) => [`politicheAttive.0.${path}`, value]));

const EARLY = { tipoAttivita: 'A01', dataProposta: '2014-01-01' };
const whole = {
  tipoAttivita: 'A01',
  dataProposta: '2025-01-01',
  dataInizio: '2025-01-02',
  dataFine: '2025-01-03',
  identificativoPolitica: '13000000A1H',
  'ultimoEvento.evento': '01',
};
const without = (name: string, dataProposta: string): Patch =>
  row(Object.fromEntries(Object.entries({ ...whole, dataProposta }).filter(([path]) => !path.startsWith(name))));
const closing = ['05', '07', '08', '09', '10', '12', '14', '15'];
const RC1 = {
  tipoAttivita: 'RC1',
  dataProposta: '2022-03-07',
  progetto: '08',
  durata: 18,
  tipologiaDurata: 'M',
  descrizione: 'INPS-RDC-2022-1-R',
};
const DID_ROW = { tipoAttivita: 'N00', progetto: '05', entePromotore: 'H501N000001' };
const NODE = 'amministrativi.statoInAnagrafe';

export const politicaCases: readonly RuleCase[] = [
  {
    ...sap,
    rule: 'politica.required',
    keeps: [
      row(whole),
      row(EARLY),
      without('dataInizio', '2015-12-08'),
      without('dataFine', '2015-12-08'),
      without('identificativoPolitica', '2017-12-03'),
      without('ultimoEvento', '2017-12-03'),
    ],
    breaks: [
      without('dataInizio', '2015-12-09'),
      without('dataFine', '2015-12-09'),
      without('identificativoPolitica', '2017-12-04'),
      without('ultimoEvento', '2017-12-04'),
      ...['C01', 'H01', 'H02', 'H03'].map((tipoAttivita) => row({ ...whole, tipoAttivita })),
      row({ ...whole, tipoAttivita: 'C06', titolo: 't' }),
    ],
  },
  {
    ...politica,
    rule: 'politica.duration',
    base: of({ tipologiaDurata: 'M' }),
    keeps: [of({ durata: 1 })],
    breaks: [of({ durata: 0 })],
  },
  {
    ...politica,
    rule: 'politica.employer',
    keeps: [of({ tipoAttivita: 'A01' })],
    breaks: each('politica.tipoAttivita', ['D01', 'E01', 'E02', 'E03', 'H01', 'H02', 'H03']),
  },
  {
    ...politica,
    rule: 'politica.promoter',
    base: of({ entePromotore: 'L219C000381' }),
    keeps: [of({ progetto: '05' })],
    breaks: [of({ progetto: '04' })],
  },
  {
    ...politica,
    rule: 'politica.event-date',
    base: of({
      dataProposta: '2025-01-01',
      dataInizio: '2025-01-02',
      dataFine: '2025-01-03',
      'ultimoEvento.data': '2025-01-09',
    }),
    keeps: each('politica.ultimoEvento.evento', ['03', '04', '06', '11', '13']),
    breaks: each('politica.ultimoEvento.evento', ['01', '02', ...closing]),
  },
  {
    ...politica,
    rule: 'politica.own-taking-in-charge',
    base: of({ identificativoPresaInCarico: '13000000A1H' }),
    keeps: [of({ tipoAttivita: 'A02', progetto: '02' }), of({ tipoAttivita: 'A01', progetto: '05' })],
    breaks: [of({ tipoAttivita: 'A02', progetto: '05' })],
  },
  {
    ...sap,
    rule: 'politica.did-row',
    keeps: [row(DID_ROW), row({ tipoAttivita: 'A01', progetto: '01' })],
    breaks: [row({ ...DID_ROW, progetto: '01' }), row({ ...DID_ROW, entePromotore: 'L219C000381' })],
  },
  { ...politica, rule: 'politica.did-row-by-node', breaks: [of({ tipoAttivita: 'N00' })] },
  {
    ...politica,
    rule: 'politica.rdc',
    from: '2019-01-29',
    to: '2023-12-31',
    on: 'politica.dataProposta',
    keeps: [of(RC1)],
    breaks: [
      of({ ...RC1, progetto: '05' }),
      of({ ...RC1, durata: 17 }),
      of({ ...RC1, tipologiaDurata: 'G' }),
      of({ ...RC1, descrizione: 'INPS-RDC-2022-1' }),
    ],
  },
  {
    ...politica,
    rule: 'politica.rdc-over',
    from: '2024-01-01',
    on: 'politica.dataProposta',
    keeps: [of({ tipoAttivita: 'A01', dataProposta: '2025-01-01' })],
    breaks: [of({ tipoAttivita: 'RC1', dataProposta: '2025-01-01' })],
  },
  {
    ...politica,
    rule: 'politica.lep-activity',
    from: '2018-01-11',
    keeps: [
      { lep: 'C', 'politica.tipoAttivita': 'A01' },
      { lep: 'D', 'politica.tipoAttivita': 'A02' },
      { lep: 'L', 'politica.tipoAttivita': 'C06' },
    ],
    breaks: each('lep', ['C', 'D', 'L'], { 'politica.tipoAttivita': 'B01' }),
  },
  {
    ...politica,
    rule: 'politica.lep-person',
    from: '2018-01-11',
    keeps: [{ lep: 'O' }],
    breaks: each('lep', ['P', 'Q', 'R', 'S']),
  },
  { ...sap, rule: 'sap.first-without-person', breaks: [{ 'invio.tipoVariazione': '01' }] },
  {
    ...sap,
    rule: 'sap.first-with-id',
    breaks: [{ 'invio.tipoVariazione': '01', 'invio.identificativoSap': 'ZZ00012345A' }],
  },
  {
    ...sap,
    rule: 'sap.update-without-id',
    keeps: [{ 'invio.tipoVariazione': '01' }],
    breaks: each('invio.tipoVariazione', ['02', '05']),
  },
  {
    ...sap,
    rule: 'sap.node-fills',
    from: '2017-12-04',
    base: { 'invio.tipoVariazione': '01' },
    breaks: [
      { [`${NODE}.dataDid`]: '2025-01-01' },
      { [`${NODE}.dataEventoDid`]: '2025-01-01' },
      { [`${NODE}.indiceProfiling`]: '0.5' },
    ],
  },
  {
    ...sap,
    rule: 'sap.suspension',
    from: LAW_150,
    base: row({ tipoAttivita: 'N00', 'ultimoEvento.evento': '09', 'ultimoEvento.data': '2025-01-01' }),
    keeps: [{ 'invio.dataUltimoAggiornamento': '2025-06-30' }],
    breaks: [{ 'invio.dataUltimoAggiornamento': '2025-07-01' }],
  },
  {
    ...sap,
    rule: 'date.order',
    keeps: [
      { 'esperienze.0.dataInizio': '2025-01-01', 'esperienze.0.dataFine': '1900-01-01' },
      { 'esperienze.0.dataInizio': '2025-01-01', 'esperienze.0.dataFinePeriodoFormativo': '1900-01-01' },
      {
        'amministrativi.listeSpeciali.0.dataIscrizione': '2025-01-01',
        'amministrativi.listeSpeciali.0.dataFineIscrizione': '1900-01-01',
      },
      row({ dataProposta: '2025-01-02', dataInizio: '1900-01-01' }),
      row({ dataProposta: '2025-01-02', dataFine: '1900-01-01' }),
    ],
    breaks: [
      row({ dataProposta: '2025-01-02', dataInizio: '2025-01-01' }),
      row({ dataProposta: '2025-01-02', dataFine: '2025-01-01' }),
      row({ dataProposta: '2025-01-01', dataInizio: '2025-01-03', dataFine: '2025-01-02' }),
    ],
  },
];
