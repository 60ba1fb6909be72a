/** The edges of the rules that the regions' own systems brought. */
import { each, LAW_150, type RuleCase } from './case.js';

const appuntamento = { record: 'appuntamento' } as const;
const registrazione = { record: 'registrazione' } as const;
const release = { record: 'sap', event: 'esito' } as const;
const outcome = { record: 'registrazione', event: 'esito' } as const;

export const regioniCases: readonly RuleCase[] = [
  { ...appuntamento, rule: 'appuntamento.ora-fissata', keeps: [{ data: 'x', slot: '1' }], breaks: [{ data: 'x' }] },
  {
    ...appuntamento,
    rule: 'appuntamento.convocazione-luogo',
    keeps: [{}],
    breaks: [{ 'convocazione.motivo': 'PATTO' }],
  },
  {
    ...appuntamento,
    rule: 'appuntamento.stanza',
    keeps: each('modalita', ['PRESENZA', 'TELEFONO']),
    breaks: [{ modalita: 'ONLINE' }],
  },
  {
    ...appuntamento,
    rule: 'appuntamento.identita',
    keeps: each('modalita', ['PRESENZA', 'TELEFONO']),
    breaks: [{ modalita: 'ONLINE' }],
  },
  {
    ...registrazione,
    rule: 'registrazione.receiver-application',
    from: LAW_150,
    keeps: [...each('condizione', ['DISOCCUPATO', 'OCCUPATO']), { condizione: 'PERCETTORE', domanda: {} }],
    breaks: [{ condizione: 'PERCETTORE' }],
  },
  {
    ...outcome,
    rule: 'registrazione.incomplete',
    keeps: [{ esito: 'ACCETTATA' }, { esito: 'INCOMPLETA', mancanti: ['domicilio'] }],
    breaks: [{ esito: 'INCOMPLETA' }, { esito: 'INCOMPLETA', mancanti: [] }],
  },
  {
    ...outcome,
    rule: 'registrazione.competent',
    keeps: [{ esito: 'DUPLICATA' }],
    breaks: [{ esito: 'NON_COMPETENTE' }],
  },
  {
    record: 'patto',
    event: 'variazione',
    rule: 'patto.da-firmare',
    keeps: [{ 'firme.lavoratore.stato': 'D' }],
    breaks: each('firme.lavoratore.stato', ['A', 'S']),
  },
  {
    record: 'patto',
    event: 'esito',
    rule: 'patto.esito-firma',
    keeps: each('firme.lavoratore.stato', ['A', 'S']),
    breaks: [{ 'firme.lavoratore.stato': 'D' }],
  },
  {
    record: 'patto',
    event: 'esito',
    rule: 'patto.esito-modo',
    keeps: [{ 'firme.lavoratore.stato': 'S' }, { 'firme.lavoratore.stato': 'A', 'firme.lavoratore.tipo': 'OTP' }],
    breaks: [{ 'firme.lavoratore.stato': 'A' }],
  },
  {
    record: 'did',
    rule: 'did.self-declared',
    base: { 'documento.riferimento': 'x' },
    keeps: [{ autocertificazione: true }],
    breaks: [{ autocertificazione: false }],
  },
  {
    ...release,
    rule: 'sap.release-by-email',
    keeps: [
      ...each('canale', ['PORTALE', 'ONLINE', 'SPORTELLO'], { stato: 'ATTIVA' }),
      { canale: 'EMAIL', stato: 'CANCELLATA' },
    ],
    breaks: [{ canale: 'EMAIL', stato: 'ATTIVA' }],
  },
  { ...release, rule: 'sap.release-cancelled', keeps: [{ stato: 'ATTIVA' }], breaks: [{ stato: 'CANCELLATA' }] },
  {
    ...release,
    rule: 'sap.release-company',
    keeps: [{ 'richiedente.tipo': 'CITTADINO' }],
    breaks: [{ 'richiedente.tipo': 'AZIENDA' }],
  },
];
