/** The edges of the rules of a benefit and of a registration. */
import { each, LAW_22, LAW_150, type RuleCase } from './case.js';

const percettore = { record: 'percettore' } as const;
const change = { record: 'percettore', event: 'variazione' } as const;
const registrazione = { record: 'registrazione' } as const;
const OVER = ['SOSPESA', 'CESSATA', 'DECADUTA'];
const of = (tipo: string) => ({ 'prestazione.tipo': tipo });
const sent = { 'invio.data': '2025-03-09', 'prestazione.dataDomanda': '2025-03-10' };
const RA = of('RA');

export const percettoreCases: readonly RuleCase[] = [
  { ...percettore, rule: 'percettore.rdc-protocol', keeps: [of('NASPI')], breaks: [of('RDC')] },
  {
    ...percettore,
    rule: 'percettore.rdc-applicant',
    base: { codiceFiscaleRichiedente: 'A', codiceFiscale: 'B' },
    keeps: [{ ruolo: 'M' }],
    breaks: [{ ruolo: 'R' }],
  },
  {
    ...percettore,
    rule: 'percettore.rdc-sent-before-application',
    keeps: each('prestazione.tipo', ['NASPI', 'NRA', 'DIS'], sent),
    breaks: [{ ...sent, ...of('RDC') }],
  },
  {
    ...percettore,
    rule: 'percettore.sent-before-application',
    keeps: [{ ...sent, ...of('RDC') }],
    breaks: each('prestazione.tipo', ['NASPI', 'NRA', 'DIS'], sent),
  },
  {
    ...percettore,
    rule: 'percettore.start-before-application',
    from: LAW_22,
    base: { 'prestazione.dataInizio': '2025-03-09', 'prestazione.dataInizioDisoccupazione': '2025-03-10' },
    keeps: [of('MOB')],
    breaks: each('prestazione.tipo', ['NASPI', 'DISCOLL']),
  },
  {
    ...percettore,
    rule: 'percettore.application-term',
    from: LAW_22,
    base: { 'prestazione.dataInizioDisoccupazione': '2026-09-02' },
    keeps: [{ ...of('DIS'), 'prestazione.dataDomanda': '2026-11-09' }],
    breaks: each('prestazione.tipo', ['NASPI', 'DISCOLL', 'DIS'], { 'prestazione.dataDomanda': '2026-11-10' }),
  },
  {
    ...percettore,
    rule: 'percettore.application-before-unemployment',
    from: LAW_22,
    base: { 'prestazione.dataInizioDisoccupazione': '2025-03-10' },
    keeps: [{ ...of('NASPI'), 'prestazione.dataDomanda': '2025-03-10' }],
    breaks: each('prestazione.tipo', ['NASPI', 'DISCOLL', 'DIS'], { 'prestazione.dataDomanda': '2025-03-09' }),
  },
  {
    // The first day and the last one are both paid.
    ...percettore,
    rule: 'percettore.naspi-duration',
    from: '2015-05-01',
    base: { ...of('NASPI'), 'prestazione.dataInizio': '2026-09-18' },
    keeps: [
      { 'prestazione.dataFine': '2028-09-17' },
      { 'prestazione.dataInizio': '2024-02-29', 'prestazione.dataFine': '2026-02-28' },
      { 'prestazione.dataInizio': '2025-01-01', 'prestazione.dataFine': '2026-12-31' },
    ],
    breaks: [
      { 'prestazione.dataFine': '2028-09-18' },
      { 'prestazione.dataInizio': '2024-02-29', 'prestazione.dataFine': '2026-03-01' },
      { 'prestazione.dataInizio': '2025-01-01', 'prestazione.dataFine': '2027-01-01' },
    ],
  },
  {
    ...percettore,
    rule: 'percettore.discoll-duration',
    from: '2022-01-01',
    base: { ...of('DISCOLL'), 'prestazione.dataInizio': '2026-09-18' },
    keeps: [{ 'prestazione.dataFine': '2027-09-17' }],
    breaks: [{ 'prestazione.dataFine': '2027-09-18' }],
  },
  {
    ...percettore,
    rule: 'percettore.state-day',
    from: LAW_150,
    keeps: [{ 'prestazione.stato': 'ATTIVA' }],
    breaks: each('prestazione.stato', OVER),
  },
  {
    ...percettore,
    rule: 'percettore.state-reason',
    from: LAW_22,
    keeps: [{ 'prestazione.stato': 'ATTIVA' }],
    breaks: each('prestazione.stato', OVER),
  },
  {
    ...percettore,
    rule: 'percettore.active-start',
    from: LAW_22,
    keeps: [{ 'prestazione.stato': 'PRESENTATA' }],
    breaks: each('prestazione.stato', ['ATTIVA', ...OVER]),
  },
  ...['importoGiornaliero', 'importoComplessivo'].map((field, i) => ({
    ...percettore,
    rule: i === 0 ? 'percettore.daily-amount' : 'percettore.total-amount',
    keeps: [{ [`prestazione.${field}`]: '0' }],
    breaks: [{ [`prestazione.${field}`]: '-0.01' }],
  })),
  { ...change, rule: 'percettore.nra-reduced-amount', breaks: [{ 'evento.tipo': 'DCR' }] },
  {
    ...change,
    rule: 'percettore.nra-reduced-amount-ministry',
    breaks: [{ 'comunicazioneMinistero.evento': 'DCR' }],
  },
  { ...change, rule: 'percettore.nra-annulled-which', breaks: [{ 'comunicazioneMinistero.motivo': 'A' }] },
  { ...change, rule: 'percettore.nra-sanction', from: LAW_150, breaks: [{ 'comunicazioneMinistero.tipo': 'FTS' }] },
  {
    ...percettore,
    event: 'esito',
    rule: 'percettore.nra-rejection-code',
    keeps: [{ 'provvedimento.accolta': true }],
    breaks: [{ 'provvedimento.accolta': false }],
  },
  {
    ...percettore,
    rule: 'percettore.ra-age',
    base: { ...RA, codiceFiscale: 'FRRGLI72D52L219A' },
    keeps: [{ 'prestazione.dataInizio': '2026-04-11' }],
    breaks: [{ 'prestazione.dataInizio': '2026-04-12' }],
  },
  {
    ...percettore,
    rule: 'percettore.ra-duration',
    base: RA,
    keeps: each('prestazione.durata', [1, 90]),
    breaks: each('prestazione.durata', [0, 91]),
  },
  { ...percettore, rule: 'percettore.ra-duration-told', breaks: [RA] },
  { ...percettore, rule: 'percettore.ra-start-told', breaks: [RA] },
  {
    ...percettore,
    rule: 'percettore.ra-province',
    base: { ...RA, 'ra.ente.codice': 'REG042' },
    keeps: each('residenza.provincia', ['TN', 'TRENTO', 'Trento']),
    breaks: [{ 'residenza.provincia': 'BZ' }],
  },
  {
    ...percettore,
    rule: 'percettore.iban',
    base: Object.fromEntries(
      [
        ['controllo', '60'],
        ['cin', 'X'],
        ['abi', '05428'],
        ['cab', '11101'],
        ['conto', '000000123457'],
      ].map(([name, value]) => [`accredito.${name}`, value]),
    ),
    keeps: [{ 'accredito.paese': 'IT', 'accredito.conto': '000000123456' }, { 'accredito.paese': 'FR' }],
    breaks: each('accredito.paese', ['IT', 'SM']),
  },
  {
    ...registrazione,
    rule: 'registrazione.contact',
    from: LAW_150,
    keeps: each('recapiti', [{ telefono: '1' }, { cellulare: '1' }, { email: 'a@b.it' }]),
    breaks: [{ recapiti: {} }],
  },
  {
    ...registrazione,
    rule: 'registrazione.benefit-term',
    from: LAW_150,
    base: { 'domanda.data': '2025-05-12' },
    keeps: [
      { dataRegistrazione: '2025-05-27' },
      ...each('domanda.prestazione', ['SFL', 'ADI', 'RDC', 'NRA', 'CIGO'], { dataRegistrazione: '2025-05-28' }),
    ],
    breaks: [
      { dataRegistrazione: '2025-05-28' },
      ...each('domanda.prestazione', ['ASPI', 'MINIASPI', 'NASPI', 'DISCOLL', 'DIS', 'ASDI', 'MOB'], {
        dataRegistrazione: '2025-05-28',
      }),
    ],
  },
  {
    ...registrazione,
    rule: 'registrazione.before-application',
    breaks: [{ fonte: 'INPS', dataRegistrazione: '2025-05-11', 'domanda.data': '2025-05-12' }],
  },
  {
    ...registrazione,
    rule: 'registrazione.did-term',
    from: LAW_150,
    base: { dataDid: '2025-05-12' },
    keeps: [{ dataRegistrazione: '2025-06-11' }],
    breaks: [{ dataRegistrazione: '2025-06-12' }],
  },
  {
    ...registrazione,
    rule: 'registrazione.credentials-term',
    from: LAW_150,
    base: { dataRegistrazione: '2025-05-12' },
    keeps: [{ richiestaCredenziali: '2025-07-12' }],
    breaks: [{ richiestaCredenziali: '2025-07-11' }],
  },
];
