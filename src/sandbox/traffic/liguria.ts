/**
 * A person in Genova from the application for the NASpI to the patto: what she, INPS, the portal MiAttivo and the office of
 * the employment centre say, each in its own form. She registers within 15 days of the application, and is convened within 30.
 */
import type { DocumentTree } from '../../contract/contract.js';
import { digest } from '../../foundation/ids.js';
import type { Announcement } from '../inps/announce.js';
import { dayBefore, momentInItaly, workingDayBefore } from './days.js';
import { type EventoDid, gestisciDid } from './did.js';
import { PEOPLE } from './people.js';
import { pact } from './policies.js';
import { mini, withId, write } from './saps.js';

export interface LigurianStory {
  readonly codiceFiscale: string;
  readonly day: Readonly<
    Record<'application' | 'registration' | 'accepted' | 'convened' | 'pact' | 'signed' | 'sent', string>
  >;
  readonly application: Announcement;
  /** `Registrazione`, `EsitoRegistrazione`, `Convocazione`, `PattoDaFirmare`. */
  readonly registrazione: DocumentTree;
  readonly esito: DocumentTree;
  readonly convocazione: DocumentTree;
  readonly pattoDaFirmare: DocumentTree;
  /** The moment at which she accepts the pact. */
  readonly accepted: string;
  readonly sap: string;
  did(evento: EventoDid): DocumentTree;
  /** Her SAP with the signed pact: the row A02 of the nation. */
  a02(identificativoSap: string): string;
}

export function ligurianOn(today: string): LigurianStory {
  const person = PEOPLE.livia;
  const { codiceFiscale, cpi, domicilio, cognome, nome, cellulare } = person;
  const signed = dayBefore(workingDayBefore(today, 22), -1);
  const day = {
    application: dayBefore(today, 48),
    registration: dayBefore(today, 39),
    accepted: workingDayBefore(today, 38),
    convened: workingDayBefore(today, 36),
    pact: workingDayBefore(today, 22),
    signed,
    sent: workingDayBefore(signed, 0),
  };
  const year = Number(day.pact.slice(0, 4));
  const protocollo = `INPS.NASPI.${day.application.slice(0, 4)}.0000041`;
  const idRegistrazione = `MA-${day.registration.slice(0, 4)}-000041`;
  const email = `${nome.toLowerCase()}@posta.example`;
  return {
    codiceFiscale,
    day,
    application: {
      codiceFiscale,
      cognome,
      nome,
      prestazione: 'NASPI',
      dataDomanda: day.application,
      dataInizioDisoccupazione: day.application,
      cpi,
      cellulare,
      azienda: 'CANTIERI IMMAGINARI S.P.A.',
      domicilio: { ...domicilio, provincia: 'GE' },
      protocollo,
    },
    registrazione: {
      idRegistrazione,
      codiceFiscale,
      anagrafica: { cognome, nome, sesso: person.sesso, dataNascita: person.nascita, comuneNascita: 'D969' },
      recapiti: { email, cellulare },
      dataRegistrazione: day.registration,
      condizione: 'PERCETTORE',
      domandaInps: { data: day.application, prestazione: 'NASPI', protocollo },
      cpi,
    },
    esito: { idRegistrazione, codiceFiscale, esito: 'ACCETTATA', data: day.accepted, cpi },
    convocazione: {
      idConvocazione: `CONV-${year}-0041`,
      codiceFiscale,
      cpi,
      data: day.pact,
      ora: '09:30',
      luogo: { denominazione: 'CPI CENTRO LEVANTE', indirizzo: 'VIA DELLE PROVE 10, GENOVA' },
      motivo: 'PATTO',
      canali: ['EMAIL', 'SMS'],
      protocolloInps: protocollo,
      conseguenze: {
        testo: 'Chi non si presenta senza giustificato motivo perde un quarto di mensilità.',
        provvedimento: 'quarto',
      },
    },
    pattoDaFirmare: {
      codiceFiscale,
      dataPatto: day.pact,
      protocollo: { numero: '000041', anno: year, provincia: 'GE' },
      tipo: 'PSP',
      cpi,
      documento: { riferimento: 'fascicolo/41', impronta: digest(`patto ${protocollo}`) },
      entro: momentInItaly(dayBefore(day.pact, -3), '23:59'),
    },
    accepted: momentInItaly(day.signed, '18:20'),
    sap: write(mini(person, day.application, day.accepted)),
    did: (evento) => gestisciDid(person, evento, { did: day.application, pact: day.pact }),
    a02: (identificativoSap) => {
      const row = pact(cpi, { proposed: day.pact }, '0900000041');
      const whole = mini(person, day.application, day.sent);
      return write(withId({ ...whole, politiche_attive_lst: { politiche_attive: row } }, identificativoSap));
    },
  };
}
