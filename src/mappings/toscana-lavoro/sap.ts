/** Of a SAP: that it changed at the nation, and that it was released. The SAP itself travels in the national form. */
import { code, field, type Table, text, xsdDate } from '../engine/index.js';
import { ours, required } from './shared.js';

export const sapTables: readonly Table[] = [
  {
    ...ours,
    record: 'sap',
    event: 'notifica',
    rows: [field('identificativoSap', 'identificativoSap', code, required), field('motivo', 'motivo', code, required)],
  },
  {
    ...ours,
    record: 'sap',
    event: 'esito',
    rows: [
      field('codiceFiscale', 'codiceFiscale', code, required),
      field('identificativoSap', 'identificativoSap', code),
      field('stato', 'stato', code, required),
      field('dataCancellazione', 'dataCancellazione', xsdDate),
      field('dataRilascio', 'dataRilascio', xsdDate, required),
      field('cpi', 'cpi', code, required),
      field('richiedente.tipo', 'richiedente.tipo', code, required),
      field('richiedente.codiceFiscale', 'richiedente.codiceFiscale', code),
      field('motivo', 'motivo', code, required),
      field('canale', 'canale', code, required),
      field('documento.tipoContenuto', 'documento.tipoContenuto', text),
      field('documento.impronta', 'documento.impronta', code, required),
    ],
  },
];
