import { parseCodiceFiscale } from '../codice-fiscale.js';

/** Whether a codice fiscale has one of its two forms and its check character or digit holds. */
export const isValidCodiceFiscale = (value: string): boolean => parseCodiceFiscale(value)?.checkCorrect === true;
