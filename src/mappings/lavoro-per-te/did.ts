/** StipulaDid: a DID that the portal has the SIL write. It is an insertion of the day of the declaration, without a CPI. */
import { code, field, type Row, siNo, type Table, text, xsdDate } from '../engine/index.js';
import { freeText } from '../engine/xml-codecs.js';
import { onOff } from './codecs.js';

const required = { required: true } as const;
const WORKER = 'Lavoratore';
const name = freeText({ max: 50, filled: true });
const address = freeText({ max: 100, filled: true });

const place = (where: 'domicilio' | 'residenza'): readonly Row[] => [
  field(`dichiarante.${where}.comune`, `${WORKER}.${where}.comune`, code, required),
  field(`dichiarante.${where}.indirizzo`, `${WORKER}.${where}.indirizzo`, address, required),
];

export const stipulaDidTable: Table = {
  side: 'lavoro-per-te',
  record: 'did',
  event: 'invio',
  revision: 'StipulaDid',
  rows: [
    field('codiceFiscale', 'CodiceFiscale', code, required),
    field('dataDid', 'DataDichiarazione', xsdDate, required),
    field('dichiarazione.tipo', 'TipoDichiarazione', code, required),
    field('dichiarazione.provincia', 'IdProvincia', code, {
      ...required,
      note: 'number of a database of the SIL, not the code of the province',
    }),
    field('dichiarazione.stampa.modello', 'Stampa.ModelloStampa', freeText({ max: 250 }), required),
    field('dichiarazione.stampa.protocollata', 'Stampa.Protocollazione', onOff, {
      ...required,
      note: 'the schema allows ON alone',
    }),
    field('dichiarazione.stampa.intestazione', 'Stampa.Intestazione', onOff, required),
    field('dichiarante.persona.nome', `${WORKER}.nome`, name, required),
    field('dichiarante.persona.cognome', `${WORKER}.cognome`, name, required),
    field('dichiarante.persona.dataNascita', `${WORKER}.dataNascita`, xsdDate, required),
    field('dichiarante.persona.luogoNascita', `${WORKER}.comuneNascita`, code, required),
    field('dichiarante.persona.sesso', `${WORKER}.sesso`, code, required),
    field('dichiarante.persona.cittadinanza', `${WORKER}.cittadinanza`, code, required),
    ...place('domicilio'),
    ...place('residenza'),
    field('dichiarante.rischioDisoccupazione', `${WORKER}.rischiodisoccupazione`, siNo, {
      ...required,
      otherwise: false,
      note: 'NO where the record does not say',
    }),
    field('dichiarante.dataLicenziamento', `${WORKER}.datalicenziamento`, xsdDate),
    field('dichiarante.recapiti.email', `${WORKER}.email`, text),
    field('dichiarante.recapiti.cellulare', `${WORKER}.cellulare`, text),
  ],
  restores: () => false,
  derived: [
    { canonical: 'evento', from: () => 'I', note: 'the SIL is told of a new declaration' },
    {
      canonical: 'dataEvento',
      from: (record) => (record as { readonly dataDid?: string }).dataDid,
      note: 'the day of the declaration',
    },
  ],
};
