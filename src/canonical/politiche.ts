/** What the rows of section 6 say about one another. */
import type { PoliticaAttiva } from './sap.js';

/** Last events after which a policy is over ("SAP, modelli e regole" 1.9, EVENTI POLITICA); 01, 02 and 09 leave it open. */
const CLOSING: ReadonlySet<string> = new Set(['03', '04', '05', '06', '07', '08', '10', '11', '12', '13', '14', '15']);

/** Whether a row is the taking in charge after a DID: activity A02, project 05. */
export const isTakingInCharge = ({ tipoAttivita, progetto }: PoliticaAttiva): boolean =>
  tipoAttivita === 'A02' && progetto === '05';

/** Whether the last event leaves a policy open; one without events is. */
export const isOpen = ({ ultimoEvento }: Pick<PoliticaAttiva, 'ultimoEvento'>): boolean =>
  ultimoEvento === undefined || !CLOSING.has(ultimoEvento.evento);
