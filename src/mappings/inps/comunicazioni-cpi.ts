/** What employment centres tell INPS, in the documents of our own interface. */
import { code, field, type Table, text, xsdDate } from '../engine/index.js';

const required = { required: true } as const;
const own = { side: 'inps', revision: 'cpi-1.0', restores: () => false } as const;

const confirmation: Table = {
  ...own,
  record: 'did',
  event: 'esito',
  rows: [
    field('codiceFiscale', 'codiceFiscale', code, required),
    field('protocolloInps', 'protocollo', text),
    field('evento', 'evento', code, required),
    field('dataEvento', 'dataEvento', xsdDate, required),
    field('dataDid', 'dataDid', xsdDate, required),
    field('entePromotore', 'cpi', code, required),
    field('esito', 'esito', code, required),
  ],
};

const newJob: Table = {
  ...own,
  record: 'percettore',
  event: 'variazione',
  rows: [
    field('codiceFiscale', 'codiceFiscale', code, required),
    field('protocollo', 'protocollo', text, required),
    field('reimpiego.dataAssunzione', 'dataAssunzione', xsdDate),
    field('reimpiego.dataCessazione', 'dataCessazione', xsdDate),
    field('reimpiego.idComunicazione', 'idComunicazioneObbligatoria', text),
    field('reimpiego.codiceFiscaleDatore', 'codiceFiscaleDatore', code),
    field('reimpiego.denominazioneDatore', 'denominazioneDatore', text),
  ],
};

export const comunicazioniCpiTables: readonly Table[] = [confirmation, newJob];
