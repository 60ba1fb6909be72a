/** What employment centres tell INPS, in the documents of our own interface. */
import { type Codec, code, field, type Table, text, xsdDate } from '../engine/index.js';
import { read } from '../engine/path.js';

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

/** Last events of a pact that goes on: proposed, begun, suspended. */
const GOES_ON: ReadonlySet<unknown> = new Set(['01', '02', '09']);

/** The last day of a pact that is over; that of one that goes on is only planned. */
const closingDay: Codec = {
  ...xsdDate,
  name: 'closing-day',
  description: 'calendar date YYYY-MM-DD of a pact that is over; the planned end of one that goes on is not told',
  encode(value, run) {
    if (!GOES_ON.has(read(run.record, ['ultimoEvento', 'evento']))) return xsdDate.encode(value, run);
    run.note('lost', 'the pact goes on: its end is only planned');
    return undefined;
  },
};

/** Of a pact INPS is told that it was signed, and when it ended; what it holds is the employment centre's matter. */
const pactSigned: Table = {
  ...own,
  record: 'patto',
  event: 'invio',
  rows: [
    field('codiceFiscale', 'codiceFiscale', code, required),
    field('prestazione.protocollo', 'protocollo', text),
    field('entePromotore', 'cpi', code, required),
    field('dataStipula', 'dataSottoscrizione', xsdDate, {
      direction: 'out',
      note: 'where no day of the signature is told apart: the row A02 of the nation has only the day of the pact',
    }),
    field('dataFirma', 'dataSottoscrizione', xsdDate, required),
    field('dataFine', 'dataChiusura', closingDay),
  ],
  derived: [
    { canonical: 'tipo', from: () => 'PSP', note: 'what a benefit asks for is the patto di servizio personalizzato' },
    {
      canonical: 'dataProposta',
      from: ({ dataFirma }) => dataFirma,
      note: 'the day of the signature: the confirmation knows no other',
    },
  ],
};

const conditionality: Table = {
  ...own,
  record: 'condizionalita',
  event: 'invio',
  rows: [
    field('codiceFiscale', 'codiceFiscale', code, required),
    field('evento', 'evento', code, required),
    field('dataEvento', 'dataEvento', xsdDate, required),
    field('cpi', 'cpi', code, required),
    field('protocolloInps', 'protocolloInps', text, required),
    field('dataDomanda', 'dataDomanda', xsdDate, required),
    field('codiceFiscaleOperatore', 'codiceFiscaleOperatore', code, required),
    field('note', 'note', text),
  ],
};

export const comunicazioniCpiTables: readonly Table[] = [confirmation, pactSigned, conditionality, newJob];
