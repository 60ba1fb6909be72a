/** Valid codici fiscali for the invented people of tests. */
export { type Invented, makeCodiceFiscale, makeNumericCode } from '../../src/canonical/made-codice-fiscale.js';
