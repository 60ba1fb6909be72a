/**
 * Why the national node refuses. Of its list only S086 is public among those that concern a SAP; the codes with R are
 * the sandbox's own, for rules that are known while their codes are not.
 */
import type { Anomalia } from '../../contract/anomalie.js';
import type { Finding } from '../../foundation/finding.js';

const TEXTS = {
  S086: "E' presente piu' di una politica attiva patto di attivazione per il progetto 05",
  R001: 'Il lavoratore ha gia una SAP: il primo invio non e ammesso',
  R002: 'Identificativo SAP sconosciuto',
  R003: 'La SAP non e piu attiva',
  R004: 'Tipo variazione non coerente con la presenza di identificativosap',
  R005: 'Senza i dati anagrafici sono ammesse solo le sezioni 0 e 6, con identificativosap',
  R006: 'La SAP appartiene a un altro codice fiscale: il cambio si comunica con tipo variazione 05',
  R007: 'La data di nascita non coincide con quella dei dati anagrafici',
  R008: 'Presa in carico altrove: un patto A02 del progetto 05 di un ente di un altra regione e aperto',
  R010: 'Il documento non rispetta lo schema',
  R099: 'Rifiuto richiesto al simulatore',
} as const;

export type CodiceAnomalia = keyof typeof TEXTS;

export function anomalia(codice: CodiceAnomalia, campi = ''): Anomalia {
  return { codice, descrizione: TEXTS[codice], campi };
}

/** Breaches of the schema, one anomaly each. */
export function schemaAnomalie(findings: readonly Finding[]): Anomalia[] {
  return findings
    .filter((finding) => finding.severity === 'error')
    .map((finding) => ({ codice: 'R010', descrizione: `${TEXTS.R010}: ${finding.message}`, campi: finding.path }));
}
