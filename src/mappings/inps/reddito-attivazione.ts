/** Reddito di attivazione: an application, and the same with the decision of the body. Every field is untyped and may be nil. */
import { type Codec, code, field, type Row, type Table, text, xsdInt } from '../engine/index.js';
import { freeText } from '../engine/xml-codecs.js';
import { amountInEitherForm, capitals, dayInEitherForm, untyped } from './codecs.js';

const row = (canonical: string, side: string, codec: Codec, options = {}): Row =>
  field(canonical, `domanda.${side}`, untyped(codec), options);

const words = freeText({});

export const redditoAttivazioneTable: Table = {
  side: 'inps',
  record: 'percettore',
  event: 'invio',
  revision: 'ra-1.0',
  rows: [
    row('prestazione.dataDomanda', 'data_domanda_prestazione', dayInEitherForm),
    row('ra.ente.codice', 'codice_ente_autonomo', code),
    row('ra.ente.denominazione', 'descrizione_ente_autonomo', words),
    row('azienda.matricolaInps', 'matricola_inps_azienda_benficiario', code, { note: 'misspelt at INPS' }),
    row('azienda.codiceFiscale', 'codice_fiscale_azienda_beneficiario', capitals),
    row('azienda.denominazione', 'ragione_sociale_azienda_del_beneficiario', words),
    row('ra.provvedimento.numero', 'numero_delibera_ente_autonomo', text),
    row('ra.provvedimento.anno', 'anno_delibera_ente_autonomo', code),
    row('ra.provvedimento.data', 'data_esito_delibera_ente_autonomo', dayInEitherForm),
    row('prestazione.dataInizio', 'data_inizio_prestazione', dayInEitherForm),
    row('prestazione.dataFine', 'data_fine_prestazione', dayInEitherForm),
    row('prestazione.durata', 'durata_prestazione', xsdInt, { note: 'days' }),
    row('ra.tipo', 'tipo_prestazione', words, { note: 'its values are not published' }),
    row('persona.cognome', 'cognome', words),
    row('persona.nome', 'nome', words),
    row('persona.dataNascita', 'data_di_nascita', dayInEitherForm),
    row('codiceFiscale', 'codice_fiscale', capitals, {
      required: true,
      note: 'may be nil by the schema, but without it nobody knows whom it is about',
    }),
    row('persona.nomeLuogoNascita', 'comune_nascita', words),
    row('persona.provinciaNascita', 'provincia_nascita', words),
    row('persona.statoNascita', 'stato_nascita', words),
    row('residenza.indirizzo', 'indirizzo', words),
    row('residenza.cap', 'cap', code),
    row('residenza.nomeComune', 'comune', words),
    row('residenza.provincia', 'provincia', code),
    row('recapiti.telefono', 'numero_di_telefono_del_beneficiario', text),
    row('recapiti.email', 'indirizzo_email_del_beneficiario', text),
    row('accredito.paese', 'iban_nazione_lavoratore', capitals),
    row('accredito.controllo', 'iban_controllo_lavoratore', code),
    row('accredito.cin', 'cin_lavoratore', capitals),
    row('accredito.abi', 'abi_lavoratore', code),
    row('accredito.cab', 'cab_lavoratore', code),
    row('accredito.conto', 'conto_corrente_lavoratore', capitals),
    row('prestazione.importoGiornaliero', 'importo_lordo_giornaliero_prestazione', amountInEitherForm),
    row('prestazione.importoComplessivo', 'importo_lordo_complessivo_da_erogare_al_beneficiario', amountInEitherForm),
  ],
  derived: [{ canonical: 'prestazione.tipo', from: () => 'RA', note: 'the file is about no other benefit' }],
};
