/** The list of anomalies that a refused `invioSAP` carries as text inside `MessaggioErrore`. */
import { writeTree } from './xml-writer.js';

export interface Anomalia {
  readonly codice: string;
  readonly descrizione?: string;
  /** The elements concerned, as free text. */
  readonly campi?: string;
}

/** The document as text. Every anomaly has its three elements, empty where there is nothing to say. */
export function listaAnomalie(anomalie: readonly Anomalia[]): string {
  const rows = anomalie.map(({ codice, descrizione = '', campi = '' }) => ({
    CodiceAnomalia: codice,
    DescrizioneAnomalia: descrizione,
    CampiInErrore: campi,
  }));
  return writeTree('ListaAnomalie', { Anomalia: rows }).toString('utf8');
}
