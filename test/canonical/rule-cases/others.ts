/** The edges of the rules of the other records. */
import { each, LAW_150, type RuleCase } from './case.js';

const did = { record: 'did' } as const;
const adesione = { record: 'adesione' } as const;
const appuntamento = { record: 'appuntamento' } as const;
const esito = { record: 'appuntamento', event: 'esito' } as const;
const condizionalita = { record: 'condizionalita' } as const;
const ente = { record: 'ente' } as const;
const profiling = { record: 'profiling' } as const;

const STATES = ['A', 'C', 'D', 'F', 'N', 'P', 'R', 'T', 'U', 'X'];
const EVENTS_X = Array.from({ length: 13 }, (_, i) => `X${String(i + 1).padStart(2, '0')}`);
const YG = { tipo: 'garanzia-giovani' };
const ISSUE = '1976-12-23';
const BAD = 'FRRGLI87D52L219A';
/** Born on 12 April 1996. */
const PERSON = 'FRRGLI96D52L219A';

/** The variables that an insertion brings. */
const FIFTEEN = {
  eta: 40,
  genere: 'F',
  classeCittadinanza: 'A02',
  presenzaInItalia: 'A01',
  titoloStudio: '40000000',
  provinciaResidenza: '001',
  haMaiLavorato: true,
  condizioneUnAnnoPrima: '1',
  mesiDallUltimoRapporto: 3,
  posizioneUltimaOccupazione: 'IM',
  mesiDiRicerca: 2,
  iscrittoACorso: '1',
  componentiFamiglia: 2,
  figliACarico: false,
  figliMinoriACarico: false,
};

