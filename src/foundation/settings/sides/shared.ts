/** Kinds and words that the settings of several sides share. */
import { EVENTS, RECORDS } from '../../names.js';
import { choice, text, url } from '../kinds.js';

export const codiceFiscaleCheck = choice('error', 'warning', 'off');
export const codiceFiscaleMeaning =
  'What a wrong check character in a codice fiscale from this side is; test systems use false ones.';
export const username = text('a user name');
export const secretText = text('a password');

export const revision = {
  record: choice(...RECORDS),
  event: choice(...EVENTS),
  revision: text('a revision'),
};
export const serviceName = text('a service name, as in docs/sides');
export const service = { service: serviceName, url: url('http', 'https') };
export const republished = { service: serviceName, namespace: text('a namespace') };
