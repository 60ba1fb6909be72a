/** Patto online: a pact handed over to be accepted, and its acceptance. */
import { code, field, type Row, type Table, text, xsdDate, xsdInt } from '../engine/index.js';
import { italianTime, nationalDate, orNil } from '../engine/xml-codecs.js';

const required = { required: true } as const;

const handedOver: readonly Row[] = [
  field('codiceFiscale', 'Patto.CodiceFiscale', code, required),
  field('atto.data', 'Patto.DataPatto', xsdDate, required),
  field('serviziAmministrativi', 'Patto.CodServiziAmministrativi', text, {
    ...required,
    otherwise: '',
    note: 'empty where the record does not say',
  }),
  field('atto.numero', 'Patto.NumProtocollo', text, required),
  field('atto.anno', 'Patto.AnnoProtocollo', xsdInt, required),
  field('atto.provincia', 'Patto.CodProvinciaProv', code, required),
  field('documento', 'PDFPatto', text, { ...required, note: 'base64' }),
];

const accepted: readonly Row[] = [
  field('accettazione.quando', 'accettazionePatto.dtmAccettazione', orNil(italianTime)),
  field('accettazione.tipo', 'accettazionePatto.tipoAccettazione', orNil(code)),
  field('codiceFiscale', 'patto.codiceFiscale', orNil(code)),
  field('atto.data', 'patto.dataPatto', orNil(nationalDate)),
  field('serviziAmministrativi', 'patto.codServiziAmministrativi', orNil(text)),
  field('atto.numero', 'patto.numProtocollo', orNil(text)),
  field('atto.anno', 'patto.annoProtocollo', orNil(xsdInt)),
  field('atto.provincia', 'patto.codProvinciaProv', orNil(code)),
];

const step = (revision: string, rows: readonly Row[]): Table => ({
  side: 'lavoro-per-te',
  record: 'patto',
  event: 'variazione',
  revision,
  rows,
  restores: () => false,
});

export const pattoTables: readonly Table[] = [step('InvioPatto', handedOver), step('AggiornaPatto', accepted)];
