/**
 * The quantitative profiling, invented: the national model is not public. A sum of weights in billionths, so that each
 * variable shows in the result, that the same variables give the same digits everywhere, and that nine digits come out.
 */
import type { DocumentTree } from '../../contract/contract.js';
import type { DidEvent } from './did-event.js';
import { regionOfProvince } from './province.js';
import { many, text } from './tree.js';

type Variabili = Readonly<Record<string, string>>;

const BILLION = 1_000_000_000;
const START = 250_000_000;

/** Texts weigh by their characters: their lists are not public, so no value can mean more than another. */
const weight = (value: string | undefined): number =>
  [...(value ?? '')].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9_973, 0) * 1_000;

const capped = (value: string | undefined, most: number): number => Math.min(Number(value ?? 0), most);
const isTrue = (value: string | undefined): boolean => value === 'true' || value === '1';

/** Probability of remaining without work, 0 to 1, nine digits after the point. */
export function indexOf(v: Variabili): string {
  const sum =
    START +
    Math.abs(capped(v.Eta, 75) - 35) * 5_000_001 +
    (v.Genere === 'F' ? 20_000_003 : 0) +
    (isTrue(v.HaMaiAvutoUnLavoro) ? 0 : 90_000_007) +
    capped(v.DaQuantiMesiConclusoUltimoRappLavoro, 48) * 3_000_011 +
    capped(v.DaQuantiMesiStaCercandoLavoro, 48) * 2_000_017 +
    capped(v.NumeroComponentiFamiglia, 10) * 1_000_019 +
    (isTrue(v.PresenzaFigliACarico) ? 7_000_023 : 0) +
    (isTrue(v.PresenzaFigliACaricoMeno18Anni) ? 4_000_029 : 0) +
    weight(v.Cittadinanza) +
    weight(v.DurataPresenzaInItalia) +
    weight(v.TitoloDiStudio) +
    weight(v.ProvinciaDiResidenza) +
    weight(v.CondizioneOccupazionaleUnAnnoPrima) +
    weight(v.PosizioneProfessioneUltimaOccupazione) +
    weight(v.AttualmenteIscrittoScuolaUniversitaOCorsoFormazione);
  return `0.${String(Math.min(sum, BILLION - 1)).padStart(9, '0')}`;
}

/** The variables under the names of the answer; the two that the node computes itself come out of section 4 of the SAP. */
export function profilingOf(event: DidEvent, tree: DocumentTree, id: number, today: string): DocumentTree | undefined {
  const v = event.variabili;
  if (v === undefined) return undefined;
  return {
    IDSProfiling: String(id),
    CodiceFiscale: event.codiceFiscale,
    Eta: v.Eta,
    Genere: v.Genere,
    Cittadinanza: v.Cittadinanza,
    DurataPresenzaInItalia: v.DurataPresenzaInItalia,
    TitoloDiStudio: v.TitoloDiStudio,
    ProvinciaDiResidenza: v.ProvinciaDiResidenza,
    RegioneDiResidenza: regionOfProvince(v.ProvinciaDiResidenza ?? ''),
    HaLavoratoAlmenoUnaVolta: v.HaMaiAvutoUnLavoro,
    CondizioneProfessionaleAnnoPrecedente: v.CondizioneOccupazionaleUnAnnoPrima,
    DurataDellaDisoccupazione: v.DaQuantiMesiConclusoUltimoRappLavoro,
    PosizioneUltimaOccupazione: v.PosizioneProfessioneUltimaOccupazione,
    DurataRicercaLavoro: v.DaQuantiMesiStaCercandoLavoro,
    AttualmenteIscrittoScuolaUniversitaOCorsoFormazione: v.AttualmenteIscrittoScuolaUniversitaOCorsoFormazione,
    NumeroComponentiFamiglia: v.NumeroComponentiFamiglia,
    PresenzaFigliACarico: v.PresenzaFigliACarico,
    PresenzaFigliMinoriACarico: v.PresenzaFigliACaricoMeno18Anni,
    Probabilita: indexOf(v),
    DataInserimento: `${today}T00:00:00`,
    CondizioneOccupazionaleAnnoPrecedenteCalcolata: v.CondizioneOccupazionaleUnAnnoPrima,
    DurataDisoccupazioneCalcolata: monthsWithoutWork(tree, event.dataDid) ?? v.DaQuantiMesiConclusoUltimoRappLavoro,
  };
}

/** Whole months from the end of the last job to the DID; undefined where the SAP knows of none. */
function monthsWithoutWork(tree: DocumentTree, dataDid: string): string | undefined {
  const ends = many(tree.esperienzelavoro_lst)
    .flatMap((list) => many(list.esperienzalavoro))
    .map(({ datafine }) => text(datafine))
    .filter((end) => end !== '' && end <= dataDid)
    .sort();
  const last = ends.at(-1);
  if (last === undefined) return undefined;
  const [year = 0, month = 0, day = 0] = dataDid.split('-').map(Number);
  const [lastYear = 0, lastMonth = 0, lastDay = 0] = last.split('-').map(Number);
  return String((year - lastYear) * 12 + month - lastMonth - (day < lastDay ? 1 : 0));
}
