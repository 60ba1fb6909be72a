/** EventiCondizionalitaRDC: an event is told with dates that bear a time, and taken back with dates that do not. */
import { type Codec, code, field, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { freeText, nationalDate } from '../engine/xml-codecs.js';

const required = { required: true } as const;
const EVENTI = { side: 'anpal', record: 'condizionalita', revision: 'eventi-1.0' } as const;

const fatto = (date: Codec): Row[] => [
  field('cpi', 'cod_cpi', code, required),
  field('evento', 'cod_evento', code, required),
  field('codiceFiscale', 'cod_fiscale', code, required),
  field('codiceFiscaleOperatore', 'cod_fiscale_ope', code, required),
  field('protocolloInps', 'cod_protocollo_inps', text, required),
  field('dataDomanda', 'dtt_domanda', date, required),
  field('dataEvento', 'dtt_evento', date, required),
];

export const condizionalitaTables: readonly Table[] = [
  { ...EVENTI, event: 'invio', rows: [...fatto(nationalDate), field('note', 'txt_note', freeText({}))] },
  { ...EVENTI, event: 'annullamento', rows: fatto(xsdDate) },
];
