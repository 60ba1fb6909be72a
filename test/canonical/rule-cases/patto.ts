/** The edges of the rules of a pact. */
import { each, LAW_150, type Patch, type RuleCase } from './case.js';

const patto = { record: 'patto' } as const;
const PSP: Patch = { tipo: 'PSP' };
/** Every pact that is written as A02 of project 05, and others. */
const ON_A_DID: Patch[] = [
  PSP,
  { tipo: 'PRI' },
  { tipo: 'PSP', progetto: '05' },
  { tipo: 'PRI', progetto: '05' },
  { tipo: 'AG', progetto: '05' },
];
const OTHERS: Patch[] = [{ tipo: 'PDA' }, { tipo: 'PPL', progetto: '08' }];
const with_ = (patches: readonly Patch[], more: Patch): Patch[] => patches.map((patch) => ({ ...patch, ...more }));

const RDC = { tipo: 'PPL', 'rdc.dataDomanda': '2022-03-07' };
const term = (rule: string, since: string, base: Patch, last: string, late: string): RuleCase => ({
  ...patto,
  rule,
  from: since,
  base,
  keeps: [{ dataProposta: last }],
  breaks: [{ dataProposta: late }],
});
const ended = ['05', '07', '08', '09', '10', '12', '14', '15'];
const DAYS = {
  'ultimoEvento.data': '2025-01-09',
  dataProposta: '2025-01-01',
  dataStipula: '2025-01-02',
  dataFine: '2025-01-03',
};

export const pattoCases: readonly RuleCase[] = [
  {
    ...patto,
    rule: 'patto.kind',
    keeps: each('tipo', ['PSP', 'PDA', 'PRI', 'PPL', 'AG']),
    breaks: [{ tipo: 'PSA' }],
  },
  { ...patto, rule: 'patto.did-required', from: LAW_150, keeps: OTHERS, breaks: ON_A_DID },
  {
    ...patto,
    rule: 'patto.did-before',
    from: LAW_150,
    base: { dataDid: '2025-05-12' },
    keeps: [...with_(ON_A_DID, { dataStipula: '2025-05-12' }), ...with_(OTHERS, { dataStipula: '2025-05-11' })],
    breaks: with_(ON_A_DID, { dataStipula: '2025-05-11' }),
  },
  term('patto.contact-30', LAW_150, { ...PSP, dataDid: '2025-05-12' }, '2025-06-11', '2025-06-12'),
  term('patto.contact-15', LAW_150, { ...PSP, 'prestazione.dataDomanda': '2025-05-12' }, '2025-05-27', '2025-05-28'),
  term('patto.credentials-60', LAW_150, { ...PSP, dataDid: '2025-05-12' }, '2025-07-11', '2025-07-12'),
  {
    ...patto,
    rule: 'patto.profiling-90',
    from: LAW_150,
    base: { 'profiling.data': '2025-05-12' },
    keeps: [{ dataStipula: '2025-08-10' }],
    breaks: [{ dataStipula: '2025-08-11' }],
  },
  {
    ...patto,
    rule: 'patto.profiling-range',
    from: LAW_150,
    base: PSP,
    keeps: each('profiling.indice', ['0', '1']),
    breaks: each('profiling.indice', ['-0.01', '1.01']),
  },
  {
    ...patto,
    rule: 'patto.event-date',
    base: DAYS,
    keeps: each('ultimoEvento.evento', ['03', '04', '06', '11', '13']),
    breaks: each('ultimoEvento.evento', ['01', '02', ...ended]),
  },
  {
    ...patto,
    rule: 'patto.project',
    keeps: [
      { ...PSP, progetto: '05' },
      { tipo: 'PDA', progetto: '02' },
      { tipo: 'PPL', progetto: '08' },
      { tipo: 'AG', progetto: '01' },
    ],
    breaks: each('tipo', ['PSP', 'PDA', 'PPL', 'AG'], { progetto: '04' }),
  },
  {
    ...patto,
    rule: 'patto.own-taking-in-charge',
    base: { identificativoPresaInCarico: '13000000A1H' },
    keeps: OTHERS,
    breaks: ON_A_DID,
  },
  { ...patto, rule: 'patto.content', from: LAW_150, breaks: [{ ...PSP, dataStipula: '2025-05-12' }] },
  {
    ...patto,
    rule: 'patto.rdc',
    from: '2019-01-29',
    to: '2023-12-31',
    on: 'rdc.dataDomanda',
    keeps: [
      { ...RDC, 'rdc.domanda.ruolo': 'R' },
      { ...RDC, 'rdc.domanda.ruolo': 'M' },
      { ...RDC, 'rdc.domanda.ruolo': 'T' },
      ...each('rdc.ultimoEvento.evento', ['01', '02', '04', '10', '12', '13', '14', '15'], RDC),
    ],
    breaks: [
      { tipo: 'PSP', 'rdc.dataDomanda': '2022-03-07' },
      { ...RDC, 'rdc.domanda.ruolo': 'X' },
      { ...RDC, 'rdc.ultimoEvento.evento': '03' },
      { ...RDC, 'rdc.ultimoEvento.evento': '01', 'rdc.ultimoEvento.data': '2022-03-08' },
      {
        ...RDC,
        'rdc.ultimoEvento.evento': '02',
        'rdc.ultimoEvento.data': '2022-03-08',
        'rdc.dataDecorrenza': '2022-04-01',
      },
    ],
  },
  {
    ...patto,
    rule: 'patto.rdc-over',
    from: '2024-01-01',
    on: 'rdc.dataDomanda',
    breaks: [{ 'rdc.dataDomanda': '2025-01-01' }],
  },
  { ...patto, rule: 'patto.ppl-over', from: '2024-01-01', keeps: [PSP], breaks: [{ tipo: 'PPL' }] },
  {
    ...patto,
    rule: 'patto.programme',
    from: LAW_150,
    keeps: [{ programma: 'GOL' }],
    breaks: each('programma', ['ADR', 'POC']),
  },
  {
    ...patto,
    rule: 'patto.programme-start',
    base: { dataStipula: '2025-05-12' },
    keeps: [
      { programma: 'ADR', 'attivita.0.dataInizio': '2025-11-12' },
      { programma: 'GOL', 'attivita.0.dataInizio': '2025-11-13' },
    ],
    breaks: each('programma', ['ADR', 'POC'], { 'attivita.0.dataInizio': '2025-11-13' }),
  },
  { ...patto, rule: 'patto.accepted', breaks: [{ 'firme.lavoratore.stato': 'A' }] },
  {
    ...patto,
    rule: 'patto.accepted-state',
    keeps: each('firme.lavoratore.stato', ['D', 'A', 'S']),
    breaks: [{ 'firme.operatore.stato': 'X' }],
  },
];
