/**
 * One invented person from the application for a benefit to a missed appointment: the documents that INPS, the employment
 * centre and the nation send about her, in their own forms, with dates that count from the day on which the story is told.
 */
import type { DocumentTree } from '../../contract/contract.js';
import type { AppointmentSeed } from '../anpal/agenda.js';
import { ageOn, checkCharacter } from '../codice-fiscale.js';
import type { Announcement } from '../inps/announce.js';
import { receiverOf } from './nation.js';
import { PEOPLE } from './people.js';
import { mini, withId, write } from './saps.js';

const DAY_MS = 86_400_000;
const OPERATORE = PEOPLE.elena.codiceFiscale;

/** How long before the day of the story each thing happened. */
const DAYS_AGO = { application: 40, pact: 25, activity: 20, appointment: 3 } as const;

export type EventoDid = 'I' | 'C';

export interface Applicant {
  readonly codiceFiscale: string;
  /** What she sends INPS. */
  readonly application: Announcement;
  /** She as a receiver, as the nation knows of her from INPS. */
  readonly beneficiario: Readonly<Record<string, string>>;
  /** Her SAP as the centre opens it. */
  readonly sap: string;
  /** Sections 0 and 6 alone: the taking in charge, and an activity under it. */
  policyOf(identificativoSap: string, policy: 'pact' | 'activity'): string;
  /** `GestisciDID_Input`. */
  did(evento: EventoDid): DocumentTree;
  /** Her appointment at the centre, as the nation holds it. */
  readonly appuntamento: AppointmentSeed;
  /** `RichiestaNotificaEsito`: she did not come. */
  readonly missed: DocumentTree;
  /** `loadEventiCondizionalitaRDC`: what follows from it. */
  readonly event: DocumentTree;
}

/** The documents as they are on that day (`YYYY-MM-DD`). */
export function applicantOn(today: string): Applicant {
  const on = (what: keyof typeof DAYS_AGO): string =>
    new Date(Date.parse(today) - DAYS_AGO[what] * DAY_MS).toISOString().slice(0, 10);
  const person = PEOPLE.irene;
  const { codiceFiscale, cpi, domicilio, nascita } = person;
  const protocollo = `INPS.NASPI.${on('application').slice(0, 4)}.0000027`;
  const appuntamento = { coap: 'COAP27000000001', regionale: '1300027' };
  const sap: DocumentTree = { ...mini(person), datiinvio: invio(person, on('application')) };
  return {
    codiceFiscale,
    application: {
      codiceFiscale,
      cognome: person.cognome,
      nome: person.nome,
      prestazione: 'NASPI',
      dataDomanda: on('application'),
      dataInizioDisoccupazione: on('application'),
      cpi,
      cellulare: person.cellulare,
      azienda: 'TESSITURA IMMAGINARIA S.R.L.',
      domicilio: { ...domicilio, provincia: 'TO' },
      protocollo,
    },
    beneficiario: receiverOf(person, { protocollo, data: on('application'), richiedente: person }),
    sap: write(sap),
    policyOf(identificativoSap, policy) {
      const datiinvio = invio(person, on(policy));
      const row = policy === 'pact' ? pact(cpi, on(policy)) : activity(cpi, on(policy));
      return write(withId({ datiinvio, politiche_attive_lst: { politiche_attive: row } }, identificativoSap));
    },
    did: (evento) => ({
      ...(evento === 'I' ? { VariabiliDiProfiling: variables(ageOn(today, nascita)) } : {}),
      InformazioniDID: {
        CodiceFiscale: codiceFiscale,
        TipoEvento: evento,
        DataEvento: `${on(evento === 'I' ? 'application' : 'pact')}T00:00:00`,
        DataDID: `${on('application')}T00:00:00`,
        CodiceEntePromotore: cpi,
      },
      GUIDOperatore: '27',
      CodiceFiscaleOperatore: OPERATORE,
      Applicazione: 'NCN',
    }),
    appuntamento,
    missed: {
      IdAppuntamento: appuntamento.coap,
      IdAppuntamentoAR: appuntamento.regionale,
      IdEsitoAppuntamento: 'NP',
      IdCPI: cpi,
    },
    event: {
      cod_cpi: cpi,
      cod_evento: 'X01',
      cod_fiscale: codiceFiscale,
      cod_fiscale_ope: OPERATORE,
      cod_protocollo_inps: protocollo,
      dtt_domanda: `${on('application')}T00:00:00`,
      dtt_evento: `${on('appointment')}T00:00:00`,
      txt_note: 'NON PRESENTATA ALL APPUNTAMENTO',
    },
  };
}

const invio = ({ cpi, nascita }: typeof PEOPLE.irene, updated: string): DocumentTree => ({
  dataultimoagg: updated,
  codiceentetit: cpi,
  tipovariazione: '01',
  datadinascita: nascita,
});

const policy = (facts: DocumentTree, cpi: string, day: string): DocumentTree => ({
  tipo_attivita: facts.tipo_attivita,
  titolo_denominazione: facts.titolo_denominazione,
  data_proposta: day,
  data: day,
  durata: '6',
  tipologia_durata: 'M',
  descrizione: facts.titolo_denominazione,
  titolo_progetto: facts.titolo_progetto,
  codice_ente_promotore: cpi,
  identificativo_politica: policyId(String(facts.tipo_attivita), cpi, day),
  ultimo_evento: { evento: '02', data_evento: day },
});

/** As the centre's system numbers its policies: its number, a count, and a letter made as that of a codice fiscale. */
const policyId = (tipo: string, cpi: string, day: string): string =>
  `13${tipo === 'A02' ? '0000027A' : '0000027B'}${checkCharacter(`${cpi}${tipo}${day.replaceAll('-', '')}`)}`;

const pact = (cpi: string, day: string): DocumentTree =>
  policy({ tipo_attivita: 'A02', titolo_denominazione: 'PATTO DI SERVIZIO', titolo_progetto: '05' }, cpi, day);

const activity = (cpi: string, day: string): DocumentTree =>
  policy({ tipo_attivita: 'B03', titolo_denominazione: 'RICERCA DI LAVORO GUIDATA', titolo_progetto: '05' }, cpi, day);

/** The fifteen variables of the quantitative profiling that the centre sends; the node computes two more. */
const variables = (eta: number): DocumentTree => ({
  Eta: String(eta),
  Genere: 'F',
  Cittadinanza: 'A02',
  DurataPresenzaInItalia: 'A01',
  TitoloDiStudio: '40000000',
  ProvinciaDiResidenza: '001',
  HaMaiAvutoUnLavoro: 'true',
  CondizioneOccupazionaleUnAnnoPrima: 'C01',
  DaQuantiMesiConclusoUltimoRappLavoro: '2',
  PosizioneProfessioneUltimaOccupazione: 'P03',
  DaQuantiMesiStaCercandoLavoro: '1',
  AttualmenteIscrittoScuolaUniversitaOCorsoFormazione: 'N01',
  NumeroComponentiFamiglia: '3',
  PresenzaFigliACarico: 'true',
  PresenzaFigliACaricoMeno18Anni: 'false',
});
