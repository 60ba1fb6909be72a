/**
 * Pieces of a SchedaAnagraficaProfessionale as SILP writes them: decode rows with key, label and ministry code, places
 * with country flag, dates at midnight in Italy. Used for seeds and for what SILP imports from the national node.
 */
import { midnightInRome } from './dates.js';
import type { Json } from './json.js';

/** A decode row; SILP's own keys are not public, so the key repeats the ministry code. */
export const decodifica = (codice: string, descr: string | null = null): Json | null =>
  codice === '' ? null : { id: codice, descr, codice, special: null };

export const date = (value: string): string | null => (value === '' ? null : midnightInRome(value.slice(0, 10)));

export const flag = (value: boolean): string => (value ? 'S' : 'N');

/** Foreign States have Belfiore codes that begin with Z. */
export const isItalian = (belfiore: string): boolean => !belfiore.startsWith('Z');

export const comune = (belfiore: string, descr: string | null = null): Json | null =>
  belfiore !== '' && isItalian(belfiore) ? { id: belfiore, descr, codCap: null, flgAttivo: 'S' } : null;

export const nazione = (belfiore: string, descr: string | null = null): Json | null =>
  belfiore !== '' && !isItalian(belfiore) ? { idSilTNazione: belfiore, dsSilTNazione: descr, flgAttivo: 'S' } : null;

export const luogo = (belfiore: string, descr: string | null = null): Json => ({
  comune: comune(belfiore, descr),
  stato: nazione(belfiore, descr),
  flgLuogoItalia: flag(isItalian(belfiore)),
});

export interface Place {
  readonly belfiore: string;
  readonly nome?: string;
  readonly indirizzo: string;
  readonly cap: string;
  readonly localita?: string;
}

export const indirizzo = (place: Place): Json => ({
  indirizzoEsteso: place.indirizzo,
  toponimo: null,
  indirizzo: place.indirizzo,
  numeroCivico: null,
  localita: place.localita || null,
  luogo: luogo(place.belfiore, place.nome ?? null),
  cap: place.cap || null,
});

/** An empty worker file, with every group there. */
export function emptyScheda(): Json {
  return {
    identificativoSap: null,
    idSilLavAnagrafica: null,
    idInterscambioSap: null,
    dataUltimoAggiornamento: null,
    fonte: null,
    enteTitolare: null,
    datiAnagrafici: {
      datiGenerali: { datiPersonali: {}, notizieCittadiniStranieri: null, documento: null, foto: null },
      reperibilitaRecapiti: { residenza: null, domicilio: null, recapito: null },
      note: null,
      storico: null,
    },
    datiAmministrativi: { posizione: null, listeSpeciali: [], altreNotizie: null, listaIscrizioniComi: [] },
    esperienzeLavorative: {
      rapporto: [],
      esperienzeProfessionali: [],
      esperienzeExtraProfessionali: [],
      coAnpal: null,
    },
    informazioniCurriculari: {
      percorsoFormativo: {
        flgObbligoFormativo: null,
        titoliDiStudio: [],
        formazioneProfessionale: { formazioneProfessionalePiemontese: [], altriCorsi: [] },
      },
      qualifiche: [],
      lingueStraniere: [],
      conoscenzeInformatiche: [],
      patenti: [],
      patentini: [],
      altreInformazioni: { dsAbilitazione: null, dsAltraInformazione: null, dsCompetenza: null, albi: [] },
    },
    politicheAttiveLavoratore: { politicheAttive: [] },
    accorpTransazione: [],
  };
}
