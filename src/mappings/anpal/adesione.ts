/** Garanzia Giovani: a new adesione (UtentiYG Rev004), and the state of one told in either direction (Rev001). */
import { code, field, type Row, type Table, xsdDate } from '../engine/index.js';
import { italianTime } from '../engine/xml-codecs.js';
import { orZero } from './codecs.js';

const required = { required: true } as const;

const stateRows: readonly Row[] = [
  field('codiceFiscale', 'CodiceFiscale', code, required),
  field('dataAdesione', 'DataAdesione', xsdDate, required),
  field('regione', 'RegioneAdesione', code, required),
  field('stato', 'StatoAdesione', code, required),
];

const table = (event: Table['event'], revision: string, rows: readonly Row[]): Table => ({
  side: 'anpal',
  record: 'adesione',
  event,
  revision,
  rows,
  restores: () => false,
});

export const adesioneTables: readonly Table[] = [
  table('invio', 'Rev004', [
    field('codiceFiscale', 'utente.CodiceFiscale', code, required),
    field('dataAdesione', 'utente.dataadesione', xsdDate, required),
    field('identificativoSap', 'utente.IdentificativoSap', orZero, {
      ...required,
      otherwise: '',
      note: '0 where the person has no SAP',
    }),
    field('regione', 'utente.Regione', code),
  ]),
  table('variazione', 'Rev001', stateRows),
  table('notifica', 'Rev001', [...stateRows, field('dataStato', 'DataStatoAdesione', italianTime, required)]),
];
