/** A person in Firenze who meets the employment centre online: the interview, and what both sign at its end. */
import type { DocumentTree } from '../../contract/contract.js';
import { ageOn } from '../codice-fiscale.js';
import { dayBefore, momentInItaly, workingDayBefore } from './days.js';
import { gestisciDid, OPERATORE, provinceOf } from './did.js';
import { PEOPLE } from './people.js';
import { planned } from './policies.js';
import { mini, write } from './saps.js';

export interface TuscanStory {
  readonly codiceFiscale: string;
  readonly operatore: string;
  readonly cpi: string;
  readonly day: { readonly booked: string; readonly interview: string };
  /** Moments that the centre offers online. */
  readonly momenti: readonly {
    readonly idSlot: string;
    readonly cpi: string;
    readonly data: string;
    readonly ora: string;
  }[];
  /** When both have signed. */
  readonly momento: string;
  readonly appuntamento: DocumentTree;
  readonly sap: string;
  /** `DidFirmata` without its file. */
  readonly did: DocumentTree;
  /** `GestisciDID_Input`: the patto confirms the DID; nobody signs that. */
  readonly confirmation: DocumentTree;
  /** `PattoFirmato` without its file. */
  readonly patto: DocumentTree;
}

export function tuscanOn(today: string): TuscanStory {
  const person = PEOPLE.cosimo;
  const { codiceFiscale, cpi, cognome, nome } = person;
  const day = { booked: dayBefore(today, 17), interview: workingDayBefore(today, 11) };
  const momento = { idSlot: 'SLOT-FI-09', cpi, data: day.interview, ora: '10:00' };
  return {
    codiceFiscale,
    operatore: OPERATORE,
    cpi,
    day,
    momenti: [momento, { ...momento, idSlot: 'SLOT-FI-10', ora: '11:00' }],
    momento: momentInItaly(day.interview, '10:40'),
    appuntamento: {
      idAppuntamento: 'APP-FI-0027',
      codiceFiscale,
      anagrafica: { cognome, nome },
      recapiti: { email: `${nome.toLowerCase()}@posta.example`, cellulare: person.cellulare },
      cpi,
      tipo: 'ISCRIZIONE',
      modalita: 'ONLINE',
      data: momento.data,
      ora: momento.ora,
      durataMinuti: 30,
      idSlot: momento.idSlot,
      online: {
        stanza: 'https://stanze.example.org/r/0027',
        identita: 'SPID',
        identitaVerificata: true,
        dispositivo: true,
      },
    },
    sap: write(mini(person, day.interview, day.interview)),
    did: {
      idDocumento: 'IDOLARTI-0027-D',
      codiceFiscale,
      evento: 'I',
      dataEvento: day.interview,
      dataDid: day.interview,
      cpi,
      autocertificazione: true,
      profilazione: profiling(day.interview),
    },
    confirmation: gestisciDid(person, 'C', { did: day.interview, pact: day.interview }),
    patto: {
      idDocumento: 'IDOLARTI-0027-P',
      codiceFiscale,
      dataAggiornamento: day.interview,
      tipo: 'PSP',
      cpi,
      dataProposta: day.interview,
      dataStipula: day.interview,
      dataFine: planned(day.interview),
      dataDid: day.interview,
      ultimoEvento: { evento: '02', data: day.interview },
      responsabile: { cognome: 'QUARANTELLI', nome: 'ELENA' },
      ricercaAttiva: [{ atto: 'Candidatura a un’offerta di lavoro', frequenza: 'due alla settimana' }],
      frequenzaContatti: 'ogni 30 giorni',
      provaRicerca: 'copia delle candidature',
    },
  };
}

const profiling = (day: string): DocumentTree => ({
  eta: ageOn(day, PEOPLE.cosimo.nascita),
  genere: PEOPLE.cosimo.sesso,
  classeCittadinanza: 'A02',
  presenzaInItalia: 'A01',
  titoloStudio: '40000000',
  provinciaResidenza: provinceOf(PEOPLE.cosimo),
  haMaiLavorato: false,
  condizioneUnAnnoPrima: 'C01',
  mesiDallUltimoRapporto: 0,
  posizioneUltimaOccupazione: 'NO',
  mesiDiRicerca: 1,
  iscrittoACorso: 'NO',
  componentiFamiglia: 2,
  figliACarico: false,
  figliMinoriACarico: false,
});
