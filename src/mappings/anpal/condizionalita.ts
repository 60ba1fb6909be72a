/** EventiCondizionalitaRDC: an event is told with dates that bear a time, and taken back with dates that do not. */
import { code, field, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { freeText, nationalDate, nationalMoment } from '../engine/xml-codecs.js';

const required = { required: true } as const;
const EVENTI = { side: 'anpal', record: 'condizionalita', revision: 'eventi-1.0' } as const;

/** Told with a time of day, which comes back as it was: what is only written gives way to what is kept. */
const moment = (canonical: string, side: string): Row[] => [
  field(canonical, side, nationalMoment, { ...required, direction: 'in' }),
  field(canonical, side, nationalDate, { ...required, direction: 'out' }),
];
const day = (canonical: string, side: string): Row[] => [field(canonical, side, xsdDate, required)];

const fatto = (date: (canonical: string, side: string) => Row[]): Row[] => [
  field('cpi', 'cod_cpi', code, required),
  field('evento', 'cod_evento', code, required),
  field('codiceFiscale', 'cod_fiscale', code, required),
  field('codiceFiscaleOperatore', 'cod_fiscale_ope', code, required),
  field('protocolloInps', 'cod_protocollo_inps', text, required),
  ...date('dataDomanda', 'dtt_domanda'),
  ...date('dataEvento', 'dtt_evento'),
];

export const condizionalitaTables: readonly Table[] = [
  { ...EVENTI, event: 'invio', rows: [...fatto(moment), field('note', 'txt_note', freeText({}))] },
  { ...EVENTI, event: 'annullamento', rows: fatto(day) },
];
