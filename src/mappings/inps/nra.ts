/** Nuovo reddito di attivazione: what INPS tells of an application, and what the province answers. */
import { code, field, type Row, siNo, type Table, text, xsdDate, xsdDecimal } from '../engine/index.js';
import { nationalDate } from '../engine/xml-codecs.js';
import { capitals } from './codecs.js';

const required = { required: true } as const;

const practice: readonly Row[] = [
  field('nra.idDomandaWeb', 'idDomandaWeb', code, required),
  field('nra.idDomandaIntranet', 'idDomandaIntranet', code, required),
];

const applicant: readonly Row[] = [
  field('persona.nome', 'richiedente.nome', text, required),
  field('persona.cognome', 'richiedente.cognome', text, required),
  field('codiceFiscale', 'richiedente.codiceFiscale', capitals, required),
  field('persona.dataNascita', 'richiedente.dataNascita', xsdDate, required),
  field('persona.luogoNascita', 'richiedente.codiceCatastoNascita', capitals, required),
];

const addressAt = (group: string): readonly Row[] => [
  field('residenza.indirizzo', `${group}.indirizzo`, text, required),
  field('residenza.cap', `${group}.cap`, code, required),
  field('residenza.comune', `${group}.codiceComune`, capitals, required),
  field('residenza.provincia', `${group}.codiceProvincia`, code),
  field('residenza.dal', `${group}.dataVariazioneResidenza`, xsdDate),
];

const communication: readonly Row[] = [
  field('invio.data', 'dataCreazioneComunicazione', nationalDate, required),
  field('invio.idComunicazione', 'identificativoComunicazione', code, required),
  field('nra.operatore', 'codiceOperatore', text, required),
];

const answered = field('richiesta', 'identificativoComunicazioneRichiesta', code, required);
const none = { restores: () => false } as const;

const application: Table = {
  side: 'inps',
  record: 'percettore',
  event: 'invio',
  revision: 'nra-0.0.1',
  rows: [
    ...practice,
    ...applicant,
    ...addressAt('residenzaRichiedente'),
    field('prestazione.dataDomanda', 'dataPresentazioneAsdiNra', nationalDate, required),
    field('prestazione.dataInizio', 'dataInizioPrestazioneAsdiNra', xsdDate, required),
    field('prestazione.dataFine', 'dataFinePrestazioneAsdiNra', xsdDate, required),
    field('prestazione.importoGiornaliero', 'importoGiornalieroNra', xsdDecimal, required),
    field('prestazione.importoComplessivo', 'importoComplessivoNra', xsdDecimal, required),
    field('nra.importoGiornalieroAsdi', 'importoGiornalieroAsdi', xsdDecimal, required),
    field('nra.importoComplessivoAsdi', 'importoComplessivoAsdi', xsdDecimal, required),
    field('nra.codiceReiezione', 'codiceReiezione', code),
    field('nra.noteDifferenze', 'noteDifferenze', text),
    field(
      'nra.progetto.idComunicazione',
      'datiSottoscrizioneProgettoPersonalizzato.idComunicazioneMinisteroLavoro',
      code,
      required,
    ),
    field('nra.progetto.intermediario', 'datiSottoscrizioneProgettoPersonalizzato.codiceIntermediario', text, required),
    field('nra.progetto.data', 'datiSottoscrizioneProgettoPersonalizzato.dataComunicazione', nationalDate, required),
    field('prestazione.tipo', 'tipoPrestazione', code, required),
    ...communication,
  ],
  ...none,
};

const ministry = (canonical: string, side: string, options = {}): Row =>
  field(`comunicazioneMinistero.${canonical}`, `comunicazioneMinisteroLavoro.${side}`, code, options);

const laterEvents: Table = {
  side: 'inps',
  record: 'percettore',
  event: 'variazione',
  revision: 'nra-eventi-0.0.1',
  rows: [
    ...practice,
    ...applicant,
    ministry('intermediario', 'codiceIntermediario', required),
    ministry('motivo', 'motivoComunicazione', required),
    ministry('tipo', 'tipoComunicazione', required),
    ministry('evento', 'tipoEvento'),
    ministry('sanzione', 'motivoSanzione'),
    ministry('annullata', 'identificativoComunicazioneAnnullata'),
    field('evento.tipo', 'altreComunicazioni.tipoEvento', code, required),
    field('evento.motivo', 'altreComunicazioni.motivoEvento', code, required),
    field('evento.descrizione', 'altreComunicazioni.descrizioneEvento', text, required),
    field('evento.nota', 'altreComunicazioni.notaEvento', text),
    field('evento.data', 'altreComunicazioni.dataEvento', xsdDate),
    field('importoComplessivoDecurtato', 'importoComplessivoNraDecurtato', xsdDecimal),
    field('importoComplessivoAsdiDecurtato', 'importoComplessivoAsdiDecurtato', xsdDecimal),
    ...communication,
  ],
  ...none,
};

const move: Table = {
  side: 'inps',
  record: 'percettore',
  event: 'variazione',
  revision: 'nra-residenza-0.0.1',
  rows: [...practice, ...applicant, ...addressAt('nuovoIndirizzo'), ...communication],
  ...none,
};

const decision: readonly Row[] = [field('provvedimento.numero', 'numeroProvvedimento', text, required)];
const decided = field('provvedimento.data', 'dataProvvedimento', nationalDate, required);

const decisionOnApplication: Table = {
  side: 'inps',
  record: 'percettore',
  event: 'esito',
  revision: 'nra-domanda-0.0.1',
  rows: [
    ...practice,
    ...applicant,
    ...decision,
    decided,
    field('provvedimento.accolta', 'esitoElaborazione', siNo, required),
    field('provvedimento.codiceReiezione', 'codiceReiezione', code),
    ...communication,
    answered,
  ],
  ...none,
};

const decisionOnEvent: Table = {
  side: 'inps',
  record: 'percettore',
  event: 'esito',
  revision: 'nra-successive-0.0.1',
  rows: [
    ...practice,
    ...applicant,
    ...decision,
    field('provvedimento.tipo', 'tipoProvvedimento', code, required),
    decided,
    ...communication,
    answered,
  ],
  ...none,
};

export const nraTables: readonly Table[] = [application, laterEvents, move, decisionOnApplication, decisionOnEvent];
