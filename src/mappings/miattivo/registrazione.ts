/** Registrations on the portal, and what the CPI makes of them. */
import { code, field, list, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { truth } from '../engine/json-codecs.js';
import { ours, required } from './shared.js';

const whose: readonly Row[] = [
  field('identificativo', 'idRegistrazione', text, required),
  field('codiceFiscale', 'codiceFiscale', code, required),
];

const domicilio: readonly Row[] = [
  field('domicilio.comune', 'domicilio.comune', code, required),
  field('domicilio.cap', 'domicilio.cap', code),
  field('domicilio.indirizzo', 'domicilio.indirizzo', text, required),
  field('domicilio.localita', 'domicilio.localita', text),
];

const recapiti: readonly Row[] = [
  field('recapiti.email', 'recapiti.email', text, required),
  field('recapiti.cellulare', 'recapiti.cellulare', text, required),
  field('recapiti.telefono', 'recapiti.telefono', text),
];

const cpi = field('cpi', 'cpi', code);

export const registrazioneTables: readonly Table[] = [
  {
    ...ours,
    record: 'registrazione',
    event: 'invio',
    rows: [
      ...whose,
      field('persona.cognome', 'anagrafica.cognome', text, required),
      field('persona.nome', 'anagrafica.nome', text, required),
      field('persona.sesso', 'anagrafica.sesso', code),
      field('persona.dataNascita', 'anagrafica.dataNascita', xsdDate, required),
      field('persona.luogoNascita', 'anagrafica.comuneNascita', code),
      field('persona.cittadinanza', 'anagrafica.cittadinanza', code),
      ...domicilio,
      ...recapiti,
      field('dataRegistrazione', 'dataRegistrazione', xsdDate, required),
      field('condizione', 'condizione', code, required),
      field('domanda.data', 'domandaInps.data', xsdDate, required),
      field('domanda.prestazione', 'domandaInps.prestazione', code, required),
      field('domanda.protocollo', 'domandaInps.protocollo', text),
      cpi,
      field('categorieParticolari.collocamentoMirato', 'categorieParticolari.collocamentoMirato', truth, {
        required: true,
        note: 'a special category of data, in a part of its own',
      }),
    ],
    derived: [{ canonical: 'fonte', from: () => 'MIATTIVO', note: 'made on the portal of Liguria' }],
  },
  {
    ...ours,
    record: 'registrazione',
    event: 'variazione',
    rows: [...whose, field('data', 'data', xsdDate, required), ...recapiti, ...domicilio, cpi],
  },
  {
    ...ours,
    record: 'registrazione',
    event: 'annullamento',
    rows: [...whose, field('data', 'data', xsdDate, required), field('motivo', 'motivo', code, required)],
  },
  {
    ...ours,
    record: 'registrazione',
    event: 'esito',
    rows: [
      ...whose,
      field('esito', 'esito', code, required),
      field('data', 'data', xsdDate, required),
      field('cpi', 'cpi', code, required),
      list('mancanti[]', 'mancanti[]', { item: text }),
      field('identificativoPrecedente', 'idRegistrazioneValida', text),
      field('cpiCompetente', 'cpiCompetente', code),
      field('note', 'note', text),
    ],
  },
];
