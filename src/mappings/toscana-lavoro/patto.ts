/** Pacts: signed by both when they come from Toscana, told without the file when they were made elsewhere. */
import { code, field, list, type Row, type Table, text, xsdDate, xsdDecimal } from '../engine/index.js';
import { whole } from '../engine/json-codecs.js';
import { copy, knownFile, onlyRead, ours, required, signedFile } from './shared.js';

const rowsOf = (asked: { readonly required: boolean }): readonly Row[] => [
  field('codiceFiscale', 'codiceFiscale', code, asked),
  field('identificativoSap', 'identificativoSap', code),
  field('codiceEnteTitolare', 'cpiTitolare', code),
  field('dataNascita', 'dataNascita', xsdDate),
  field('dataAggiornamento', 'dataAggiornamento', xsdDate, asked),
  field('tipo', 'tipo', code, required),
  field('percorsoGol', 'percorsoGol', code),
  field('entePromotore', 'cpi', code, required),
  field('progetto', 'progetto', code),
  field('titolo', 'titolo', text),
  field('descrizione', 'descrizione', text),
  field('dataProposta', 'dataProposta', xsdDate, required),
  field('dataStipula', 'dataStipula', xsdDate, asked),
  field('dataFirma', 'dataFirma', xsdDate),
  field('dataScadenza', 'dataScadenza', xsdDate),
  field('dataFine', 'dataFine', xsdDate),
  field('durata', 'durata', whole),
  field('tipologiaDurata', 'tipologiaDurata', code),
  field('dataDid', 'dataDid', xsdDate),
  field('prestazione.tipo', 'prestazione.tipo', code),
  field('prestazione.protocollo', 'prestazione.protocollo', text),
  field('prestazione.dataDomanda', 'prestazione.dataDomanda', xsdDate),
  field('prestazione.dataInizio', 'prestazione.dataInizio', xsdDate),
  field('profiling.indice', 'profilazione.indice', xsdDecimal, required),
  field('profiling.data', 'profilazione.data', xsdDate, required),
  field('identificativoPolitica', 'identificativoPolitica', code),
  field('ultimoEvento.evento', 'ultimoEvento.evento', code, required),
  field('ultimoEvento.data', 'ultimoEvento.data', xsdDate, required),
  field('ultimoEvento.descrizione', 'ultimoEvento.descrizione', text),
  field('responsabile.cognome', 'responsabile.cognome', text, required),
  field('responsabile.nome', 'responsabile.nome', text, required),
  field('responsabile.codiceFiscale', 'responsabile.codiceFiscale', code),
  list('ricercaAttiva[]', 'ricercaAttiva[]'),
  field('ricercaAttiva[].atto', 'ricercaAttiva[].atto', text, required),
  field('ricercaAttiva[].frequenza', 'ricercaAttiva[].frequenza', text),
  field('ricercaAttiva[].entro', 'ricercaAttiva[].entro', xsdDate),
  field('frequenzaContatti', 'frequenzaContatti', text),
  field('provaRicerca', 'provaRicerca', text),
  list('impegni[]', 'impegni[]', { item: text }),
];

export const pattoTables: readonly Table[] = [
  { ...ours, record: 'patto', event: 'invio', rows: onlyRead([...rowsOf({ required: true }), ...signedFile]) },
  { ...copy, record: 'patto', event: 'invio', rows: [...rowsOf({ required: false }), ...knownFile] },
];
