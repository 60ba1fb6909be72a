/** The edges of the rules of an assegno di ricollocazione. */
import { each, LAW_150, type Patch, type RuleCase } from './case.js';

const adr = { record: 'adr' } as const;
const change = { record: 'adr', event: 'variazione' } as const;
const PROCEDURES = '2017-05-24';
const AMOUNTS = '2018-01-01';

/** A value between two bounds that belong to the range. */
const range = (path: string, least: number, most: number) => ({
  keeps: each(path, [String(least), String(most)]),
  breaks: each(path, [`${least - 1}.99`, `${most}.01`]),
});
const VALUES = [
  ['value', 'massimo', 250, 5000],
  ['value-open-ended', 'tempoIndeterminato', 1000, 5000],
  ['value-long-term', 'tempoDeterminatoLungo', 500, 2500],
  ['value-short-term', 'tempoDeterminatoBreve', 250, 1250],
] as const;
const amounts: RuleCase[] = VALUES.flatMap(([name, field, least, most]) => [
  { ...adr, rule: `adr.request-${name}`, from: AMOUNTS, ...range(`valore.${field}`, least, most) },
  { ...change, rule: `adr.change-${name}`, from: AMOUNTS, ...range(`valore.${field}`, least, most) },
]);

const NEEDS: readonly (readonly [rule: string, evento: string, field: string])[] = [
  ['preavviso-rigetto', 'PREAVVISO_RIGETTO', 'rigetto'],
  ['rilascio', 'RILASCIO', 'verifiche'],
  ['verifiche', 'VERIFICHE', 'verifiche'],
  ['scelta-erogatore', 'SCELTA_EROGATORE', 'erogatore'],
  ['primo-appuntamento', 'PRIMO_APPUNTAMENTO', 'appuntamento'],
  ['esito-primo-appuntamento', 'ESITO_PRIMO_APPUNTAMENTO', 'appuntamento.esito'],
  ['nomina-tutor', 'NOMINA_TUTOR', 'tutor'],
  ['patto-ricerca-intensiva', 'PATTO_RICERCA_INTENSIVA', 'patto'],
  ['incontro', 'INCONTRO', 'incontro'],
  ['rifiuto-offerta', 'RIFIUTO_OFFERTA', 'offertaRifiutata'],
  ['esito', 'ESITO', 'esitoServizio'],
  ['timesheet', 'TIMESHEET', 'timesheet'],
  ['proroga', 'PROROGA', 'proroga'],
  ['sospensione', 'SOSPENSIONE', 'sospensione'],
  ['chiusura', 'CHIUSURA', 'chiusura'],
];
const needs: RuleCase[] = NEEDS.map(([rule, evento, field]) => ({
  ...change,
  rule: `adr.needs-${rule}`,
  keeps: [{ evento, [field]: 'x' }, { evento: 'RIPRESA' }],
  breaks: [{ evento }],
}));

const asked: Patch = { evento: 'PREAVVISO_RIGETTO', 'rigetto.motivo': 'ALTRA_POLITICA' };
const intermediated: Patch = { 'richiesta.canale': 'CPI' };

