/** Sections 0 to 2: sending data, the person, the administrative position. */
import { code, field, group, list, type Row, text } from '../engine/index.js';
import { cittadinanza, codiceFiscale, decodifica, flagCode, motivoPermesso, provincia } from './codecs.js';
import { silpDate } from './dates.js';
import { addressLine, luogo, NO_ADDRESS, NO_ADDRESS_NOTE } from './places.js';

const PERSONALI = 'datiAnagrafici.datiGenerali.datiPersonali';
const PERMESSO = 'datiAnagrafici.datiGenerali.notizieCittadiniStranieri.permessoDiSoggiorno';
const RECAPITI = 'datiAnagrafici.reperibilitaRecapiti';
const POSIZIONE = 'datiAmministrativi.posizione';

const OWNER = 'SILP computes the holder, or the national node moves it; a change of the file does not';
const DID = 'the DID has its own procedure at SILP and is not changed through the file';

const invio: readonly Row[] = [
  field('invio.identificativoSap', 'identificativoSap', text, { section: '0' }),
  field('invio.dataUltimoAggiornamento', 'dataUltimoAggiornamento', silpDate, {
    readOnly: true,
    note: 'SILP writes the date of a change itself',
  }),
  field('invio.codiceEnteTitolare', 'enteTitolare', decodifica, { readOnly: true, note: OWNER }),
];

const persona: readonly Row[] = [
  field('anagrafica.persona.codiceFiscale', `${PERSONALI}.codiceFiscale`, codiceFiscale, {
    required: true,
    section: '1.1',
  }),
  field('anagrafica.persona.nome', `${PERSONALI}.nome`, text, { section: '1.1' }),
  field('anagrafica.persona.cognome', `${PERSONALI}.cognome`, text, { section: '1.1' }),
  field('anagrafica.persona.dataNascita', `${PERSONALI}.dataDiNascita`, silpDate, { section: '1.1' }),
  field('anagrafica.persona.luogoNascita', `${PERSONALI}.luogoDiNascita`, luogo, { section: '1.1' }),
  field('anagrafica.persona.sesso', `${PERSONALI}.genere`, decodifica, { section: '1.1' }),
  field('anagrafica.persona.cittadinanza', `${PERSONALI}.cittadinanza`, cittadinanza, { section: '1.1' }),
  group('anagrafica.straniero', PERMESSO),
  field('anagrafica.straniero.tipoDocumento', `${PERMESSO}.titolo`, decodifica, { section: '1.2' }),
  field('anagrafica.straniero.numeroDocumento', `${PERMESSO}.numero`, text, { section: '1.2' }),
  field('anagrafica.straniero.validoAl', `${PERMESSO}.dataScadenza`, silpDate, { section: '1.2' }),
  field('anagrafica.straniero.motivo', `${PERMESSO}.motivoRilascio`, motivoPermesso, { section: '1.2' }),
];

const street = addressLine({ toponimo: ['toponimo', 'descr'], civico: 'numeroCivico' });

function indirizzo(canonical: string, side: string, section: string): readonly Row[] {
  return [
    group(canonical, side),
    field(`${canonical}.indirizzo`, `${side}.indirizzo`, street, {
      section,
      clears: ['toponimo', 'numeroCivico', 'indirizzoEsteso'],
      empty: NO_ADDRESS,
      note: `read from street type, street and number; written whole as street; ${NO_ADDRESS_NOTE}`,
    }),
    field(`${canonical}.localita`, `${side}.localita`, text, { section }),
    field(`${canonical}.comune`, `${side}.luogo`, luogo, { section }),
    field(`${canonical}.cap`, `${side}.cap`, text, { section }),
  ];
}

const contatti: readonly Row[] = [
  ...indirizzo('anagrafica.residenza', `${RECAPITI}.residenza.indirizzo`, '1.3.1'),
  ...indirizzo('anagrafica.domicilio', `${RECAPITI}.domicilio.indirizzo`, '1.3.2'),
  group('anagrafica.recapiti', `${RECAPITI}.recapito`),
  field('anagrafica.recapiti.telefono', `${RECAPITI}.recapito.telefonoAbitazione`, text, { section: '1.3.3' }),
  field('anagrafica.recapiti.cellulare', `${RECAPITI}.recapito.cellulare`, text, { section: '1.3.3' }),
  field('anagrafica.recapiti.email', `${RECAPITI}.recapito.email`, text, { section: '1.3.3' }),
];

const STATO = 'amministrativi.statoInAnagrafe';
const LISTE = 'datiAmministrativi.listeSpeciali[]';
const LISTA = 'amministrativi.listeSpeciali[]';

const posizione: readonly Row[] = [
  group('amministrativi', 'datiAmministrativi'),
  group(STATO, POSIZIONE),
  field(`${STATO}.dataDid`, `${POSIZIONE}.dataDid`, silpDate, { readOnly: true, note: DID }),
  field(`${STATO}.statoOccupazionale`, `${POSIZIONE}.statoOccupazionale`, decodifica, { section: '2.1.1' }),
  field(`${STATO}.condizione`, `${POSIZIONE}.condizioneOccupazionale`, decodifica, { section: '2.1.1' }),
  field(`${STATO}.dataEventoDid`, `${POSIZIONE}.dataEvento`, silpDate, { readOnly: true, note: DID }),
  field(`${STATO}.indiceProfiling`, `${POSIZIONE}.indiceProfiling`, decodifica, { section: '2.1.1' }),
  field(`${STATO}.categoria297`, `${POSIZIONE}.categoriaDlg297`, decodifica, { section: '2.1.1' }),
  field(`${STATO}.mesiAnzianita`, `${POSIZIONE}.mesiAnzianitaDisoccup`, code, { section: '2.1.1' }),
  list(LISTA, LISTE, { key: ['tipoLista', 'dataIscrizione'], section: '2.2' }),
  field(`${LISTA}.tipoLista`, `${LISTE}.tipoLista`, decodifica),
  field(`${LISTA}.dataIscrizione`, `${LISTE}.dataIscrizioneLista`, silpDate),
  field(`${LISTA}.dataFineIscrizione`, `${LISTE}.dataTermineIscrizione`, silpDate),
  field(`${LISTA}.dataMassimoDifferimento`, `${LISTE}.dataMassimoDifferimento`, silpDate),
  field(`${LISTA}.provincia`, `${LISTE}.provincia`, provincia),
  field(
    'amministrativi.assolvimentoIstruzione.obbligoFormativo',
    'informazioniCurriculari.percorsoFormativo.flgObbligoFormativo',
    flagCode,
    { section: '2.3' },
  ),
  group('amministrativi.altreNotizie', 'datiAmministrativi.altreNotizie'),
  field(
    'amministrativi.altreNotizie.categoriaProtetta',
    'datiAmministrativi.altreNotizie.appartenenzaParticolariCateg',
    code,
    { section: '2.4' },
  ),
];

export const personRows: readonly Row[] = [...invio, ...persona, ...contatti, ...posizione];
