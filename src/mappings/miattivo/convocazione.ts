/** Convocations: the CPI tells a person to come, moves it, or calls it off. */
import { code, field, list, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { whole } from '../engine/json-codecs.js';
import { ours, required } from './shared.js';

const whose: readonly Row[] = [
  field('identificativi.regionale', 'idConvocazione', text, required),
  field('codiceFiscale', 'codiceFiscale', code, required),
  field('cpi.ministeriale', 'cpi', code, required),
];

export const convocazioneTables: readonly Table[] = [
  {
    ...ours,
    record: 'appuntamento',
    event: 'invio',
    rows: [
      ...whose,
      field('data', 'data', xsdDate, required),
      field('ora', 'ora', code, required),
      field('durata', 'durataMinuti', whole),
      field('precedente.data', 'spostataDa.data', xsdDate, required),
      field('precedente.ora', 'spostataDa.ora', code, required),
      field('luogo.denominazione', 'luogo.denominazione', text, required),
      field('luogo.indirizzo', 'luogo.indirizzo', text, required),
      field('luogo.stanza', 'luogo.stanza', text),
      field('convocazione.motivo', 'motivo', code, required),
      list('convocazione.canali[]', 'canali[]', { item: code }),
      field('convocazione.protocolloInps', 'protocolloInps', text),
      field('convocazione.conseguenze.testo', 'conseguenze.testo', text, required),
      field('convocazione.conseguenze.provvedimento', 'conseguenze.provvedimento', code),
    ],
  },
  {
    ...ours,
    record: 'appuntamento',
    event: 'annullamento',
    rows: [...whose, field('data', 'data', xsdDate), field('ora', 'ora', code), field('note', 'note', text)],
  },
];
