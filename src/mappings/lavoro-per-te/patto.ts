/** Patto online: a pact handed over to be accepted, and its acceptance. */
import { code, field, type Row, type Table, text, xsdDate, xsdInt } from '../engine/index.js';
import { italianMoment, nationalDate, orNil } from '../engine/xml-codecs.js';

const required = { required: true } as const;

const handedOver: readonly Row[] = [
  field('codiceFiscale', 'Patto.CodiceFiscale', code, required),
  field('dataStipula', 'Patto.DataPatto', xsdDate, required),
  field('serviziAmministrativi', 'Patto.CodServiziAmministrativi', text, {
    ...required,
    otherwise: '',
    note: 'empty where the record does not say',
  }),
  field('protocollo.numero', 'Patto.NumProtocollo', text, required),
  field('protocollo.anno', 'Patto.AnnoProtocollo', xsdInt, required),
  field('protocollo.provincia', 'Patto.CodProvinciaProv', code, required),
  field('documento.contenuto', 'PDFPatto', text, { ...required, note: 'base64' }),
];

const accepted: readonly Row[] = [
  field('firme.lavoratore.istante', 'accettazionePatto.dtmAccettazione', orNil(italianMoment)),
  field('firme.lavoratore.tipo', 'accettazionePatto.tipoAccettazione', orNil(code)),
  field('codiceFiscale', 'patto.codiceFiscale', orNil(code)),
  field('dataStipula', 'patto.dataPatto', orNil(nationalDate)),
  field('serviziAmministrativi', 'patto.codServiziAmministrativi', orNil(text)),
  field('protocollo.numero', 'patto.numProtocollo', orNil(text)),
  field('protocollo.anno', 'patto.annoProtocollo', orNil(xsdInt)),
  field('protocollo.provincia', 'patto.codProvinciaProv', orNil(code)),
];

const ours = { side: 'lavoro-per-te', record: 'patto', restores: () => false } as const;

const signed = (stato: string, note: string): NonNullable<Table['derived']> => [
  { canonical: 'firme.lavoratore.stato', from: () => stato, note },
];

export const pattoTables: readonly Table[] = [
  {
    ...ours,
    event: 'variazione',
    revision: 'InvioPatto',
    rows: handedOver,
    derived: signed('D', 'put before the person to be accepted'),
  },
  { ...ours, event: 'esito', revision: 'AggiornaPatto', rows: accepted, derived: signed('A', 'accepted') },
];