export const adrCases: readonly RuleCase[] = [
  ...amounts,
  ...needs,
  {
    ...adr,
    rule: 'adr.four-months',
    from: LAW_150,
    base: { 'naspi.dataInizio': '2024-10-31' },
    keeps: [{ dataEvento: '2025-03-01' }],
    breaks: [{ dataEvento: '2025-02-28' }],
  },
  {
    ...adr,
    rule: 'adr.naspi-over',
    from: LAW_150,
    base: { 'naspi.dataFine': '2025-03-31' },
    keeps: [{ dataEvento: '2025-03-31' }],
    breaks: [{ dataEvento: '2025-04-01' }],
  },
  {
    ...adr,
    rule: 'adr.measure-stopped',
    from: '2019-01-29',
    to: '2020-12-31',
    keeps: [{ evento: 'RILASCIO' }],
    breaks: [{ evento: 'RICHIESTA' }],
  },
  {
    ...adr,
    rule: 'adr.competent-cpi',
    keeps: [{ cpiCompetente: 'A', 'naspi.cpiDomanda': 'B', stato: 'RICHIESTO' }],
    breaks: [{ cpiCompetente: 'A', 'naspi.cpiDomanda': 'B' }],
  },
  {
    ...adr,
    rule: 'adr.competent-cpi-told',
    from: PROCEDURES,
    keeps: [{ cpiCompetente: 'A', 'naspi.cpiDomanda': 'B' }],
    breaks: [{ cpiCompetente: 'A', 'naspi.cpiDomanda': 'B', stato: 'RICHIESTO' }],
  },
  { ...adr, rule: 'adr.intermediary-body', breaks: [intermediated] },
  { ...adr, rule: 'adr.intermediary-operator', breaks: [intermediated] },
  {
    ...adr,
    rule: 'adr.intermediary-competent',
    from: PROCEDURES,
    breaks: [{ ...intermediated, cpiCompetente: 'A', 'richiesta.operatore.ente': 'B' }],
  },
  { ...adr, rule: 'adr.own-request', breaks: [{ 'richiesta.canale': 'CITTADINO', 'richiesta.operatore.ente': 'A' }] },
  {
    ...adr,
    rule: 'adr.profiling-date',
    from: LAW_150,
    base: { dataEvento: '2025-03-31' },
    keeps: [{ 'profiling.data': '2025-03-31' }],
    breaks: [{ 'profiling.data': '2025-04-01' }],
  },
  { ...change, rule: 'adr.actor-body', breaks: each('attore.ruolo', ['CPI_COMPETENTE', 'EROGATORE']) },
  {
    ...change,
    rule: 'adr.actor-competent',
    breaks: [{ 'attore.ruolo': 'CPI_COMPETENTE', 'attore.ente': 'A', cpiCompetente: 'B' }],
  },
  {
    ...change,
    rule: 'adr.actor-provider',
    breaks: [{ 'attore.ruolo': 'EROGATORE', 'attore.ente': 'A', 'erogatore.ente': 'B' }],
  },
  {
    ...change,
    rule: 'adr.issue-naspi',
    from: PROCEDURES,
    breaks: [{ evento: 'RILASCIO', 'verifiche.naspiAttiva': false }],
  },
  {
    ...change,
    rule: 'adr.issue-other-policy',
    from: PROCEDURES,
    breaks: [{ evento: 'RILASCIO', 'verifiche.altraPoliticaAttiva': true }],
  },
  {
    ...change,
    rule: 'adr.refusal-contact',
    from: PROCEDURES,
    base: asked,
    keeps: [{ 'verifiche.lavoratoreContattato': true }],
    breaks: [{ 'verifiche.lavoratoreContattato': false }],
  },
  { ...change, rule: 'adr.refusal-contact-told', from: PROCEDURES, breaks: [asked] },
  {
    ...change,
    rule: 'adr.two-months',
    from: LAW_150,
    base: { evento: 'SCELTA_EROGATORE', 'servizio.dataRilascio': '2025-03-10' },
    keeps: [{ dataEvento: '2025-05-10' }],
    breaks: [{ dataEvento: '2025-05-11' }],
  },
  {
    ...change,
    rule: 'adr.six-months',
    base: { evento: 'PATTO_RICERCA_INTENSIVA', 'servizio.dataInizio': '2025-03-10' },
    keeps: [{ 'servizio.dataFine': '2025-09-10' }, { 'servizio.dataFine': '2025-09-11', stato: 'PATTO' }],
    breaks: [{ 'servizio.dataFine': '2025-09-11' }],
  },
  {
    ...change,
    rule: 'adr.six-months-told',
    from: LAW_150,
    base: { evento: 'PATTO_RICERCA_INTENSIVA', 'servizio.dataInizio': '2025-03-10', stato: 'PATTO' },
    keeps: [{ 'servizio.dataFine': '2025-09-10' }],
    breaks: [{ 'servizio.dataFine': '2025-09-11' }],
  },
  {
    ...change,
    rule: 'adr.service-order',
    from: LAW_150,
    breaks: [{ 'servizio.dataInizio': '2025-03-10', 'servizio.dataFine': '2025-03-09' }],
  },
  {
    ...change,
    rule: 'adr.extension-six-months',
    base: { 'proroga.dataInizio': '2025-03-10' },
    keeps: [{ 'proroga.dataFine': '2025-09-10' }],
    breaks: [{ 'proroga.dataFine': '2025-09-11' }],
  },
  {
    ...change,
    rule: 'adr.twelve-months',
    from: LAW_150,
    base: { evento: 'PROROGA', 'servizio.dataInizio': '2025-03-10' },
    keeps: [{ 'proroga.dataFine': '2026-03-10' }],
    breaks: [{ 'proroga.dataFine': '2026-03-11' }],
  },
  {
    ...change,
    rule: 'adr.meetings',
    from: PROCEDURES,
    base: { 'incontro.dataPrecedente': '2025-03-10' },
    keeps: [{ 'incontro.data': '2025-03-24' }],
    breaks: [{ 'incontro.data': '2025-03-25' }],
  },
  {
    ...change,
    rule: 'adr.meeting-length',
    from: PROCEDURES,
    keeps: each('incontro.durataMinuti', [60, 90]),
    breaks: each('incontro.durataMinuti', [59, 91]),
  },
  {
    ...change,
    rule: 'adr.timesheet-on-failure',
    base: { evento: 'TIMESHEET' },
    keeps: [{ 'esitoServizio.codice': 'INSUCCESSO' }],
    breaks: [{ 'esitoServizio.codice': 'SUCCESSO' }],
  },
  { ...change, rule: 'adr.timesheet-outcome', breaks: [{ evento: 'TIMESHEET' }] },
  { ...change, rule: 'adr.success-contract', breaks: [{ 'esitoServizio.codice': 'SUCCESSO' }] },
  { ...change, rule: 'adr.refused-offer', from: LAW_150, breaks: [{ evento: 'RIFIUTO_OFFERTA' }] },
];
