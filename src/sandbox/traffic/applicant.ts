/**
 * One invented person from the application for a benefit to a missed appointment: the documents that INPS, the employment
 * centre and the nation send about her, in their own forms, with dates that count from the day on which the story is told.
 */
import type { DocumentTree } from '../../contract/contract.js';
import type { AppointmentSeed } from '../anpal/agenda.js';
import type { Announcement } from '../inps/announce.js';
import type { WorkerSeed } from '../silp/workers.js';
import { dayBefore, workingDayBefore } from './days.js';
import { type EventoDid, gestisciDid, OPERATORE } from './did.js';
import { receiverOf } from './nation.js';
import { PEOPLE } from './people.js';
import { activity, pact } from './policies.js';
import { invio, mini, withId, write } from './saps.js';
import { openedFile } from './workers.js';

/** How long before the day of the story each thing happened. */
const DAYS_AGO = { application: 40, pact: 25, activity: 20, appointment: 3 } as const;

export interface Applicant {
  readonly codiceFiscale: string;
  readonly day: Readonly<Record<keyof typeof DAYS_AGO, string>>;
  /** What she sends INPS. */
  readonly application: Announcement;
  /** She as a receiver, as the nation knows of her from INPS. */
  readonly beneficiario: Readonly<Record<string, string>>;
  /** Her file at SILP. */
  readonly worker: WorkerSeed;
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
    (what === 'application' ? dayBefore : workingDayBefore)(today, DAYS_AGO[what]);
  const person = PEOPLE.irene;
  const { codiceFiscale, cpi, domicilio } = person;
  const protocollo = `INPS.NASPI.${on('application').slice(0, 4)}.0000027`;
  const appuntamento = { coap: 'COAP27000000001', regionale: '1300027' };
  const sap = mini(person, on('application'), on('application'));
  return {
    codiceFiscale,
    day: {
      application: on('application'),
      pact: on('pact'),
      activity: on('activity'),
      appointment: on('appointment'),
    },
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
    worker: openedFile(person, 2009),
    sap: write(sap),
    policyOf(identificativoSap, policy) {
      const datiinvio = invio(person, on(policy));
      const row = (policy === 'pact' ? pact : activity)(cpi, { proposed: on(policy) });
      return write(withId({ datiinvio, politiche_attive_lst: { politiche_attive: row } }, identificativoSap));
    },
    did: (evento) => gestisciDid(person, evento, { did: on('application'), pact: on('pact') }),
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
