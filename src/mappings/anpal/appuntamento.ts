/** Appointments: the booking and its annulment as the agenda takes them, and the outcome as the nation takes it. */
import { code, field, group, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { filled, freeText, italianTime, xsdBoolean } from '../engine/xml-codecs.js';
import { cpiEither, cpiRegionale, only, sN } from './codecs.js';

const required = { required: true } as const;

const table = (event: Table['event'], revision: string, rows: readonly Row[]): Table => ({
  side: 'anpal',
  record: 'appuntamento',
  event,
  revision,
  rows,
  restores: () => false,
});

const WORKER = 'utenteLavoratore.Lavoratore';
const place = (name: 'domicilio' | 'residenza'): readonly Row[] => [
  field(`${name}.comune`, `${WORKER}.${name}.comune`, code, required),
  field(`${name}.indirizzo`, `${WORKER}.${name}.indirizzo`, freeText({ max: 100, filled: true }), required),
];

const PARAMETERS = 'parametriAppuntamento';

const booking = table('invio', '1.0', [
  field('codiceFiscale', 'codiceFiscale', code, required),
  field('utente', 'utenteLavoratore.UtenteServizio', only('L')),
  field('persona.nome', `${WORKER}.nome`, freeText({ max: 50, filled: true }), required),
  field('persona.cognome', `${WORKER}.cognome`, freeText({ max: 50, filled: true }), required),
  field('persona.dataNascita', `${WORKER}.dataNascita`, xsdDate, required),
  field('persona.luogoNascita', `${WORKER}.comuneNascita`, code, required),
  field('persona.sesso', `${WORKER}.sesso`, code, required),
  field('persona.cittadinanza', `${WORKER}.cittadinanza`, code, required),
  ...place('domicilio'),
  ...place('residenza'),
  field('utente', 'utenteAzienda.UtenteServizio', only('A')),
  field('provincia', 'IdProvincia', code, required),
  field('contatti.email', 'datiContatto.email', text),
  field('contatti.cellulare', 'datiContatto.cellulare', text),
  field('contatti.consensoSms', 'datiContatto.consensoSMS', sN, required),
  field('cpi', `${PARAMETERS}.IdCPI`, cpiRegionale, required),
  field('servizio', `${PARAMETERS}.codiceRichiesta`, code, required),
  field('slot', `${PARAMETERS}.identificativoSlot`, code),
  group('ricerca', `${PARAMETERS}.datiRicerca`, 'empty: any free slot'),
  field('ricerca.dal', `${PARAMETERS}.datiRicerca.dataDal`, xsdDate),
  field('ricerca.al', `${PARAMETERS}.datiRicerca.dataAl`, xsdDate),
  field('ricerca.fascia', `${PARAMETERS}.datiRicerca.mattina_pomeriggio`, code),
  field('contatti.avvisoSms', `${PARAMETERS}.contattiAutomatici.invioSMS`, sN, {
    ...required,
    otherwise: false,
    note: 'no reminder where none is asked for',
  }),
  field('contatti.avvisoEmail', `${PARAMETERS}.contattiAutomatici.invioEmail`, sN, {
    ...required,
    otherwise: false,
    note: 'no reminder where none is asked for',
  }),
  field('identificativi.coap', 'IdCoap', code),
  field('vuoleIdentificativo', 'returnIdApp', xsdBoolean),
]);

const annulmentByPerson = table('annullamento', 'ordinaria', [
  field('codiceFiscale', 'codiceFiscale', code, required),
  field('utente', 'UtenteServizio', code, required),
  field('servizio', 'datiAppuntamento.codiceRichiesta', code, required),
  field('data', 'datiAppuntamento.dataAppuntamento', xsdDate, required),
  field('ora', 'datiAppuntamento.oraAppuntamento', code, required),
  field('cpi', 'datiAppuntamento.IdCPI', cpiRegionale, required),
  field('provincia', 'datiAppuntamento.IdProvincia', code, required),
  field('identificativi.regionale', 'IdAppuntamento', code),
]);

const annulmentById = table('annullamento', 'anpal', [
  field('provincia', 'IdProvincia', code, required),
  field('cpi', 'IdCPI', cpiRegionale, required),
  field('identificativi.regionale', 'IdAppuntamentoAR', code, required),
  field('identificativi.coap', 'IdAppuntamentoCoap', code, required),
  field('causa', 'IdCausa', code),
  field('note', 'Note', freeText({})),
]);

const NEW = 'NuovoAppuntamento';

const outcome = table('esito', '1.0', [
  field('identificativi.coap', 'IdAppuntamento', code, required),
  field('identificativi.regionale', 'IdAppuntamentoAR', code, required),
  field('esito', 'IdEsitoAppuntamento', code, required),
  field('causa', 'IdCausa', filled),
  field('note', 'Note', freeText({ max: 100 })),
  field('nuovoAppuntamento.identificativo', `${NEW}.IdAppuntamentoAR`, code, required),
  field('nuovoAppuntamento.disponibilita', `${NEW}.IdDisponibilitaAR`, code),
  field('nuovoAppuntamento.intermediario', `${NEW}.CodiceIntermediario`, code, required),
  field('nuovoAppuntamento.sportello', `${NEW}.IdSportello`, code),
  field('nuovoAppuntamento.descrizioneSportello', `${NEW}.DescrizioneSportello`, freeText({ max: 100 })),
  field('nuovoAppuntamento.dataOra', `${NEW}.DataOraAppuntamento`, italianTime, required),
  field('nuovoAppuntamento.note', `${NEW}.NoteSedeRegione`, freeText({ max: 200 })),
  field('cpi', 'IdCPI', cpiEither, required),
]);

export const appuntamentoTables: readonly Table[] = [booking, annulmentById, annulmentByPerson, outcome];