export const otherCases: readonly RuleCase[] = [
  { ...did, rule: 'did.evento', keeps: each('evento', ['I', 'C', 'S', 'R', 'A']), breaks: [{ evento: 'X' }] },
  {
    ...did,
    rule: 'did.insertion-day',
    base: { dataDid: '2025-01-01', dataEvento: '2025-01-02' },
    keeps: [{ evento: 'C' }],
    breaks: [{ evento: 'I' }],
  },
  {
    ...did,
    rule: 'did.profiling-required',
    from: '2017-12-04',
    keeps: [{ evento: 'C' }, { evento: 'I', fonte: 'INPS' }],
    breaks: [{ evento: 'I' }],
  },
  {
    ...did,
    rule: 'did.variables',
    from: '2017-12-04',
    base: { evento: 'I' },
    keeps: [{ profiling: FIFTEEN }, { profiling: { eta: 40 }, evento: 'C' }, { profiling: { eta: 40 }, fonte: 'NCN' }],
    breaks: Object.keys(FIFTEEN).map((missing) => ({ profiling: { ...FIFTEEN, [missing]: undefined } })),
  },
  {
    ...did,
    rule: 'did.role',
    keeps: [
      { evento: 'S', entePromotore: 'H501N000001' },
      { evento: 'R', entePromotore: 'L219C000300' },
      { evento: 'S', entePromotore: 'L219C000300', fonte: 'NCN' },
    ],
    breaks: [{ evento: 'S', entePromotore: 'L219C000300' }],
  },
  {
    ...did,
    rule: 'did.promoter-required',
    keeps: [{ entePromotore: 'L219C000300' }, { dichiarazione: {} }],
    breaks: [{}],
  },
  {
    ...did,
    rule: 'did.promoter-not-cpi',
    keeps: [
      { evento: 'S', entePromotore: 'H501N000001' },
      ...each('evento', ['I', 'C', 'R', 'A'], { entePromotore: 'L219C000300' }),
    ],
    breaks: each('evento', ['I', 'C', 'R', 'A'], { entePromotore: 'L219S000300' }),
  },
  {
    ...did,
    rule: 'did.age',
    base: { codiceFiscale: 'BRNDGS86P54L219X', dataDid: '2024-01-10', today: '2024-01-12' },
    keeps: [{ 'profiling.eta': 37 }, { 'profiling.eta': 38, today: '2024-09-14' }],
    breaks: [{ 'profiling.eta': 36 }, { 'profiling.eta': 38 }],
  },
  {
    ...did,
    rule: 'did.gender',
    base: { codiceFiscale: 'BRNDGS86P54L219X' },
    keeps: [{ 'profiling.genere': 'F' }],
    breaks: [{ 'profiling.genere': 'M' }],
  },
  {
    ...did,
    rule: 'did.presence-of-citizen',
    base: { 'profiling.classeCittadinanza': 'A02' },
    keeps: [{ 'profiling.presenzaInItalia': 'A01' }],
    breaks: [{ 'profiling.presenzaInItalia': 'A02' }],
  },
  {
    ...did,
    rule: 'did.presence-of-foreigner',
    keeps: each('profiling.classeCittadinanza', ['A01', 'A03'], { 'profiling.presenzaInItalia': 'A02' }),
    breaks: each('profiling.classeCittadinanza', ['A01', 'A03'], { 'profiling.presenzaInItalia': 'A01' }),
  },
  { ...did, rule: 'did.no-profiling-at-revocation', base: { profiling: {} }, breaks: [{ evento: 'R' }] },
  { ...did, rule: 'did.least-age', keeps: [{ 'profiling.eta': 15 }], breaks: [{ 'profiling.eta': 14 }] },
  {
    ...did,
    rule: 'did.months-search',
    keeps: [{ 'profiling.mesiDiRicerca': 0 }],
    breaks: [{ 'profiling.mesiDiRicerca': -1 }],
  },
  {
    ...did,
    rule: 'did.months-last-job',
    keeps: [{ 'profiling.mesiDallUltimoRapporto': 0 }],
    breaks: [{ 'profiling.mesiDallUltimoRapporto': -1 }],
  },
  {
    ...did,
    rule: 'did.never-worked',
    base: { 'profiling.haMaiLavorato': false },
    keeps: [{ 'profiling.posizioneUltimaOccupazione': 'NO' }],
    breaks: [{ 'profiling.posizioneUltimaOccupazione': 'IM' }],
  },
  {
    ...did,
    rule: 'did.never-worked-months',
    base: { 'profiling.haMaiLavorato': false },
    keeps: [{ 'profiling.mesiDallUltimoRapporto': 0 }],
    breaks: each('profiling.mesiDallUltimoRapporto', [-1, 1]),
  },
  {
    ...did,
    rule: 'did.household',
    keeps: [{ 'profiling.componentiFamiglia': 1 }],
    breaks: [{ 'profiling.componentiFamiglia': 0 }],
  },
  {
    ...did,
    rule: 'did.children-in-household-of-one',
    base: { 'profiling.componentiFamiglia': 1 },
    breaks: [{ 'profiling.figliACarico': true }],
  },
  {
    ...did,
    rule: 'did.minors-without-children',
    base: { 'profiling.figliACarico': false },
    breaks: [{ 'profiling.figliMinoriACarico': true }],
  },
  {
    ...adesione,
    event: 'variazione',
    rule: 'adesione.stato',
    keeps: each('stato', STATES),
    breaks: [{ stato: 'Z' }],
  },
  {
    ...adesione,
    event: 'notifica',
    rule: 'adesione.stato-notificato',
    keeps: each('stato', STATES),
    breaks: [{ stato: 'Z' }],
  },
  {
    ...adesione,
    event: 'variazione',
    rule: 'adesione.stato-iniziale',
    keeps: [{ stato: 'C' }],
    breaks: [{ stato: 'A' }],
  },
  {
    ...appuntamento,
    rule: 'appuntamento.id-coap',
    keeps: [{ 'identificativi.coap': '1'.repeat(15) }],
    breaks: [{ 'identificativi.coap': '1'.repeat(16) }],
  },
  { ...appuntamento, rule: 'appuntamento.lavoratore', keeps: [{ utente: 'A' }], breaks: [{ utente: 'L' }] },
  {
    ...appuntamento,
    rule: 'appuntamento.azienda',
    base: { persona: {} },
    keeps: [{ utente: 'L' }],
    breaks: [{ utente: 'A' }],
  },
  { ...appuntamento, rule: 'appuntamento.email', breaks: [{ 'contatti.avvisoEmail': true }] },
  { ...appuntamento, rule: 'appuntamento.cellulare', breaks: [{ 'contatti.avvisoSms': true }] },
  {
    ...appuntamento,
    rule: 'appuntamento.consenso-sms',
    breaks: [{ 'contatti.consensoSms': false, 'contatti.avvisoSms': true }],
  },
  { ...esito, rule: 'appuntamento.spostato-causa', breaks: [{ esito: '04' }] },
  {
    ...esito,
    rule: 'appuntamento.spostato-causa-valore',
    base: { esito: '04' },
    keeps: [{ causa: 'C01' }],
    breaks: [{ causa: 'C02' }],
  },
  { ...esito, rule: 'appuntamento.spostato-nuovo', breaks: [{ esito: '04' }] },
  {
    ...esito,
    rule: 'appuntamento.nuovo-senza-spostamento',
    base: { nuovoAppuntamento: {} },
    keeps: [{ esito: '04' }],
    breaks: each('esito', ['ER', 'DI', 'DC', 'NP', 'DE']),
  },
  { ...esito, rule: 'appuntamento.non-presentato', from: LAW_150, keeps: [{ esito: 'ER' }], breaks: [{ esito: 'NP' }] },
  { ...appuntamento, event: 'variazione', rule: 'agenda.bands', breaks: [{ operazione: 'PUBBLICAZIONE' }] },
  { ...condizionalita, rule: 'condizionalita.evento', keeps: each('evento', EVENTS_X), breaks: [{ evento: 'X14' }] },
  {
    ...condizionalita,
    event: 'annullamento',
    rule: 'condizionalita.delete-evento',
    keeps: each('evento', EVENTS_X),
    breaks: [{ evento: 'X14' }],
  },
  {
    ...condizionalita,
    rule: 'condizionalita.protocol-length',
    keeps: [{ protocolloInps: 'P'.repeat(28) }],
    breaks: [{ protocolloInps: 'P'.repeat(29) }],
  },
  {
    ...condizionalita,
    rule: 'condizionalita.justification-term',
    from: LAW_150,
    breaks: [{ 'prove.termineGiustificazione': '2025-01-01', 'prove.assenza.data': '2025-01-02' }],
  },
  {
    ...condizionalita,
    rule: 'condizionalita.measure-after-justification',
    from: LAW_150,
    breaks: [{ provvedimento: 'quarto', 'prove.giustificazione.data': '2025-01-01' }],
  },
  {
    ...condizionalita,
    event: 'annullamento',
    rule: 'condizionalita.delete-term',
    base: { dataInvio: '2025-06-01' },
    keeps: [{ today: '2025-06-11' }],
    breaks: [{ today: '2025-06-12' }],
  },
  { ...ente, rule: 'ente.code', from: ISSUE, breaks: [{ 'ente.codice': BAD }] },
  { ...ente, rule: 'ente.vat', from: '1973-01-01', breaks: [{ 'ente.partitaIva': '12345678901' }] },
  { ...ente, rule: 'ente.cpi-code', keeps: [{ 'ente.tipo': 'ALTRO' }], breaks: [{ 'ente.tipo': 'CPI' }] },
  {
    ...ente,
    rule: 'ente.cpi-letter',
    keeps: [{ 'ente.tipo': 'CPI', 'ente.codiceMinisteriale': 'L219C000381' }],
    breaks: [{ 'ente.tipo': 'CPI', 'ente.codiceMinisteriale': 'L219S000381' }],
  },
  { ...ente, rule: 'ente.operator-code', from: ISSUE, breaks: [{ 'operatori.0.codiceFiscale': BAD }] },
  { ...ente, event: 'variazione', rule: 'ente.change-code', from: ISSUE, breaks: [{ 'ente.codice': BAD }] },
  { ...ente, event: 'variazione', rule: 'ente.withdrawal-date', breaks: [{ operazione: 'REVOCA' }] },
  { ...ente, event: 'annullamento', rule: 'ente.removal-code', from: ISSUE, breaks: [{ 'ente.codice': BAD }] },
  {
    ...profiling,
    rule: 'profiling.tipo',
    keeps: each('tipo', ['quantitativo', 'garanzia-giovani', 'qualitativo']),
    breaks: [{ tipo: 'x' }],
  },
  { ...profiling, rule: 'profiling.yg-person-code', breaks: [{ ...YG, codiceFiscale: '12345678903' }] },
  ...['title', 'province', 'presence', 'condition'].map((name) => ({
    ...profiling,
    rule: `profiling.yg-${name}-missing`,
    keeps: [{ tipo: 'quantitativo' }],
    breaks: [YG],
  })),
  {
    ...profiling,
    rule: 'profiling.yg-age',
    base: { ...YG, codiceFiscale: PERSON },
    keeps: each('today', ['2011-04-12', '2026-04-11']),
    breaks: each('today', ['2011-04-11', '2026-04-12']),
  },
  {
    ...profiling,
    rule: 'profiling.index',
    from: LAW_150,
    keeps: each('quantitativo.indice', ['0', '1']),
    breaks: each('quantitativo.indice', ['-0.01', '1.01']),
  },
  {
    ...profiling,
    rule: 'profiling.path-missing',
    from: '2022-05-09',
    keeps: [{ tipo: 'quantitativo' }],
    breaks: [{ tipo: 'qualitativo' }],
  },
  {
    ...profiling,
    rule: 'profiling.path-changed-without-reason',
    from: '2022-05-09',
    base: { 'qualitativo.percorsoCalcolato': '2' },
    keeps: [{ 'qualitativo.percorso': '2' }, { 'qualitativo.percorso': '3', 'qualitativo.motivoModifica': 'x' }],
    breaks: [{ 'qualitativo.percorso': '3' }],
  },
];
