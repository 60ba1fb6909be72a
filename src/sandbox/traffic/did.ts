/** Events of a DID as an employment centre tells them to the nation. */
import type { DocumentTree } from '../../contract/contract.js';
import { ageOn } from '../codice-fiscale.js';
import { PEOPLE, type Person } from './people.js';

export type EventoDid = 'I' | 'C';

export const OPERATORE = PEOPLE.elena.codiceFiscale;

/** `GestisciDID_Input`: the insertion of a DID, or its confirmation by a pact. */
export const gestisciDid = (
  person: Person,
  evento: EventoDid,
  day: { readonly did: string; readonly pact: string },
): DocumentTree => ({
  ...(evento === 'I' ? { VariabiliDiProfiling: variables(person, day.did) } : {}),
  InformazioniDID: {
    CodiceFiscale: person.codiceFiscale,
    TipoEvento: evento,
    DataEvento: `${evento === 'I' ? day.did : day.pact}T00:00:00`,
    DataDID: `${day.did}T00:00:00`,
    CodiceEntePromotore: person.cpi,
  },
  GUIDOperatore: '27',
  CodiceFiscaleOperatore: OPERATORE,
  Applicazione: 'NCN',
});

/** Provinces of the seats, by ISTAT. */
const PROVINCE: Readonly<Record<string, string>> = { L219: '001', D969: '010', D612: '048', A944: '037' };

export const provinceOf = ({ domicilio }: Person): string => PROVINCE[domicilio.belfiore] ?? '001';

/** The fifteen variables of the quantitative profiling that the centre sends; the node computes two more. */
const variables = (person: Person, day: string): DocumentTree => ({
  Eta: String(ageOn(day, person.nascita)),
  Genere: person.sesso,
  Cittadinanza: 'A02',
  DurataPresenzaInItalia: 'A01',
  TitoloDiStudio: '40000000',
  ProvinciaDiResidenza: provinceOf(person),
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
