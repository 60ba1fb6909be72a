/** Kinds and words that the settings of several sides share. */
import { EVENTS, RECORDS } from '../../names.js';
import { choice, seconds, text, url } from '../kinds.js';
import { optional, setting } from '../setting.js';

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

/** Settings of a side that speaks one JSON service, by an interface of our own: its address, the account there, the timeout. */
export const ownInterface = <const Prefix extends string>(prefix: Prefix, named: string, contract: string) =>
  [
    optional(
      `${prefix}.url` as const,
      url('http', 'https'),
      `Address of the service of ${named} (${contract}). Absent: nothing is sent there.`,
    ),
    optional(`${prefix}.username` as const, username, `HTTP Basic user at ${named}.`),
    optional(`${prefix}.password` as const, secretText, 'Its password.', true),
    setting(`${prefix}.timeoutSeconds` as const, seconds(0.1, 600), 30, 'How long an answer is waited for.'),
    setting(`${prefix}.codiceFiscaleCheck` as const, codiceFiscaleCheck, 'error', codiceFiscaleMeaning),
  ] as const;
