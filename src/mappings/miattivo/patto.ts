/** Pacts put before a person to be signed, and what becomes of them. */
import { code, field, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { moment, whole } from '../engine/json-codecs.js';
import { ours, required } from './shared.js';

const which: readonly Row[] = [
  field('codiceFiscale', 'codiceFiscale', code, required),
  field('dataStipula', 'dataPatto', xsdDate, required),
  field('protocollo.numero', 'protocollo.numero', text, required),
  field('protocollo.anno', 'protocollo.anno', whole, required),
  field('protocollo.provincia', 'protocollo.provincia', code),
];

export const pattoTables: readonly Table[] = [
  {
    ...ours,
    record: 'patto',
    event: 'variazione',
    rows: [
      ...which,
      field('tipo', 'tipo', code, required),
      field('entePromotore', 'cpi', code, required),
      field('documento.riferimento', 'documento.riferimento', text, required),
      field('documento.impronta', 'documento.impronta', code, required),
      field('documento.tipoContenuto', 'documento.tipoContenuto', text),
      field('firme.lavoratore.entro', 'entro', moment, required),
    ],
    derived: [{ canonical: 'firme.lavoratore.stato', from: () => 'D', note: 'put before the person to be accepted' }],
  },
  {
    ...ours,
    record: 'patto',
    event: 'esito',
    rows: [
      ...which,
      field('firme.lavoratore.stato', 'stato', code, required),
      field('firme.lavoratore.tipo', 'tipoAccettazione', code),
      field('firme.lavoratore.istante', 'istante', moment, required),
    ],
  },
];
