/** Appointments at a centre, most of them online. */
import { code, field, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { moment, truth, whole } from '../engine/json-codecs.js';
import { ours, required } from './shared.js';

const whose: readonly Row[] = [
  field('identificativi.regionale', 'idAppuntamento', text, required),
  field('codiceFiscale', 'codiceFiscale', code, required),
  field('cpi.ministeriale', 'cpi', code, required),
];

export const appuntamentoTables: readonly Table[] = [
  {
    ...ours,
    record: 'appuntamento',
    event: 'invio',
    rows: [
      ...whose,
      field('persona.cognome', 'anagrafica.cognome', text, required),
      field('persona.nome', 'anagrafica.nome', text, required),
      field('contatti.email', 'recapiti.email', text, required),
      field('contatti.cellulare', 'recapiti.cellulare', text),
      field('colloquio', 'tipo', code, required),
      field('modalita', 'modalita', code, required),
      field('data', 'data', xsdDate, required),
      field('ora', 'ora', code, required),
      field('durata', 'durataMinuti', whole),
      field('slot', 'idSlot', text),
      field('precedente.data', 'spostatoDa.data', xsdDate, required),
      field('precedente.ora', 'spostatoDa.ora', code, required),
      field('luogo.denominazione', 'luogo.denominazione', text, required),
      field('luogo.indirizzo', 'luogo.indirizzo', text),
      field('online.stanza', 'online.stanza', text, required),
      field('online.identita', 'online.identita', code, required),
      field('online.identitaVerificata', 'online.identitaVerificata', truth),
      field('online.dispositivo', 'online.dispositivo', truth),
      field('online.verificatoIl', 'online.verificatoIl', moment),
      field('automatico', 'automatico', truth),
    ],
  },
  {
    ...ours,
    record: 'appuntamento',
    event: 'annullamento',
    rows: [...whose, field('data', 'data', xsdDate), field('ora', 'ora', code), field('note', 'note', text)],
  },
];
