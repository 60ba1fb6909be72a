/**
 * Who holds a SAP at SILP: the CPI that is competent for the comune of domicile, or else for that of residence, or else
 * whoever held it before. Callers do not decide it. The sandbox knows the CPIs in Piemonte's provincial capitals (2019).
 */
import { asText, get, type Json } from './json.js';
import { decodifica } from './scheda.js';

const CPI: Readonly<Record<string, readonly [codice: string, descr: string]>> = {
  L219: ['L219C000381', 'CPI TORINO NORD - VIA BOLOGNA'],
  A182: ['A182C000358', 'CPI ALESSANDRIA'],
  A479: ['A479C000362', 'CPI ASTI'],
  A859: ['A859C000363', 'CPI BIELLA'],
  D205: ['D205C000365', 'CPI CUNEO'],
  F952: ['F952C000383', 'CPI NOVARA'],
  L750: ['L750C000385', 'CPI VERCELLI'],
};

/** The file with its holder computed anew. */
export function withHolder(scheda: Json): Json {
  for (const which of ['domicilio', 'residenza']) {
    const path = ['datiAnagrafici', 'reperibilitaRecapiti', which, 'indirizzo', 'luogo', 'comune', 'id'];
    const [codice, descr] = CPI[asText(get(scheda, path))] ?? [];
    if (codice !== undefined) return { ...scheda, enteTitolare: decodifica(codice, descr) };
  }
  return scheda;
}
