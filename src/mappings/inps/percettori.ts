/** The flow of the percettori: one row, one benefit of one person. */
import { code, field, type Table, text, xsdDate, xsdDecimal } from '../engine/index.js';

const required = { required: true } as const;

export const percettoriTable: Table = {
  side: 'inps',
  record: 'percettore',
  event: 'invio',
  revision: '1.0',
  rows: [
    field('codiceFiscale', 'codice_fiscale', code, required),
    field('persona.cognome', 'cognome', text),
    field('persona.nome', 'nome', text),
    field('persona.sesso', 'sesso', code),
    field('persona.dataNascita', 'data_nascita', xsdDate),
    field('persona.luogoNascita', 'comune_nascita', code),
    field('persona.cittadinanza', 'cittadinanza', code),
    field('residenza.comune', 'comune_residenza', code),
    field('domicilio.comune', 'comune_domicilio', code),
    field('domicilio.cap', 'cap_domicilio', code),
    field('domicilio.indirizzo', 'indirizzo_domicilio', text),
    field('recapiti.telefono', 'telefono', text),
    field('recapiti.cellulare', 'cellulare', text),
    field('recapiti.email', 'email', text),
    field('prestazione.tipo', 'prestazione', code, required),
    field('prestazione.protocollo', 'protocollo', text, required),
    field('prestazione.dataDomanda', 'data_domanda', xsdDate, required),
    field('prestazione.dataInizio', 'data_inizio', xsdDate),
    field('prestazione.dataFine', 'data_fine', xsdDate),
    field('prestazione.stato', 'stato', code, required),
    field('prestazione.dataStato', 'data_stato', xsdDate),
    field('prestazione.motivoStato', 'motivo_stato', code),
    field('prestazione.importoGiornaliero', 'importo_giornaliero', xsdDecimal),
    field('prestazione.importoComplessivo', 'importo_complessivo', xsdDecimal),
    field('prestazione.dataInizioDisoccupazione', 'inizio_disoccupazione', xsdDate),
    field('cpi', 'codice_cpi', code),
    field('invio.idComunicazione', 'id_comunicazione', text),
    field('invio.data', 'data_comunicazione', xsdDate),
  ],
  derived: [{ canonical: 'fonte', from: () => 'INPS', note: 'announced by INPS' }],
  restores: () => false,
};
